from fractions import Fraction

import pytest

from studio.media.speech.figures import Kind, figures, numeral, reading, spoken, written_like


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("一百六十八元", 168, Kind.MONEY),
        ("168元", 168, Kind.MONEY),
        ("¥168.00", 168, Kind.MONEY),
        ("168块钱", 168, Kind.MONEY),
        ("三十九块八", "39.8", Kind.MONEY),
        ("三十九块八毛", "39.8", Kind.MONEY),
        ("三十九块八毛五", "39.85", Kind.MONEY),
        ("39块8", "39.8", Kind.MONEY),
        ("39.80元", "39.8", Kind.MONEY),
        ("三十九点八元", "39.8", Kind.MONEY),
        ("三块半", "3.5", Kind.MONEY),
        ("一百六块", 160, Kind.MONEY),
        ("一百零六块", 106, Kind.MONEY),
        ("1,280元", 1280, Kind.MONEY),
        ("两千三元", 2300, Kind.MONEY),
        ("1.2万元", 12000, Kind.MONEY),
        ("五百克", 500, Kind.WEIGHT),
        ("500g", 500, Kind.WEIGHT),
        ("半斤", "0.5", Kind.WEIGHT),
        ("一斤半", "1.5", Kind.WEIGHT),
        ("2.5公斤", "2.5", Kind.WEIGHT),
        ("二两", 2, Kind.WEIGHT),
        ("八百米", 800, Kind.LENGTH),
        ("百分之五十", 50, Kind.PERCENT),
        ("50%", 50, Kind.PERCENT),
        ("八五折", "8.5", Kind.DISCOUNT),
        ("85折", "8.5", Kind.DISCOUNT),
        ("8折", 8, Kind.DISCOUNT),
        ("二零二七", 2027, Kind.OTHER),
        ("一万二", 12000, Kind.OTHER),
    ],
)
def test_a_figure_is_read(text, number, kind):
    (found,) = figures(text)
    assert (found.number, found.kind, found.text) == (Fraction(number), kind, text)


def test_figures_in_a_sentence_keep_their_places():
    text = "五斤39.80元，两个一起七十五块"
    found = figures(text)
    assert [text[f.start : f.end] for f in found] == ["五斤", "39.80元", "两", "一", "七十五块"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("39.80元", "三十九块八"),
        ("¥168", "一百六十八块"),
        ("50%", "百分之五十"),
        ("一公斤", "1000克"),
        ("五百克", "500个"),
    ],
)
def test_the_same_figure_agrees_however_written(one, other):
    assert figures(one)[0].agrees(figures(other)[0])


@pytest.mark.parametrize(
    ("one", "other"), [("168元", "158元"), ("五斤", "五十斤"), ("八五折", "八折"), ("39.8元", "398元")]
)
def test_other_figures_do_not_agree(one, other):
    assert not figures(one)[0].agrees(figures(other)[0])


@pytest.mark.parametrize(
    "number", [0, 7, 10, 15, 20, 105, 110, 168, 800, 1005, 1050, 2300, 10010, 12000, 168000, 10**8]
)
def test_reading_and_numeral_undo_each_other(number):
    assert numeral(reading(Fraction(number))) == number


def test_reading_says_what_people_say():
    assert [reading(Fraction(n)) for n in ("168", "110", "12", "1005", "39.8")] == [
        "一百六十八", "一百一十", "十二", "一千零五", "三十九点八",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("39.80元", "三十九块八"),
        ("168元", "一百六十八元"),
        ("168块", "一百六十八元"),
        ("50%", "百分之五十"),
        ("500克", "五百克"),
        ("85折", "八点五折"),
    ],
)
def test_spoken_is_one_for_all_ways_of_writing(text, said):
    assert spoken(figures(text)[0]) == said


@pytest.mark.parametrize(
    ("value", "sample", "written"),
    [
        ("158", "一百六十八元", "一百五十八元"),
        ("158", "168元", "158元"),
        ("49.8", "39.80元", "49.80元"),
        ("158", "¥168.00", "¥158.00"),
        ("49.8", "三十九块八", "四十九块八"),
        ("450", "500克", "450克"),
        ("60", "百分之五十", "百分之六十"),
        ("8.8", "八五折", "八八折"),
        ("49.8", "一百六十八元", "四十九点八元"),
        ("158", "三十九块八", "一百五十八块"),
        ("39.8", "49块8", "39块8"),
    ],
)
def test_written_like_keeps_the_scripts_manner(value, sample, written):
    assert written_like(Fraction(value), figures(sample)[0]) == written
