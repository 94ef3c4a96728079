"""Listening to a stretch of a recording once: where there is speech, what was said, which pauses are not silent.

What was heard is kept under the recording's content, so that a second look costs nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studio.core import settings
from studio.core.units import Seconds
from studio.media import sound
from studio.media.captions import Word
from studio.media.speech import vad
from studio.media.speech.transcriber import Transcriber, Utterance
from studio.media.timeline import Span
from studio.storage.files import digest, write_json

_HEARD_AS = 1
"""Raised when listening changes, so that what was kept is heard again."""
_LIVELY_LENGTH = 3.0
_LIVELY_BELOW_SPEECH = 15.0
_QUIET = -50.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What one stretch holds, all times in seconds of the recording.

    `lively` are pauses with music or ambience nearly as loud as the speech.
    """

    speech: tuple[Span, ...]
    utterances: tuple[Utterance, ...]
    lively: tuple[Span, ...]


def hear(path: Path, name: str, stretch: Span, transcriber: Transcriber | None) -> Heard:
    """Listen to a stretch of the recording `path`, whose content is called `name`.

    The first look gives the very values that a later one reads back.
    """
    engine = transcriber.identity if transcriber else ""
    key = digest(["heard", _HEARD_AS, name, stretch.start, stretch.end, engine])
    kept = settings.cache("analysis") / f"{key}.json"
    if kept.exists():
        return _from_data(json.loads(kept.read_text(encoding="utf-8")))
    pcm = sound.decode(path, stretch)
    data = _as_data(_listen(pcm, stretch, transcriber))
    write_json(kept, data)
    return _from_data(data)


def _listen(pcm: np.ndarray, stretch: Span, transcriber: Transcriber | None) -> Heard:
    speech = vad.speech(pcm) if len(pcm) else []
    utterances = transcriber.transcribe(pcm, vad.chunks(speech), None) if transcriber and speech else []
    later = stretch.start
    return Heard(
        speech=tuple(_moved(span, later) for span in speech),
        utterances=tuple(_shifted(u, later) for u in utterances),
        lively=tuple(_moved(span, later) for span in _lively(pcm, speech)),
    )


def _lively(pcm: np.ndarray, speech: list[Span]) -> list[Span]:
    """Long pauses that are not much quieter than the speech around them."""
    if not speech:
        return []
    spoken = np.concatenate([_samples(pcm, span) for span in speech])
    floor = max(_level(spoken) - _LIVELY_BELOW_SPEECH, _QUIET)
    edges = [0.0, *(moment for span in speech for moment in (span.start, span.end)), len(pcm) / sound.HEARD_RATE]
    pauses = [Span(Seconds(a), Seconds(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [p for p in pauses if p.length >= _LIVELY_LENGTH and _level(_samples(pcm, p)) >= floor]


def _samples(pcm: np.ndarray, span: Span) -> np.ndarray:
    return pcm[round(span.start * sound.HEARD_RATE) : round(span.end * sound.HEARD_RATE)]


def _level(pcm: np.ndarray) -> float:
    """The level in dB of full scale."""
    power = float(np.mean(np.square(pcm, dtype=np.float64))) if len(pcm) else 0.0
    return 10 * float(np.log10(power)) if power > 1e-12 else -120.0


def _moved(span: Span, by: float) -> Span:
    return Span(Seconds(span.start + by), Seconds(span.end + by))


def _shifted(utterance: Utterance, by: float) -> Utterance:
    words = tuple(Word(w.text, _moved(w.span, by), w.probability) for w in utterance.words)
    return Utterance(_moved(utterance.span, by), utterance.text, words)


def _as_data(heard: Heard) -> dict[str, Any]:
    return {
        "speech": [_pair(span) for span in heard.speech],
        "utterances": [
            [_pair(u.span), u.text, [[w.text, _pair(w.span), w.probability] for w in u.words]] for u in heard.utterances
        ],
        "lively": [_pair(span) for span in heard.lively],
    }


def _from_data(data: dict[str, Any]) -> Heard:
    return Heard(
        speech=_spans(data["speech"]),
        utterances=tuple(
            Utterance(Span(*span), text, tuple(Word(t, Span(*at), p) for t, at, p in words))
            for span, text, words in data["utterances"]
        ),
        lively=_spans(data["lively"]),
    )


def _pair(span: Span) -> list[float]:
    return [round(span.start, 4), round(span.end, 4)]


def _spans(pairs: Iterable[list[float]]) -> tuple[Span, ...]:
    return tuple(Span(Seconds(a), Seconds(b)) for a, b in pairs)
