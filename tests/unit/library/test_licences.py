from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from studio.library.brands import Brand, Licence
from studio.library.catalogue import Library
from studio.library.licences import refusal, refused
from studio.library.products import Product

NIGHT, TODAY = date(2027, 4, 5), date(2026, 11, 23)
TEA = Product("tea", "春茶", "goods", brand="child")
GOOD = Licence(("tea", "honey"), date(2026, 1, 1), date(2027, 12, 31))


def why(*licences, product=TEA, night=NIGHT, today=TODAY):
    brands = {
        "parent": Brand("parent", "母", "parent"),
        "child": Brand("child", "子", "child", parent="parent", licences=licences),
    }
    told = refusal(Library(Path(), brands=brands), product, night, today)
    return told and told.told_in(lambda text: text)


def field(*licences):
    brands = {"child": Brand("child", "子", "child", licences=licences)}
    found = refused(Library(Path(), brands=brands), TEA, NIGHT, TODAY)
    return found and found.field


def test_licence_that_covers_the_day_lets_the_mark_be_drawn():
    assert why(GOOD) is None


@pytest.mark.parametrize(("begins", "until"), [(NIGHT, NIGHT), (NIGHT, date(2028, 1, 1)), (TODAY, NIGHT)])
def test_both_days_of_a_term_are_included(begins, until):
    assert why(replace(GOOD, begins=begins, until=until)) is None


def test_licence_that_ends_before_the_session_has_lapsed():
    lapsed = replace(GOOD, until=date(2027, 4, 4))
    assert why(lapsed) == "The licence of 子 for 春茶 lapsed on 2027-04-04, before 2027-04-05."
    assert field(lapsed) == ("licences", 0, "until")


def test_licence_that_begins_after_the_session_is_not_yet_there():
    late = replace(GOOD, begins=date(2027, 4, 6))
    assert why(late) == "The licence of 子 for 春茶 begins on 2027-04-06, after 2027-04-05."
    assert field(late) == ("licences", 0, "from")


def test_suspension_today_counts_for_a_session_of_the_past():
    held = replace(GOOD, status="suspended", suspended_from=date(2026, 11, 20))
    assert why(held, night=date(2026, 11, 1)) == "The licence of 子 for 春茶 is suspended from 2026-11-20."
    assert field(held) == ("licences", 0, "suspended_from")


def test_suspension_without_a_day_holds_always():
    held = replace(GOOD, status="suspended")
    assert why(held) == "The licence of 子 for 春茶 is suspended."
    assert field(held) == ("licences", 0, "status")


def test_suspension_that_begins_after_session_and_today_does_not_count_yet():
    assert why(replace(GOOD, status="suspended", suspended_from=date(2027, 4, 6))) is None


def test_suspension_between_today_and_the_session_counts():
    assert why(replace(GOOD, suspended_from=date(2027, 4, 1))) is not None


def test_licence_that_has_lapsed_today_still_covers_a_session_of_the_past():
    past = replace(GOOD, until=date(2026, 6, 30))
    assert why(past, night=date(2026, 6, 1)) is None


def test_licence_for_another_product_does_not_cover_it():
    assert why(replace(GOOD, products=("honey",))) == "No licence of 子 covers 春茶."
    assert why() == "No licence of 子 covers 春茶."


def test_one_good_licence_is_enough():
    assert why(replace(GOOD, until=TODAY), GOOD) is None
    assert why(replace(GOOD, status="suspended"), GOOD) is None


def test_of_several_the_nearest_miss_is_told():
    old, newer = replace(GOOD, until=date(2026, 1, 2)), replace(GOOD, until=date(2027, 4, 1))
    assert why(old, newer) == "The licence of 子 for 春茶 lapsed on 2027-04-01, before 2027-04-05."
    assert field(newer, old) == ("licences", 0, "until")


def test_product_without_a_brand_bears_no_mark():
    assert why(GOOD, product=replace(TEA, brand=None)) == "春茶 is sold under no brand."


def test_brand_that_is_not_in_the_library_licenses_nothing():
    sentence = "春茶 names the brand “gone”, which is not in the library."
    assert why(GOOD, product=replace(TEA, brand="gone")) == sentence


def test_parent_brand_licenses_nothing():
    assert why(GOOD, product=replace(TEA, brand="parent")) == "No licence of 母 covers 春茶."
