import pytest

from studio.jobs import queue, results


@pytest.fixture
def recording(client, video):
    return "/files/" + client.put("/api/upload?name=昨晚.mp4", content=video).json()["id"]


@pytest.fixture
def job(tmp_path):
    (tmp_path / "honey").mkdir()
    (tmp_path / "honey" / "clip.mp4").write_bytes(b"0123456789")
    (tmp_path / "honey" / "captions.srt").write_text("1\n", encoding="utf-8")
    return queue.adopt("示例", tmp_path)


def test_whole_recording_comes_back(client, recording, video):
    answer = client.get(recording)
    assert (answer.status_code, answer.content) == (200, video)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, None, "bytes */10"),
    ],
)
def test_ranges(client, job, asked, status, content, told):
    address = "/files/" + results.name_of(job.id, "honey/clip.mp4")
    answer = client.get(address, headers={"range": asked, "accept": "text/html,*/*"})
    assert (answer.status_code, answer.headers["content-range"]) == (status, told)
    assert content is None or answer.content == content


def test_file_is_saved_under_the_name_asked_for_with_its_own_ending(client, job):
    address = "/files/" + results.name_of(job.id, "honey/captions.srt")
    answer = client.get(address, params={"as": "../石门银峰.exe"})
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=utf-8''%E7%9F%B3%E9%97%A8%E9%93%B6%E5%B3%B0.srt"
    )


def test_captions_are_shown_as_text(client, job):
    answer = client.get("/files/" + results.name_of(job.id, "honey/captions.srt"))
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/files/",
        "/files/x",
        "/files/" + "0" * 32,
        "/files/" + "0" * 16 + "-" + "0" * 16,
        "/files/../pyproject.toml",
        "/files/%2e%2e%2fpyproject.toml",
        "/files/a/b",
        "/api/",
        "/api/nothing",
        "/api/upload",
        "/api/upload/",
        "/health/",
        "/health/nothing",
    ],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path, headers={"accept": "text/html"}, follow_redirects=False).status_code == 404


def test_ready(client):
    assert client.get("/health/ready").text == "ready"
