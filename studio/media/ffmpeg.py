"""The door to the ffmpeg program: which one, whether it works, running it, and its failures in plain words.

The wheel's own binary runs unless `STUDIO_FFMPEG` names another. Either must pass a short self-test first: some builds
lack libass, and some break sound without an error code.
"""

import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.storage.files import CannotWrite, digest, write_text

_TAIL_LINES = 6


@dataclass(eq=False)
class FfmpegMissing(StudioError):
    """No ffmpeg program where one was expected."""

    path: str

    message: ClassVar[str] = mark("There is no ffmpeg program at {path}.")
    hint: ClassVar[str] = mark(
        "Unset STUDIO_FFMPEG to use the studio's own, or install again: pip install imageio-ffmpeg"
    )


@dataclass(eq=False)
class FfmpegBroken(StudioError):
    """An ffmpeg that fails the self-test."""

    path: str
    reason: str

    message: ClassVar[str] = mark("The ffmpeg program {path} does not work: {reason}")
    hint: ClassVar[str] = mark(
        "Unset STUDIO_FFMPEG to use the studio's own, or install again: pip install imageio-ffmpeg"
    )


@dataclass(eq=False)
class FfmpegFailed(StudioError):
    """A run of ffmpeg that ended badly; `reason` holds its last lines."""

    step: str
    reason: str

    message: ClassVar[str] = mark("Working on {step} failed: {reason}")
    hint: ClassVar[str] = mark(
        "Check that the recording plays, then try again. `studio doctor` tells what is wrong here."
    )


def binary() -> str:
    """The ffmpeg program that is used, after its self-test. Raises `FfmpegMissing` or `FfmpegBroken`."""
    path = _located()
    _tested(path)
    return path


def _located() -> str:
    own = settings.own_ffmpeg()
    if own:
        if not Path(own).is_file():
            raise FfmpegMissing(path=own)
        return own
    import imageio_ffmpeg

    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise FfmpegMissing(path="imageio-ffmpeg") from error


@cache
def _tested(path: str) -> None:
    """Run the self-test once per program; the answer is kept until the file changes."""
    facts = Path(path).stat()
    passed = settings.cache("ffmpeg") / digest([path, facts.st_size, facts.st_mtime_ns])
    if passed.exists():
        return
    self_test(path)
    write_text(passed, "passed\n")


def self_test(path: str) -> None:
    """Burn a caption over a picture and limit a tone for one second, and look at what came out.

    Raises `FfmpegBroken` with the reason.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "a.ass")
        words.write_text(_SELF_TEST_WORDS, encoding="utf-8")
        clip = Path(folder, "a.mp4")
        graph = (
            "[0:v][1:v]overlay=0:0,ass=filename=a.ass,format=yuv420p[v];"
            "[2:a]volume=3dB,alimiter=limit=-2dB:level=false,aresample=48000[a]"
        )
        inputs = ["color=gray:s=128x128:r=25:d=1", "color=red:s=16x16:r=25:d=1", "sine=frequency=440:duration=1"]
        arguments = [a for source in inputs for a in ("-f", "lavfi", "-i", source)]
        arguments += ["-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "ultrafast"]
        try:
            done = subprocess.run(
                [path, "-v", "error", "-nostdin", "-y", *arguments, "-c:a", "aac", str(clip)],
                cwd=folder,
                capture_output=True,
                timeout=60,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FfmpegBroken(path=path, reason=str(error)) from error
        if done.returncode or not clip.exists():
            raise FfmpegBroken(path=path, reason=_tail(done.stderr.decode("utf-8", "replace")) or mark("no output"))
        _check_lengths(path, clip)


def _check_lengths(path: str, clip: Path) -> None:
    import av

    try:
        with av.open(str(clip)) as opened:
            frames = sum(1 for packet in opened.demux(video=0) if packet.size)
        with av.open(str(clip)) as opened:
            samples = sum(frame.samples for frame in opened.decode(audio=0))
    except (av.error.FFmpegError, IndexError) as error:
        raise FfmpegBroken(path=path, reason=str(error)) from error
    if frames != 25 or not 0.9 < samples / 48_000 < 1.1:
        raise FfmpegBroken(path=path, reason=f"{frames} frames, {samples} samples")


_SELF_TEST_WORDS = """[Script Info]
ScriptType: v4.00+
PlayResX: 128
PlayResY: 128
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour
Style: Default,Sans,20,&H00FFFFFF
[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:00.00,0:00:01.00,Default,a
"""


def run(
    arguments: Sequence[str], step: str, progress: Callable[[float], None] | None = None, length: float = 0.0
) -> str:
    """Run ffmpeg with `arguments` and return what it said on stderr.

    `step` names the work in errors. With `progress` it is called with the share done (0 to 1) of `length` seconds.
    Raises `FfmpegFailed`, or `CannotWrite` when the disk is full. Ctrl-C ends the program before it is passed on.
    """
    command = [binary(), "-hide_banner", "-nostdin", "-y", "-nostats", "-progress", "pipe:1", *arguments]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, text=True) as process,
    ):
        try:
            for line in process.stdout or ():
                if progress and length and (found := re.match(r"out_time_us=(\d+)", line)):
                    progress(min(1.0, int(found[1]) / 1e6 / length))
            process.wait()
        except BaseException:
            process.kill()
            raise
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise _failure(step, text)
    return text


def pipe(arguments: Sequence[str], step: str, given: bytes | memoryview | None = None) -> tuple[bytes, str]:
    """Run ffmpeg on bytes from memory; returns what it wrote to its stdout and said on stderr. Raises as `run`."""
    command = [binary(), "-hide_banner", "-y", "-nostats", *arguments]
    done = subprocess.run(command, input=given if given is not None else b"", capture_output=True, check=False)
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        raise _failure(step, said)
    return done.stdout, said


def _failure(step: str, said: str) -> StudioError:
    if "No space left on device" in said:
        return CannotWrite(path=step, reason=mark("No space left on device"))
    return FfmpegFailed(step=step, reason=_tail(said))


def _tail(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return " / ".join(lines[-_TAIL_LINES:])
