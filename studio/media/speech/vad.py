"""Where somebody speaks: Silero VAD finds the speech, the sound's energy finds its exact edges.

Cuts are made on these edges, so an edge may lie outside a word by a little but never inside one.
"""

from collections.abc import Sequence

import numpy as np

from studio.core.units import Seconds
from studio.media.speech import energy
from studio.media.speech.transcriber import RATE
from studio.media.timeline import Span, joined

_WINDOW = 512
"""Samples that Silero judges at a time: 32 ms."""
_BLOCK_S = 600
_OVERLAP_S = 4
_SURE, _MAYBE = 0.5, 0.35
_SHORTEST_WINDOWS = 2
_PAUSE_S = 0.2
"""Shorter pauses belong to the flow of speech and do not part spans."""
_LONGEST_S = 15.0
_SHORTEST_CHUNK_S = 2.0
_JOIN_S, _JOIN_SHORT_S = 0.5, 2.0
_SPLIT_S = 24.0


def speech(pcm: np.ndarray) -> list[Span]:
    """The stretches of speech in `pcm`, (n,) float32 mono at `RATE`, in order, at least 0.2 s apart.

    Speech of more than 24 s without a pause is parted at its quietest moments; such spans touch.
    """
    if pcm.size == 0:
        return []
    rough = _sure_spans(_probabilities(pcm))
    fine = joined(energy.refined(pcm, rough), gap=_PAUSE_S)
    return [part for span in fine for part in energy.divided(pcm, span, _SPLIT_S, _LONGEST_S)]


def chunks(spans: Sequence[Span]) -> list[Span]:
    """The spans joined to stretches of about 2 to 15 s that an engine can hear one by one."""
    result: list[Span] = []
    for span in spans:
        if result and _belongs(result[-1], span):
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def _belongs(chunk: Span, span: Span) -> bool:
    gap = span.start - chunk.end
    if span.end - chunk.start > _LONGEST_S:
        return False
    is_short = min(chunk.length, span.length) < _SHORTEST_CHUNK_S
    return gap < (_JOIN_SHORT_S if is_short else _JOIN_S)


def _probabilities(pcm: np.ndarray) -> np.ndarray:
    """Silero's opinion, one number for every window; long sound in blocks, to bound the memory."""
    from faster_whisper.vad import get_vad_model

    model = get_vad_model()
    block, before = (seconds * RATE // _WINDOW * _WINDOW for seconds in (_BLOCK_S, _OVERLAP_S))
    found: list[np.ndarray] = []
    for start in range(0, len(pcm), block):
        lead = min(start, before)
        part = pcm[start - lead : start + block]
        padded = np.pad(part, (0, -len(part) % _WINDOW)).astype(np.float32)
        found.append(model(padded).ravel()[lead // _WINDOW :])
    return np.concatenate(found)


def _sure_spans(probabilities: np.ndarray) -> list[Span]:
    """Windows where speech is sure, and their neighbours for as long as it may go on."""
    maybe = np.concatenate([[False], probabilities >= _MAYBE, [False]])
    edges = np.flatnonzero(maybe[1:] != maybe[:-1]).reshape(-1, 2)
    step = _WINDOW / RATE
    return [
        Span(Seconds(first * step), Seconds(last * step))
        for first, last in edges.tolist()
        if last - first >= _SHORTEST_WINDOWS and probabilities[first:last].max() >= _SURE
    ]
