"""A workbook that people edited: rows of the sheets we know, and of every row that cannot be read the reason.

Columns may stand in any order and be fewer or more than ours: what a sheet does not speak of stays as it is. Blank rows
are passed over. A formula counts as the value that Excel last showed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.core.findings import Problem
from studio.core.i18n import mark
from studio.library.brands import Licence
from studio.library.faults import Route, notice
from studio.library.rows import Row, Rows, put
from studio.library.validation import check
from studio.library.workbook.cells import NotAWorkbook, Table, Unusable, tables
from studio.library.workbook.columns import BRAND, ID, LICENCE, LICENCES, SHEETS, Column
from studio.library.workbook.places import FILL_IN, RowPlace, row_place

_LOOK_FOR_HEADS = 10
"""Above the heads people may have put a title."""
_OF_BRAND: Route = ("licences",)
_BRANDS = SHEETS["brands"][1]

NO_HEAD = mark("This sheet has no column “{head}”.")
ADD_HEAD = mark("Give it that column, with the id of each row’s entry.")
NO_VALUE = mark("“{field}” has no value: “{given}”")
PASTE_VALUE = mark("Copy the cell and paste it as a value, or type it in.")
LICENCE_FAULTY = mark("A licence of this brand cannot be used, so the brand stays as it is.")
MEND_LICENCES = mark("Mend its rows in the sheet 授权.")


@dataclass(slots=True)
class _Read:
    """What came of one sheet. keys: the ids of rows that had to be left out."""

    covers: tuple[Route, ...] = ()
    rows: list[tuple[dict[str, Any], RowPlace]] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


def read(path: Path, name: str) -> Rows:
    """The rows of a workbook that was called `name`. Raises `NotAWorkbook` or `WorkbookTooLarge`."""
    sheets = tables(path, name)
    if not sheets.keys() & {LICENCES, *(title for title, _ in SHEETS.values())}:
        raise NotAWorkbook(name)
    rows: list[Row] = []
    rejected: list[Problem] = []
    for shelf, (title, columns) in SHEETS.items():
        found = _of_sheet(name, title, sheets.get(title, []), columns, ID)
        rejected += found.rejected
        rows += (Row(shelf, body, place, found.covers) for body, place in found.rows)
    if LICENCES in sheets:
        licences = _of_sheet(name, LICENCES, sheets[LICENCES], LICENCE, BRAND)
        rows, faulty = _with_licences(rows, licences)
        rejected += [*licences.rejected, *faulty]
    return Rows(tuple(rows), tuple(rejected))


def _of_sheet(book: str, title: str, table: Table, known: Sequence[Column], key: str) -> _Read:
    at, columns = _heads(table, known, key)
    if not columns:
        first = table[0][0] if table else 0
        lacks = row_place(book, title, first, ()).problem((), notice(NO_HEAD, head=key), notice(ADD_HEAD))
        return _Read(rejected=[lacks] if table else [])
    found = _Read(tuple(column.route for column in columns.values()))
    for number, cells in table[at + 1 :]:
        place = row_place(book, title, number, known)
        faults = list(_faults(cells, columns, place))
        body = {} if faults else _body(cells, columns)
        if faults or not body:
            found.rejected += faults
            found.keys |= {str(value) for at, value in enumerate(cells) if at in columns and columns[at].head == key}
        else:
            found.rows.append((body, place))
    return found


def _heads(table: Table, known: Sequence[Column], key: str) -> tuple[int, dict[int, Column]]:
    """The row of the heads and the column at each position; none where the key's head is missing."""
    by_head = {column.head: column for column in known}
    for at, (_, cells) in enumerate(table[:_LOOK_FOR_HEADS]):
        heads = ["".join(str(cell).split()) for cell in cells]
        if key in heads:
            return at, {heads.index(head): by_head[head] for head in dict.fromkeys(heads) if head in by_head}
    return 0, {}


def _faults(cells: tuple[Any, ...], columns: dict[int, Column], place: RowPlace) -> list[Problem]:
    unusable = [(column, cells[at]) for at, column in columns.items() if at < len(cells)]
    return [
        place.problem(column.route, notice(NO_VALUE, field=column.head, given=cell.shown[:60]), notice(PASTE_VALUE))
        for column, cell in unusable
        if isinstance(cell, Unusable)
    ]


def _body(cells: tuple[Any, ...], columns: dict[int, Column]) -> dict[str, Any]:
    """The entry as YAML would hold it, its fields in our order."""
    body: dict[str, Any] = {}
    order = {column.route: cells[at] for at, column in columns.items() if at < len(cells) and cells[at] is not None}
    forms = {column.route: column.form for column in columns.values()}
    for route, cell in order.items():
        put(body, route, forms[route].read(cell))
    return body


def _with_licences(rows: list[Row], licences: _Read) -> tuple[list[Row], list[Problem]]:
    """The rows with each brand's licences in it; a brand whose licences cannot all be read is left out whole."""
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    faulty, problems, places = set(licences.keys), [], {}
    for body, place in licences.rows:
        brand = body.pop("brand", "")
        checked = check(Licence, body, place)
        if not brand:
            problems.append(place.problem(("brand",), *_lacks(BRAND)))
        elif checked.value is None:
            problems += checked.faults
            faulty.add(brand)
        held[brand].append(body)
        places[brand] = place
    made: list[Row] = []
    for row in rows:
        name = row.body.get("id", "")
        if row.shelf != "brands" or (row.covers is None):
            made.append(row)
        elif name in faulty:
            problems.append(row.place.problem((), notice(LICENCE_FAULTY), notice(MEND_LICENCES)))
        else:
            own = {"licences": held[name]} if name in held else {}
            made.append(replace(row, body=row.body | own, covers=(*row.covers, _OF_BRAND)))
    named = {row.body.get("id") for row in rows if row.shelf == "brands"} | faulty | {""}
    made += (
        Row("brands", {"id": brand, "licences": held[brand]}, replace(places[brand], columns=_BRANDS), (_OF_BRAND,))
        for brand in held
        if brand not in named
    )
    return made, problems


def _lacks(head: str) -> tuple[Any, Any]:
    return notice(mark("“{field}” is missing."), field=head), notice(FILL_IN, field=head)
