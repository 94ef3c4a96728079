"""What people change by hand on clips: only that clip is made again, and says what they wrote."""

import json

import pytest

ROWS = "at,kind,segment,note\n1.0,start,tea,\n4.2,end,tea,\n5.0,start,honey,\n7.52,end,honey,\n"


@pytest.fixture
def markers(tmp_path):
    file = tmp_path / "markers.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_an_edit_makes_only_its_clip_again(tmp_path, sliced, markers, live):
    before = {clip["segment"]: clip for clip in sliced(live, "--markers", markers)["clips"]}
    files = {name: tmp_path / "out" / clip["path"] for name, clip in before.items()}
    made = {name: file.stat().st_mtime_ns for name, file in files.items()}
    edits = tmp_path / "edits.json"
    lines = [{"start": 1.5, "end": 2.9, "text": "一盒一百六十八元"}, {"start": 0.2, "end": 1.4, "text": "高山云雾茶"}]
    edits.write_text(json.dumps({"tea": {"title": "今晚喝好茶", "captions": lines}}), encoding="utf-8")
    after = {c["segment"]: c for c in sliced(live, "--markers", markers, "--edits", edits)["clips"]}
    again = {name: file.stat().st_mtime_ns != made[name] for name, file in files.items()}
    assert again == {"tea": True, "honey": False}
    assert (after["tea"]["title"], after["tea"]["estimated"], after["tea"]["burnt_in"]) == ("今晚喝好茶", False, True)
    said = (tmp_path / "out" / after["tea"]["captions"]["srt"]).read_text(encoding="utf-8")
    assert [line for line in said.splitlines() if "一" <= line[:1] <= "龥"] == ["高山云雾茶", "一盒一百六十八元"]
    assert after["honey"] == before["honey"]


@pytest.mark.parametrize("written", [
    "[]", "{", '{"tea": {"captions": [{"start": 2, "end": 1, "text": "a"}]}}', '{"tea": {"colour": "red"}}',
    '{"tea": {"captions": [{"start": 1, "end": 2, "text": ""}]}}',
])  # fmt: skip
def test_edits_that_are_not_right_are_refused(tmp_path, studio, session, live, written):
    edits = tmp_path / "edits.json"
    edits.write_text(written, encoding="utf-8")
    code, _, said = studio(
        "slice", live, "--session", session, "--library", "campaigns/library", "--out", tmp_path / "o", "--engine",
        "script", "--edits", edits,
    )  # fmt: skip
    assert (code, str(edits) in said, (tmp_path / "o").exists()) == (2, True, False)
