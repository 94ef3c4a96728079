import random
from itertools import pairwise

import pytest

from studio.edit.captions import cues
from studio.media import linebreaks
from studio.media.captions import CaptionStyle, Origin, Sentence, Word
from studio.media.speech.estimate import estimated
from studio.media.timeline import Span

TALL = CaptionStyle("Noto Sans SC", 72, bottom=420, width=864, characters=12)
WIDE = CaptionStyle("Noto Sans SC", 60, bottom=80, width=1200, characters=16)
TERMS = ["石门银峰", "壶瓶山", "高山茶", "长梯隘"]
CLAUSES = [
    "家人们",
    "好",
    "嗯",
    "来看这款石门银峰",
    "壶瓶山海拔八百米",
    "今天到手价一百六十八元",
    "五斤39.80元",
    "真的",
    "我们自己家种的高山茶",
    "喝起来回甘特别明显而且一点都不涩口",
    "500克装",
    "长梯隘的门票",
    "扣1",
    "And so my fellow Americans",
    "ask what you can do",
    "现在下单的朋友三号链接直接拍不用等",
    "明前采摘",
    "打八五折",
    "谢谢大家",
]
WHOLE = [*TERMS, "一百六十八元", "39.80元", "八百米", "500克", "八五折", "三号链接"]


def said(text, start, pace, jitter=None):
    """A sentence whose characters were timed one by one."""
    words, at = [], start
    for character in text:
        length = 0.0 if character in linebreaks.PAUSES else pace * (jitter.uniform(0.5, 1.6) if jitter else 1)
        words.append(Word(character, Span(at, at + length)))
        at += length
    return Sentence(text, Span(start, at), tuple(words), Origin.SCRIPT)


def talk(seed):
    """A made-up talk of sentences, timed or estimated, and keeps that cut pauses out of it."""
    random_ = random.Random(seed)
    sentences, at = [], 0.0
    for _ in range(random_.randint(1, 12)):
        clauses = random_.sample(CLAUSES, random_.randint(1, 4))
        text = "，".join(clauses) + random_.choice("。！？")
        sentence = said(text, at, random_.choice([0.12, 0.2, 0.3, 0.6]), random_)
        sentences.append(sentence)
        at = sentence.span.end + random_.choice([0.0, 0.2, 0.6, 3.0])
    if random_.random() < 0.3:
        sentences = estimated([s.text for s in sentences], [s.span for s in sentences])
    keeps = [Span(s.span.start - 0.1, s.span.end + 0.1) for s in sentences]
    return sentences, [Span(max(0.0, k.start), k.end) for k in keeps][:1] + [
        Span(max(k.start, before.end), k.end) for before, k in pairwise(keeps) if k.end > max(k.start, before.end)
    ]


@pytest.mark.parametrize("style", [TALL, WIDE], ids=["tall", "wide"])
@pytest.mark.parametrize("seed", range(60))
def test_the_house_rules_hold_on_any_talk(style, seed):
    sentences, keeps = talk(seed)
    found = cues(sentences, keeps, style, TERMS)
    clip = sum(keep.length for keep in keeps)
    for cue in found:
        assert 1 <= len(cue.lines) <= 2
        assert 0 <= cue.span.start < cue.span.end <= clip + 1e-6
        assert cue.span.length <= (4.0 if style is TALL else 7.0) + 1e-6
        for line in cue.lines:
            assert len(line) > 1
            assert line[-1] not in "，。、；：,.;:"
            assert line == line.strip()
            is_latin = all(ord(c) < 0x2E80 for c in line)
            assert is_latin or linebreaks.wide_length(line) <= style.characters
            assert not is_latin or len(line) <= (24 if style is TALL else 42)
    for before, after in pairwise(found):
        gap = after.span.start - before.span.end
        assert gap > -1e-9
        assert gap < 1e-6 or gap >= 2 / 24
        room = after.span.start - before.span.start
        assert before.span.length >= min(5 / 6, room) - 1e-6


@pytest.mark.parametrize("seed", range(60))
def test_no_word_is_lost_doubled_or_torn(seed):
    sentences, keeps = talk(seed)
    spoken = [s.text for s in sentences]
    told = "".join(c.text for c in cues(sentences, keeps, TALL, TERMS))
    kept = "".join(c for c in told if c.isalnum())
    wanted = "".join(c for text in spoken for c in text if c.isalnum())
    lonely = sum(len(text.rstrip("。")) < 2 for text in spoken)
    assert len(wanted) - lonely <= len(kept) <= len(wanted)
    lines = [line for cue in cues(sentences, keeps, TALL, TERMS) for line in cue.lines]
    for whole in WHOLE:
        assert sum(text.count(whole) for text in spoken) == sum(line.count(whole) for line in lines)


def test_times_follow_the_words_through_a_cut():
    sentence = said("明前采摘一芽一叶，今天到手价一百六十八元。", 10.0, 0.25)
    found = cues([sentence], [Span(9.5, 12.0), Span(12.0, 20.0)], TALL)
    assert [cue.lines for cue in found] == [("明前采摘一芽一叶",), ("今天到手价一百六十八元",)]
    assert found[0].span == Span(0.5, pytest.approx(2.5))
    assert found[1].span.end == pytest.approx(0.5 + 19 * 0.25)


def test_a_sentence_outside_the_keeps_is_gone():
    kept, dropped = said("这一句留下。", 0.0, 0.3), said("这一句剪掉。", 10.0, 0.3)
    assert [cue.text for cue in cues([kept, dropped], [Span(0, 5)], TALL)] == ["这一句留下"]


def test_a_sentence_cut_through_keeps_the_words_that_are_left():
    sentence = said("前面说错了重来后面才是对的。", 0.0, 0.3)
    assert [cue.text for cue in cues([sentence], [Span(2.1, 5)], TALL)] == ["后面才是对的"]


def test_a_word_mistimed_into_a_pause_stays():
    words = [Word(c, Span(i * 0.3, i * 0.3 + 0.3)) for i, c in enumerate("新茶上市")]
    words[2] = Word("上", Span(1.5, 1.6))
    sentence = Sentence("新茶上市", Span(0, 1.2), tuple(words), Origin.HEARD)
    assert [cue.text for cue in cues([sentence], [Span(0, 1.25), Span(1.7, 3)], TALL)] == ["新茶上市"]


def test_a_lonely_character_joins_its_neighbour():
    found = cues([said("好。", 0.0, 0.3), said("我们看下一款。", 0.5, 0.2)], [Span(0, 5)], TALL)
    assert [cue.lines for cue in found] == [("好 我们看下一款",)]


def test_lines_fit_the_measured_width():
    found = cues(
        [said("一二三四五六七八九十甲乙丙丁。", 0, 0.3)], [Span(0, 9)], TALL, measure=lambda line: 200.0 * len(line)
    )
    assert all(len(line) <= 4 for cue in found for line in cue.lines)


def test_nothing_said_shows_nothing():
    assert cues([], [Span(0, 5)], TALL) == []
    assert cues([said("有话。", 0, 0.3)], [], TALL) == []
