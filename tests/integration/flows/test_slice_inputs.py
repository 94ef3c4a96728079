"""Odd recordings work and say what is odd; bad ones are refused with a message, and nothing is left behind."""

import errno
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from tests.integration.flows.conftest import LIBRARY, SESSION, SLOW
from tests.media import ffmpeg, numbered

SHARED = Path(__file__).parents[4] / "shared" / "media"


PRODUCTS = (SESSION[SESSION.index("  - {id: tea") :], "")


def fast(*more):
    return ["-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-pix_fmt", "yuv420p", *more]


def without_sound(tmp_path):
    return numbered(tmp_path / "a.mp4", rate=SLOW, sound="none")


def breaking_off(tmp_path):
    return numbered(tmp_path / "a.mp4", rate=SLOW, sound="sine=frequency=300:duration=3")


def sounding_on(tmp_path):
    return numbered(tmp_path / "a.mp4", rate=SLOW, sound="sine=frequency=300:duration=14")


def without_duration(tmp_path):
    source = numbered(tmp_path / "b.mkv", video=fast())
    live = tmp_path / "a.mkv"
    live.write_bytes(source.read_bytes())
    with source.open("rb") as file:
        import subprocess

        from studio.media.ffmpeg import binary

        done = subprocess.run(
            [binary(), "-v", "error", "-i", "pipe:0", "-c", "copy", "-f", "matroska", "-live", "1", "pipe:1"],
            stdin=file, capture_output=True, check=True,
        )  # fmt: skip
    live.write_bytes(done.stdout)
    return live


def varying(tmp_path):
    chosen = "select='not(mod(n,3))+lt(n,60)',settb=1/1000"
    return numbered(tmp_path / "a.mp4", filters=chosen, out=["-fps_mode", "vfr"])


def turned(tmp_path):
    upright = numbered(tmp_path / "b.mp4", rate=SLOW)
    ffmpeg("-display_rotation", "90", "-i", upright, "-c", "copy", tmp_path / "a.mp4")
    return tmp_path / "a.mp4"


def of_odd_size(tmp_path):
    return numbered(tmp_path / "a.mkv", rate=SLOW, size=(853, 481), video=["-c:v", "mpeg4", "-q:v", "4"])


def at_2997(tmp_path):
    return numbered(tmp_path / "a.mp4", rate=Fraction(30000, 1001))


def truncated_at_the_end(tmp_path):
    whole = numbered(
        tmp_path / "b.mp4", seconds=12, video=fast("-x264-params", "nal-hrd=none"), out=["-movflags", "+faststart"]
    )
    part = tmp_path / "a.mp4"
    part.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    return part


@pytest.mark.parametrize(
    ("make", "notices"),
    [
        (without_sound, "没有声音"), (breaking_off, "中断"), (without_duration, "没有写明时长"),
        (sounding_on, "画面到 8.0 秒为止，声音到 14.0 秒"),
        (varying, "帧率不固定"), (turned, "旋转"), (of_odd_size, "853"),
        (at_2997, "29.97"), (truncated_at_the_end, "只能读到"),
    ],
)  # fmt: skip
def test_odd_recording_works_and_says_so(tmp_path, sliced, make, notices):
    manifest = sliced(make(tmp_path), "--only", "tea")
    clip = manifest["clips"][0]
    assert clip["duration_s"] == pytest.approx(3 + clip["end_card_s"], abs=0.05)
    assert notices in "".join(manifest["notices"])


def test_gbk_table_and_excel_table_work_and_say_so(tmp_path, sliced, live):
    table = tmp_path / "m.csv"
    table.write_bytes("at;kind;segment;note\r\n1;start;tea;开始\r\n3;end;tea;\r\n".encode("gbk"))
    manifest = sliced(live, "--markers", table)
    assert manifest["clips"][0]["window"] == [1, 3]
    assert "GBK" in "".join(manifest["notices"])


def test_table_that_names_its_separator_and_json_in_gbk_are_read(tmp_path, sliced, live):
    table, rows = tmp_path / "m.csv", tmp_path / "m.json"
    table.write_bytes("\ufeffsep=;\r\nat;kind;segment;note\r\n1;start;tea;a,b,c,d\r\n3;end;tea;\r\n".encode())
    rows.write_bytes(
        '[{"at": 1, "kind": "开始", "segment": "tea"}, {"at": 3, "kind": "结束", "segment": "tea"}]'.encode("gbk")
    )
    plain, coded = (sliced(live, "--markers", file, "--only", "tea") for file in (table, rows))
    assert [manifest["clips"][0]["window"] for manifest in (plain, coded)] == [[1, 3], [1, 3]]
    assert "GBK" not in "".join(plain["notices"])
    assert "GBK" in "".join(coded["notices"])


def test_row_is_counted_with_the_line_that_names_the_separator(tmp_path, studio, session, live):
    table = tmp_path / "m.csv"
    table.write_text('"sep=,"\nat,kind,segment\nsoon,start,tea\n', encoding="utf-8")
    options = ("--session", session, "--library", LIBRARY, "--out", tmp_path / "out", "--markers", table)
    code, _, said = studio("slice", live, *options)
    assert code == 2
    assert "第 3 行" in said


def test_recording_shorter_than_the_plan_works_and_says_so(tmp_path, sliced):
    manifest = sliced(numbered(tmp_path / "live.mp4", seconds=3, rate=SLOW))
    assert [c["segment"] for c in manifest["clips"]] == ["tea"]
    assert "壶瓶山蜂蜜" in "".join(manifest["notices"])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real recordings are not beside the repository")
@pytest.mark.parametrize("name", ["no_duration.webm", "failing_audio.mp4", "smpte_2997.mp4"])
def test_real_odd_recordings_work(sliced, name):
    assert sliced(SHARED / name, "--only", "tea")["notices"]


def not_a_video(tmp_path):
    (tmp_path / "a.mp4").write_text("这不是视频\n" * 100, encoding="utf-8")


def a_picture(tmp_path):
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=1:r=1", "-frames:v", "1", "-f", "image2", tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.mp4")


def empty(tmp_path):
    (tmp_path / "a.mp4").touch()


def truncated(tmp_path):
    whole = numbered(tmp_path / "b.mp4")
    (tmp_path / "a.mp4").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])


def sound_only(tmp_path):
    ffmpeg("-f", "lavfi", "-i", "sine=d=3", "-c:a", "aac", tmp_path / "a.mp4")


def ten_bit(tmp_path):
    deep = ["-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none"]
    numbered(tmp_path / "a.mp4", seconds=2, video=deep)


def high_dynamic_range(tmp_path):
    bright = "setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc"
    numbered(tmp_path / "a.mp4", seconds=2, filters=bright)


def missing(tmp_path):
    pass


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (not_a_video, "不是视频"), (a_picture, "不是视频"), (empty, "空"), (truncated, "中断"),
        (sound_only, "没有画面"), (ten_bit, "10 bit"), (high_dynamic_range, "HDR"), (missing, "没有文件"),
    ],
)  # fmt: skip
def test_bad_recording_is_refused(tmp_path, studio, session, make, told):
    make(tmp_path)
    out = tmp_path / "out"
    code, printed, said = studio("slice", tmp_path / "a.mp4", "--session", session, "--library", LIBRARY, "--out", out)
    assert (code, printed) == (2, "")
    assert told in said
    assert "Traceback" not in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("4,start,tea\n3,start,honey", "honey"), ("1,start,tea\n99,end,tea", "99"), ("1,start,wine", "wine"),
        ("1,end,tea", "tea"), ("soon,start,tea", "soon"), ("", "一个打点也没有"),
    ],
)  # fmt: skip
def test_bad_markers_are_refused_by_name(tmp_path, studio, session, rows, told, live):
    table = tmp_path / "m.csv"
    table.write_text("at,kind,segment\n" + rows + "\n", encoding="utf-8")
    out = tmp_path / "out"
    code, _, said = studio("slice", live, "--session", session, "--library", LIBRARY, "--out", out, "--markers", table)
    assert code == 2
    assert told in said
    assert not out.exists()


def test_folder_that_cannot_be_written_is_refused(tmp_path, studio, session, live):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    out = tmp_path / "out"
    code, _, said = studio(
        "slice", live, "--session", session, "--library", LIBRARY, "--out", out, "--engine", "script"
    )
    assert code == 2
    assert str(out) in said
    assert out.read_text(encoding="utf-8") == "a file"


def test_broken_or_missing_ffmpeg_is_refused(tmp_path, studio, session, monkeypatch):
    for program in ("/nowhere/ffmpeg", shutil.which("true")):
        monkeypatch.setenv("STUDIO_FFMPEG", program)
        options = ("--session", session, "--library", LIBRARY, "--out", tmp_path / "o")
        code, _, said = studio("slice", tmp_path / "a.mp4", *options)
        assert code == 2
        assert program in said


def test_full_disk_is_told_and_nothing_stays(tmp_path, studio, session, monkeypatch, live):
    def full(*_):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("studio.edit.clip.draw_cover", full)
    out = tmp_path / "new" / "out"
    options = ("--session", session, "--library", LIBRARY, "--out", out, "--engine", "script", "--only", "tea")
    code, _, said = studio("slice", live, *options)
    assert code == 2
    assert "磁盘满了" in said
    assert not (tmp_path / "new").exists()


def test_wrong_model_path_is_refused(tmp_path, studio, session, live):
    options = (
        "--session",
        session,
        "--library",
        LIBRARY,
        "--out",
        tmp_path / "out",
        "--model",
        tmp_path / "nothing.pt",
    )
    code, _, said = studio("slice", live, *options)
    assert code == 2
    assert "nothing.pt" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("id: tea,", "\tid: tea,"), "session.yaml:"), (("id: honey, kind", "id: honey, id: again, kind"), "id"),
        (("id: tea,", "id: ../tea,"), "../tea"), (("host: tea-farmer", "host: nobody"), "nobody"),
        (("title: 试播", "title: &a 试播"), "session.yaml:2"), (PRODUCTS, "没有产品环节"),
    ],
)  # fmt: skip
def test_bad_session_is_refused(tmp_path, studio, session, change, told, live):
    session.write_text(session.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    code, _, said = studio("slice", live, "--session", session, "--library", LIBRARY, "--out", tmp_path / "out")
    assert code == 2
    assert told in said
    assert not (tmp_path / "out").exists()
