"""What people delete of what they brought in: who may, when not, and that nothing else loses its bytes."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.core.access import NotAllowed, Role, User
from studio.edit.review import store as review
from studio.edit.review.clip import Facts
from studio.flows import forget_files, product_video_job
from studio.jobs import queue
from studio.library import audit
from studio.storage import blobs, database, media, uploads

TAN = User("tan", "谭秀英", Role.LIVESTREAMER, frozenset({"huping-mountain"}))
OTHER = User("li", "李", Role.LIVESTREAMER, frozenset({"huping-mountain"}))
OFFICE = User("office", "品牌办", Role.BRAND_OFFICE)
BOSS = User("wu", "伍建国", Role.ADMINISTRATOR)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "昨晚.mp4"
    path.write_bytes(b"abc")
    return path


@pytest.fixture
def kept(file):
    def made(kind="recording", owner=TAN.id, **more):
        return media.keep(file, name=file.name, kind=kind, owner=owner, spots=["huping-mountain"], **more)

    return made


def is_stored(medium):
    return blobs.holds(medium.key, medium.size)


def clip_of(medium):
    made = review.Made(
        "slice", "opening-night", "tea", "shimen-yinfeng", "石门银峰", frozenset({"huping-mountain"}),
        frozenset(), {"video": "m1"}, Facts(), {"window": [1, 2], "edits": {}, "recording": medium.id},
    )  # fmt: skip
    return review.keep("job1", TAN.id, made)


@pytest.mark.parametrize("by", [TAN, BOSS], ids=["owner", "administrator"])
@pytest.mark.parametrize("kind", forget_files.KINDS)
def test_owner_and_administrator_delete_and_the_room_comes_back(kept, kind, by):
    medium = kept(kind)
    assert uploads.taken_bytes(TAN.id) == 3
    forget_files.forget(by, medium.id)
    assert (media.find(medium.id), is_stored(medium), uploads.taken_bytes(TAN.id)) == (None, False, 0)
    (entry,) = audit.history(kind, medium.id)
    assert (entry.who, entry.deed, entry.detail) == (by.id, "deleted", {"name": "昨晚.mp4", "size": 3})
    with pytest.raises(forget_files.FileMissing):
        forget_files.forget(by, medium.id)


@pytest.mark.parametrize("by", [OTHER, OFFICE], ids=["of the same spot", "brand office"])
def test_who_only_sees_a_file_may_not_delete_it(kept, by):
    medium = kept()
    with pytest.raises(NotAllowed):
        forget_files.forget(by, medium.id)
    with pytest.raises(NotAllowed):
        forget_files.brought(by, by_everybody=True)
    assert (is_stored(medium), audit.history("recording", medium.id)) == (True, [])
    assert [forget_files.brought(one) for one in (TAN, by)] == [[medium], []]
    assert forget_files.brought(BOSS, by_everybody=True) == [medium]


@pytest.mark.parametrize("kind", ["clip", "cover", "mark"])
def test_what_was_made_here_is_not_deleted_here(kept, kind):
    medium = kept(kind)
    with pytest.raises(forget_files.FileMissing):
        forget_files.forget(BOSS, medium.id)
    assert is_stored(medium)


def test_file_that_a_job_needs_stays_until_the_job_has_ended(kept):
    medium = kept()
    job = queue.ask("slice", "开场夜", {"recording": medium.id, "session": "x"}, owner=TAN.id)
    with pytest.raises(forget_files.NeededByJob, match="开场夜"):
        forget_files.forget(TAN, medium.id)
    queue.cancel(job.id)
    forget_files.forget(TAN, medium.id)
    assert not is_stored(medium)


def test_file_of_a_clip_that_waits_stays_until_it_is_approved(kept):
    medium = kept()
    clip = clip_of(medium)
    clip = review.ask(TAN, clip.id, clip.version)
    with pytest.raises(forget_files.NeededByClip, match="石门银峰"):
        forget_files.forget(TAN, medium.id)
    review.approve(OFFICE, clip.id, clip.version)
    assert forget_files.clips_made_of(TAN, medium.id) == 1
    forget_files.forget(TAN, medium.id)
    assert (is_stored(medium), review.find(TAN, clip.id).title) == (False, "石门银峰")


def test_footage_that_a_job_laid_out_does_not_hold_its_room(kept):
    medium = kept("footage")
    asked = {"footage": [medium.id], "product": "shimen-yinfeng", "spot": "huping-mountain", "seconds": 15}
    job = queue.adopt("product_video", "短片", asked, owner=TAN.id, spots=(), language="zh_CN")
    (laid,) = product_video_job.laid_out(product_video_job.Asked(**asked), {}, job.folder).footage.values()
    assert laid.samefile(media.local(medium))
    forget_files.forget(TAN, medium.id)
    assert not laid.exists()
    with pytest.raises(media.MediumDeleted):
        product_video_job.laid_out(product_video_job.Asked(**asked), {}, job.folder)


def test_equal_content_of_another_medium_keeps_its_bytes(kept):
    one, other = kept(), kept("clip", owner=None)
    forget_files.forget(TAN, one.id)
    assert media.local(other).read_bytes() == b"abc"


@pytest.mark.parametrize("where", ["disk", "memory"])
def test_content_that_goes_while_it_comes_again_is_there_in_the_end(kept, file, where, tmp_path, monkeypatch):
    if where == "memory":
        monkeypatch.setenv("STUDIO_FILES_URL", f"memory://{tmp_path.name}")
    medium = kept()
    coming = media.store(file, name="又一次.mp4", kind="recording", owner=OTHER.id)
    forget_files.forget(TAN, medium.id)
    assert not is_stored(medium)
    with database.transaction() as connection:
        media.record(connection, coming, file)
    assert media.local(coming).read_bytes() == b"abc"


def test_many_who_bring_and_delete_the_same_at_once_lose_nothing(kept):
    def bring_two_and_delete_one(_):
        stays, goes = kept(), kept()
        forget_files.forget(TAN, goes.id)
        forget_files.forget(TAN, stays.id)
        return kept()

    with ThreadPoolExecutor(4) as pool:
        left = list(pool.map(bring_two_and_delete_one, range(8)))
    assert [one.id for one in left if not is_stored(one)] == []
    for one in left:
        forget_files.forget(TAN, one.id)
    assert not is_stored(left[0])


def test_ids_are_found_in_whatever_a_job_was_asked_with(kept):
    medium = kept("table")
    job = queue.ask("any", "任务", {"deep": [{"in": {"it": medium.id}}]}, owner=TAN.id)
    queue.ask("any", "别的", {"deep": json.dumps("0" * 32)}, owner=TAN.id)
    assert [one.id for one in queue.made_with(medium.id)] == [job.id]
