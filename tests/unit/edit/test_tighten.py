import random
from fractions import Fraction
from itertools import pairwise

from studio.core.units import Seconds
from studio.edit.tighten import MARGIN, as_spans, carries, in_frames, shortened, tightened, without
from studio.edit.windows import Window
from studio.media.captions import Origin, Sentence, Word
from studio.media.timeline import Span


def said(text, start, end):
    return Sentence(text, Span(start, end), (), Origin.SCRIPT)


def test_without_takes_the_middle_out():
    assert without([Span(0, 10)], [Span(2, 3), Span(9, 12)]) == [Span(0, 2), Span(3, 9)]


def test_long_pauses_shrink_to_twice_the_margin_and_short_ones_stay():
    window = Window("a", (Span(0, 20),))
    kept = tightened(window, [Span(1, 4), Span(4.3, 6), Span(9, 12)])
    assert kept == [Span(0.8, 6.2), Span(8.8, 12.2)]


def test_speech_is_never_cut_and_pauses_end_within_twice_the_margin():
    for seed in range(200):
        chance = random.Random(seed)
        at, speech = chance.uniform(0, 2), []
        for _ in range(30):
            end = at + chance.uniform(0.2, 4)
            speech.append(Span(at, end))
            at = end + chance.uniform(0.05, 3)
        window = Window("a", (Span(0, at),))
        kept = tightened(window, speech)
        for span in speech:
            assert any(k.start <= span.start and span.end <= k.end for k in kept)
        for a, b in pairwise(speech):
            left = sum(k.overlap(Span(a.end, b.start)) for k in kept)
            assert left <= max(2 * MARGIN, b.start - a.end if b.start - a.end < 0.8 else 0) + 1e-9


def test_a_window_without_speech_stays_whole_but_for_its_retakes():
    window = Window("a", (Span(0, 20),), dropped=(Span(0, 5),))
    assert tightened(window, []) == [Span(5, 20)]


def test_retakes_are_dropped():
    window = Window("a", (Span(0, 20),), dropped=(Span(0, 5),))
    assert tightened(window, [Span(1, 4), Span(6, 9)]) == [Span(5.8, 9.2)]


def test_lively_pauses_stay():
    window = Window("a", (Span(0, 20),))
    assert tightened(window, [Span(1, 4), Span(12, 15)], lively=lambda pause: pause.start == 4) == [Span(0.8, 15.2)]


def test_a_word_that_reaches_out_of_its_speech_is_not_cut():
    window = Window("a", (Span(0, 20),))
    words = [Word("茶", Span(3.7, 4.2)), Word("，", Span(4.2, 8.8))]
    assert tightened(window, [Span(1, 4), Span(9, 12)], words)[0] == Span(0.8, 4.4)


def test_shortened_keeps_highlights_then_points_in_the_order_of_time():
    kept = [Span(n * 10, n * 10 + 5) for n in range(6)]
    texts = ["大家好欢迎来到直播间", "这是明前采摘的", "我们聊聊天气", "海拔八百米的茶园", "今天风很大", "记得下单"]
    sentences = [said(text, n * 10 + 0.2, n * 10 + 4.8) for n, text in enumerate(texts)]
    assert shortened(kept, kept, sentences, ["海拔八百米", "明前采摘"], [Seconds(52)], Seconds(16)) == [
        kept[1],
        kept[3],
        kept[5],
    ]
    assert shortened(kept, kept, sentences, [], [], Seconds(100)) == kept


def test_shortened_never_tears_a_sentence():
    kept = [Span(0, 3), Span(4, 7), Span(8, 11)]
    sentences = [said("海拔八百米的茶园", 0.2, 6.8), said("记得下单", 8.2, 10.8)]
    assert shortened(kept, kept, sentences, ["海拔八百米"], [], Seconds(7)) == [Span(0, 3), Span(4, 7)]


def test_one_piece_that_is_too_long_is_cut_at_the_limit():
    assert shortened([Span(5, 65)], [Span(5, 65)], [], [], [], Seconds(30)) == [Span(5, 35)]


def test_points_are_recognised_in_other_words():
    assert carries("我们的茶园在海拔八百米的地方", "海拔八百米")
    assert carries("茶园海拔有八百米", "海拔八百米")
    assert not carries("欢迎大家", "海拔八百米")


def test_frames_stay_inside_the_window_and_do_not_overlap():
    window = Window("a", (Span(1.01, 5.02), Span(7, 9)))
    rate = Fraction(30000, 1001)
    frames = in_frames([Span(1.01, 2), Span(2.001, 5.02), Span(7, 9)], window, rate, Seconds(8.5))
    assert frames == [(30, 60), (60, 150), (210, 255)]
    assert as_spans(frames, rate)[2] == Span(210 * 1001 / 30000, 255 * 1001 / 30000)


def test_sentences_without_long_pauses_between_them_are_parted_in_the_short_ones():
    speech = [Span(0, 20), Span(20.2, 40), Span(40.2, 60)]
    sentences = [said("大家好", 0, 20), said("海拔八百米的茶园", 20.2, 40), said("记得下单", 40.2, 60)]
    kept = shortened([Span(0, 60)], speech, sentences, ["海拔八百米"], [], Seconds(25))
    assert kept == [Span(20.1, 40.1)]


def test_frames_never_overstep_the_limit():
    kept = [Span(n * 2 + 0.017, n * 2 + 1.05) for n in range(10)]
    frames = in_frames(kept, Window("a", (Span(0, 30),)), Fraction(30), Seconds(30), Seconds(9.9))
    assert sum(last - first for first, last in frames) == 297
