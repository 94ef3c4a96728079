from pathlib import Path

import pytest

from studio.core import settings
from studio.storage import uploads
from studio.web import uploads as route


def left_behind():
    return sorted(file.name for file in (settings.home() / "uploads").iterdir())


def test_recording_is_kept_under_our_name(client, video):
    answer = client.put("/api/upload?name=昨晚.MP4", content=video)
    kept = uploads.find(answer.json()["id"])
    assert answer.status_code == 201
    assert answer.json() == {"id": kept.id, "name": "昨晚.MP4", "size": len(video)}
    assert kept.path.read_bytes() == video
    assert kept.path == settings.home() / "uploads" / f"{kept.id}.mp4"
    assert left_behind() == [f"{kept.id}.json", f"{kept.id}.mp4"]


@pytest.mark.parametrize(
    ("name", "shown", "ending"),
    [
        ("../../../etc/passwd", "passwd", ".mp4"),
        ("..\\..\\boot.ini", "boot.ini", ".mp4"),
        ("/", "?", ".mp4"),
        ("", "?", ".mp4"),
        ("a\x00b.mov", "ab.mov", ".mov"),
        ("x.mp4/../y.sh", "y.sh", ".mp4"),
        ("<script>alert(1)</script>.mkv", "script>.mkv", ".mkv"),
        ("长" * 300 + ".mp4", "长" * 116 + ".mp4", ".mp4"),
    ],
)
def test_name_is_never_part_of_a_path(client, video, name, shown, ending):
    answer = client.put("/api/upload", params={"name": name}, content=video)
    kept = uploads.find(answer.json()["id"])
    assert (kept.name, kept.path) == (shown, settings.home() / "uploads" / f"{kept.id}{ending}")


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "EmptyFile"), (b"no video at all", "NotAVideo"), (b"<html>" * 9999, "NotAVideo")]
)
def test_what_is_no_video_is_refused_and_leaves_nothing(client, content, code):
    answer = client.put("/api/upload?name=假的.mp4", content=content)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (415, code)
    assert "假的.mp4" in told["detail"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert left_behind() == []


def test_refusal_speaks_english_to_those_who_ask(client):
    answer = client.put("/api/upload?name=a.mp4", content=b"x", headers={"accept-language": "en-GB,en"})
    assert answer.json()["detail"].startswith("a.mp4 is not a video.")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"at,kind,segment,note\n0,start,yinfeng,\n", 201),
        ("时间,类型,环节,备注\n".encode("gb18030"), 201),
        (b"PK\x03\x04rest", 201),
        (b"", 415),
        (b"\x7fELF\x00\x00", 415),
        (b"a" * (route.LARGEST_TABLE + 1), 415),
    ],
)
def test_table_of_markers_is_judged_by_content(client, content, status):
    answer = client.put("/api/upload?kind=table&name=打点.csv", content=content)
    assert answer.status_code == status
    assert len(left_behind()) == (2 if status == 201 else 0)


def test_file_larger_than_the_disk_is_refused_before_it_is_sent(client, monkeypatch):
    monkeypatch.setattr(route, "LEFT_FREE", 1 << 60)
    answer = client.put("/api/upload?name=大.mp4", content=b"x" * 100)
    assert (answer.status_code, answer.json()["code"]) == (507, "NoRoom")


def test_file_of_unstated_length_is_stopped_when_the_room_is_gone(client, monkeypatch):
    monkeypatch.setattr(route, "_room", lambda: 3_000_000)

    def pieces():
        for _ in range(100):
            yield b"x" * 100_000

    answer = client.put("/api/upload?name=大.mp4", content=pieces())
    assert (answer.status_code, answer.json()["code"]) == (507, "NoRoom")
    assert left_behind() == []


@pytest.mark.parametrize("name", ["..", "0" * 31, "g" * 32, "0" * 32, "../" + "0" * 32])
def test_unknown_upload_is_not_found(name):
    assert uploads.find(name) is None


def test_upload_without_its_file_is_not_found(client, video):
    kept = client.put("/api/upload?name=a.mp4", content=video).json()["id"]
    Path(uploads.find(kept).path).unlink()
    assert uploads.find(kept) is None


def test_parts_of_a_killed_process_are_swept_after_a_day(client, video):
    kept = uploads.find(client.put("/api/upload?name=a.mp4", content=video).json()["id"])
    part = uploads.folder() / ".abc-1.part.mp4"
    part.write_bytes(b"x")
    now = part.stat().st_mtime
    uploads.sweep(now + 3600)
    assert part.exists()
    uploads.sweep(now + 2 * 86400)
    assert left_behind() == [f"{kept.id}.json", f"{kept.id}.mp4"]
