"""`studio slice` on recordings whose every frame can be read back."""

import json
import signal
import subprocess
import sys
from fractions import Fraction

import av
import pytest

from studio.media.sound import measure
from tests.integration.flows.conftest import LIBRARY, SLOW
from tests.media import number_in, numbered, pictures

ROWS = "at,kind,segment,note\n1.0,start,tea,\n4.2,end,tea,\n5.0,start,honey,\n7.52,end,honey,\n"


SHORT = "at,kind,segment,note\n1.0,start,tea,\n2.2,end,tea,\n5.0,start,honey,\n5.52,end,honey,\n"


@pytest.fixture(scope="module")
def minute(tmp_path_factory):
    """A recording that takes long enough to be stopped."""
    return numbered(tmp_path_factory.mktemp("recordings") / "minute.mp4", seconds=60)


@pytest.fixture
def markers(tmp_path):
    file = tmp_path / "markers.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def fitted_box(width, height):
    """Where a landscape picture lies on the portrait canvas."""
    shown = round(1080 * height / width)
    return (0, (1920 - shown) // 2, 1080, (1920 + shown) // 2)


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30000, 1001), Fraction(60)])
def test_cuts_hold_to_the_frame_of_the_markers(tmp_path, sliced, markers, rate):
    recording = numbered(tmp_path / "live.mp4", rate=rate, seconds=6)
    markers.write_text(SHORT, encoding="utf-8")
    manifest = sliced(recording, "--markers", markers)
    clips = {clip["segment"]: clip for clip in manifest["clips"]}
    assert clips.keys() == {"tea", "honey"}
    for segment, first, last in (("tea", 1.0, 2.2), ("honey", 5.0, 5.52)):
        clip = clips[segment]
        low, high = round(first * rate), round(last * rate)
        assert clip["window"] == pytest.approx([low / rate, high / rate], abs=1e-5)
        assert clip["keeps"] == [pytest.approx([low / rate, high / rate], abs=1e-5)]
        body = high - low
        seen = pictures(tmp_path / "out" / clip["path"], [0, 1, body // 2, body - 1])
        numbers = {n: number_in(image, fitted_box(640, 360)) for n, image in seen.items()}
        assert numbers == {0: low, 1: low + 1, body // 2: low + body // 2, body - 1: high - 1}


@pytest.mark.parametrize("name", ["live.ts", "live.mpg"])
def test_cuts_hold_where_a_seek_lands_between_keyframes(tmp_path, sliced, markers, name):
    video = ["-g", "250", "-pix_fmt", "yuv420p", "-q:v", "3"]
    recording = numbered(tmp_path / name, sound="none", video=video)
    clip = sliced(recording, "--markers", markers, "--only", "honey")["clips"][0]
    seen = pictures(tmp_path / "out" / clip["path"], [0, 1, 62])
    assert {n: number_in(image, fitted_box(640, 360)) for n, image in seen.items()} == {0: 125, 1: 126, 62: 187}


def test_clip_is_what_platforms_take(tmp_path, sliced, markers):
    manifest = sliced(numbered(tmp_path / "live.mp4"), "--markers", markers, "--only", "tea")
    clip = manifest["clips"][0]
    file = tmp_path / "out" / clip["path"]
    with av.open(str(file)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt, video.width, video.height) == (
            "h264", "yuv420p", 1080, 1920)  # fmt: skip
        assert audio.codec_context.name == "aac"
        frame = next(container.decode(video=0))
        assert (int(frame.colorspace), int(frame.color_primaries), int(frame.color_trc)) == (1, 1, 1)
        assert abs(float(video.duration * video.time_base) - float(audio.duration * audio.time_base)) <= 1 / 25
        assert float(video.duration * video.time_base) == pytest.approx(clip["duration_s"], abs=1e-3)
    assert file.read_bytes().find(b"moov") < file.read_bytes().find(b"mdat")
    loud = measure(file)
    assert loud.lufs == pytest.approx(-16, abs=0.5)
    assert loud.peak <= -1.5
    assert clip["qr"] == "https://shop.example/yinfeng"
    assert all((tmp_path / "out" / name).is_file() for name in (clip["cover"], *clip["captions"].values()))


def test_second_run_does_again_only_what_changed(tmp_path, live, sliced, markers, session):
    first = sliced(live, "--markers", markers)
    times = {c["segment"]: (tmp_path / "out" / c["path"]).stat().st_mtime_ns for c in first["clips"]}
    assert sliced(live, "--markers", markers) == first
    session.write_text(session.read_text(encoding="utf-8").replace('"88.00"', '"86.00"'), encoding="utf-8")
    second = sliced(live, "--markers", markers)
    again = {c["segment"]: (tmp_path / "out" / c["path"]).stat().st_mtime_ns for c in second["clips"]}
    assert again["tea"] == times["tea"]
    assert again["honey"] > times["honey"]


def test_only_keeps_the_other_clips_in_the_manifest(live, sliced, markers):
    assert [c["segment"] for c in sliced(live, "--markers", markers, "--only", "honey")["clips"]] == ["honey"]
    both = sliced(live, "--markers", markers, "--only", "tea")
    assert [c["segment"] for c in both["clips"]] == ["tea", "honey"]


def test_without_markers_the_plan_is_laid_over_and_the_notice_says_so(tmp_path, sliced):
    manifest = sliced(numbered(tmp_path / "live.mp4", seconds=5, rate=SLOW))
    assert [c["window"] for c in manifest["clips"]] == [[1.0, 4.0], [4.0, 5.0]]
    assert len(manifest["notices"]) == 2  # estimated cuts; shorter than the plan


def test_retakes_go_and_several_pairs_make_one_clip(tmp_path, live, sliced):
    rows = "at,kind,segment\n1,start,tea\n2,retake,tea\n4,end,tea\n6,start,tea\n7,end,tea\n"
    (tmp_path / "m.csv").write_text(rows, encoding="utf-8")
    clip = sliced(live, "--markers", tmp_path / "m.csv")["clips"][0]
    assert clip["window"] == [1.0, 7.0]
    assert clip["windows"] == [[1.0, 4.0], [6.0, 7.0]]
    assert clip["keeps"] == [[2.0, 4.0], [6.0, 7.0]]


def test_instants_count_from_recorded_at(tmp_path, live, sliced):
    rows = "at,kind,segment\n2027-04-05T20:00:01+08:00,start,tea\n2027-04-05T20:00:03+08:00,end,tea\n"
    (tmp_path / "m.csv").write_text(rows, encoding="utf-8")
    options = ("--markers", tmp_path / "m.csv", "--recorded-at", "2027-04-05T20:00:00+08:00")
    assert sliced(live, *options)["clips"][0]["window"] == [1.0, 3.0]


@pytest.mark.parametrize("canvas", ["9:16", "16:9"])
def test_longest_clip_is_respected(live, sliced, markers, canvas):
    options = ("--markers", markers, "--max-seconds", "5", "--canvas", canvas, "--only", "tea")
    manifest = sliced(live, *options)
    sizes = {"9:16": (1080, 1920), "16:9": (1920, 1080)}
    for clip in manifest["clips"]:
        assert clip["duration_s"] <= 5
        assert (clip["width"], clip["height"]) == sizes[canvas]


def test_code_is_only_where_the_platform_allows_it(live, sliced, markers):
    manifest = sliced(live, "--markers", markers, "--platform", "douyin", "--only", "tea")
    assert manifest["clips"][0]["qr"] is None
    assert "抖音" in "".join(manifest["clips"][0]["notices"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_being_stopped_leaves_nothing(tmp_path, minute, session, number):

    out = tmp_path / "out"
    command = [sys.executable, "-m", "studio", "slice", minute, "--session", session, "--library", LIBRARY, "--out",
               out, "--engine", "script", "--progress", "json"]  # fmt: skip
    with subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if json.loads(line)["step"] == "making the clip":
                process.send_signal(number)
                break
        assert "已停下" in process.stderr.read()
        assert process.wait(timeout=60) == 130
    assert not out.exists()
