import pickle

from studio.core.findings import Problem
from studio.library.faults import FilesNotRight, Place, notice, told_problem, unknown_id

PROBLEM = Problem("a.yaml", 3, notice("“{field}” is missing.", field="id"), notice("Add it."))


def test_problems_are_told_one_after_another():
    assert str(FilesNotRight((PROBLEM, PROBLEM))).splitlines()[1:-1] == [
        "a.yaml:3: “id” is missing.",
        "    Add it.",
        "a.yaml:3: “id” is missing.",
        "    Add it.",
    ]


def test_refusal_speaks_the_readers_language():
    words = {"“{field}” is missing.": "缺少“{field}”。", "Add it.": "补上。"}
    assert told_problem(PROBLEM, lambda text: words.get(text, text)) == "a.yaml:3: 缺少“id”。\n    补上。"


def test_refusal_crosses_to_a_worker():
    assert pickle.loads(pickle.dumps(FilesNotRight((PROBLEM,)))).problems == (PROBLEM,)


def test_unknown_id_offers_the_nearest():
    (found,) = unknown_id(Place("s.yaml"), ("host",), "hosts", "tea-farmr", {"hosts": ["guide", "tea-farmer"]})
    assert found.what.told_in(str) == "The library’s hosts.yaml has no “tea-farmr”."
    assert found.advice.told_in(str) == "Enter it there, or use an id that is there, such as tea-farmer."


def test_unknown_id_of_an_empty_shelf_offers_none():
    (found,) = unknown_id(Place("s.yaml"), ("host",), "hosts", "x", {"hosts": []})
    assert found.advice.told_in(str) == "Enter it there, or use an id that is there."


def test_no_id_is_unknown_on_a_shelf_that_nobody_knows():
    assert list(unknown_id(Place("s.yaml"), ("host",), "hosts", "x", {"spots": []})) == []


def test_value_made_in_memory_stands_on_no_line():
    assert Place().line("id") == 0
