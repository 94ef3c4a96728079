"""The library as a workbook that people can edit and bring back: one sheet a shelf, numbers and days as Excel's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library.rows import at
from studio.library.workbook.columns import LICENCES, SHEETS, Column, sheets
from studio.storage.files import writing

_HEAD = "head"
_LONGEST = 32_767
"""What a cell of Excel holds."""


@dataclass(eq=False)
class TooLongForExcel(StudioError):
    """A text that no cell holds; Excel would cut it off."""

    id: str
    head: str

    message: ClassVar[str] = mark("“{head}” of {id} is longer than a cell of Excel holds.")
    hint: ClassVar[str] = mark("Shorten it, or export the library as a folder of YAML files.")


def write(path: Path, shelves: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write the entries of each shelf, whole or not at all. Raises `TooLongForExcel` or `CannotWrite`."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and seldom asked for

    rows = {title: list(_rows(title, columns, shelves)) for title, columns in sheets()}
    book = Workbook(write_only=True)
    _styles(book)
    for title, columns in sheets():
        _fill(book.create_sheet(title), columns, rows[title])
    with writing(path) as part:
        book.save(part)


def _rows(
    title: str, columns: Sequence[Column], shelves: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[list[Any]]:
    """What to show of each entry; None leaves a cell empty."""
    if title == LICENCES:
        bodies = ({"brand": brand["id"], **held} for brand in shelves["brands"] for held in brand.get("licences", ()))
    else:
        bodies = iter(shelves[next(shelf for shelf, (named, _) in SHEETS.items() if named == title)])
    for body in bodies:
        yield [_shown(column, body) for column in columns]


def _shown(column: Column, body: Mapping[str, Any]) -> Any:
    value = at(body, column.route)
    shown = column.form.write(value) if value else None
    if isinstance(shown, str) and len(shown) > _LONGEST:
        raise TooLongForExcel(id=str(body.get("id", "")), head=column.head)
    return shown


def _fill(sheet: Any, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "C2"
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.form.width
        dimension.number_format = column.form.number_format  # what is typed below the last row keeps its form too
    heads = [WriteOnlyCell(sheet, column.head) for column in columns]
    for head in heads:
        head.style = _HEAD
    sheet.append(heads)
    for row in rows:
        sheet.append([_cell(sheet, column, shown) for column, shown in zip(columns, row, strict=True)])


def _cell(sheet: Any, column: Column, shown: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    if shown is None:
        return None
    cell = WriteOnlyCell(sheet, shown)
    cell.style = column.form.number_format
    if isinstance(shown, str):
        cell.data_type = "s"  # a text that begins with = is no formula
    return cell


def _styles(book: Any) -> None:
    """A named style for the heads and for every form: setting them one by one costs seconds on a large library."""
    from openpyxl.styles import Alignment, Font, NamedStyle  # noqa: PLC0415

    top = Alignment(wrap_text=True, vertical="top")
    book.add_named_style(NamedStyle(_HEAD, font=Font(bold=True)))
    for number_format in {column.form.number_format: None for _, columns in sheets() for column in columns}:
        book.add_named_style(NamedStyle(number_format, number_format=number_format, alignment=top))
