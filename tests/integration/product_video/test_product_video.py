import json
import shutil
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from studio.media import sound
from studio.media.frames.sampling import frame_at
from tests.media import ffmpeg
from tests.scenes import PLANTED, RATE, pan, turned, written

LIBRARY = Path(__file__).parents[3] / "campaigns" / "library"


def frames_in(path):
    with av.open(str(path)) as container:
        return sum(1 for packet in container.demux(video=0) if packet.size)


def likeness(one, other):
    """The mean difference of two pictures where no piece lies over them."""
    small = [np.asarray(Image.fromarray(p).resize((64, 36)), float)[4:20, 36:] for p in (one, other)]
    return np.abs(small[0] - small[1]).mean()


def test_planted_shots_do_not_appear_and_the_rest_is_what_the_manifest_says(video, footage):
    for _, start, end in video["keeps"]:
        assert all(end <= bad[0] or start >= bad[1] for bad in PLANTED.values())
    at = 0.0
    for _, start, end in video["keeps"]:
        shown = frame_at(video["path"], at + (end - start) / 2)[656:1264]
        assert likeness(shown, frame_at(footage, start + (end - start) / 2)) < 6
        assert likeness(shown, frame_at(footage, start + (end - start) / 2 + 5)) > 12
        at += end - start


def test_what_is_left_out_is_told_with_its_fault(video):
    found = {(fault, round(start)) for _, start, _, fault in video["dropped"]}
    assert {(fault, when[0]) for fault, when in PLANTED.items()} <= found


def test_length_is_exact(video):
    assert frames_in(video["path"]) == round(8.5 * RATE)
    assert video["duration_s"] == pytest.approx(8.5, abs=1 / RATE)
    kept = sum(end - start for _, start, end in video["keeps"])
    assert kept + video["end_card_s"] == pytest.approx(video["duration_s"], abs=1e-3)


def test_footage_with_b_frames_keeps_bad_shots_out_and_its_length(made, footage, tmp_path):
    coded = tmp_path / "b-frames.mp4"
    reordered = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "12", "-bf", "3", "-x264-params", "b-adapt=0"]
    ffmpeg("-i", footage, *reordered, "-c:a", "copy", coded)
    with av.open(str(coded)) as container:
        assert any(packet.pts != packet.dts for packet in container.demux(video=0) if packet.size)
    again = made(coded)
    assert frames_in(again["path"]) == round(8.5 * RATE)
    for _, start, end in again["keeps"]:
        assert all(end <= bad[0] or start >= bad[1] for bad in PLANTED.values())
    _, start, end = again["keeps"][0]
    shown = frame_at(again["path"], (end - start) / 2)[656:1264]
    assert likeness(shown, frame_at(footage, start + (end - start) / 2)) < 6


def test_other_footage_gives_another_order(video, made, tmp_path):
    other = written([*pan(21, 4), *pan(22, 4), *pan(23, 4), *pan(24, 4)], tmp_path / "other.mp4", RATE)
    videos = [video, made(other)]
    order = [np.argsort([keep[1] for keep in one["keeps"]]).tolist() for one in videos]
    assert len(order[0]) == len(order[1]) == len(videos[0]["shots"]) > 1
    assert order[0] != order[1]
    assert [frames_in(one["path"]) for one in videos] == [round(8.5 * RATE)] * 2


def test_several_files_are_one_footage_and_always_give_the_same_video(made, footage, tmp_path):
    other = written([*pan(21, 4), *pan(22, 4)], tmp_path / "other.mp4", RATE)
    videos = [made(footage, other, seconds=11) for _ in range(2)]
    assert {keep[0] for keep in videos[0]["keeps"]} == {str(footage), str(other)}
    assert videos[0]["keeps"] == videos[1]["keeps"]


def test_what_is_odd_about_footage_is_told(made, footage, tmp_path):
    phone = turned(footage, 90, tmp_path / "phone.mp4")
    video = made(phone, phone, seconds=5)
    assert {keep[0] for keep in video["keeps"]} == {str(phone)}
    assert video["notices"][:2] == ["phone.mp4 给了不止一次，只用一次。", "phone.mp4 拍的时候转了 90°，已经转正。"]


def test_own_sound_is_at_the_loudness_platforms_expect(video):
    heard = sound.measure(video["path"])
    assert heard.lufs == pytest.approx(-16, abs=0.5)
    assert heard.peak <= -1.5
    assert (video["lufs"], video["true_peak_db"]) == (heard.lufs, heard.peak)


def test_voice_replaces_the_sound_and_its_overrun_is_told(made, footage, tmp_path):
    voice = tmp_path / "voice.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=1200:duration=12", voice)
    video = made(footage, seconds=8, options=["--voice", voice])
    heard = sound.decode(video["path"])
    spectrum = np.abs(np.fft.rfft(heard[16000 : 16000 * 4]))
    assert np.argmax(spectrum) / 3 == pytest.approx(1200, abs=5)
    assert any("4.0" in notice for notice in video["notices"])
    assert sound.measure(video["path"]).lufs == pytest.approx(-16, abs=0.5)


def test_silent_footage_gives_a_silent_track_and_says_so(made, footage):
    silent = footage.with_name("silent.mp4")
    video = made(silent, seconds=5)
    assert (video["lufs"], sound.measure(video["path"]).lufs) == (None, None)
    with av.open(video["path"]) as container:
        assert container.streams.audio[0].codec_context.name == "aac"


def test_code_is_read_back_and_left_out_where_the_platform_forbids_it(video, made, footage):
    assert video["qr"] == "https://shop.example/yinfeng"
    assert made(footage, seconds=5, options=["--platform", "douyin"])["qr"] is None


def test_wide_canvas_shows_wide_footage_whole(made, footage):
    video = made(footage, seconds=5, options=["--canvas", "16:9"])
    assert (video["width"], video["height"]) == (1920, 1080)
    assert frame_at(video["path"], 1.0).shape == (1080, 1920, 3)


def refused(studio, *arguments):
    code, printed, said = studio("product-video", *arguments, "--library", LIBRARY)
    assert (code, printed) == (2, "")
    assert "Traceback" not in said
    return said


def asked(out, product="shimen-yinfeng", spot="huping-mountain", seconds=8):
    return ["--product", product, "--spot", spot, "--seconds", seconds, "--out", out]


def test_too_little_good_footage_is_refused_and_says_how_much_is_missing(studio, footage, tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_LANG", "en")
    said = refused(studio, footage, *asked(tmp_path / "new" / "a.mp4", seconds=40))
    assert "37.5 s of good footage" in said
    assert "missing" in said
    assert not (tmp_path / "new").exists()


def test_unknown_product_and_spot_are_named(studio, footage, tmp_path):
    assert "no-such-tea" in refused(studio, footage, *asked(tmp_path / "a.mp4", product="no-such-tea"))
    assert "no-such-spot" in refused(studio, footage, *asked(tmp_path / "a.mp4", spot="no-such-spot"))


def test_footage_is_never_written_over(studio, footage, tmp_path):
    own = shutil.copy(footage, tmp_path / "raw.mp4")
    before = (tmp_path / "raw.mp4").read_bytes()
    refused(studio, own, *asked(own))
    assert (tmp_path / "raw.mp4").read_bytes() == before


@pytest.mark.parametrize(
    ("out", "cover", "told"),
    [
        ("a.mov", "a.jpg", "a.mov 不能用这个名字来写"),
        ("a", "a.jpg", "a 不能用这个名字来写"),
        ("a.mp4", "a.png", "a.png 不能用这个名字来写"),
        ("a.mp4", "a.mp4", "a.mp4 另有用处"),
        ("shots.mp4", "a.jpg", "shots.mp4 另有用处"),
    ],
)
def test_name_of_another_format_or_of_another_file_is_refused(studio, footage, tmp_path, out, cover, told):
    listed([[footage.name, 0, 1]], tmp_path / "shots.mp4")
    said = refused(
        studio, footage, *asked(tmp_path / out), "--cover", tmp_path / cover, "--shots", tmp_path / "shots.mp4"
    )
    assert told in said
    assert [path.name for path in tmp_path.iterdir()] == ["shots.mp4"]


def test_voice_without_sound_is_refused(studio, footage, tmp_path):
    refused(studio, footage, *asked(tmp_path / "a.mp4"), "--voice", footage.with_name("silent.mp4"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_video_is_refused(studio, tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("no video")
    refused(studio, text, *asked(tmp_path / "a.mp4"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_recalled_product_gets_no_video(studio, footage, tmp_path):
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    products = library / "products.yaml"
    lines = products.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip() == "- id: shimen-yinfeng")
    batch = next(i for i in range(at, len(lines)) if lines[i].strip() == "batch:")
    indent = lines[batch + 1][: len(lines[batch + 1]) - len(lines[batch + 1].lstrip())]
    products.write_text("\n".join([*lines[: batch + 1], f"{indent}recalled: yes", *lines[batch + 1 :]]), "utf-8")
    code, _, said = studio("product-video", footage, *asked(tmp_path / "a.mp4"), "--library", library)
    assert (code, (tmp_path / "a.mp4").exists()) == (2, False)
    assert "石门银峰" in said


def test_lapsed_licence_takes_the_mark_away_and_says_so(video, made, footage, tmp_path):
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    brands = library / "brands.yaml"
    text = brands.read_text(encoding="utf-8")
    brands.write_text(text.replace("until: 2027", "until: 2021").replace("until: 2028", "until: 2021"), "utf-8")
    without = made(footage, seconds=5, options=["--library", library])
    assert (video["mark"], without["mark"]) == (True, False)
    assert any("2021-12-31" in notice for notice in without["notices"])


def listed(rows, path):
    path.write_text(json.dumps([{"file": file, "in": start, "out": end} for file, start, end in rows]), "utf-8")
    return path


def test_shots_chosen_by_hand_are_used_in_their_order(video, made, footage, tmp_path):
    wished = [video["shots"][-1], video["spare"][0], *video["shots"][1:-1]]
    shots = listed([(Path(file).name, start, end) for file, start, end in wished], tmp_path / "shots.json")
    cover = tmp_path / "cover.jpg"
    again = made(footage, options=["--shots", shots, "--cover", cover, "--title", "高山茶"])
    assert frames_in(again["path"]) == round(8.5 * RATE)
    assert again["shots"] == wished
    for (_, start, end), (_, first, last) in zip(again["keeps"], wished, strict=True):
        assert first - 1e-3 <= start < end <= last + 1 / RATE
    assert video["shots"][0] in again["spare"]
    assert video["spare"][0] not in again["spare"]
    with Image.open(cover) as picture:
        assert picture.size == (1080, 1920)


def test_exactly_the_frames_that_were_used_make_the_same_video(video, made, footage, tmp_path):
    again = made(footage, options=["--shots", listed(video["keeps"], tmp_path / "shots.json")])
    assert again["keeps"] == video["keeps"]


def test_shots_that_do_not_fill_the_video_or_are_not_there_are_refused(studio, video, footage, tmp_path):
    for rows in (video["keeps"][:1], [["other.mp4", 0, 9]], [[str(footage), 20, 99]], []):
        shots = listed(rows, tmp_path / "shots.json")
        refused(studio, footage, *asked(tmp_path / "a.mp4"), "--shots", shots)
    (tmp_path / "shots.json").write_text("no list")
    refused(studio, footage, *asked(tmp_path / "a.mp4"), "--shots", tmp_path / "shots.json")
    said = refused(studio, footage, *asked(tmp_path / "a.mp4"), "--shots", tmp_path / "none.json")
    assert "none.json 里的镜头不能用：没有这个文件或文件夹" in said
    assert not (tmp_path / "a.mp4").exists()
