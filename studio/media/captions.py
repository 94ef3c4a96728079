"""Words in time: what was said, and the captions people read."""

from dataclasses import dataclass

from studio.media.timeline import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word, or one Chinese character; `probability` from 0 to 1 is the recogniser's own."""

    text: str
    span: Span
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: one or two lines shown in a span of the clip, or of the recording."""

    span: Span
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return "".join(self.lines)
