"""Words in time: what was said, and the captions people read."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from studio.core.units import Seconds
from studio.media.timeline import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word, or one Chinese character; `probability` from 0 to 1 is the recogniser's own."""

    text: str
    span: Span
    probability: float = 1.0


def spread(text: str, span: Span) -> tuple[Span, ...]:
    """`span` shared out evenly among the characters of `text`; marks take no time where there are others."""
    takes = [c.isalnum() for c in text]
    if not any(takes):
        takes = [True] * len(text)
    step = span.length / max(1, sum(takes))
    edges = [Seconds(span.start + done * step) for done in (0, *accumulate(takes))]
    return tuple(Span(a, b) for a, b in pairwise(edges))


class Origin(StrEnum):
    """Where a sentence's words come from."""

    SCRIPT = "script"
    """The recogniser heard it said; the script gives the words."""
    HEARD = "heard"
    """Said beside the script; the words are the recogniser's."""
    ESTIMATED = "estimated"
    """The script laid over the speech, unheard."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, in seconds of the recording.

    `words` divide the span, and their texts joined are the sentence's text; empty where nothing timed them.
    """

    text: str
    span: Span
    words: tuple[Word, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: one or two lines shown in a span of the clip."""

    span: Span
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one; Latin words keep the space that the line break took."""
        text = ""
        for line in self.lines:
            text += " " + line if text[-1:].isascii() and line[:1].isascii() and text else line
        return text


@dataclass(frozen=True, slots=True)
class CaptionStyle:
    """How captions look on a canvas; lengths in output pixels, colours as #RRGGBB.

    Lines stand centred with their foot `bottom` above the picture's foot, within `width` pixels.
    """

    font: str
    size: int
    bottom: int
    width: int
    characters: int
    colour: str = "#FFFFFF"
    outline_colour: str = "#1A1A1A"
    outline: float = 4.0
    shadow: float = 0.0
    bold: bool = False
