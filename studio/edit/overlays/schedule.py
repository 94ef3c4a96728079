"""When each piece is seen: pure rules over the body's length."""

from dataclasses import dataclass

from studio.core.units import Fps, Seconds, frame_at, moment_of
from studio.edit.overlays.schema import Arrivals, Enters
from studio.media.timeline import Span

_LOWER_THIRD_S = 5.0
_LOWER_THIRD_SHARE = 0.4
_LATE_S = {"product_name": 0.0, "price_card": 0.3, "lower_third": 0.6}
_LATE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Showing:
    """A piece in time, whole frames: coming in up to `moves.end`, then still. Either may be missing."""

    moves: Span | None
    stands: Span | None


def showing(role: str, enters: Enters | None, body: Seconds, end_card: Seconds, rate: Fps) -> Showing:
    """When `role` is seen in a clip of `body` seconds and an end card.

    The mark stands the whole time, the name and the price through the body, the lower third in its first seconds.
    """
    last = frame_at(body, rate)
    if role == "brand":
        return Showing(None, _span(0, frame_at(Seconds(body + end_card), rate), rate))
    first = frame_at(Seconds(min(_LATE_S[role], body * _LATE_SHARE)), rate)
    if role == "lower_third":
        last = min(last, max(first + 1, frame_at(Seconds(min(_LOWER_THIRD_S, body * _LOWER_THIRD_SHARE)), rate)))
    moving = frames(enters, rate, last - first) if enters else 0
    moves = _span(first, first + moving, rate) if moving else None
    return Showing(moves, _span(first + moving, last, rate) if first + moving < last else None)


def frames(enters: Enters, rate: Fps, room: int) -> int:
    """How many frames a piece comes in for, at most 40 % of what it has; 0 where that is too few to see."""
    count = min(frame_at(Seconds(enters.seconds), rate), int(room * 0.4))
    return count if count >= 3 else 0


def _span(first: int, last: int, rate: Fps) -> Span:
    return Span(moment_of(first, rate), moment_of(last, rate))


def enters_of(role: str, arrivals: Arrivals) -> Enters | None:
    """How `role` comes in."""
    return getattr(arrivals, role, None)
