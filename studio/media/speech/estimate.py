"""Without a recogniser: the script laid over the speech, by nothing but its length."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from studio.core.units import Seconds
from studio.media.captions import Origin, Sentence
from studio.media.timeline import Span

_SNAP = 0.25
"""A boundary moves to a pause when it is nearer than this share of the shorter sentence beside it."""


def estimated(lines: Sequence[str], speech: Sequence[Span]) -> list[Sentence]:
    """The lines in order over the speech, each as long as its share of the characters. No speech, no sentences."""
    weights = [spoken_length(line) for line in lines]
    lines = [line for line, weight in zip(lines, weights, strict=True) if weight]
    weights = [weight for weight in weights if weight]
    if not lines or not speech:
        return []
    pauses = list(accumulate(span.length for span in speech))
    scale = pauses[-1] / sum(weights)
    lengths = [weight * scale for weight in weights]
    bounds = [0.0, *(_snapped(at, pauses, lengths[i : i + 2]) for i, at in enumerate(accumulate(lengths)))]
    starts = [0.0, *pauses[:-1]]
    return [
        Sentence(
            line,
            Span(_moment(a, speech, starts, last=False), _moment(b, speech, starts, last=True)),
            (),
            Origin.ESTIMATED,
        )
        for line, a, b in zip(lines, bounds[:-1], bounds[1:], strict=True)
    ]


def spoken_length(text: str) -> float:
    """How long a text takes to say, in syllables: one a Chinese character, one for every three Latin letters."""
    wide = sum(1 for c in text if c.isalnum() and ord(c) > 0x2E7F)
    narrow = sum(1 for c in text if c.isalnum() and ord(c) <= 0x2E7F)
    digits = sum(1 for c in text if c.isdigit() and ord(c) < 128)
    return wide + digits + (narrow - digits) / 3


def _snapped(at: float, pauses: Sequence[float], neighbours: Sequence[float]) -> float:
    nearest = min(pauses, key=lambda pause: abs(pause - at))
    return nearest if abs(nearest - at) <= _SNAP * min(neighbours) else at


def _moment(at: float, speech: Sequence[Span], starts: Sequence[float], last: bool) -> Seconds:
    """The moment of the recording when `at` seconds of speech have passed; at a pause, `last` takes its near side."""
    index = max(0, bisect_right(starts, at + 1e-6) - 1)
    if last and index and at - starts[index] < 1e-6:
        index -= 1
    span = speech[index]
    return Seconds(min(span.end, span.start + at - starts[index]))
