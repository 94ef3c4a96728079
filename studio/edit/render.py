"""Rendering: one timeline's pictures are coded in one pass of ffmpeg, compiled by ffmpeg-python.

The recording is read by seeking, never from its start. Neighbouring keeps share one reading, out of which their frames
are picked by number; each keep's crop is a constant. Pieces and captions lie over the joined picture. The sound may be
mastered meanwhile, which fills the moments in which a core would idle; it is copied in at the end.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

from studio.core.i18n import mark
from studio.core.units import Fps, Seconds
from studio.media import ffmpeg as program
from studio.media import seeking
from studio.media.probe import Recording
from studio.media.timeline import Keep, Piece, Timeline
from studio.storage.files import writing

_NEAR = 3.0
"""Seconds between keeps that are read through rather than sought over: about what a seek decodes in vain."""
_EARLY = 0.25
"""Frames by which a reading starts early, so that a rounded time stamp cannot lose its first frame."""
_BACKGROUND = 8
"""The blurred background is drawn this many times smaller: it is blurred anyway."""
VIDEO = {"c:v": "libx264", "preset": "veryfast", "crf": 23, "pix_fmt": "yuv420p", "profile:v": "high"}
_TAGS = {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709", "color_range": "tv"}


@dataclass(frozen=True, slots=True)
class _Reading:
    """Keeps that one seek into one source serves; either all cropped to one size, or all fitted."""

    keeps: tuple[Keep, ...]

    @property
    def first(self) -> int:
        return self.keeps[0].first

    @property
    def last(self) -> int:
        return self.keeps[-1].last


def render(
    timeline: Timeline,
    out: Path,
    progress: Callable[[float], None] | None = None,
    mastered: Future[Any] | None = None,
) -> None:
    """Write the clip: H.264 and AAC in mp4, playable while it loads. The file appears when it is whole.

    `mastered` ends when the timeline's sound is there, if it is made meanwhile; where it fails the pictures stop, too.
    Raises `FfmpegFailed` or `CannotWrite`.
    """

    def told(share: float) -> None:
        if mastered and mastered.done():
            mastered.result()
        if progress:
            progress(share)

    with writing(out) as part:
        picture = part.with_name(f"{part.name}.mp4")  # named so that it is swept with the part after a kill
        try:
            program.run(arguments(timeline, picture), mark("the clip"), told, timeline.length)
            if mastered:
                mastered.result()
            both = ["-i", str(picture), "-i", str(timeline.sound), "-map", "0:v", "-map", "1:a", "-c", "copy"]
            program.run([*both, "-movflags", "+faststart", "-f", "mp4", str(part)], mark("the clip"))
        finally:
            picture.unlink(missing_ok=True)


def arguments(timeline: Timeline, out: Path) -> list[str]:
    """The arguments that render the pictures of `timeline` into `out`, an mp4 without sound.

    Pure, but that it looks into the sources for where to read.
    """
    import ffmpeg

    picture = _joined(timeline)
    for piece in timeline.pieces:
        picture = _laid(picture, piece, timeline.rate)
    if timeline.captions:
        extra = {"fontsdir": str(timeline.fonts)} if timeline.fonts else {}
        picture = picture.filter("ass", filename=str(timeline.captions), **extra)
    picture = picture.filter("setparams", colorspace="bt709", color_primaries="bt709", color_trc="bt709", range="tv")
    chosen = {**VIDEO, **_TAGS, "frames:v": timeline.frames, "r": _text(timeline.rate)}
    return ffmpeg.output(picture, str(out), **chosen, f="mp4").compile(cmd="ffmpeg")[1:]


def _joined(timeline: Timeline) -> Any:
    """All keeps and the end card, one after another, in the canvas's size."""
    import ffmpeg

    size = timeline.canvas.size
    parts = [_read(reading, timeline, size) for reading in readings(timeline.keeps, timeline.rate)]
    if timeline.end_card and timeline.end_card_frames:
        card = ffmpeg.input(str(timeline.end_card), framerate=_text(timeline.rate))
        card = card.filter("scale", *size, out_color_matrix="bt709", out_range="tv").filter("setsar", 1)
        # repeated after it is converted: the demuxer's own loop would decode the PNG anew for every frame
        parts.append(card.filter("format", "yuv420p").filter("loop", loop=timeline.end_card_frames - 1, size=1))
    return parts[0] if len(parts) == 1 else ffmpeg.concat(*parts, v=1, a=0)


def readings(keeps: Sequence[Keep], rate: Fps) -> list[_Reading]:
    """Keeps in groups that one seek serves: near one another, going forward, framed alike."""
    groups: list[list[Keep]] = []
    for keep in keeps:
        before = groups[-1][-1] if groups else None
        if (
            before is not None
            and before.source == keep.source
            and 0 <= keep.first - before.last <= _NEAR * rate
            and _shape(before) == _shape(keep)
        ):
            groups[-1].append(keep)
        else:
            groups.append([keep])
    return [_Reading(tuple(group)) for group in groups]


def _shape(keep: Keep) -> tuple[int, int] | None:
    return (keep.crop.width, keep.crop.height) if keep.crop else None


def _read(reading: _Reading, timeline: Timeline, size: tuple[int, int]) -> Any:
    """The picked frames of one reading, framed and scaled."""
    import ffmpeg

    source, rate = timeline.sources[reading.keeps[0].source], timeline.rate
    base = reading.first - _lead(source, reading.first, rate)
    start = _starts(source, base, rate)
    lasts = float((reading.last - base + 2) / rate)
    threads = {"threads": 1} if source.width * source.height <= 1920 * 1080 else {}
    sought = {"ss": f"{start:.6f}"} if start else {}
    unread = _passed_over(reading, source, rate, start)
    dropped = {"bsf:v": f"noise=drop='{unread}'"} if unread else {}
    picture = ffmpeg.input(str(source.path), **sought, t=f"{lasts:.6f}", **threads, **dropped).video
    if source.interlaced:
        picture = picture.filter("bwdif", mode="send_frame")
    frames = sum(keep.frames for keep in reading.keeps)
    picture = picture.filter("fps", fps=_text(rate), start_time=0)
    if len(reading.keeps) > 1 or base < reading.first:
        picture = picture.filter("select", _picked(reading, base))
    picture = picture.filter("setpts", f"N/({_text(rate)}*TB)")
    picture = picture.filter("tpad", stop=-1, stop_mode="clone").filter("trim", end_frame=frames)
    return _framed(picture, reading, source, size)


def _passed_over(reading: _Reading, source: Recording, rate: Fps, start: float) -> str:
    """An expression that is true for packets between keeps that no picture of a keep needs; empty where all are read.

    From the last picture of a keep to the keyframe before the next nothing is decoded. Times count from `start`.
    """
    pairs = list(pairwise(reading.keeps))
    if source.interlaced or not pairs:
        return ""
    wanted = [Seconds(_phase(source, rate) + float((after.first + _EARLY) / rate)) for _, after in pairs]
    terms = []
    for (before, _), found in zip(pairs, seeking.keyframes(source.path, wanted), strict=True):
        over = _starts(source, before.last + 1, rate)
        if found is not None and found > over:
            terms.append(f"gt(dts*tb,{over - start:.6f})*lt(pts*tb,{found - start - 1e-4:.6f})")
    return "+".join(terms)


def _phase(source: Recording, rate: Fps) -> float:
    """How far the pictures lie off the grid of whole frames, in seconds: at most half a frame either way."""
    return float(((source.first_frame * rate + 0.5) % 1 - 0.5) / rate)


def _starts(source: Recording, frame: int, rate: Fps) -> float:
    """Where a reading whose first frame is `frame` begins, in seconds."""
    return max(0.0, _phase(source, rate) + float((frame - _EARLY) / rate))


def _lead(source: Recording, first: int, rate: Fps) -> int:
    """How many frames must be read before `first` so that it can be decoded; none where a seek sees to that itself."""
    if not source.blind:
        return 0
    start = Seconds(_starts(source, first, rate))
    return min(first, ceil((start - seeking.entry(source.path, start)) * rate))


def _picked(reading: _Reading, base: int) -> str:
    """An expression that is true for the frames to keep, numbered from `base`."""
    return "+".join(f"between(n,{keep.first - base},{keep.last - base - 1})" for keep in reading.keeps)


def _framed(picture: Any, reading: _Reading, source: Recording, size: tuple[int, int]) -> Any:
    """Crop by a constant for each keep, or fit over the blurred picture itself; then BT.709 at the canvas's size."""
    import ffmpeg

    if not source.square:
        picture = picture.filter("scale", source.width, source.height).filter("setsar", 1)
    colours = {"in_color_matrix": source.matrix, "out_color_matrix": "bt709", "out_range": "tv"}
    crop = reading.keeps[0].crop
    if crop:
        if (crop.width, crop.height) != (source.width, source.height):
            across, down = (_stepped(reading, axis) for axis in ("x", "y"))
            picture = picture.filter("crop", crop.width, crop.height, across, down)
        picture = picture.filter("scale", *size, flags="bilinear", **colours)
    else:
        width, height = size
        split = picture.filter_multi_output("split")
        small = {"force_original_aspect_ratio": "increase"}
        back = split[0].filter("scale", width // _BACKGROUND, height // _BACKGROUND, flags="bilinear", **small)
        back = back.filter("crop", width // _BACKGROUND, height // _BACKGROUND).filter("boxblur", 8, 2)
        back = back.filter("eq", brightness=-0.08, saturation=0.9).filter("scale", *size, flags="bilinear", **colours)
        fitted = {"force_original_aspect_ratio": "decrease", "force_divisible_by": 2}
        front = split[1].filter("scale", width, height, flags="bilinear", **fitted, **colours)
        picture = ffmpeg.overlay(back, front, x="(W-w)/2", y="(H-h)/2")
    return picture.filter("setsar", 1).filter("format", "yuv420p")


def _stepped(reading: _Reading, axis: str) -> str:
    """A coordinate that is constant within each keep, as an expression of the frame's number."""
    values = [getattr(keep.crop, axis) for keep in reading.keeps]
    if len(set(values)) == 1:
        return str(values[0])
    steps, at = [], 0
    for keep, value in zip(reading.keeps, values, strict=True):
        steps.append(f"{value}*between(n,{at},{at + keep.frames - 1})")
        at += keep.frames
    return "+".join(steps)


def _laid(picture: Any, piece: Piece, rate: Fps) -> Any:
    """One piece over the picture for its span."""
    import ffmpeg

    first, last = round(piece.span.start * rate), round(piece.span.end * rate)
    graphic = ffmpeg.input(str(piece.file))
    if piece.moving:
        graphic = graphic.filter("setpts", f"PTS-STARTPTS+{float(first / rate):.6f}/TB")
    return picture.overlay(
        graphic, x=piece.x, y=piece.y, eof_action="pass" if piece.moving else "repeat",
        enable=f"between(n,{first},{last - 1})",
    )  # fmt: skip


def _text(rate: Fps) -> str:
    return f"{rate.numerator}/{rate.denominator}"
