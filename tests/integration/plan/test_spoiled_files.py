"""Files spoilt at random places: whatever comes of it, people get problems with lines, never a crash."""

import random
from datetime import date

import pytest

from studio.library import yamlfile
from studio.plan.check import check

SCRAPS = [
    ":",
    "- ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "#",
    "&a ",
    "*a",
    "|",
    ">",
    "!x ",
    "%",
    "@",
    "? ",
    "<<: ",
]
SCRAPS += ["\t", "\0", "\r", "：", "---\n", "...\n", "null", "\u2028", "{x: 1}", "[[1]]", "- - -", "\ufeff", "\x85"]


def spoilt(text, chance):
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randrange(len(text))
        if chance.random() < 0.5:
            text = text[:at] + chance.choice(SCRAPS) + text[at:]
        else:
            text = text[:at] + text[at + chance.randrange(1, 40) :]
    return text


@pytest.mark.parametrize("reader", ["libyaml", "python"])
@pytest.mark.parametrize("name", ["session", "campaign", "products", "brands"])
def test_spoilt_file_is_told_with_lines(county, monkeypatch, name, reader):
    if reader == "python":
        monkeypatch.setattr(yamlfile, "_LOADER", yamlfile.yaml.BaseLoader)
    chance, file = random.Random(name), getattr(county, name)
    text, rounds = file.read_text(encoding="utf-8"), 12
    told = 0
    for _ in range(rounds):
        file.write_text(spoilt(text, chance), encoding="utf-8", newline="")
        found = check(county.root, date(2026, 11, 23))
        told += bool(found)
        assert all(problem.line > 0 for problem in found)
        assert all(problem.what.told_in(str) and problem.advice.told_in(str) for problem in found)
    assert told > rounds // 2
