"""Where to begin reading so that a wanted picture can be decoded.

MPEG streams (.ts, .m2ts, .mpg) have no index: a seek lands between two keyframes, and what follows cannot be shown
until the next one. Other containers find the keyframe before by themselves.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.units import Seconds

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_WITHOUT_INDEX = frozenset({"mpegts", "mpeg"})
_FIRST_STEP = 1.0
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
