import pytest

from studio.core import settings
from studio.storage import blobs, media


@pytest.fixture(params=["home", "folder", "memory"])
def where(request, tmp_path, monkeypatch):
    urls = {"folder": f"file://{tmp_path}/文件 库", "memory": f"memory://{tmp_path.name}"}
    if request.param in urls:
        monkeypatch.setenv("STUDIO_FILES_URL", urls[request.param])
    return request.param


@pytest.fixture
def file(tmp_path):
    def made(content, name="片段.MP4"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return made


def test_medium_comes_back_as_it_was_kept(where, file):
    kept = media.keep(
        file(b"abc"), name="a/b/片段.mp4", kind="clip", owner="tan", spots=["s"], brands=["b"], facts={"n": 1}
    )
    assert media.find(kept.id) == kept
    assert (kept.name, kept.suffix, kept.size, kept.facts) == ("片段.mp4", ".mp4", 3, {"n": 1})
    path = media.local(kept)
    assert (path.read_bytes(), path.suffix) == (b"abc", ".mp4")
    assert path.is_relative_to(settings.home()) == (where != "folder")
    assert b"".join(blobs.pieces(kept.key, 1, 3)) == b"bc"


def test_source_stays_its_owners_and_a_change_to_it_changes_nothing_kept(where, file):
    path = file(b"abc")
    kept = media.keep(path, name="a", kind="clip")
    path.write_bytes(b"xyz")
    assert media.local(kept).read_bytes() == b"abc"


def test_final_file_shares_its_bytes_with_the_store(file):
    path = file(b"abc")
    kept = media.keep(path, name="a", kind="clip", final=True)
    assert media.local(kept).samefile(path)


def test_content_that_was_cut_off_is_stored_anew(where, file):
    path = file(b"abcdef")
    kept = media.keep(path, name="a", kind="clip")
    if where == "memory":
        store, root = blobs._store()
        store.pipe_file(f"{root}/{kept.key}", b"abc")
    else:
        media.local(kept).write_bytes(b"abc")
    again = media.keep(path, name="b", kind="clip")
    assert media.local(again).read_bytes() == b"abcdef"


def test_remote_content_is_fetched_once(file, tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_FILES_URL", f"memory://{tmp_path.name}")
    kept = media.keep(file(b"abc"), name="a", kind="clip")
    first = media.local(kept)
    store, root = blobs._store()
    store.rm(f"{root}/{kept.key}")
    assert media.local(kept) == first
    first.unlink()
    with pytest.raises(blobs.StoreAway):
        media.local(kept)


def test_medium_without_its_bytes_is_told(file):
    kept = media.keep(file(b"abc"), name="片段.mp4", kind="clip")
    media.local(kept).unlink()
    with pytest.raises(media.MediumGone, match="片段"):
        media.local(kept)


@pytest.mark.parametrize("name", ["..", "0" * 31, "g" * 32, "0" * 32, "../" + "0" * 32, "", "0" * 32 + "\n"])
def test_unknown_medium_is_not_found(name):
    assert media.find(name) is None
