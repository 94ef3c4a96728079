"""Every marked text has Chinese, with the same places to fill, and no Chinese is left over."""

import re
import string
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

STUDIO = Path(__file__).parents[2] / "studio"

TYPED = re.compile(
    r"studio [a-z]+( (list|add|fetch)( base)?)?|pip install [a-z-]+|--[a-z-]+( script)?|https?://\S+"
    r"|[\w/-]*\.[a-z0-9]{2,4}\b|[A-Z][A-Z_]+"
)
"""What people type or see as it is: commands, options, addresses, file names, abbreviations."""
NAMES = {
    "Ctrl", "Tab", "Excel", "HandBrake", "ffmpeg", "ggml", "auto", "script", "faster", "openai", "whisper", "http",
    "https", "mov", "mkv", "flv", "webm", "Python", "imageio",
}  # fmt: skip
WRITTEN = {
    "kind", "segment", "note", "start", "end", "highlight", "retake", "yes", "from", "until", "parent", "product",
    "campaign", "campaigns", "library", "sessions", "opening", "night", "mark", "title", "look", "captions", "text",
}  # fmt: skip
"""What stands in people's own files and folders."""


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


def test_chinese_has_no_english_words():
    bare = {zh: TYPED.sub("", re.sub(r"{[^}]*}", "", zh)) for zh in chinese().values()}
    left = {zh: set(re.findall(r"[A-Za-z]{3,}", text)) - NAMES - WRITTEN for zh, text in bare.items()}
    assert {zh: words for zh, words in left.items() if words} == {}


def test_chinese_has_chinese_punctuation():
    outside_lists = {zh: re.sub(r"\[.*?\]", "", zh) for zh in chinese().values()}
    assert [zh for zh, text in outside_lists.items() if re.search(r"[一-鿿”][,;:.?!]", text)] == []
