import asyncio
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette

from studio.core import settings
from studio.flows import bring_files, forget_files
from studio.library import audit
from studio.storage import media, uploads
from studio.web.main import ROUTES

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


def left_behind():
    return sorted(file.name for folder in ("uploads", "files") for file in (settings.home() / folder).rglob("*.*"))


def medium_of(answer):
    return media.find(answer.headers["studio-medium"])


def test_server_says_what_it_speaks(client):
    answer = client.options("/api/upload")
    assert answer.status_code == 204
    told = {name: answer.headers[name] for name in ("tus-resumable", "tus-version", "tus-extension")}
    assert told == {
        "tus-resumable": "1.0.0",
        "tus-version": "1.0.0",
        "tus-extension": "creation,termination,expiration",
    }


def test_recording_sent_in_pieces_becomes_a_medium(sender, video, me):
    begun = sender.begin(len(video), "昨晚.MP4", kind="recording", spots="huping-mountain")
    url = begun.headers["location"]
    assert (begun.status_code, begun.headers["upload-offset"]) == (201, "0")
    half = len(video) // 2
    first = sender.append(url, 0, video[:half])
    assert (first.status_code, first.headers["upload-offset"]) == (204, str(half))
    assert "studio-medium" not in first.headers
    stands = sender.head(url)
    assert (stands.status_code, stands.headers["upload-offset"]) == (200, str(half))
    assert (stands.headers["upload-length"], stands.headers["cache-control"]) == (str(len(video)), "no-store")
    last = sender.append(url, half, video[half:])
    kept = medium_of(last)
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(video)))
    assert (kept.name, kept.suffix, kept.kind, kept.size) == ("昨晚.MP4", ".mp4", "recording", len(video))
    assert (kept.owner, kept.spots) == (me.id, {"huping-mountain"})
    assert kept.facts == {"seconds": 1.0, "width": 192, "height": 108, "has_sound": True}
    assert media.local(kept).read_bytes() == video
    assert left_behind() == [f"{kept.sha256}.mp4"]
    (entry,) = audit.history("recording", kept.id)
    assert (entry.who, entry.deed, entry.detail) == (me.id, "brought", {"name": "昨晚.MP4", "size": len(video)})


def test_finished_upload_still_says_what_it_became(sender, video):
    url = sender.begin(len(video)).headers["location"]
    became = sender.append(url, 0, video).headers["studio-medium"]
    assert sender.head(url).headers["studio-medium"] == became
    assert sender.append(url, len(video), b"").headers["studio-medium"] == became
    assert sender.append(url, 0, video).status_code == 409
    assert sender.end(url).status_code == 204
    assert media.find(became) is not None


def test_file_that_arrived_whole_before_a_kill_is_kept_when_asked_again(sender, video):
    url = sender.begin(len(video)).headers["location"]
    sender.append(url, 0, video[:100])
    with uploads.appending(uploads.find(url[-32:])) as part:  # as a process that died before it looked into the file
        part.write(video[100:])
    stands = sender.head(url)
    assert (stands.headers["upload-offset"], "studio-medium" in stands.headers) == (str(len(video)), False)
    assert medium_of(sender.append(url, len(video), b"")).size == len(video)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "10"}, 412),
        ({"Upload-Length": "10", "Tus-Resumable": "0.2.2"}, 412),
        (TUS, 400),
        ({**TUS, "Upload-Length": "-1"}, 400),
        ({**TUS, "Upload-Length": "1e3"}, 400),
        ({**TUS, "Upload-Length": "9" * 17}, 400),
        ({**TUS, "Upload-Defer-Length": "1"}, 400),
        ({**TUS, "Upload-Length": "10", "Upload-Metadata": "filename ***"}, 400),
        ({**TUS, "Upload-Length": "10", "Upload-Metadata": "kind c2hlbGw="}, 400),
        ({**TUS, "Upload-Length": "10", "Upload-Metadata": "spots Li4vLi4="}, 400),
        ({**TUS, "Upload-Length": "10", "X-HTTP-Method-Override": "PATCH"}, 405),
        ({**TUS, "Upload-Length": "10", "Upload-Metadata": "is_confidential"}, 201),
    ],
)
def test_malformed_beginnings_are_refused(client, headers, status):
    answer = client.post("/api/upload", headers=headers)
    assert (answer.status_code, answer.headers["tus-resumable"]) == (status, "1.0.0")
    assert status != 412 or answer.headers["tus-version"] == "1.0.0"


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Upload-Offset": "4"}, b"x", 409),
        ({"Upload-Offset": "2"}, b"x", 409),
        ({"Upload-Offset": ""}, b"x", 400),
        ({"Upload-Offset": "³"}, b"x", 400),
        ({"Content-Type": "application/octet-stream"}, b"x", 415),
        ({"Tus-Resumable": "2.0.0"}, b"x", 412),
        ({}, b"x" * 8, 413),
        ({}, iter([b"xxxx", b"xxxx"]), 413),
    ],
)
def test_malformed_pieces_change_nothing(sender, headers, content, status):
    url = sender.begin(10).headers["location"]
    sender.append(url, 0, b"abc")
    encoded = {name.encode(): value.encode() for name, value in headers.items()}
    answer = sender.append(url, 3, content, **{name.decode(): value for name, value in encoded.items()})
    assert (answer.status_code, sender.head(url).headers["upload-offset"]) == (status, "3")


def test_method_can_be_overridden_where_no_patch_gets_through(client, sender):
    url = sender.begin(10).headers["location"]
    headers = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    answer = client.post(url, content=b"abc", headers={**headers, "X-HTTP-Method-Override": "PATCH"})
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, "3")
    assert client.post(url, headers=TUS).status_code == 405


def test_ended_upload_is_gone(sender):
    url = sender.begin(10).headers["location"]
    sender.append(url, 0, b"abc")
    assert sender.end(url).status_code == 204
    assert [sender.head(url).status_code, sender.append(url, 3, b"d").status_code] == [404, 404]
    assert sender.end(url).status_code == 404
    assert left_behind() == []


@pytest.mark.parametrize("name", ["x", "0" * 31, "g" * 32, "0" * 32, "..%2f" + "0" * 32, "%00"])
def test_unknown_upload_is_not_found(sender, name):
    assert sender.head(f"/api/upload/{name}").status_code == 404


def test_upload_is_its_owners_alone(sender, asks, person):
    asks(person("tan"))
    url = sender.begin(10).headers["location"]
    sender.append(url, 0, b"abc")
    asks(person("yi"))
    strange = [sender.head(url), sender.append(url, 3, b"d"), sender.end(url)]
    assert [answer.status_code for answer in strange] == [404, 404, 404]
    asks(person("tan"))
    assert sender.head(url).headers["upload-offset"] == "3"


def test_nobody_uploads_for_a_spot_that_is_not_theirs(sender, asks, person):
    asks(person("yi", "jiashan-temple"))
    answer = sender.begin(10, spots="huping-mountain")
    assert (answer.status_code, answer.json()["code"]) == (403, "NotAllowed")
    assert sender.begin(10, spots="jiashan-temple").status_code == 201


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
def test_name_is_never_part_of_a_path(sender, video, name, shown, ending):
    kept = medium_of(sender.send(video, name))
    home = settings.home() / "files"
    assert (kept.name, kept.suffix) == (shown, ending)
    assert media.local(kept) == home / kept.sha256[:2] / kept.sha256[2:4] / f"{kept.sha256}{ending}"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "EmptyFile"), (b"no video at all", "NotAVideo"), (b"<html>" * 9999, "NotAVideo")]
)
def test_what_is_no_video_is_refused_and_leaves_nothing(sender, content, code):
    answer = sender.send(content, "假的.mp4")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (415, code)
    assert "假的.mp4" in told["detail"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert left_behind() == []


def test_refusal_speaks_english_to_those_who_ask(client, sender):
    client.headers["accept-language"] = "en-GB,en"
    assert sender.send(b"x", "a.mp4").json()["detail"].startswith("a.mp4 is not a video.")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"at,kind,segment,note\n0,start,yinfeng,\n", 204),
        ("时间,类型,环节,备注\n".encode("gb18030"), 204),
        (b"PK\x03\x04rest", 204),
        (b"", 415),
        (b"\x7fELF\x00\x00", 415),
        (b"a" * (bring_files.LARGEST_TABLE + 1), 415),
    ],
)
def test_table_of_markers_is_judged_by_content(sender, content, status):
    answer = sender.send(content, "打点.csv", kind="table")
    assert answer.status_code == status
    assert len(left_behind()) == (1 if status == 204 else 0)


def test_file_larger_than_the_disk_is_refused_before_it_is_sent(sender, monkeypatch):
    monkeypatch.setattr(uploads, "LEFT_FREE", 1 << 60)
    answer = sender.begin(100, "大.mp4")
    assert (answer.status_code, answer.json()["code"]) == (507, "NoRoom")
    assert left_behind() == []


def test_quota_counts_what_is_kept_and_what_is_coming(sender, asks, person, video, monkeypatch):
    monkeypatch.setenv("STUDIO_QUOTA_GB", str(len(video) * 3.5 / 1e9))
    asks(person("tan"))
    assert sender.send(video).status_code == 204
    assert sender.send(video).status_code == 204  # the same content, kept and counted once
    coming = sender.begin(len(video) * 2)
    assert coming.status_code == 201
    refused = sender.begin(len(video), "多.mp4")
    assert (refused.status_code, refused.json()["code"]) == (413, "OverQuota")
    assert refused.json()["detail"].startswith("多.mp4 放不下")
    asks(person("yi"))
    assert sender.begin(len(video)).status_code == 201
    asks(person("tan"))
    sender.end(coming.headers["location"])
    assert sender.begin(len(video)).status_code == 201


def test_deleting_a_recording_makes_room_and_the_same_file_comes_anew(sender, asks, person, video, monkeypatch):
    monkeypatch.setenv("STUDIO_QUOTA_GB", str(len(video) * 1.5 / 1e9))
    asks(person("tan"))
    url = sender.begin(len(video)).headers["location"]
    kept = medium_of(sender.append(url, 0, video))
    assert (
        sender.begin(len(video), "多.mp4").json()["detail"].endswith("到“文件”页删掉不再用的，或请管理员给您加大空间。")
    )
    forget_files.forget(person("tan"), kept.id)
    assert (sender.head(url).status_code, left_behind()) == (404, [])
    assert media.local(medium_of(sender.send(video))).read_bytes() == video


def test_quota_that_is_no_number_is_told(sender, monkeypatch):
    monkeypatch.setenv("STUDIO_QUOTA_GB", "many")
    assert sender.begin(10).json()["code"] == "BadSetting"


def test_equal_contents_are_stored_once_under_both_names(sender, video):
    one, other = (medium_of(sender.send(video, name)) for name in ("一.mp4", "二.mp4"))
    assert (one.name, other.name, one.sha256) == ("一.mp4", "二.mp4", other.sha256)
    assert left_behind() == [f"{one.sha256}.mp4"]


def test_abandoned_uploads_are_swept_and_fresh_ones_are_not(sender, video):
    old, fresh = (sender.begin(10).headers["location"] for _ in range(2))
    kept = medium_of(sender.send(video))
    stray = uploads.folder() / "gone.part.mp4"
    stray.write_bytes(b"x")
    week_ago = (datetime.now(UTC) - uploads.KEPT_FOR - timedelta(hours=1)).timestamp()
    for part in (stray, uploads.find(old[-32:]).part):
        os.utime(part, (week_ago, week_ago))
    sender.begin(10)
    assert [sender.head(url).status_code for url in (old, fresh)] == [404, 200]
    assert not stray.exists()
    assert media.local(kept).is_file()


async def asked(user, method, path, headers, pieces=()):
    """One request to the routes, on the loop that runs: its status and headers."""
    pieces = [(piece, at) for piece, at in pieces] or [(b"", None)]
    told = {}

    async def receive():
        piece, at = pieces.pop(0)
        if at:
            at.set()
            await asyncio.sleep(0.01)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message):
        if message["type"] == "http.response.start":
            told.update({name.decode(): value.decode() for name, value in message["headers"]}, status=message["status"])

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": raw, "user": user}
    await Starlette(routes=ROUTES)(scope, receive, send)
    return told


def test_two_who_send_at_once_cannot_mix_their_bytes(video, me):
    """The newest connection is the live one: the older is let go with what it brought."""
    content = video + bytes(4_000_000)

    async def both():
        begun = await asked(me, "POST", "/api/upload", {**TUS, "Upload-Length": str(len(content))})
        url, started = begun["location"], asyncio.Event()
        starts = range(0, len(content), 100_000)
        slowly = [(content[at : at + 100_000], started if at > 500_000 else asyncio.Event()) for at in starts]
        first = asyncio.create_task(asked(me, "PATCH", url, {**BYTES, "Upload-Offset": "0"}, slowly))
        await started.wait()
        stands = int((await asked(me, "HEAD", url, TUS))["upload-offset"])
        assert 0 < stands < len(content)
        rest = [(content[stands:], None)]
        return await asked(me, "PATCH", url, {**BYTES, "Upload-Offset": str(stands)}, rest), await first, stands

    rest, first, stands = asyncio.run(both())
    assert (first["status"], first["upload-offset"]) == (204, str(stands))
    assert rest["status"] == 204
    assert media.local(media.find(rest["studio-medium"])).read_bytes() == content


@pytest.fixture
def tiny_disk(tmp_path, monkeypatch):
    """A home on a disk of 2 MB."""
    if not shutil.which("mount") or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    home = tmp_path / "小 盘"
    home.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(home)], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    monkeypatch.setenv("STUDIO_HOME", str(home))
    monkeypatch.setattr(uploads, "LEFT_FREE", -(1 << 40))
    yield home
    from studio.storage import database

    database.close()
    subprocess.run(["umount", str(home)], check=True)


def test_full_disk_is_told_and_what_fitted_stays(tiny_disk, sender, video):
    content = video + bytes(4_000_000)
    url = sender.begin(len(content), "大.mp4").headers["location"]
    refused = sender.append(url, 0, content)
    assert (refused.status_code, refused.json()["code"]) == (507, "NoRoom")
    arrived = int(sender.head(url).headers["upload-offset"])
    assert 500_000 < arrived <= 2 << 20
    assert uploads.find(url[-32:]).part.read_bytes() == content[:arrived]
    subprocess.run(["mount", "-o", "remount,size=20m", str(tiny_disk)], check=True)
    assert medium_of(sender.append(url, arrived, content[arrived:])).size == len(content)
