"""Moments noted during the live session, read from the table that people keep: CSV, JSON, or Excel's own."""

import io
import json
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.media.probe import NoSuchFile

COUNTY_TIME = ZoneInfo("Asia/Shanghai")
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


def read(path: Path, recorded_at: datetime | None = None) -> list[Marker]:
    """The markers in the order of the file. Raises `MarkersUnreadable`, `MarkerWrong` or `StartUnknown`.

    `recorded_at` is when the recording began; a naive one is county time.
    """
    if not path.is_file():
        raise NoSuchFile(path=str(path))
    began = recorded_at.replace(tzinfo=recorded_at.tzinfo or COUNTY_TIME) if recorded_at else None
    rows = _json_rows(path) if path.suffix.lower() == ".json" else _table_rows(path)
    return [_marker(path, number, row, began) for number, row in rows]


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
    instant = _instant(plain)
    if instant is None:
        raise MarkerWrong(path=str(path), row=number, reason=f"at “{text}”")
    if began is None:
        raise StartUnknown(path=str(path), row=number)
    return Seconds((instant - began).total_seconds())


def _instant(text: str) -> datetime | None:
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


def _json_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        rows: Any = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise MarkersUnreadable(path=str(path), reason=str(error)) from error
    if isinstance(rows, dict):
        rows = rows.get("markers", rows)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MarkersUnreadable(path=str(path), reason=mark("not a list of rows"))
    return [(n, {k: "" if v is None else str(v) for k, v in row.items()}) for n, row in enumerate(rows, 1)]


def _table_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Rows of a CSV in any encoding and with any separator that Excel writes, or of an Excel sheet."""
    import pandas as pd

    try:
        if path.read_bytes()[:4] == b"PK\x03\x04":
            table = pd.read_excel(path, dtype=str, engine="calamine", keep_default_na=False, header=None)
        else:
            text = _text(path)
            separator = max(",;\t", key=text.partition("\n")[0].count)
            table = pd.read_csv(
                io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, skipinitialspace=True, header=None,
                names=range(max(line.count(separator) for line in text.splitlines()) + 1), skip_blank_lines=False,
            )  # fmt: skip
    except (ValueError, OSError, pd.errors.ParserError) as error:
        raise MarkersUnreadable(path=str(path), reason=str(error)) from error
    return _named(path, table.fillna("").to_numpy().tolist())


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for start, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(start):
            return raw.decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MarkersUnreadable(path=str(path), reason=mark("neither UTF-8 nor GBK"))


def _named(path: Path, rows: list[list[Any]]) -> list[tuple[int, dict[str, str]]]:
    """Each row under its columns' names; the first row that names `at`, `kind` and `segment` is the heading."""
    cells = [[str(cell).strip() for cell in row] for row in rows]
    for top, row in enumerate(cells):
        found = {name: row_index for name, also in _COLUMNS.items()
                 for row_index, cell in enumerate(row) if cell.lower() in also}  # fmt: skip
        if {"at", "kind", "segment"} <= found.keys():
            below = enumerate(cells[top + 1 :], top + 2)
            return [(n, {name: row[i] for name, i in found.items()}) for n, row in below if any(row)]
        if any(row):
            break
    raise MarkersUnreadable(path=str(path), reason=mark("no columns named at, kind and segment"))
