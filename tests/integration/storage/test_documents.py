import threading
from dataclasses import replace

import pytest

from studio.storage import documents
from studio.storage.database import reading
from studio.storage.documents import NEW, ChangedMeanwhile, IdTaken, NotThere
from tests.county import OFFICE, TEMPLE


def save(id, body, version=None, by=OFFICE, kind="spot"):
    with documents.changing() as connection:
        return documents.save(connection, kind, id, body, version=version, owner=by.id, by=by)


def ids(**asked):
    with reading() as connection:
        return [one.id for one in documents.every(connection, "spot", **asked)]


def test_a_body_comes_back_with_its_order():
    body = {"b": "<script>alert(1)</script>", "a": ["二", "一"], "c": {"z": "012", "y": ""}}
    saved = save("x", body)
    with reading() as connection:
        found = documents.find(connection, "spot", "x")
    assert found == saved
    assert list(found.body) == ["b", "a", "c"]
    assert (found.body, found.version, found.owner, found.changed_name) == (body, 1, "office", "品牌办")


def test_the_second_of_two_people_is_told_who_was_first():
    read = save("x", {"a": "1"})
    save("x", {"a": "2"}, read.version, by=TEMPLE)
    with pytest.raises(ChangedMeanwhile) as caught:
        save("x", {"a": "3"}, read.version)
    assert caught.value.who == "夹山寺运营"
    with reading() as connection:
        found = documents.find(connection, "spot", "x")
    assert (found.body, found.version, found.owner) == ({"a": "2"}, 2, "office")


def test_of_two_at_the_same_moment_one_is_refused():
    read, told, ready = save("x", {"n": "0"}), [], threading.Barrier(2)

    def write(text):
        ready.wait()
        try:
            told.append(save("x", {"n": text}, read.version).version)
        except ChangedMeanwhile:
            told.append("refused")

    both = [threading.Thread(target=write, args=(text,)) for text in "12"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told, key=str) == [2, "refused"]


def test_new_ones_at_the_same_moment_get_places_of_their_own():
    ready = threading.Barrier(4)

    def write(text):
        ready.wait()
        save(text, {})

    all_of_them = [threading.Thread(target=write, args=(text,)) for text in "abcd"]
    for one in all_of_them:
        one.start()
    for one in all_of_them:
        one.join()
    with reading() as connection:
        assert sorted(one.place for one in documents.every(connection, "spot")) == [0, 1, 2, 3]


def test_a_new_one_does_not_take_anothers_id():
    save("x", {"a": "1"}, NEW)
    with pytest.raises(IdTaken):
        save("x", {"a": "2"}, NEW)
    assert save("x", {"a": "2"}, NEW, kind="host").version == 1


def test_what_is_not_there_has_no_next_version():
    with pytest.raises(NotThere):
        save("x", {}, 3)
    with pytest.raises(NotThere), documents.changing() as connection:
        documents.remove(connection, "spot", "x", version=None, by=OFFICE)


def test_a_removal_is_undone_with_place_and_body():
    for id in "abc":
        save(id, {"id": id})
    with documents.changing() as connection:
        documents.remove(connection, "spot", "b", version=1, by=TEMPLE)
    assert (ids(), ids(removed=True)) == (["a", "c"], ["a", "b", "c"])
    with pytest.raises(ChangedMeanwhile) as caught:
        save("b", {}, 1)
    assert caught.value.who == "夹山寺运营"
    with documents.changing() as connection:
        back = documents.restore(connection, "spot", "b", by=OFFICE)
    assert (ids(), back.body, back.version) == (["a", "b", "c"], {"id": "b"}, 3)


def test_named_ones_share_the_places_they_hold():
    for id in "abcde":
        save(id, {})
    with documents.changing() as connection:
        documents.arrange(connection, "spot", ["e", "gone", "c", "a"])
    assert ids() == ["e", "b", "c", "d", "a"]


def test_new_order_changes_nothing_else():
    for id in "abc":
        save(id, {})
    with documents.changing() as connection:
        documents.remove(connection, "spot", "b", version=None, by=OFFICE)
        before = documents.every(connection, "spot", removed=True)
        documents.arrange(connection, "spot", ["c", "a"])
        after = documents.every(connection, "spot", removed=True)
    assert [one.id for one in after] == ["c", "b", "a"]
    assert {one.id: replace(one, place=0) for one in after} == {one.id: replace(one, place=0) for one in before}


def test_every_change_shows():
    def state():
        with reading() as connection:
            return documents.marks_of_change(connection, "spot")

    seen = [state()]

    def within(change, *given, **named):
        with documents.changing() as connection:
            change(connection, "spot", *given, **named)

    changes = (
        lambda: save("x", {"a": "1"}), lambda: save("x", {"a": "1"}), lambda: save("y", {}),
        lambda: within(documents.arrange, ["y", "x"]), lambda: within(documents.arrange, ["x", "y"]),
        lambda: within(documents.remove, "y", version=None, by=OFFICE),
        lambda: within(documents.restore, "y", by=OFFICE),
    )  # fmt: skip
    for change in changes:
        change()
        assert state() not in seen
        seen.append(state())
    save("z", {}, kind="host")
    assert state() == seen[-1]
