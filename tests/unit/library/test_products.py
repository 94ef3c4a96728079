from dataclasses import replace
from datetime import date

import pytest

from studio.library.products import Batch, Product, Report, day_problems, missing, stop

DAY = date(2027, 4, 5)
BATCH = Batch("012", report=Report("passed", date=date(2026, 4, 2), until=date(2027, 12, 31)))
TEA = Product("tea", "春茶", "goods", batch=BATCH, stock=5)
TICKET = Product("ticket", "门票", "ticket", capacity_per_day=9, until=DAY)


def said(problems):
    return [(route, what.told_in(lambda text: text)) for route, what, _ in problems]


def test_sound_product_may_be_sold():
    assert stop(TEA) is None
    assert said(day_problems(TEA, DAY)) == []
    assert said(day_problems(TICKET, DAY)) == []


def test_failed_inspection_stops_it():
    failed = replace(TEA, batch=replace(BATCH, report=Report("failed")))
    told = stop(failed)
    assert told is not None
    assert str(told.told_in(lambda text: text)) == "春茶: batch 012 failed its inspection."
    assert said(day_problems(failed, DAY)) == [
        (("batch", "report", "result"), "春茶: batch 012 failed its inspection.")
    ]


@pytest.mark.parametrize("recalled", [True, date(2026, 1, 1), date(2028, 1, 1)])
def test_recall_stops_it(recalled):
    told = stop(replace(TEA, batch=replace(BATCH, recalled=recalled)))
    assert told is not None
    assert told.told_in(lambda text: text) == "春茶: batch 012 is recalled."


@pytest.mark.parametrize(
    ("product", "route", "sentence"),
    [
        (replace(TEA, stock=0), ("stock",), "春茶 is out of stock."),
        (replace(TEA, batch=Batch("012")), ("batch",), "春茶: batch 012 has no inspection report."),
        (
            replace(TEA, batch=replace(BATCH, report=Report("passed", until=date(2027, 4, 4)))),
            ("batch", "report", "until"),
            "春茶: its report is valid until 2027-04-04 only.",
        ),
        (replace(TICKET, until=date(2027, 4, 4)), ("until",), "门票 is valid until 2027-04-04 only."),
        (replace(TICKET, capacity_per_day=0), ("capacity_per_day",), "门票 takes nobody."),
    ],
)
def test_day_problem_names_its_field(product, route, sentence):
    assert said(day_problems(product, DAY)) == [(route, sentence)]


def test_what_must_be_there_depends_on_the_kind():
    goods = ["town", "price", "unit", "sector", "origin", "grade", "net_weight", "stock", "points", "batch"]
    assert list(missing(Product("a", "a", "goods"))) == goods
    assert list(missing(Product("a", "a", "stay"))) == ["town", "price", "unit", "capacity_per_day", "until"]
    assert list(missing(Product("a", "a", "service"))) == ["town", "price", "unit"]
