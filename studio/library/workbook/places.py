"""Where a row stands in a workbook: sheet and row for the place, the column's head for the field's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.core.findings import Notice, Problem
from studio.core.i18n import mark
from studio.library.faults import Place, Route, notice
from studio.library.validation import MISSING
from studio.library.workbook.columns import Column
from studio.library.workbook.forms import Choice

FILL_IN = mark("Fill in the column “{field}”.")


@dataclass(frozen=True, slots=True)
class RowPlace(Place):
    """A row of a sheet; `file` names the workbook and the sheet, every field stands in the same line."""

    columns: Sequence[Column] = ()

    def problem(self, path: Route, what: Notice, advice: Notice) -> Problem:
        """A problem told in the workbook's own words: the head instead of the field, Chinese choices."""
        column = next((column for column in self.columns if path[: len(column.route)] == column.route), None)
        if column:
            what, advice = _told(what, column), _told(advice, column)
        if what.text == MISSING[0]:
            advice = notice(FILL_IN, **advice.facts)
        return Problem(self.file, self.line(*path), what, advice)

    def below(self, *path: str | int) -> "RowPlace":
        """The same row: a workbook knows no deeper place."""
        return self


def row_place(book: str, sheet: str, row: int, columns: Sequence[Column]) -> RowPlace:
    """The place of a sheet's row, counted from 1 as Excel does."""
    return RowPlace(f"{book} · {sheet}", {(): row}, (), columns)


def _told(said: Notice, column: Column) -> Notice:
    facts: dict[str, Any] = dict(said.facts)
    if "field" in facts:
        facts["field"] = column.head
    if facts.get("expected") and isinstance(column.form, Choice):
        facts["expected"] = "、".join(column.form.words.values())
    return Notice(said.text, facts)
