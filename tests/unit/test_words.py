"""Every marked text has Chinese, with the same places to fill, and no Chinese is left over."""

import string
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

STUDIO = Path(__file__).parents[2] / "studio"


def marked():
    found = extract_from_dir(
        str(STUDIO), method_map=[("**.py", "python")], options_map={"**.py": {"encoding": "utf-8"}},
        keywords={"mark": None, "_": None},
    )  # fmt: skip
    return {text: f"{file}:{line}" for file, line, text, *_ in found if isinstance(text, str) and text}


def chinese():
    with (STUDIO / "locale" / "zh_CN" / "LC_MESSAGES" / "studio.po").open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id and not entry.fuzzy}


def places(text):
    return sorted({name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name})


def test_every_marked_text_has_chinese():
    there = chinese()
    assert {place: text for text, place in marked().items() if not there.get(text)} == {}


def test_chinese_fills_the_same_places():
    assert {text: zh for text, zh in chinese().items() if zh and places(text) != places(zh)} == {}


def test_no_chinese_is_left_over():
    assert sorted(chinese().keys() - marked().keys()) == []
