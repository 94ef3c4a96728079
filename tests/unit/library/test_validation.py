from datetime import date

import pytest

from studio.library.fields import REFUSALS
from studio.library.products import Product
from studio.library.validation import check
from studio.library.yamlfile import parse
from studio.plan.runofshow import Written

PLAIN = "id: tea\nname: 茶\nkind: goods\n"
NIGHT = "id: night\ntitle: 晚场\nhost: h\nspot: s\nstarts: 2027-04-05T20:00:00+08:00\nsegments:\n"


def read(kind, text):
    sheet = parse(text.encode(), "f.yaml")
    return check(kind, sheet.value, sheet.place)


def told(problems):
    return [(problem.line, problem.what.told_in(lambda text: text)) for problem in problems]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("price: 十六元", "“price” is not an amount in yuan: “十六元”"),
        ("price: 1,680", "“price” is not an amount in yuan: “1,680”"),
        ("price: ￥16", "“price” is not an amount in yuan: “￥16”"),
        ("price: -1", "“price” is not an amount in yuan: “-1”"),
        ("price: 1.999", "“price” is not an amount in yuan: “1.999”"),
        ("price: 壹佰", "“price” is not an amount in yuan: “壹佰”"),
        ("price: 1e3", "“price” is not an amount in yuan: “1e3”"),
        ("price: .nan", "“price” is not an amount in yuan: “.nan”"),
        ("price: [1]", "“price” is not an amount in yuan: “[…]”"),
        ("stock: 3.5", "“stock” is not a whole number: “3.5”"),
        ("stock: 1_000", "“stock” is not a whole number: “1_000”"),
        ("until: 2027/4/5", "“until” is not a date: “2027/4/5”"),
        ("until: 20270405", "“until” is not a date: “20270405”"),
        ("until: 2027-02-30", "“until” is not a date: “2027-02-30”"),
        ("link: 抖音搜茶", "“link” is not a web address: “抖音搜茶”"),
        ("link: javascript:alert(1)", "“link” is not a web address: “javascript:alert(1)”"),
        ("town: [a, b]", "“town” must be one piece of text."),
        ("points: 好喝", "“points” must be a list."),
        ("batch: 012", "“batch” must hold fields of its own."),
        ("batch: {}", "“lot” is missing."),
        ("batch: {lot: a, recalled: 昨天}", "“recalled” is neither a date nor yes or no: “昨天”"),
        ("batch: {lot: a, report: {result: 合格}}", "“result” cannot be “合格”."),
        ("sector: 茶", "“sector” cannot be “茶”."),
        ("brand: ../etc", "“../etc” cannot be an id."),
        ("spots: [a/b]", "“a/b” cannot be an id."),
    ],
)
def test_wrong_field_is_told_with_its_line(line, said):
    checked = read(Product, PLAIN + line)
    assert checked.value is None
    assert told(checked.faults) == [(4, said)]


@pytest.mark.parametrize("entry", ["", "Tea", "tea time", "..", "a/b", "con", "-tea", "茶", "a" * 65])
def test_id_that_is_no_folder_name_is_refused(entry):
    assert [line for line, _ in told(read(Product, f'id: "{entry}"\nname: 茶\nkind: goods\n').faults)] == [1]


def test_digits_of_full_width_are_no_number():
    assert len(read(Product, PLAIN + "price: \uff11\uff16\uff18").faults) == 1


def test_name_stays_on_one_line():
    product = read(Product, 'id: tea\nname: "石门\\n 银峰 "\nkind: goods\n').value
    assert product is not None
    assert product.name == "石门 银峰"


def test_missing_fields_are_told_at_their_entry():
    assert told(read(Product, "kind: goods\n").faults) == [(1, "“id” is missing."), (1, "“name” is missing.")]


def test_entry_that_is_no_mapping_is_told():
    assert told(read(Product, "just words").faults) == [(1, "“this entry” must hold fields of its own.")]


def test_traps_come_out_as_written():
    product = read(Product, PLAIN + "price: 1.10\nunit: no\nbatch:\n  lot: 012\n  recalled: no\nstock: 030\n").value
    assert product is not None
    assert (product.price, product.unit, product.stock) == (110, "no", 30)
    assert product.batch is not None
    assert (product.batch.lot, product.batch.recalled) == ("012", False)


@pytest.mark.parametrize(
    ("written", "fen"), [("168", 16800), ("39.8", 3980), ("0.01", 1), ("0", 0), ('"168.00"', 16800)]
)
def test_price_becomes_fen(written, fen):
    product = read(Product, PLAIN + f"price: {written}").value
    assert product is not None
    assert product.price == fen


@pytest.mark.parametrize(("written", "recalled"), [("yes", True), ("2027-04-01", date(2027, 4, 1)), ("False", False)])
def test_recall_is_a_day_or_yes(written, recalled):
    product = read(Product, PLAIN + f"batch: {{lot: a, recalled: {written}}}").value
    assert product is not None
    assert product.batch is not None
    assert product.batch.recalled == recalled


def test_unknown_field_is_odd_but_the_rest_is_read():
    checked = read(Product, PLAIN + "pirce: 1\nbatch:\n  lot: a\n  colour: red\n")
    assert told(checked.oddities) == [(4, "There is no field “pirce” here."), (7, "There is no field “colour” here.")]
    assert checked.faults == ()
    assert checked.value is not None
    assert checked.value.batch is not None


def test_unknown_field_in_a_list_is_left_out():
    opening = "  - {id: a, kind: opening, title: 开场, seconds: 20}\n"
    segments = opening + "  - {id: b, kind: closing, title: 完, seconds: 1, x: 1}\n"
    checked = read(Written, NIGHT + segments)
    assert told(checked.oddities) == [(8, "There is no field “x” here.")]
    assert checked.value is not None
    assert [segment.id for segment in checked.value.segments] == ["a", "b"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("20:00", "“starts” is not a date and time: “20:00”"),
        ("1806926400", "“starts” is not a date and time: “1806926400”"),
        ("2027-04-05", "“starts” is not a date and time: “2027-04-05”"),
        ("2027-04-05T20:00:00", "“starts” does not say its time zone: “2027-04-05T20:00:00”"),
        ("2027-04-05T25:00:00+08:00", "“starts” is not a date and time: “2027-04-05T25:00:00+08:00”"),
    ],
)
def test_start_must_be_an_instant(written, said):
    text = (
        NIGHT.replace("2027-04-05T20:00:00+08:00", written) + "  - {id: a, kind: opening, title: 开场, seconds: 20}\n"
    )
    assert told(read(Written, text).faults) == [(5, said)]


@pytest.mark.parametrize("written", ["0", "-5", "4:00", "abc", "86401", "nan", "1e2", ""])
def test_length_must_be_seconds(written):
    text = NIGHT + f'  - {{id: a, kind: opening, title: 开场, seconds: "{written}"}}\n'
    assert told(read(Written, text).faults) == [(7, f"“seconds” is not a length in seconds: “{written}”")]


def test_every_refusal_says_what_to_do():
    assert all(what and advice for what, advice in REFUSALS.values())
