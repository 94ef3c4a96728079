from dataclasses import replace
from datetime import date
from pathlib import Path

from studio.library.alerts import alerts
from studio.library.brands import Brand, Licence
from studio.library.catalogue import Library
from studio.library.products import Batch, Product, Report

TODAY = date(2027, 4, 5)
TEA = Product(
    "tea", "石门银峰", "goods", spots=("huping",), brand="cloud",
    batch=Batch("012", report=Report("passed", until=date(2027, 12, 31))), stock=5,
)  # fmt: skip
CLOUD = Brand("cloud", "云雾", "child", licences=(Licence(("tea",), date(2026, 1, 1), date(2027, 12, 31)),))


def told(product=TEA, brand=CLOUD):
    library = Library(Path(), {"tea": product}, {}, {"cloud": brand})
    return [(alert.what.told_in(lambda text: text), alert.is_now) for alert in alerts(library, TODAY)]


def test_a_library_in_order_needs_nobody():
    assert told() == []


def test_what_stops_work_comes_before_what_will():
    soon = Batch("012", report=Report("passed", until=date(2027, 4, 20)))
    assert told(replace(TEA, batch=soon, stock=0)) == [
        ("石门银峰 is out of stock.", True),
        ("石门银峰: its report is valid until 2027-04-20 only.", False),
    ]


def test_licences_that_end_or_are_suspended_are_told():
    ending = replace(CLOUD, licences=(replace(CLOUD.licences[0], until=date(2027, 4, 30)),))
    stopped = replace(CLOUD, licences=(replace(CLOUD.licences[0], status="suspended"),))
    assert told(brand=ending) == [("The licence of 云雾 for 石门银峰 ends on 2027-04-30.", False)]
    assert told(brand=stopped) == [("The licence of 云雾 for 石门银峰 is suspended.", True)]


def test_a_licence_far_from_its_end_is_not_told():
    assert told(brand=replace(CLOUD, licences=(replace(CLOUD.licences[0], until=date(2027, 6, 30)),))) == []
