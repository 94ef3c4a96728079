from studio.media.captions import Origin, Word
from studio.media.speech.settle import settle
from studio.media.speech.syllables import distance, syllables
from studio.media.speech.transcriber import Utterance
from studio.media.timeline import Span

PACE = 0.2


def heard(*texts, pause=1.0):
    """Utterances of characters said at one pace, each sure, a pause between them; and the speech they make."""
    found, at = [], 0.0
    for text in texts:
        words = [Word(c, Span(at + i * PACE, at + (i + 1) * PACE), 0.9) for i, c in enumerate(text)]
        span = Span(at, at + len(text) * PACE)
        found.append(Utterance(span, text, tuple(words)))
        at = span.end + pause
    return found, [one.span for one in found]


def settled(lines, *texts, proof=None):
    return [(one.text, one.origin) for one in settle(lines, *heard(*texts), proof=proof)]


def test_said_lines_are_the_scripts_and_unsaid_ones_do_not_appear():
    script = ["茶园在壶瓶山，早晚都有雾。", "喜欢喝浓茶的，可以多放一点。", "检测报告在商品页里看得到。"]
    assert settled(script, "茶园在乎平山早晚都有误", "我奶奶每天早上喝一杯", "检测报告在商品页里看得到") == [
        ("茶园在壶瓶山，早晚都有雾。", Origin.SCRIPT),
        ("我奶奶每天早上喝一杯", Origin.HEARD),
        ("检测报告在商品页里看得到。", Origin.SCRIPT),
    ]


def test_another_figure_is_written_as_the_script_writes_figures():
    assert settled(["一盒一百六十八元，今晚下单就发货。"], "一盒158元今晚下单就发货") == [
        ("一盒一百五十八元，今晚下单就发货。", Origin.SCRIPT)
    ]


def test_figure_is_proven_within_the_breath_it_was_heard_in():
    asked = []

    def proof(span, text):
        asked.append((round(span.start, 1), text))
        return 0.7 if "360" in text else 0.5

    found = settled(
        ["一桶五升，三百二十元，平均下来一斤不到四十。"], "一桶五升", "360元平均下来一斤不到四十", proof=proof
    )
    assert [text for text, _ in found] == ["一桶五升，三百六十元，平均下来一斤不到四十。"]
    assert asked == [(1.8, "360元平均下来一斤不到四十"), (1.8, "320元平均下来一斤不到四十")]


def test_figure_that_only_the_recogniser_got_wrong_stays_the_scripts():
    def proof(span, text):
        return 0.5 if "158" in text else 0.7

    script = "一盒一百六十八元，今晚下单就发货。"
    assert settled([script], "一盒158元今晚下单就发货", proof=proof) == [(script, Origin.SCRIPT)]


def test_numeral_in_a_misheard_word_is_that_word():
    script = "炒菜油烟少，凉拌也可以。"
    assert settled([script], "朝菜油烟小两半也可以") == [(script, Origin.SCRIPT)]


def test_two_sounds_as_it_is_written():
    assert [one.sound for one in syllables("两瓶2瓶")] == ["liang", "ping", "er", "ping"]
    assert distance("liang", "er") < 0.35
