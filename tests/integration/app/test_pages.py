"""Every page for every role, in an empty studio and with the sample county in it."""

import pytest

from studio.app.pages import PLACES
from studio.core.access import Role, User, may

PAGES = [place for place in PLACES if place is not PLACES[0]]


def person(role):
    spots = {"huping-mountain"} if role in (Role.SPOT_OPERATOR, Role.LIVESTREAMER, Role.TRAINER) else ()
    return User("me", "田秋香", role, frozenset(spots))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.address)
def test_page_opens_for_who_may_and_is_not_there_for_others(open_page, county, place, role):
    user = person(role)
    if may(user, place.deed):
        assert not open_page(place.file, user).exception
    else:
        with pytest.raises(ValueError, match=place.file):
            open_page(place.file, user)


@pytest.mark.parametrize("role", Role)
def test_first_page_opens_in_an_empty_studio_and_in_a_full_one(open_page, role, request):
    assert not open_page(user=person(role)).exception
    request.getfixturevalue("county")
    shown = open_page(user=person(role))
    assert not shown.exception
    assert shown.title[0].value.startswith("今天")


def test_administrator_of_a_new_studio_brings_the_sample_county_by_one_tap(open_page):
    shown = open_page()
    shown.button(key="sample").click().run()
    assert not shown.exception
    assert [text.value for text in shown.subheader][:2] == ["等你处理", "下一场直播"]


def test_a_browser_that_asks_for_english_gets_it(open_page, county):
    assert open_page(locale="en-US").title[0].value.startswith("Today")
