"""Every page on a desk and on a phone: Chinese, no sideways scroll, nothing too low to tap, no foreign request."""

import pytest

from studio.app.pages import PLACES


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.address)
def test_page_is_chinese_fits_and_can_be_tapped(visit, place):
    visit.open("/" if place is PLACES[0] else f"/{place.address}")
    visit.page.wait_for_timeout(500)
    visit.picture(f"page-{place.address}")
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert visit.flaws() == []
