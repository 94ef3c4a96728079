"""What a recogniser is to the rest of the studio: one small interface, any engine behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.media.captions import Word
from studio.media.timeline import Span

if TYPE_CHECKING:
    import numpy as np

RATE = 16_000
"""Samples per second of all sound that is analysed: mono, float32 from −1 to 1."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine heard in one chunk of speech; `span` and words in seconds of the sound it was given."""

    span: Span
    text: str
    words: tuple[Word, ...]


class Transcriber(Protocol):
    """A recogniser with its model loaded. To add one: a module in this folder and a row in `engines.py`."""

    name: ClassVar[str]

    def transcribe(self, pcm: "np.ndarray", chunks: Sequence[Span], language: str | None) -> list[Utterance]:
        """Hear each chunk by itself; `pcm` is (n,) float32 at `RATE`. Texts come back in Simplified Chinese."""
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
