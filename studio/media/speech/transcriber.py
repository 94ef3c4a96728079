"""What a recogniser is to the rest of the studio: one small interface, any engine behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.media.captions import Word
from studio.media.timeline import Span

if TYPE_CHECKING:
    import numpy as np

RATE = 16_000
"""Samples per second of all sound that is analysed: mono, float32 from −1 to 1."""
_PAD_S = 0.2


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine heard in one chunk of speech; `span` and words in seconds of the sound it was given."""

    span: Span
    text: str
    words: tuple[Word, ...]


class Transcriber(Protocol):
    """A recogniser with its model loaded. To add one: a module in this folder and a row in `engines.py`.

    `identity` names engine, model and settings: equal ones hear the same.
    """

    name: ClassVar[str]
    identity: str

    def transcribe(self, pcm: "np.ndarray", chunks: Sequence[Span], language: str | None) -> list[Utterance]:
        """Hear each chunk by itself; `pcm` is (n,) float32 at `RATE`. Texts come back in Simplified Chinese.

        `language` is a code such as zh; None lets the engine find out, chunk by chunk.
        """
        ...

    def likelihood(self, pcm: "np.ndarray", chunk: Span, text: str, language: str | None) -> float:
        """How probable it is that exactly `text` was said in `chunk`: the mean token probability, 0 to 1."""
        ...


@dataclass(eq=False)
class EngineMissing(StudioError):
    """An engine that is not installed, or has no model."""

    engine: str
    command: str

    message: ClassVar[str] = mark("The recogniser {engine} cannot be used here.")
    hint: ClassVar[str] = mark("Run: {command}")


def sounds(pcm: "np.ndarray", chunks: Sequence[Span]) -> Iterator[tuple[Seconds, "np.ndarray"]]:
    """The sound of each chunk with a little air around it, never a neighbour's, and when it starts."""
    for index, chunk in enumerate(chunks):
        before = chunks[index - 1].end if index else Seconds(0.0)
        after = chunks[index + 1].start if index + 1 < len(chunks) else Seconds(len(pcm) / RATE)
        start = max(chunk.start - _PAD_S, (before + chunk.start) / 2, 0.0)
        end = min(chunk.end + _PAD_S, (after + chunk.end) / 2)
        yield Seconds(start), pcm[int(start * RATE) : int(end * RATE)]


def language_of(text: str) -> str:
    """The language a text is written in, as far as recognisers must know: zh or en."""
    return "zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "en"


def believed(guess: str, probability: float, usual: str) -> str:
    """The language of one chunk: the guess where it is sure and a language we speak, else the recording's usual one."""
    is_sure = probability >= 0.8 and guess in ("zh", "en")
    return guess if is_sure else usual


def usual(guesses: Sequence[tuple[str, float, float]]) -> str:
    """The recording's language from guesses of (language, probability, seconds)."""
    weights: dict[str, float] = {}
    for language, probability, seconds in guesses:
        weights[language] = weights.get(language, 0.0) + probability * seconds
    return max(weights, key=lambda language: weights[language], default="zh")
