"""Where to begin reading so that a wanted picture can be decoded.

MPEG streams (.ts, .m2ts, .mpg) have no index: a seek lands between two keyframes, and what follows cannot be shown
until the next one. Other containers find the keyframe before by themselves.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.units import Seconds

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_WITHOUT_INDEX = frozenset({"mpegts", "mpeg"})
_TIMED = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "flv"})
"""Containers that say of every packet when it is shown; .avi leaves that out where pictures are sent ahead."""
_FIRST_STEP = 1.0
_BACK = 1.0
"""Seconds to look further back where the keyframe found is shown only after the moment asked for."""
_BEFORE_ALL = 1.0
"""Seconds before the start to seek to for its very first packet: pictures are decoded before they are shown."""


def is_blind(container: "InputContainer") -> bool:
    """Whether a seek in this container may land between keyframes."""
    return container.format.name in _WITHOUT_INDEX


def entry(path: Path, moment: Seconds) -> Seconds:
    """As `seek`, for a reader of its own: the latest moment to seek to, both counted from the container's start."""
    import av

    with av.open(str(path), metadata_errors="replace") as container:
        start = (container.start_time or 0) / 1e6
        return Seconds(max(0.0, seek(container, container.streams.video[0], Seconds(moment + start)) - start))


def keyframes(path: Path, moments: Sequence[Seconds]) -> list[Seconds | None]:
    """When the last keyframe at or before each moment is shown, both counted from the container's start.

    None where there is none so early, and for containers that do not say of every packet when it is shown.
    """
    import av

    with av.open(str(path), metadata_errors="replace") as container:
        if container.format.name not in _TIMED:
            return [None] * len(moments)
        start = (container.start_time or 0) / 1e6
        return [_last_keyframe(container, container.streams.video[0], start, moment) for moment in moments]


def _last_keyframe(container: "InputContainer", stream: "VideoStream", start: float, moment: Seconds) -> Seconds | None:
    for asked in (moment, moment - _BACK):
        container.seek(max(0, int((asked + start) * 1e6)))
        found = _next_keyframe(container, stream) - start
        if found <= moment:
            return Seconds(found)
    return None


def seek(container: "InputContainer", stream: "VideoStream", moment: Seconds) -> Seconds:
    """Seek so that the picture at `moment`, in the container's own clock, can be decoded; returns where it sought.

    Goes back by ever longer steps until a keyframe lies at or before the moment, at the latest to the start.
    """
    if not is_blind(container):
        container.seek(max(0, int(moment * 1e6)))
        return moment
    start = Seconds((container.start_time or 0) / 1e6)
    back = 0.0
    while moment - back > start:
        at = Seconds(moment - back)
        container.seek(int(at * 1e6))
        if _next_keyframe(container, stream) <= moment:
            container.seek(int(at * 1e6))
            return at
        back = 2 * back or _FIRST_STEP
    container.seek(int((start - _BEFORE_ALL) * 1e6))
    return start


def _next_keyframe(container: "InputContainer", stream: "VideoStream") -> float:
    for packet in container.demux(stream):
        if packet.is_keyframe and packet.pts is not None and packet.time_base is not None:
            return float(packet.pts * packet.time_base)
    return float("inf")
