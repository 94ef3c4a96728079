"""What a clip is made of, as data: which frames of which recording, framed how, under which pieces and captions.

One `Timeline` is all that the renderer needs; two equal ones give the same clip.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studio.core.units import Fps, Seconds, moment_of
from studio.media.probe import Recording


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time from `start` up to `end`, in seconds."""

    start: Seconds
    end: Seconds

    @property
    def length(self) -> Seconds:
        """How long it lasts."""
        return Seconds(self.end - self.start)

    def overlap(self, other: "Span") -> Seconds:
        """How long both last together; 0 where they only touch."""
        return Seconds(max(0.0, min(self.end, other.end) - max(self.start, other.start)))


def joined(spans: Iterable[Span], gap: float = 0.0) -> list[Span]:
    """The spans in order, those that overlap or lie at most `gap` seconds apart made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end + gap:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def within(spans: Iterable[Span], window: Span) -> list[Span]:
    """The parts of `spans` that lie inside `window`."""
    cut = (Span(max(s.start, window.start), min(s.end, window.end)) for s in spans)
    return [span for span in cut if span.length > 0]


class Canvas(StrEnum):
    """The shapes a clip can have."""

    PORTRAIT = "9:16"
    LANDSCAPE = "16:9"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return (1080, 1920) if self is Canvas.PORTRAIT else (1920, 1080)


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of the upright source picture, in pixels; all four are even."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Keep:
    """Frames `first` up to `last` of a source at the timeline's rate.

    `crop` is what is seen of the picture; None shows the whole picture fitted over its own blurred background.
    """

    source: int
    first: int
    last: int
    crop: Crop | None = None

    @property
    def frames(self) -> int:
        """How many frames are kept."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Piece:
    """One graphic over the picture: an image or an alpha clip, placed in output pixels, shown in a span of the clip.

    `role` says what it is (brand, lower_third, price_card, product_name, end_card, …).
    A `moving` piece is a .mov with alpha that starts at `span.start`; any other is a PNG with alpha.
    """

    role: str
    file: Path
    x: int
    y: int
    width: int
    height: int
    span: Span
    moving: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """One clip: the keeps in order, then the end card, under the pieces and the captions.

    `sources` are the recordings that keeps point into. `sound` is the finished track (.m4a, as long as the clip).
    `captions` is an .ass file in clip time, `fonts` the folder of its fonts. `end_card` is a full-canvas PNG, shown for
    `end_card_frames` frames after the last keep.
    """

    sources: tuple[Recording, ...]
    rate: Fps
    canvas: Canvas
    keeps: tuple[Keep, ...]
    sound: Path
    pieces: tuple[Piece, ...] = ()
    captions: Path | None = None
    fonts: Path | None = None
    end_card: Path | None = None
    end_card_frames: int = 0

    @property
    def frames(self) -> int:
        """How many frames the clip has, end card included."""
        return sum(keep.frames for keep in self.keeps) + self.end_card_frames

    @property
    def length(self) -> Seconds:
        """How long the clip lasts, end card included."""
        return moment_of(self.frames, self.rate)


def into_clip(spans: Iterable[Span], keeps: Sequence[Span]) -> list[Span]:
    """Where stretches of the recording lie in the clip that `keeps` make; what was cut away is gone.

    A span that a cut runs through comes back as one span over both sides, since the clip closes the gap.
    """
    result: list[Span] = []
    for span in spans:
        start: float | None = None
        end = at = 0.0
        for keep in keeps:
            shared = span.overlap(keep)
            if shared > 0:
                begin = at + max(0.0, span.start - keep.start)
                start = begin if start is None else start
                end = begin + shared
            at += keep.length
        if start is not None:
            result.append(Span(Seconds(start), Seconds(end)))
    return result
