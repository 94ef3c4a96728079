"""The door to Excel's files: the values of every sheet, or one refusal for a file that is none."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark

LARGEST_MB = 20
UNPACKED_MB = 300
MOST_ROWS = 10_000
MOST_COLUMNS = 200
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    RuntimeError, OverflowError, AssertionError, OSError,
)  # fmt: skip
"""What openpyxl raises on files that only look like a workbook: it has no error of its own for most of them."""

Table = list[tuple[int, tuple[Any, ...]]]
"""The rows of a sheet that are not blank, each with its number as Excel counts."""


@dataclass(eq=False)
class NotAWorkbook(StudioError):
    """A file that is no workbook, or none with a sheet of ours."""

    name: str

    message: ClassVar[str] = mark("{name} is no workbook of the library.")
    hint: ClassVar[str] = mark(
        "Save it in Excel or WPS as .xlsx without a password, with the sheets 产品, 景点, 品牌, 授权 or 主播. "
        "Export the library to get one to fill in."
    )


@dataclass(eq=False)
class WorkbookTooLarge(StudioError):
    """A workbook beyond what a county's library can be."""

    name: str

    message: ClassVar[str] = mark("{name} is too large to be read.")
    hint: ClassVar[str] = mark(
        "Keep at most 10,000 rows in a sheet and 20 MB in all; take pictures and other sheets out."
    )


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell without a value to take: a formula that was never worked out, or one of Excel's errors."""

    shown: str


def tables(path: Path, name: str) -> dict[str, Table]:
    """Every sheet's rows by its title. Raises `NotAWorkbook` or `WorkbookTooLarge`."""
    try:
        _refuse_large(path, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of pictures and styles that it leaves out
            return _read(path, name)
    except _BROKEN as error:
        raise NotAWorkbook(name) from error


def _refuse_large(path: Path, name: str) -> None:
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if path.stat().st_size > LARGEST_MB * 1_000_000 or unpacked > UNPACKED_MB * 1_000_000:
        raise WorkbookTooLarge(name)


def _read(path: Path, name: str) -> dict[str, Table]:
    found = _tables(path, name, worked_out=False)
    if not any(_is_formula(value) for table in found.values() for _, row in table for value in row):
        return found
    values = {title: dict(table) for title, table in _tables(path, name, worked_out=True).items()}
    return {
        title: [(number, _worked_out(row, values[title].get(number, ()))) for number, row in table]
        for title, table in found.items()
    }


def _tables(path: Path, name: str, *, worked_out: bool) -> dict[str, Table]:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and seldom asked for

    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=worked_out, keep_links=False)
        return {sheet.title.strip(): list(_rows(sheet, name)) for sheet in book.worksheets}


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()  # what a file says of its size is often not true
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = tuple(_value(cell) for cell in cells[:MOST_COLUMNS])
        if any(value is not None for value in row):
            if number > MOST_ROWS:
                raise WorkbookTooLarge(name)
            yield number, row


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None:
        return None
    if cell.data_type in ("f", "e"):
        return Unusable(str(getattr(value, "text", value)))
    return None if isinstance(value, str) and not value.strip() else value


def _is_formula(value: Any) -> bool:
    return isinstance(value, Unusable) and value.shown.startswith("=")


def _worked_out(row: tuple[Any, ...], values: tuple[Any, ...]) -> tuple[Any, ...]:
    known = dict(enumerate(values))
    return tuple(
        known.get(at) if _is_formula(value) and known.get(at) is not None else value for at, value in enumerate(row)
    )
