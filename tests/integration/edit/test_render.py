"""The render on recordings whose every frame can be read back."""

import re
import subprocess
from dataclasses import replace
from fractions import Fraction

import pytest

from studio.edit.render import arguments, render
from studio.media.ffmpeg import binary
from studio.media.probe import probe
from studio.media.timeline import Canvas, Keep, Timeline
from tests.media import ffmpeg, number_in, numbered, pictures

H264 = ["-c:v", "libx264", "-preset", "veryfast", "-g", "12", "-keyint_min", "12", "-sc_threshold", "0", "-bf", "3",
        "-pix_fmt", "yuv420p"]  # fmt: skip
FORMS = {
    "live.mp4": H264,
    "open.mp4": [*H264, "-x264-params", "open-gop=1:b-pyramid=normal"],
    "live.mkv": H264,
    "hevc.mp4": ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "keyint=12:min-keyint=12:log-level=error",
                 "-pix_fmt", "yuv420p"],
    "live.webm": ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "12", "-pix_fmt", "yuv420p"],
    "live.avi": ["-c:v", "mpeg4", "-g", "12", "-bf", "2", "-q:v", "2", "-pix_fmt", "yuv420p"],
    "live.ts": H264,
    "late.mp4": [*H264, "-output_ts_offset", "5"],
}  # fmt: skip
KEEPS = (Keep(0, 30, 40), Keep(0, 52, 54), Keep(0, 96, 110), Keep(0, 131, 140))


@pytest.fixture
def cut(tmp_path):
    """A timeline of four keeps of a recording, and where it is rendered to."""

    def make(recording):
        given = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-t", "2"]
        ffmpeg(*given, "-c:a", "aac", tmp_path / "sound.m4a")
        return Timeline((recording,), recording.rate, Canvas.LANDSCAPE, KEEPS, tmp_path / "sound.m4a", ())

    return make


def numbers(clip, count):
    return [number_in(picture) for _, picture in sorted(pictures(clip, range(count)).items())]


@pytest.mark.parametrize("name", FORMS)
def test_pictures_between_keeps_are_passed_over_and_none_is_lost(tmp_path, cut, name):
    sound = "none" if name.endswith((".webm", ".ts")) else "tone"
    recording = probe(numbered(tmp_path / name, video=FORMS[name], sound=sound))
    render(cut(recording), tmp_path / "clip.mp4")
    late = round(recording.first_frame * recording.rate)
    assert numbers(tmp_path / "clip.mp4", 35) == [n - late for keep in KEEPS for n in range(keep.first, keep.last)]


def test_variable_rate_keeps_its_numbers_over_what_is_passed_over(tmp_path, cut):
    """Three pictures of four are missing from frame 80 on, so that a keep may begin inside a long-standing picture."""
    sparse = "select='lt(n,80)+not(mod(n,4))'"
    recording = probe(numbered(tmp_path / "live.mp4", video=H264, filters=sparse, out=["-fps_mode", "vfr"]))
    recording = replace(recording, rate=Fraction(25))
    render(cut(recording), tmp_path / "clip.mp4")
    shown = numbers(tmp_path / "clip.mp4", 35)
    assert shown == [n if n < 80 else n // 4 * 4 for keep in KEEPS for n in range(keep.first, keep.last)]


def test_what_is_passed_over_is_not_decoded(tmp_path, cut):
    recording = probe(numbered(tmp_path / "live.mp4", video=H264))
    given = arguments(cut(recording), tmp_path / "clip.mp4")
    told = subprocess.run([binary(), "-v", "verbose", "-y", *given], capture_output=True, text=True, check=True).stderr
    decoded = int(re.search(r"Input stream #0:0 \(video\).*?(\d+) frames decoded", told, re.DOTALL).group(1))
    assert 64 <= decoded <= 72  # of 24–42, 48–56, 96–112, 120–142, and a picture or two each that is sent ahead
