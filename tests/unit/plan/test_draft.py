from datetime import UTC, datetime, timedelta

from studio.core.ids import is_id
from studio.plan.draft import begins, copy_of, finished, moved, new_id, new_segment
from studio.plan.runofshow import Segment, Session

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_new_ids_may_name_entries_and_differ():
    made = {new_id("session", NOW) for _ in range(20)}
    assert len(made) == 20
    assert all(is_id(id) and id.startswith("session-20261124-") for id in made)


def test_segment_moves_and_stays_at_the_ends():
    segments = [{"id": name} for name in "abc"]
    assert [one["id"] for one in moved(segments, 0, 1)] == ["b", "a", "c"]
    assert [one["id"] for one in moved(segments, 0, -1)] == ["a", "b", "c"]
    assert [one["id"] for one in moved(segments, 2, 1)] == ["a", "b", "c"]


def test_copy_is_a_week_later_and_shares_nothing():
    body = {"id": "a", "title": "春茶", "starts": "2027-04-05T20:00:00+08:00", "segments": [{"id": "x", "points": []}]}
    copied = copy_of(body, "b", "春茶（副本）")
    assert (copied["id"], copied["starts"]) == ("b", "2027-04-12T20:00:00+08:00")
    copied["segments"][0]["points"].append("甜")
    assert body["segments"][0]["points"] == []


def test_what_is_empty_is_left_out_and_only_a_product_segment_has_a_product():
    game = new_segment("game", title="抽奖", product="tea", points=[], link="", price=None)
    tea = new_segment("product", title="茶", product="tea")
    kept = finished({"id": "a", "campaign": None, "segments": [game, tea]})
    assert kept == {"id": "a", "segments": [{"id": game["id"], "kind": "game", "title": "抽奖"}, tea]}
    assert finished({"id": "a", "segments": []}) == {"id": "a", "segments": []}


def test_segments_begin_one_after_another():
    segments = tuple(Segment(str(length), "game", "抽奖", length) for length in (20, 45))
    session = Session("a", "春茶", "host", "spot", NOW, segments)
    assert [moment - NOW for moment in begins(session)] == [timedelta(seconds=s) for s in (0, 20, 65)]
