from itertools import pairwise

import pytest

from studio.media.captions import Origin
from studio.media.speech.estimate import estimated, spoken_length
from studio.media.speech.script import sentences
from studio.media.timeline import Span


def test_sentences_keep_their_marks_and_figures():
    script = "家人们好！这款39.80元一份。\n真的吗？！“是的。”最后…\n\nHello there. It is 3.5 kg."
    assert sentences(script) == [
        "家人们好！",
        "这款39.80元一份。",
        "真的吗？！",
        "“是的。”",
        "最后…",
        "Hello there.",
        "It is 3.5 kg.",
    ]


@pytest.mark.parametrize("script", ["", "  \n ", "。。。", "——！"])
def test_sentences_of_nothing(script):
    assert sentences(script) == []


def test_estimated_shares_the_speech_by_length():
    found = estimated(["四个汉字。", "八个汉字一句话啊。"], [Span(1.0, 4.0), Span(5.0, 14.0)])
    assert [s.origin for s in found] == [Origin.ESTIMATED] * 2
    assert found[0].span == Span(1.0, 5.0 - 1.0)
    assert found[1].span == Span(5.0, 14.0)


def test_estimated_never_overlaps_nor_leaves_the_speech():
    speech = [Span(0.5, 3.1), Span(4.0, 4.4), Span(6.0, 11.0)]
    found = estimated(["一二三。", "一二三四五六七。", "一二。", "一二三四五六。"], speech)
    assert len(found) == 4
    assert all(a.span.end <= b.span.start + 1e-6 for a, b in pairwise(found))
    assert found[0].span.start == 0.5
    assert found[-1].span.end == pytest.approx(11.0)
    assert all(s.span.length > 0 for s in found)


def test_estimated_without_speech_or_script():
    assert estimated(["一句。"], []) == []
    assert estimated([], [Span(0, 1)]) == []
    assert estimated(["。"], [Span(0, 1)]) == []


def test_spoken_length_counts_digits_as_syllables():
    assert spoken_length("168元") == 4
    assert spoken_length("country") == pytest.approx(7 / 3)
