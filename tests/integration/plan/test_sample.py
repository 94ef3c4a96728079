"""The sample county is what the demo, the docs and other tests stand on."""

import re
from datetime import date
from pathlib import Path

import pytest

from studio.library import licences
from studio.library.catalogue import find_library, load_library
from studio.library.products import stop
from studio.plan.campaign import load_campaign
from studio.plan.check import check
from studio.plan.runofshow import day_of, load_session, resolve

CAMPAIGNS = Path(__file__).parents[3] / "campaigns"
FILE = CAMPAIGNS / "2098-spring-tea" / "sessions" / "opening-night.yaml"
TODAY = date(2026, 11, 23)
SESSION = load_session(FILE)
LIBRARY = load_library(CAMPAIGNS / "library")
FORBIDDEN = re.compile("最|第一|国家级|极品|顶级|万能|治|疗效|养生|润肺|降血|抗癌|百分之百|纯天然|永久")


@pytest.mark.parametrize("day", [TODAY, date(2027, 4, 5), date(2027, 10, 31)])
def test_check_finds_nothing(day):
    assert check(CAMPAIGNS, day) == []


def test_session_finds_its_library_and_resolves():
    resolve(SESSION, load_library(find_library(FILE)))
    assert load_campaign(CAMPAIGNS / "2098-spring-tea" / "campaign.yaml").id == SESSION.campaign


def test_session_has_six_segments():
    kinds = [segment.kind for segment in SESSION.segments]
    assert kinds == ["opening", "product", "product", "product", "product", "closing"]
    assert sum(segment.seconds for segment in SESSION.segments) == 220


@pytest.mark.parametrize("segment", SESSION.segments, ids=lambda segment: segment.id)
def test_script_says_its_points_and_nothing_forbidden(segment):
    assert [point for point in segment.points if point not in segment.script] == []
    assert FORBIDDEN.findall(segment.script) == []


@pytest.mark.parametrize("segment", SESSION.segments, ids=lambda segment: segment.id)
def test_script_fits_its_planned_length(segment):
    said = len(re.findall(r"[\w]", segment.script)) / 4 + 0.5 * len(re.findall("[。！？]", segment.script))
    assert 0.8 * segment.seconds <= said <= 1.05 * segment.seconds


@pytest.mark.parametrize(
    ("product", "weight", "fen", "words"),
    [
        ("shimen-yinfeng", "250克", 16800, ["250克", "一百六十八元", "海拔八百米"]),
        ("huping-honey", "500克", 8800, ["500克", "88元"]),
        ("shimen-orange", "五斤", 3980, ["五斤", "39.80元"]),
    ],
)
def test_figures_are_said_as_the_library_has_them(product, weight, fen, words):
    (segment,) = (segment for segment in SESSION.segments if segment.product == product)
    assert (LIBRARY.products[product].net_weight, LIBRARY.products[product].price, segment.price) == (weight, fen, fen)
    assert [word for word in words if word not in segment.script] == []


def test_county_has_what_the_demo_needs():
    kinds = [product.kind for product in LIBRARY.products.values()]
    sectors = {product.sector for product in LIBRARY.products.values() if product.kind == "goods"}
    assert kinds.count("goods") >= 8
    assert len([kind for kind in kinds if kind != "goods"]) >= 4
    assert {"ticket", "experience", "stay", "package"} <= set(kinds)
    assert {"农产品", "手作", "工业品"} <= sectors
    assert set(LIBRARY.spots) == {"huping-mountain", "jiashan-temple", "changti-pass"}
    assert [brand.kind for brand in LIBRARY.brands.values()].count("child") >= 2
    assert len(LIBRARY.hosts) == 3


def test_every_product_may_bear_the_mark_and_none_is_stopped():
    day = day_of(SESSION)
    assert [product.id for product in LIBRARY.products.values() if licences.refusal(LIBRARY, product, day, TODAY)] == []
    assert [product.id for product in LIBRARY.products.values() if stop(product)] == []


def test_every_file_says_that_it_is_sample_data():
    files = sorted(CAMPAIGNS.rglob("*.yaml"))
    assert len(files) == 6
    assert [file.name for file in files if not file.read_text(encoding="utf-8").startswith("# 示例数据")] == []
