"""Frames out of a recording, few and small: enough to judge a picture without decoding an hour of it.

Moments count from the recording's first picture, as the renderer counts. Pictures are upright, with square pixels.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.units import Seconds
from studio.media import seeking
from studio.media.probe import Truncated
from studio.media.timeline import Span, joined

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

FEWEST = 2
"""How many samples a span of ordinary length gets at least."""
_SHORT = 0.5
_WORTH_SEEKING = 3.0
"""Seconds between two wanted frames from which a seek is cheaper than decoding on."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture at `moment`: `rgb` is (height, width, 3) uint8, `size` the recording's full width and height."""

    moment: Seconds
    rgb: np.ndarray
    size: tuple[int, int]


def samples(path: Path, spans: Sequence[Span], per_second: float = 0.75, width: int = 640) -> Iterator[Frame]:
    """Frames spread over `spans`, in order, the longer side at most `width` pixels.

    Keyframes serve where they lie well enough; elsewhere the recording is decoded up to the wanted moment. Every span
    of half a second or more gives at least two frames where the recording has them. Unreadable stretches give none.
    """
    with _Reader(path, width) as reader:
        for span in joined(spans):
            yield from _of_span(reader, span, per_second)


def keyframes(path: Path, span: Span, apart: Seconds, width: int) -> Iterator[Frame]:
    """Keyframes inside `span`, each at least `apart` after the one before: cheap, wherever the encoder put them."""
    with _Reader(path, width) as reader:
        for moment, frame in reader.keyframes(span, apart):
            yield reader.small(moment, frame)


def steady(path: Path, per_second: float, width: int = 320) -> Iterator[tuple[Frame, Frame]]:
    """Frames of the whole recording at about `per_second`, in order, each with the very next one.

    Everything is decoded, so this costs time.
    """
    with _Reader(path, width) as reader:
        due = 0.0
        held: Frame | None = None
        for moment, frame in reader.decoded(Seconds(0.0), "DEFAULT"):
            if held is not None:
                yield held, reader.small(moment, frame)
                held = None
            elif moment >= due:
                due = max(due + 1 / per_second, moment)
                held = reader.small(moment, frame)


def frame_at(path: Path, moment: Seconds) -> np.ndarray:
    """The picture shown at `moment`, upright and of full size: (height, width, 3) uint8, RGB.

    Raises `Truncated` when nothing can be read there.
    """
    with _Reader(path, None) as reader:
        shown: tuple[Seconds, VideoFrame] | None = None
        for at, frame in reader.decoded(moment, "DEFAULT"):
            if shown is not None and at > moment + 1e-4:
                break
            shown = at, frame
        if shown is None:
            raise Truncated(path=str(path))
        return reader.small(*shown).rgb


def _of_span(reader: "_Reader", span: Span, per_second: float) -> list[Frame]:
    least = FEWEST if span.length >= _SHORT else 1
    wanted = max(least, math.ceil(span.length * per_second))
    step = span.length / wanted
    found: dict[int, Frame] = {}
    for moment, frame in reader.keyframes(span, step):
        found.setdefault(min(wanted - 1, int((moment - span.start) / step)), reader.small(moment, frame))
    if len(found) < max(least, wanted / 2):
        missing = [slot for slot in range(wanted) if slot not in found]
        middles = [Seconds(span.start + (slot + 0.5) * step) for slot in missing]
        found.update(zip(missing, reader.at(middles), strict=False))
    return sorted(found.values(), key=lambda frame: frame.moment)


class _Reader:
    """An open recording. A context manager."""

    def __init__(self, path: Path, width: int | None) -> None:
        self._path, self._width = path, width

    def __enter__(self) -> "_Reader":
        import av

        try:
            self._container: InputContainer = av.open(str(self._path), metadata_errors="replace")
        except (av.error.FFmpegError, ValueError) as error:
            raise Truncated(path=str(self._path)) from error
        self._stream: VideoStream = self._container.streams.video[0]
        self._stream.thread_type = "AUTO"
        self._start = _first_picture(self._container, self._stream)
        self._picky = 0.5 / float(self._stream.average_rate or 25)
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def keyframes(self, span: Span, apart: float) -> Iterator[tuple[Seconds, "VideoFrame"]]:
        """Keyframes inside `span`, each at least `apart` seconds after the one before; nothing else is decoded."""
        import av

        codec = self._stream.codec_context
        due = span.start
        self._seek(span.start)
        try:
            for packet in self._container.demux(self._stream):
                moment = self._moment(packet)
                if moment is None:
                    continue
                if moment >= span.end + 1:  # packets come in decoding order, up to a second from that of showing
                    break
                if not packet.is_keyframe or not due <= moment < span.end:
                    continue
                frames = _decode(codec, packet) + _decode(codec, None)
                codec.flush_buffers()
                if frames:
                    due = Seconds(moment + apart)
                    yield moment, frames[0]
        except av.error.FFmpegError:
            return

    def at(self, moments: Sequence[Seconds]) -> Iterator[Frame]:
        """The frames nearest to `moments`, which are in order."""
        here: Iterator[tuple[Seconds, VideoFrame]] = iter(())
        last = -math.inf
        for wanted in moments:
            if wanted - last > _WORTH_SEEKING:
                here = self.decoded(wanted, "NONREF")
            for moment, frame in here:
                last = moment
                if moment >= wanted - self._picky:
                    yield self.small(moment, frame)
                    break

    def decoded(self, after: Seconds, skip: Any) -> Iterator[tuple[Seconds, "VideoFrame"]]:
        """Frames from the keyframe before `after` on, to the end. Frames that nothing depends on may be skipped."""
        import av

        codec = self._stream.codec_context
        self._seek(after)
        codec.skip_frame = skip
        try:
            for packet in self._container.demux(self._stream):
                for frame in _decode(codec, packet):
                    if frame.pts is not None and frame.time_base is not None:
                        yield Seconds(float(frame.pts * frame.time_base) - self._start), frame
        except av.error.FFmpegError:
            return
        finally:
            codec.skip_frame = "DEFAULT"
            codec.flush_buffers()

    def small(self, moment: Seconds, frame: "VideoFrame") -> Frame:
        """The frame as a picture: square pixels, shrunk to the reader's width, upright."""
        from av.video.reformatter import Interpolation

        shape = self._stream.sample_aspect_ratio or 1
        full = (round(frame.width * shape), frame.height)
        scale = min(1.0, self._width / max(full)) if self._width else 1.0
        shown = frame.reformat(
            width=max(2, round(full[0] * scale)),
            height=max(2, round(full[1] * scale)),
            format="rgb24",
            src_colorspace=_matrix(frame),
            interpolation=Interpolation.BILINEAR if self._width else Interpolation.BICUBIC,
        )
        turns = round(frame.rotation / 90) % 4
        rgb = np.ascontiguousarray(np.rot90(shown.to_ndarray(), turns))
        return Frame(moment, rgb, full if turns % 2 == 0 else (full[1], full[0]))

    def _seek(self, moment: Seconds) -> None:
        import av

        try:
            seeking.seek(self._container, self._stream, Seconds(moment + self._start))
        except av.error.FFmpegError:
            self._container.seek(0, any_frame=True)

    def _moment(self, packet: Any) -> Seconds | None:
        if packet.pts is None or packet.time_base is None:
            return None
        return Seconds(float(packet.pts * packet.time_base) - self._start)


def _first_picture(container: "InputContainer", stream: "VideoStream") -> float:
    """When the first picture is shown, in seconds of the container's own clock."""
    start = (container.start_time or 0) / 1e6
    if stream.start_time is None or stream.time_base is None:
        return start
    return max(start, float(stream.start_time * stream.time_base))


def _decode(codec: Any, packet: Any) -> list["VideoFrame"]:
    """The frames of a packet; a damaged one gives none."""
    import av

    try:
        return codec.decode(packet)
    except (av.error.FFmpegError, EOFError):
        return []


def _matrix(frame: "VideoFrame") -> int:
    """The colour matrix by its tag, else as players guess it: BT.601 for small pictures, BT.709 for the rest."""
    from av.video.reformatter import Colorspace

    tagged = {1: Colorspace.ITU709, 5: Colorspace.ITU601, 6: Colorspace.ITU601}.get(int(frame.colorspace))
    large = max(frame.width, frame.height) > 1024 or frame.height > 576
    return tagged or (Colorspace.ITU709 if large else Colorspace.ITU601)
