import pytest

from studio.core.access import Role
from studio.storage import media


@pytest.fixture(params=["folder", "memory"])
def where(request, tmp_path, monkeypatch):
    """Both ways of keeping media: a folder of this computer, and a store that is only reached through fsspec."""
    urls = {"folder": str(tmp_path / "文件 库"), "memory": f"memory://{tmp_path.name}"}
    monkeypatch.setenv("STUDIO_FILES_URL", urls[request.param])
    return request.param


@pytest.fixture
def keep(tmp_path):
    """Keep a content under a name; its address."""

    def kept(content, name, **told):
        path = tmp_path / name
        path.write_bytes(content)
        return "/files/" + media.keep(path, name=name, **{"kind": "clip", **told}).id

    return kept


def test_whole_recording_comes_back(client, where, keep, video):
    answer = client.get(keep(video, "昨晚.mp4"))
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
def test_ranges(client, where, keep, asked, status, content, told):
    address = keep(b"0123456789", "clip.mp4")
    answer = client.get(address, headers={"range": asked, "accept": "text/html,*/*"})
    assert (answer.status_code, answer.headers["content-range"]) == (status, told)
    assert content is None or answer.content == content
    assert content is None or answer.headers["content-length"] == str(len(content))


def test_head_says_how_long_it_is(client, where, keep):
    answer = client.head(keep(b"0123456789", "clip.mp4"))
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "10")


def test_file_is_saved_under_the_name_asked_for_with_its_own_ending(client, where, keep):
    answer = client.get(keep(b"1\n", "captions.srt"), params={"as": "../石门银峰.exe"})
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=utf-8''%E7%9F%B3%E9%97%A8%E9%93%B6%E5%B3%B0.srt"
    )


@pytest.mark.parametrize("name", ["captions.srt", "page.html", "picture.svg", "none"])
def test_what_is_no_medium_is_shown_as_text(client, where, keep, name):
    answer = client.get(keep(b"<script>alert(1)</script>", name))
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_what_may_not_be_seen_looks_like_what_is_not_there(client, where, keep, asks, person):
    tan = person("tan")
    address = keep(b"0123456789", "clip.mp4", owner=tan.id, spots=["huping-mountain"])
    nothing = client.get("/files/" + "0" * 32)
    seen = []
    for user in (
        tan,
        person("li", "huping-mountain", role=Role.SPOT_OPERATOR),
        person("office", role=Role.BRAND_OFFICE),
        person("yi", "jiashan-temple", role=Role.SPOT_OPERATOR),
        person("trainee", "huping-mountain", role=Role.TRAINEE),
    ):
        asks(user)
        answers = [client.get(address), client.head(address), client.get(address, params={"as": "x"})]
        answers.append(client.get(address, headers={"range": "bytes=0-1"}))
        seen.append([answer.status_code for answer in answers])
    hidden = client.get(address)
    assert seen == [[200, 200, 200, 206]] * 3 + [[404] * 4] * 2
    assert (hidden.content, dict(hidden.headers)) == (nothing.content, dict(nothing.headers))


def test_medium_whose_bytes_are_gone_is_404(client, keep):
    address = keep(b"0123456789", "clip.mp4")
    media.local(media.find(address.removeprefix("/files/"))).unlink()
    assert client.get(address).status_code == 404


def test_store_that_cannot_be_reached_is_told(client, keep, monkeypatch):
    address = keep(b"0123456789", "clip.mp4")
    monkeypatch.setenv("STUDIO_FILES_URL", "nosuchkind://bucket")
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (503, "StoreAway")


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
        "/api/upload/x",
        "/health/",
        "/health/nothing",
    ],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path, headers={"accept": "text/html"}, follow_redirects=False).status_code == 404


def test_ready(client):
    assert client.get("/health/ready").text == "ready"
