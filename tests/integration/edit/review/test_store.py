import pytest

from studio.core.access import NotAllowed, Role, User
from studio.edit.review import store
from studio.edit.review.clip import EditsNotShown, Facts, NoteMissing, State, StepNotOpen
from studio.library import audit

TAN = User("tan", "谭秀英", Role.LIVESTREAMER, frozenset({"huping-mountain"}))
OTHER = User("li", "李", Role.SPOT_OPERATOR, frozenset({"jiashan-temple"}))
OFFICE = User("office", "品牌办", Role.BRAND_OFFICE)


def made(segment="tea", video="m1", edits=None, **facts):
    return store.Made(
        "slice", "opening-night", segment, "shimen-yinfeng", "石门银峰", frozenset({"huping-mountain"}),
        frozenset({"cloud-tea"}), {"video": video}, Facts(price="168.00", **facts),
        {"window": [1, 2], "edits": edits or {}},
    )  # fmt: skip


def test_the_way_of_a_clip_to_approval_is_in_the_log():
    clip = store.keep("job1", TAN.id, made())
    clip = store.ask(TAN, clip.id, clip.version)
    clip = store.give_back(OFFICE, clip.id, clip.version, " 价格卡遮住了茶 ")
    assert (clip.state, clip.note) == (State.RETURNED, "价格卡遮住了茶")
    clip = store.ask(TAN, clip.id, clip.version)
    clip = store.approve(OFFICE, clip.id, clip.version)
    assert (clip.state, clip.note, clip.version) == (State.APPROVED, "", 5)
    deeds = [(entry.name, entry.deed) for entry in audit.history(store.KIND, clip.id)]
    assert deeds == [("谭秀英", "asked"), ("品牌办", "returned"), ("谭秀英", "asked"), ("品牌办", "approved")]


def test_two_people_do_not_overwrite_each_other():
    clip = store.keep("job1", TAN.id, made())
    store.edit(TAN, clip.id, clip.version, {"title": "好茶"})
    with pytest.raises(StepNotOpen):
        store.edit(TAN, clip.id, clip.version, {"title": "茶"})
    assert store.find(TAN, clip.id).edits == {"title": "好茶"}


def test_who_may_not_approve_is_refused_and_nothing_changes():
    clip = store.keep("job1", TAN.id, made())
    clip = store.ask(TAN, clip.id, clip.version)
    with pytest.raises(NotAllowed):
        store.approve(TAN, clip.id, clip.version)
    assert store.find(TAN, clip.id) == clip


def test_another_spots_operator_does_not_see_it():
    clip = store.keep("job1", TAN.id, made())
    assert (store.all(OTHER), len(store.all(TAN)), len(store.all(OFFICE))) == ([], 1, 1)
    with pytest.raises(store.ClipMissing):
        store.find(OTHER, clip.id)
    with pytest.raises(store.ClipMissing):
        store.ask(OTHER, clip.id, clip.version)


def test_made_again_otherwise_it_is_a_draft_again_and_keeps_its_edits():
    edits = {"title": "好茶"}
    clip = store.keep("job1", TAN.id, made())
    store.edit(TAN, clip.id, clip.version, edits)
    clip = store.keep("job1", TAN.id, made(video="m2", edits=edits))
    clip = store.ask(TAN, clip.id, clip.version)
    assert store.keep("job1", TAN.id, made(video="m2", edits=edits)) == clip
    again = store.keep("job1", TAN.id, made(video="m3", edits=edits))
    assert (again.id, again.state, again.edits, again.files) == (clip.id, State.DRAFT, edits, {"video": "m3"})


def test_changes_that_are_not_in_the_video_are_not_shown_for_approval():
    clip = store.keep("job1", TAN.id, made())
    clip = store.edit(TAN, clip.id, clip.version, {"title": "好茶"})
    with pytest.raises(EditsNotShown):
        store.ask(TAN, clip.id, clip.version)


def test_several_are_approved_together_or_not_at_all():
    clips = [store.keep("job1", TAN.id, made(segment)) for segment in ("a", "b", "c")]
    clips = [store.ask(TAN, clip.id, clip.version) for clip in clips]
    with pytest.raises(StepNotOpen):
        store.approve_all(OFFICE, [(clips[0].id, clips[0].version), (clips[1].id, 7)])
    assert {clip.state for clip in store.all(OFFICE)} == {State.WAITING}
    store.approve_all(OFFICE, [(clip.id, clip.version) for clip in clips])
    assert {clip.state for clip in store.all(OFFICE)} == {State.APPROVED}


def test_an_approval_can_be_taken_back():
    clip = store.keep("job1", TAN.id, made())
    clip = store.ask(TAN, clip.id, clip.version)
    clip = store.approve(OFFICE, clip.id, clip.version)
    assert store.reopen(OFFICE, clip.id, clip.version).state is State.WAITING


def test_a_clip_is_not_given_back_without_a_word():
    clip = store.keep("job1", TAN.id, made())
    clip = store.ask(TAN, clip.id, clip.version)
    with pytest.raises(NoteMissing):
        store.give_back(OFFICE, clip.id, clip.version, "  ")
