"""Which part of the recording belongs to which segment: by the markers, else by the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.media.markers import Kind, Marker
from studio.media.timeline import Span, joined

_AT_THE_END = 0.05
"""Seconds past the end that a marker may lie: the press that also stopped the recording."""


@dataclass(frozen=True, slots=True)
class Window:
    """A segment's part of the recording.

    `spans` are its stretches in order; `dropped` was said again later; `highlights` are moments that must stay.
    """

    segment: str
    spans: tuple[Span, ...]
    dropped: tuple[Span, ...] = ()
    highlights: tuple[Seconds, ...] = ()

    @property
    def whole(self) -> Span:
        """From the first start to the last end."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(eq=False)
class MarkersOutOfOrder(StudioError):
    """A marker that lies before the one above it."""

    row: int
    segment: str
    at: float

    message: ClassVar[str] = mark("Row {row} of the markers ({segment}, {at:.3f} s) lies before the row above it.")
    hint: ClassVar[str] = mark("Sort the markers by time.")


@dataclass(eq=False)
class MarkerOutside(StudioError):
    """A marker before the recording's start or after its end."""

    row: int
    segment: str
    at: float
    length: float

    message: ClassVar[str] = mark(
        "Row {row} of the markers ({segment}, {at:.3f} s) lies outside the recording of {length:.3f} s."
    )
    hint: ClassVar[str] = mark(
        "Check that the markers belong to this recording, and --recorded-at where times of day are used."
    )


@dataclass(eq=False)
class MarkerOfUnknownSegment(StudioError):
    """A marker whose segment the session does not have."""

    row: int
    segment: str
    known: str

    message: ClassVar[str] = mark(
        "Row {row} of the markers names the segment “{segment}”, which the session does not have."
    )
    hint: ClassVar[str] = mark("The session's segments are: {known}.")


@dataclass(eq=False)
class MarkerWithoutStart(StudioError):
    """An end, retake or highlight of a segment that has not begun."""

    row: int
    segment: str
    kind: str

    message: ClassVar[str] = mark("Row {row} of the markers: {kind} of “{segment}”, which has not started.")
    hint: ClassVar[str] = mark("Add a start of “{segment}” before it.")


def marked(markers: Sequence[Marker], segments: Sequence[str], length: Seconds) -> dict[str, Window]:
    """The windows that the markers give, by segment.

    A missing end is the next start of any segment, else the recording's end. Raises one of this module's errors.
    """
    _check(markers, segments, length)
    clamped = [replace(marker, at=Seconds(min(max(marker.at, 0.0), length))) for marker in markers]
    windows = {}
    for segment in dict.fromkeys(marker.segment for marker in clamped):
        window = _window(segment, clamped, length)
        if window.spans:
            windows[segment] = window
    return windows


def _window(segment: str, markers: Sequence[Marker], length: Seconds) -> Window:
    """The stretches of one segment, what was said again in them, and what must stay."""
    spans: list[Span] = []
    dropped: list[Span] = []
    highlights: list[Seconds] = []
    said_from: Seconds | None = None
    ended = False
    for place, marker in enumerate(markers):
        if marker.segment != segment:
            continue
        if marker.kind is Kind.START:
            spans.append(Span(marker.at, _end(place, markers, length)))
            said_from, ended = marker.at, False
        elif said_from is None or (ended and marker.kind is not Kind.HIGHLIGHT):
            raise MarkerWithoutStart(row=marker.row, segment=segment, kind=marker.kind)
        elif marker.kind is Kind.END:
            ended = True
        elif marker.kind is Kind.RETAKE:
            dropped.append(Span(said_from, marker.at))
            said_from = marker.at
        else:
            highlights.append(marker.at)
    lasting = tuple(joined(span for span in spans if span.length > 0))
    return Window(segment, lasting, tuple(joined(dropped)), tuple(highlights))


def _end(start: int, markers: Sequence[Marker], length: Seconds) -> Seconds:
    """Where the stretch that begins with marker number `start` ends."""
    segment = markers[start].segment
    later = markers[start + 1 :]
    for marker in later:
        if marker.segment == segment and marker.kind is Kind.END:
            return marker.at
        if marker.segment == segment and marker.kind is Kind.START:
            break
    return next((marker.at for marker in later if marker.kind is Kind.START), length)


def _check(markers: Sequence[Marker], segments: Sequence[str], length: Seconds) -> None:
    before = float("-inf")
    for marker in markers:
        if marker.segment not in segments:
            raise MarkerOfUnknownSegment(row=marker.row, segment=marker.segment, known="、".join(segments))
        if not -_AT_THE_END <= marker.at <= length + _AT_THE_END:
            raise MarkerOutside(row=marker.row, segment=marker.segment, at=marker.at, length=length)
        if marker.at < before:
            raise MarkersOutOfOrder(row=marker.row, segment=marker.segment, at=marker.at)
        before = marker.at


def planned(seconds: Mapping[str, Seconds], length: Seconds) -> dict[str, Window]:
    """The planned lengths laid over the recording from its start; what lies past its end is cut or left out."""
    windows: dict[str, Window] = {}
    at = 0.0
    for segment, lasts in seconds.items():
        span = Span(Seconds(min(at, length)), Seconds(min(at + lasts, length)))
        if span.length > 0:
            windows[segment] = Window(segment, (span,))
        at += lasts
    return windows
