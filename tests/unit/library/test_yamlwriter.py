import random

import pytest

from studio.library import yamlwriter
from studio.library.yamlfile import parse

SCRAPS = list("ab :-#'\"\n\t |>&*!%@`,[]{}?茶\U0001f375\u2028\u2029\x85\r\u3000~0=")


def back(body):
    return parse(yamlwriter.entries([body]).encode(), "").value


@pytest.mark.parametrize(
    "text",
    ["012", "20:00", "no", "~", "168.00", "", " a", "a ", "a\n\n b\n", "<b>茶</b>", "=1+1", "# a", "- a", "a: b"],
)
def test_text_comes_back_as_it_was(text):
    assert back({"a": text, "b": [text], "c": {"d": text}}) == [{"a": text, "b": [text], "c": {"d": text}}]


def test_any_text_comes_back_as_it_was():
    chance = random.Random(7)
    for _ in range(300):
        body = {key: "".join(chance.choices(SCRAPS, k=chance.randrange(9))) for key in "abc"}
        assert back(body) == [body]


def test_the_same_list_twice_is_written_twice():
    points = ["茶"]
    assert back({"a": points, "b": points}) == [{"a": ["茶"], "b": ["茶"]}]


def test_people_can_read_it():
    assert yamlwriter.entries([{"id": "tea", "points": ["明前采摘", "手工"]}, {"id": "b", "script": "一\n二\n"}]) == (
        "- id: tea\n  points: [明前采摘, 手工]\n\n- id: b\n  script: |\n    一\n    二\n"
    )
    assert yamlwriter.entries([]) == "[]\n"
