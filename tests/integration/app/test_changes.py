"""Captions corrected in the table become the clip's edits."""

from datetime import UTC, datetime

import pandas as pd

from studio.app.parts.clips.changes import _table, changed
from studio.edit.review.clip import Facts, KeptClip, State

NOW = datetime(2027, 4, 6, tzinfo=UTC)
LINES = [{"start": 0.5, "end": 2.0, "text": "高山云雾茶"}, {"start": 2.0, "end": 4.0, "text": "一盒一百六十八元"}]
CLIP = KeptClip(
    "a", "slice", "job", "night", "tea", "tea", "石门银峰", "tan", frozenset(), frozenset(), State.DRAFT, "", {},
    Facts(), {}, {}, 1, NOW, NOW,
)  # fmt: skip


def edits(table, title="石门银峰", look="paper"):
    return changed(CLIP, LINES, title, look, "paper", table)


def test_an_untouched_table_changes_nothing():
    assert edits(_table(LINES)) == {}


def test_a_corrected_line_and_a_cleared_one_are_edits():
    table = _table(LINES)
    table.loc[0, "text"] = " 高山云雾好茶 "
    table.loc[1, "text"] = pd.NA
    assert edits(table) == {"captions": [{"start": 0.5, "end": 2.0, "text": "高山云雾好茶"}]}


def test_a_row_that_is_not_filled_in_yet_is_left_out():
    table = pd.concat([_table(LINES), pd.DataFrame([{"start": 5.0, "end": None, "text": "话"}])], ignore_index=True)
    assert edits(table) == {}


def test_title_and_look_are_edits_where_they_differ():
    assert edits(_table(LINES), " 好茶 ", "mountain") == {"title": "好茶", "look": "mountain"}


def test_a_clip_without_captions_has_a_table_to_write_into():
    assert list(_table([]).columns) == ["start", "end", "text"]
