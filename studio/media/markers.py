"""Moments noted during the live session, read from the table that people keep: CSV, JSON, or Excel's own."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from python_calamine import CalamineError, CalamineWorkbook

from studio.core.clock import COUNTY_TIME
from studio.core.errors import StudioError
from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.media.probe import NoSuchFile

_COLUMNS = {"at": ("at", "时间", "时刻"), "kind": ("kind", "类型", "打点"), "segment": ("segment", "环节", "环节id"),
            "note": ("note", "备注", "说明")}  # fmt: skip


class Kind(StrEnum):
    """What a marker says of its segment."""

    START = "start"
    END = "end"
    HIGHLIGHT = "highlight"
    RETAKE = "retake"


_KINDS = {"开始": Kind.START, "结束": Kind.END, "高光": Kind.HIGHLIGHT, "重来": Kind.RETAKE, "重拍": Kind.RETAKE}


@dataclass(frozen=True, slots=True)
class Marker:
    """One moment of one segment, in seconds of the recording; `row` counts the table's rows, its heading is row 1."""

    at: Seconds
    kind: Kind
    segment: str
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """The markers in the order of the file, and what was odd about it."""

    markers: tuple[Marker, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(eq=False)
class MarkersUnreadable(StudioError):
    """A file that is no table of markers."""

    path: str
    reason: str

    message: ClassVar[str] = mark("The markers in {path} cannot be read: {reason}")
    hint: ClassVar[str] = mark("Keep a table with the columns at, kind, segment, note; save it as CSV (UTF-8) or JSON.")


@dataclass(eq=False)
class MarkerWrong(StudioError):
    """One row that says nothing usable."""

    path: str
    row: int
    reason: str

    message: ClassVar[str] = mark("Row {row} of {path}: {reason}")
    hint: ClassVar[str] = mark(
        "at is seconds (75.5), minutes (1:15.5) or an instant (2027-04-05T20:01:15+08:00); "
        "kind is start, end, highlight or retake; segment is an id of the session."
    )


@dataclass(eq=False)
class StartUnknown(StudioError):
    """Markers on the clock without the moment at which the recording began."""

    path: str
    row: int

    message: ClassVar[str] = mark(
        "Row {row} of {path} gives a time of day, and it is not known when the recording began."
    )
    hint: ClassVar[str] = mark("Add --recorded-at with the moment the recording began, as 2027-04-05T19:58:00+08:00.")


@dataclass(eq=False)
class NotAnInstant(StudioError):
    """A text that is no moment on the clock."""

    given: str

    message: ClassVar[str] = mark("“{given}” is not a date and time.")
    hint: ClassVar[str] = mark("Write it as 2027-04-05T19:58:00+08:00.")


def read(path: Path, recorded_at: datetime | None = None) -> Table:
    """The markers of a file. Raises `MarkersUnreadable`, `MarkerWrong` or `StartUnknown`.

    `recorded_at` is when the recording began, with its zone.
    """
    if not path.is_file():
        raise NoSuchFile(path=str(path))
    raw = path.read_bytes()
    if raw.startswith(_SHEETS):
        rows, odd = _sheet_rows(path), Notice(mark("The markers were read from an Excel sheet."))
    else:
        text, encoding = _text(path, raw)
        rows = _json_rows(path, text) if path.suffix.lower() == ".json" else _table_rows(path, text)
        told = mark("The markers are written in {encoding}, as Excel does; they were read so.")
        odd = Notice(told, {"encoding": encoding}) if encoding else None
    if not rows:
        raise MarkersUnreadable(path=str(path), reason=mark("it holds no marker"))
    return Table(tuple(_marker(path, number, row, recorded_at) for number, row in rows), (odd,) if odd else ())


def _marker(path: Path, number: int, row: dict[str, str], began: datetime | None) -> Marker:
    kind = row.get("kind", "").strip()
    known = _KINDS.get(kind) or (Kind(kind.lower()) if kind.lower() in list(Kind) else None)
    if known is None:
        raise MarkerWrong(path=str(path), row=number, reason=f"kind “{kind}”")
    if not row.get("segment", "").strip():
        raise MarkerWrong(path=str(path), row=number, reason="segment “”")
    at = _moment(path, number, row.get("at", "").strip(), began)
    return Marker(at, known, row["segment"].strip(), row.get("note", "").strip(), number)


def _moment(path: Path, number: int, text: str, began: datetime | None) -> Seconds:
    """Seconds of the recording from `75.5`, `1:15.5`, `0:01:15` or an absolute instant."""
    plain = text.replace("：", ":").replace("，", ".")
    if re.fullmatch(r"[+-]?\d+([.,]\d+)?", plain):
        return Seconds(float(plain.replace(",", ".")))
    if re.fullmatch(r"(\d+:)?\d{1,2}:\d{1,2}([.,]\d+)?", plain):
        total = 0.0
        for part in plain.replace(",", ".").split(":"):
            total = total * 60 + float(part)
        return Seconds(total)
    clock = _clock(plain)
    if clock is None:
        raise MarkerWrong(path=str(path), row=number, reason=f"at “{text}”")
    if began is None:
        raise StartUnknown(path=str(path), row=number)
    return Seconds((clock - began).total_seconds())


def instant(text: str) -> datetime:
    """An instant as people write it: ISO, or as Excel shows it; county time without a zone. Raises `NotAnInstant`."""
    found = _clock(text)
    if found is None:
        raise NotAnInstant(given=text)
    return found


def _clock(text: str) -> datetime | None:
    """An ISO instant, or what Excel makes of one (2027/4/5 20:01:15), which is county time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        parts = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", text)
        if not parts:
            return None
        try:
            found = datetime(*(int(part or 0) for part in parts.groups()), tzinfo=COUNTY_TIME)
        except ValueError:
            return None
    return found if found.tzinfo else found.replace(tzinfo=COUNTY_TIME)


_Rows = list[tuple[int, dict[str, str]]]
_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .xls begin."""
_SEPARATOR = re.compile(r'"?sep=([,;|\t])"?[,;|\t]*\s*$', re.IGNORECASE)
"""The first line by which a table tells Excel what parts its cells; Excel saves it as a row like any other."""


def _json_rows(path: Path, text: str) -> _Rows:
    try:
        rows: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MarkersUnreadable(path=str(path), reason=str(error)) from error
    if isinstance(rows, dict):
        rows = rows.get("markers", rows)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MarkersUnreadable(path=str(path), reason=mark("not a list of rows"))
    names = {also: name for name, others in _COLUMNS.items() for also in others}
    named = ({names.get(k.strip().lower(), k): "" if v is None else str(v) for k, v in row.items()} for row in rows)
    return list(enumerate(named, 1))


def _sheet_rows(path: Path) -> _Rows:
    try:
        cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError) as error:
        raise MarkersUnreadable(path=str(path), reason=str(error)) from error
    return _named(path, cells)


def _table_rows(path: Path, text: str) -> _Rows:
    """Rows of a CSV parted as Excel does it: as its first line says, else by comma, semicolon or tab."""
    lines = text.splitlines(keepends=True)
    named = _SEPARATOR.match(lines[0]) if lines else None
    separator = named[1] if named else max(",;\t", key=text.partition("\n")[0].count)
    rest = ["\n", *lines[1:]] if named else lines
    try:
        cells = list(csv.reader(io.StringIO("".join(rest), newline=None), delimiter=separator, skipinitialspace=True))
    except csv.Error as error:
        raise MarkersUnreadable(path=str(path), reason=str(error)) from error
    return _named(path, cells)


def _text(path: Path, raw: bytes) -> tuple[str, str]:
    """The table's text, and its encoding where it is not UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), "UTF-16"
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030"), "GBK"
    except UnicodeDecodeError as error:
        raise MarkersUnreadable(path=str(path), reason=mark("neither UTF-8 nor GBK")) from error


def _named(path: Path, table: Sequence[Sequence[object]]) -> _Rows:
    """Each row under its columns' names; the first row that names `at`, `kind` and `segment` is the heading."""
    width = max(map(len, table), default=0)
    cells = [[_plain(cell) for cell in (*row, *[""] * (width - len(row)))] for row in table]
    for top, row in enumerate(cells):
        found = {name: row_index for name, also in _COLUMNS.items()
                 for row_index, cell in enumerate(row) if cell.lower() in also}  # fmt: skip
        if {"at", "kind", "segment"} <= found.keys():
            below = enumerate(cells[top + 1 :], top + 2)
            return [(n, {name: row[i] for name, i in found.items()}) for n, row in below if any(row)]
        if any(row):
            break
    raise MarkersUnreadable(path=str(path), reason=mark("no columns named at, kind and segment"))


def _plain(cell: object) -> str:
    """A cell as its sheet shows it: whole numbers without a fraction."""
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
