from itertools import pairwise

import pytest

from studio.media import linebreaks

TERMS = ["石门银峰", "壶瓶山", "高山茶", "长梯隘"]


def up_to(count):
    return lambda line: linebreaks.wide_length(line) <= count


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("到手价只要六十九块九", "六十九块九"),
        ("一百六十八元一盒的石门银峰", "一百六十八元"),
        ("壶瓶山海拔八百米的茶", "八百米"),
        ("每袋500克装，原价¥198.00元", "500克"),
        ("直播间打八五折，百分之五十的优惠", "百分之五十"),
        ("认准石门银峰和壶瓶山高山茶", "石门银峰"),
        ("三号链接，五斤39.80元", "39.80元"),
    ],
)
@pytest.mark.parametrize("width", [5, 6, 8, 12])
def test_no_line_tears_a_term_or_a_figure(text, whole, width):
    found = linebreaks.broken(text, up_to(width), TERMS)
    assert "".join(found) == text
    assert any(whole in line for line in found) or linebreaks.wide_length(whole) > width


def test_lines_end_at_pauses_where_they_can():
    assert linebreaks.broken("明前采摘一芽一叶，今天到手价一百六十八元", up_to(12)) == [
        "明前采摘一芽一叶，",
        "今天到手价一百六十八元",
    ]


def test_a_number_that_begins_a_word_is_not_torn_from_it():
    assert "四" not in linebreaks.atoms("这是我家的林边蜂场，四周是野花和老树")


def test_lines_are_even_without_pauses():
    first, second = linebreaks.broken("我们村的妇女们一早上山采回来的新茶叶", up_to(12))
    assert abs(len(first) - len(second)) <= 4


def test_a_phrase_longer_than_a_line_is_torn():
    found = linebreaks.broken("a" * 50, up_to(10))
    assert "".join(found) == "a" * 50
    assert all(len(line) <= 20 for line in found)


def test_english_breaks_between_words_and_not_after_an_article():
    text = "Ask not what your country can do for you, ask what you can do for the country."
    found = linebreaks.broken(text, lambda line: len(line) <= 42)
    assert all(line.endswith((" ", ".")) for line in found)
    assert not any(line.split()[-1] in ("the", "your", "for") for line in found)


@pytest.mark.parametrize(
    ("line", "as_shown"),
    [
        ("家人们，这是新茶。", "家人们 这是新茶"),
        ("只要168.50元！", "只要168.50元！"),
        ("，好茶，", "好茶"),
        ("Yes, we do.", "Yes, we do"),
        ("甲、乙、丙；", "甲、乙、丙"),
        ("真的吗？", "真的吗？"),
    ],
)
def test_shown_drops_needless_marks(line, as_shown):
    assert linebreaks.shown(line) == as_shown


def test_atoms_keep_particles_with_what_they_follow():
    assert not any(atom.startswith("的") for atom in linebreaks.atoms("原价198.00元的壶瓶山的茶", TERMS))


def test_atoms_join_to_the_text():
    text = "“新茶”，第一批！500克 only ¥88.00元（含运费）。"
    assert "".join(linebreaks.atoms(text)) == text
    assert all(before + after for before, after in pairwise(linebreaks.atoms(text)))
