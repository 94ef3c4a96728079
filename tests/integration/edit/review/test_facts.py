from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from studio.core.i18n import translator
from studio.core.units import Fen
from studio.edit.review.facts import facts_of
from studio.library.catalogue import load_library

DAY = date(2027, 4, 5)
LIBRARY = Path(__file__).parents[4] / "campaigns" / "library"


@pytest.fixture(scope="module")
def library():
    return load_library(LIBRARY)


def facts(library, product, **given):
    asked = {"marked": True, "estimated": False, "translate": translator("zh_CN"), **given}
    return facts_of(product, library, (DAY, DAY), Fen(16800), asked.pop("notices", ()), **asked)


def test_a_clip_in_order_has_no_exception(library):
    found = facts(library, library.products["shimen-yinfeng"])
    assert (found.price, found.batch, found.exceptions) == ("168.00", "012", ())
    assert found.report == "SL-2026-0412 2027-12-31"
    assert found.licence == f"{library.brands['cloud-tea'].name} 2027-12-31"


def test_a_lapsed_licence_is_an_exception(library):
    brand = library.brands["cloud-tea"]
    lapsed = replace(brand, licences=tuple(replace(one, until=date(2027, 4, 4)) for one in brand.licences))
    changed = replace(library, brands={**library.brands, "cloud-tea": lapsed})
    found = facts(changed, library.products["shimen-yinfeng"], marked=False)
    assert found.licence is None
    assert len(found.exceptions) == 1
    assert "2027-04-04" in found.exceptions[0]


def test_what_the_cut_had_to_say_and_estimates_are_exceptions(library):
    found = facts(library, library.products["shimen-yinfeng"], estimated=True, notices=("主播说的是一百五十八元",))
    assert found.exceptions == ("字幕是按话术估计的，还没有人看过。", "主播说的是一百五十八元")
