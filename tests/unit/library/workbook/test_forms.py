from datetime import date, datetime
from decimal import Decimal

import pytest

from studio.library.workbook.forms import COUNT, DAY, IDS, LINES, MONEY, RECALL, TEXT, Choice

NIGHT = datetime(2027, 4, 5, 20)  # noqa: DTZ001 - Excel knows no zones
KIND = Choice({"goods": "实物", "ticket": "门票"})


@pytest.mark.parametrize(
    ("form", "cell", "read"),
    [
        (TEXT, 12.0, "12"),
        (TEXT, 1.25, "1.25"),
        (TEXT, " 茶 ", "茶"),
        (TEXT, "012", "012"),
        (TEXT, True, "yes"),
        (MONEY, 168, "168.00"),
        (MONEY, 39.8, "39.80"),
        (MONEY, 0.1 + 0.2, "0.30"),
        (MONEY, "29.9", "29.90"),
        (MONEY, "168元", "168元"),
        (MONEY, -3, "-3"),
        (MONEY, 1.234, "1.234"),
        (COUNT, 600.0, "600"),
        (COUNT, 600.5, "600.5"),
        (DAY, NIGHT.replace(hour=0), "2027-04-05"),
        (DAY, date(2027, 4, 5), "2027-04-05"),
        (DAY, NIGHT, "2027-04-05 20:00:00"),
        (DAY, "2027/4/5", "2027-04-05"),
        (DAY, "2027年4月5日", "2027-04-05"),
        (DAY, "四月五日", "四月五日"),
        (RECALL, "是", "yes"),
        (RECALL, "否", "no"),
        (RECALL, True, "yes"),
        (RECALL, "2027.4.1", "2027-04-01"),
        (LINES, "明前采摘\n\n 手工、慢火 ", ["明前采摘", "手工、慢火"]),
        (IDS, "a-b、c，d e\nf", ["a-b", "c", "d", "e", "f"]),
        (KIND, "实物", "goods"),
        (KIND, "goods", "goods"),
        (KIND, "茶", "茶"),
    ],
)  # fmt: skip
def test_cell_is_read(form, cell, read):
    assert form.read(cell) == read


@pytest.mark.parametrize(
    ("form", "value", "cell"),
    [
        (TEXT, "a\n  b", "a b"),
        (MONEY, "168.00", Decimal("168.00")),
        (COUNT, "600", 600),
        (DAY, "2027-04-05", date(2027, 4, 5)),
        (RECALL, "Yes", "是"),
        (RECALL, "false", "否"),
        (RECALL, "2027-04-05", date(2027, 4, 5)),
        (LINES, ["明前采摘", "手工"], "明前采摘\n手工"),
        (IDS, ["a", "b"], "a、b"),
        (KIND, "ticket", "门票"),
    ],
)
def test_value_is_written(form, value, cell):
    assert form.write(value) == cell
