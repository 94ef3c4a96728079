"""Hosts skip lines, add their own and misspeak a figure: captions show what was said, and the slip is reported.

The sample recording is what was said; the scripts here differ from it: with lines that nobody says, without lines that
were said, and with another figure.
"""

import json
from dataclasses import dataclass

import pytest

from studio.core.settings import shipped
from tests.integration.speech.conftest import RECORDINGS
from tests.integration.speech.judging import bare, error_rates, text_of


@dataclass(frozen=True)
class Night:
    """A segment said from `start` to `end`; `unsaid` are lines of the script after so many said ones, `free` the places
    of said lines that it lacks; `slip` is (in the script, as said and shown)."""

    segment: str
    start: float
    end: float
    unsaid: dict[int, str]
    free: tuple[int, ...]
    slip: tuple[str, str]

    @property
    def said(self) -> list[tuple[str, bool]]:
        """What is said, line by line, and whether the script has it."""
        truth = json.loads((RECORDINGS / "opening-night.truth.json").read_text(encoding="utf-8"))
        mine = [one["text"] for one in truth if one["segment"] == self.segment and not one["dropped"]]
        return [(text, place not in self.free) for place, text in enumerate(mine)]

    @property
    def script(self) -> str:
        lines = []
        for place, (text, is_script) in enumerate(self.said):
            lines += [text] * is_script + [self.unsaid.get(place, "")]
        return "\n".join(line for line in lines if line).replace(self.slip[1], self.slip[0])


TEA = Night(
    "yinfeng", 23.6, 69.8,
    {1: "喜欢喝浓茶的，可以多放一点。", 4: "送礼的朋友可以拍两盒，我们配好手提袋。", 6: "喝不完的放冰箱里。"},
    (0, 2, 3), ("一百五十八元", "一百六十八元"),
)  # fmt: skip
HONEY = Night(
    "honey", 81.6, 127.0,
    {0: "小孩一岁以下不要吃蜂蜜。", 2: "蜂箱放在背风的地方，冬天还要盖上稻草。", 5: "拍三瓶的送一把木勺。"},
    (2, 3, 4), ("一瓶400克", "一瓶500克"),
)  # fmt: skip
ORANGE = Night(
    "orange", 128.5, 171.8,
    {1: "树龄都在十五年以上，结的果子最甜。", 5: "新疆和西藏的朋友要加一点运费。", 7: "不想剥皮的也可以榨汁喝。"},
    (2, 4, 5), ("49.80元", "39.80元"),
)  # fmt: skip


def clauses(line: str) -> list[str]:
    return [bare(part) for part in line.replace("。", "，").split("，") if len(bare(part)) > 3]


def hold(night: Night, seen: str, alone: str, notices: str):
    """The promises about words."""
    assert [part for line in night.unsaid.values() for part in clauses(line) if part in seen] == []
    script, free = error_rates(night.said, seen)
    _, free_alone = error_rates(night.said, alone)
    assert script <= 0.03
    assert free <= free_alone
    assert bare(night.slip[1]) in seen
    assert all(part in notices for part in (night.slip[1].removeprefix("一瓶"), night.slip[0].removeprefix("一瓶")))


@pytest.mark.parametrize("night", [HONEY, ORANGE], ids=lambda night: night.segment)
def test_caption_shows_what_was_said_and_reports_the_slip(night, engine, model, studio, part, tmp_path):
    file, script = part(night.start, night.end), tmp_path / "script.txt"
    script.write_text(night.script, encoding="utf-8")
    heard = ["--engine", engine, "--model", model, "--json"]
    assert studio("caption", file, "--out", tmp_path / "alone.srt", *heard)[0] == 0
    code, printed, _ = studio("caption", file, "--script", script, "--out", tmp_path / "words.srt", *heard)
    assert code == 0
    told = json.loads(printed)
    assert (told["engine"], told["estimated"], told["uncovered"] <= 0.05) == (engine, False, True)
    notices = told["notices"]
    assert len(notices) == 1
    hold(night, text_of(tmp_path / "words.srt"), text_of(tmp_path / "alone.srt"), notices[0])


def test_slice_shows_what_was_said_and_reports_the_slip(engine, model, studio, part, tmp_path):
    session, out = tmp_path / "session.yaml", tmp_path / "out"
    script = TEA.script.replace("\n", "\n      ")
    session.write_text(
        "id: night\ntitle: 试播\nhost: tea-farmer\nspot: huping-mountain\nstarts: 2027-04-05T20:00:00+08:00\n"
        "segments:\n  - id: yinfeng\n    kind: product\n    product: shimen-yinfeng\n    title: 石门银峰\n"
        f'    seconds: 45\n    price: "158.00"\n    script: |\n      {script}\n',
        encoding="utf-8",
    )
    markers = tmp_path / "markers.csv"
    markers.write_text(f"at,kind,segment,note\n{TEA.start},start,yinfeng,\n{TEA.end},end,yinfeng,\n", encoding="utf-8")
    heard = ["--engine", engine, "--model", model]
    code, printed, said = studio(
        "slice", RECORDINGS / "opening-night.mp4", "--session", session, "--markers", markers, "--out", out,
        "--library", shipped("campaigns") / "library", *heard, "--json",
    )  # fmt: skip
    assert code == 0, said
    (clip,) = json.loads(printed)["clips"]
    assert (clip["engine"], clip["estimated"]) == (engine, False)
    assert studio("caption", part(TEA.start, TEA.end), "--out", tmp_path / "alone.vtt", *heard)[0] == 0
    slips = "".join(notice for notice in clip["notices"] if "一百六十八元" in notice)
    for captions in clip["captions"].values():
        hold(TEA, text_of(out / captions), text_of(tmp_path / "alone.vtt"), slips)


def test_script_of_real_speech_is_used_only_where_it_was_said(engine, model, studio, shared, tmp_path):
    script = tmp_path / "script.txt"
    script.write_text("今天先讲三件事。\n广州市房地产中介协会分析。\n这一盒只要一百六十八元。\n", encoding="utf-8")
    for name, seen in (("zh_aishell.wav", "广州市房地产中介协会分析"), ("zh_funasr.wav", None)):
        heard = [shared(name), "--engine", engine, "--model", model, "--json"]
        assert studio("caption", *heard, "--out", tmp_path / "alone.srt")[0] == 0
        code, printed, _ = studio("caption", *heard, "--script", script, "--out", tmp_path / "words.srt")
        assert (code, json.loads(printed)["notices"]) == (0, [])
        assert text_of(tmp_path / "words.srt") == (seen or text_of(tmp_path / "alone.srt"))
