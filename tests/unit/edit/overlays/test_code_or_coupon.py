from datetime import date

import pytest

from studio.edit.platforms import (
    LONG_LINK,
    NO_LINK,
    NOT_ALLOWED,
    ODD_LINK,
    CodeRule,
    Platform,
    Zones,
    code_or_coupon,
)

LINK = "https://shop.example/yinfeng"


def platform(allowed):
    return Platform(
        name="some",
        title="某平台",
        zones=Zones.model_validate({"9:16": {}, "16:9": {}}),
        zones_since=date(2026, 1, 1),
        zones_source="test",
        qr=CodeRule(allowed=allowed, since=date(2026, 1, 1), source="test"),
    )


def test_link_becomes_a_code_where_the_platform_allows_it():
    assert code_or_coupon(f" {LINK} ", "春茶", platform(True)) == (LINK, None, None)


@pytest.mark.parametrize(
    ("link", "allowed", "why"),
    [
        (None, True, NO_LINK),
        ("", True, NO_LINK),
        (LINK, False, NOT_ALLOWED),
        ("weixin://dl/business", True, ODD_LINK),
        ("javascript:alert(1)", True, ODD_LINK),
        ("https://shop.example/a b", True, ODD_LINK),
        ("https://shop.example/" + "x" * 280, True, LONG_LINK),
    ],
)
def test_coupon_stands_in_and_the_reason_is_told(link, allowed, why):
    code, coupon, notice = code_or_coupon(link, "春茶", platform(allowed))
    assert (code, coupon) == (None, "春茶")
    assert notice is not None
    assert notice.text == why
    assert notice.told_in(lambda text: text)


def test_without_a_coupon_there_is_only_the_reason():
    code, coupon, notice = code_or_coupon(LINK, " ", platform(False))
    assert (code, coupon) == (None, None)
    assert notice is not None
    assert notice.facts == {"platform": "某平台", "since": "2026-01-01", "source": "test"}
