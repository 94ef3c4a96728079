"""What a recording is: its size, rate, length and sound, read from the file's content and never from its name."""

import itertools
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.core.units import Fps, Seconds
from studio.media.seeking import is_blind

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

FASTEST = Fraction(60)
_USUAL = [Fraction(n, d) for n, d in ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (48, 1), (50, 1),
                                      (60000, 1001), (60, 1), (15, 1), (20, 1), (12, 1), (10, 1))]  # fmt: skip
_HDR_TRANSFERS = {16: "PQ", 18: "HLG"}
_LOOKED_AT = 300
"""Packets whose times tell whether the rate varies."""
_REORDERED = 17
"""Packets come in decoding order: of the latest pictures so many may have come before others that are shown earlier."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording's facts. Width and height are as shown: upright, with square pixels.

    `rate` is the rate to cut at, at most 60; `variable` says that the file's own rate varies. `first_frame` is when the
    first picture is shown, counted from the container's start. `blind` says that a seek may land between keyframes.
    `stated_length` is the header's own word.
    """

    path: Path
    length: Seconds
    width: int
    height: int
    rate: Fps
    variable: bool
    rotation: int
    square: bool
    interlaced: bool
    matrix: str
    codec: str
    first_frame: Seconds
    blind: bool
    sound: bool
    stated_length: Seconds | None


@dataclass(eq=False)
class NotAVideo(StudioError):
    """A file that no decoder takes for a video."""

    path: str

    message: ClassVar[str] = mark("{path} is not a video.")
    hint: ClassVar[str] = mark("Choose the recording itself: an mp4, mov, mkv, flv, ts or webm file.")


@dataclass(eq=False)
class EmptyFile(StudioError):
    """A file of no bytes."""

    path: str

    message: ClassVar[str] = mark("{path} is empty.")
    hint: ClassVar[str] = mark("Copy the recording from the phone or computer again.")


@dataclass(eq=False)
class NoSuchFile(StudioError):
    """A path that leads nowhere, or to a folder."""

    path: str

    message: ClassVar[str] = mark("There is no file {path}.")
    hint: ClassVar[str] = mark("Check the path; drag the file into the window to get it right.")


@dataclass(eq=False)
class Truncated(StudioError):
    """A video whose content cannot be read: copied or recorded only in part."""

    path: str

    message: ClassVar[str] = mark("{path} breaks off before anything can be read.")
    hint: ClassVar[str] = mark("Copy it again, or mend it with the program that recorded it (OBS: Remux Recordings).")


@dataclass(eq=False)
class SoundOnly(StudioError):
    """Sound without a picture."""

    path: str

    message: ClassVar[str] = mark("{path} has sound but no picture.")
    hint: ClassVar[str] = mark("Choose the video recording. For captions of sound alone use `studio caption`.")


@dataclass(eq=False)
class TooManyColours(StudioError):
    """HDR or more than 8 bits a colour: platforms would show it pale or refuse it."""

    path: str
    what: str

    message: ClassVar[str] = mark("{path} is recorded in {what}, which would come out pale.")
    hint: ClassVar[str] = mark(
        "Switch HDR off in the camera and record again, or convert to 8-bit SDR (BT.709) first, with HandBrake."
    )


def probe(path: Path) -> Recording:
    """Read a recording's facts, decoding one picture. Raises one of this module's errors when it is no usable video."""
    with _opened(path) as container:
        if _is_still(container.format.name):
            raise NotAVideo(path=str(path))
        videos = [s for s in container.streams.video if not s.disposition & _attached()]
        if not videos:
            raise SoundOnly(path=str(path)) if container.streams.audio else NotAVideo(path=str(path))
        stream = videos[0]
        start = Seconds(float(container.start_time or 0) / 1e6)
        moments = _moments(path, stream.index)
        frame = _first_picture(container, stream, path)
        _refuse_hdr(frame, path)
        base = _rate(stream, moments)
        width, height = _shown_size(stream, frame)
        stated = Seconds(container.duration / 1e6) if container.duration else None
        length = _length(path, stream.index, stated, start)
        return Recording(
            path=path, length=length, width=width, height=height,
            rate=min(base, FASTEST), variable=_varies(moments) or _drifts(stream, base),
            rotation=int(frame.rotation) % 360, square=_square(stream), interlaced=bool(frame.interlaced_frame),
            matrix=_matrix(stream, frame), codec=stream.codec_context.name,
            first_frame=Seconds(max(0.0, moments[0] - start)) if moments else Seconds(0.0),
            blind=is_blind(container), sound=bool(container.streams.audio), stated_length=stated,
        )  # fmt: skip


def has_sound(path: Path) -> bool:
    """Whether a media file can be listened to. Raises as `probe` for what is no media at all."""
    with _opened(path) as container:
        return bool(container.streams.audio)


def sound_length(path: Path) -> Seconds:
    """How long a video's sound can be read, from where the video begins; 0 without any."""
    with _opened(path) as container:
        if not container.streams.audio:
            return Seconds(0.0)
        index, start = container.streams.audio[0].index, Seconds(float(container.start_time or 0) / 1e6)
        stated = Seconds(float(container.duration or 0) / 1e6)
    return _end(path, index, start, Seconds(max(0.0, stated - 2))) or Seconds(0.0)


def _opened(path: Path) -> "InputContainer":
    import av

    if not path.is_file():
        raise NoSuchFile(path=str(path))
    if path.stat().st_size == 0:
        raise EmptyFile(path=str(path))
    try:
        return av.open(str(path), metadata_errors="replace")
    except (av.error.FFmpegError, ValueError) as error:
        raise (Truncated if _looks_like_video(path) else NotAVideo)(path=str(path)) from error


def _is_still(form: str) -> bool:
    """Whether the container holds a picture or text that ffmpeg would also play."""
    return form.endswith("_pipe") or form in ("image2", "tty", "gif", "apng", "webp", "ico")


def _looks_like_video(path: Path) -> bool:
    """Whether the first bytes are a video's, so that the fault lies further on."""
    with path.open("rb") as file:
        head = file.read(16)
    return head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free") or head[:4] in (
        b"\x1aE\xdf\xa3",
        b"RIFF",
        b"FLV\x01",
    )


def _attached() -> Any:
    from av.stream import Disposition

    return Disposition.attached_pic


def _moments(path: Path, index: int) -> list[float]:
    """When the first pictures are shown, in order, in seconds of the container's own clock."""
    import av

    found: list[float] = []
    with av.open(str(path), metadata_errors="replace") as container:
        try:
            for packet in container.demux(container.streams[index]):
                if packet.pts is not None and packet.time_base is not None:
                    found.append(float(packet.pts * packet.time_base))
                if len(found) >= _LOOKED_AT:
                    break
        except av.error.FFmpegError:
            pass  # a broken end is judged by `_lengths`
    whole = len(found) < _LOOKED_AT
    return sorted(found) if whole else sorted(found)[:-_REORDERED]


def _first_picture(container: "InputContainer", stream: "VideoStream", path: Path) -> "VideoFrame":
    import av

    packets = 0
    try:
        for packet in container.demux(stream):
            packets += 1
            try:
                for frame in packet.decode():
                    return frame
            except av.error.FFmpegError:
                continue
            if packets > _LOOKED_AT:
                break
    except av.error.FFmpegError:
        pass
    raise (Truncated if _looks_like_video(path) else NotAVideo)(path=str(path))


def _refuse_hdr(frame: "VideoFrame", path: Path) -> None:
    transfer = _HDR_TRANSFERS.get(int(frame.color_trc or 0))
    deepest = max(component.bits for component in frame.format.components)
    if transfer or deepest > 8:
        raise TooManyColours(path=str(path), what=f"HDR ({transfer})" if transfer else f"{deepest} bit")


def _square(stream: "VideoStream") -> bool:
    return (stream.sample_aspect_ratio or Fraction(1)) in (0, 1)


def _shown_size(stream: "VideoStream", frame: "VideoFrame") -> tuple[int, int]:
    width, height = frame.width, frame.height
    if not _square(stream):
        width = round(width * Fraction(stream.sample_aspect_ratio or 1))
    return (height, width) if int(frame.rotation) % 180 else (width, height)


def _matrix(stream: "VideoStream", frame: "VideoFrame") -> str:
    """The colour matrix by its tag, else as players guess it: BT.601 for small pictures, BT.709 for the rest."""
    tagged = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020"}.get(int(frame.colorspace or 2))
    return tagged or ("bt709" if max(frame.width, frame.height) > 1024 or frame.height > 576 else "smpte170m")


def _rate(stream: "VideoStream", moments: list[float]) -> Fps:
    """The file's rate as a usual one where it is near one; a varying rate becomes the usual one at or above it."""
    stated = stream.average_rate or stream.base_rate or Fraction(25)
    if len(moments) > 2 and not _varies(moments):
        steps = sorted(b - a for a, b in itertools.pairwise(moments))
        if steps[len(steps) // 2] > 0:
            seen = (len(moments) - 1) / (moments[-1] - moments[0])
            if abs(seen - float(stated)) / seen > 0.01:
                stated = Fraction(seen).limit_denominator(1001)
    near = min(_USUAL, key=lambda usual: abs(usual - stated))
    if abs(near - stated) / near < Fraction(1, 1500):
        return near
    if _varies(moments):
        return next((usual for usual in sorted(_USUAL) if usual >= stated and usual >= 24), FASTEST)
    return Fraction(stated).limit_denominator(1001)


def _drifts(stream: "VideoStream", rate: Fps) -> bool:
    """Whether the whole file holds more or fewer pictures than its beginning promises."""
    average = stream.average_rate
    return bool(average) and abs(average - rate) / rate > Fraction(1, 50)


def _varies(moments: list[float]) -> bool:
    """Whether the steps between pictures differ by more than a container's rounding."""
    steps = sorted(b - a for a, b in itertools.pairwise(moments))
    if len(steps) < 8:
        return False
    middle = steps[len(steps) // 2]
    odd = sum(1 for step in steps if abs(step - middle) > max(0.25 * middle, 0.0021))
    return odd > 0.02 * len(steps)


def _length(path: Path, index: int, stated: Seconds | None, start: Seconds) -> Seconds:
    """How long the pictures really last. The header is believed where its last two seconds can be read."""
    if stated is not None:
        end = _end(path, index, start, Seconds(max(0.0, stated - 2)))
        if end is not None and end > stated - 2:
            return end
    end = _end(path, index, start, Seconds(0.0))
    if end is None:
        raise Truncated(path=str(path))
    return end


def _end(path: Path, index: int, start: Seconds, after: Seconds) -> Seconds | None:
    """When the last picture ends, reading from `after` on; None where there is none to read."""
    import av

    latest: float | None = None
    with av.open(str(path), metadata_errors="replace") as container:
        stream = container.streams[index]
        if after:
            container.seek(int((after + start) * 1e6))
        try:
            for packet in container.demux(stream):
                if packet.pts is not None and packet.time_base is not None and not packet.is_corrupt:
                    latest = max(latest or 0.0, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        except av.error.FFmpegError:
            pass  # what could be read up to here counts
    return None if latest is None else Seconds(latest - start)


def counted(path: Path) -> tuple[int, Seconds, Seconds]:
    """How many pictures a finished clip has, and how long its picture and its sound last."""
    import av

    with av.open(str(path)) as container:
        frames = sum(1 for packet in container.demux(video=0) if packet.size)
        lengths = [
            float((s.duration or 0) * (s.time_base or 0))
            for s in (container.streams.video[0], container.streams.audio[0])
        ]
    return frames, Seconds(lengths[0]), Seconds(lengths[1])
