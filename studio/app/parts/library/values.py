"""A field's value as people read it."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from babel.dates import format_date

from studio.app.parts.library.fields import Field, Form
from studio.app.words import _, language
from studio.library.catalogue import Library
from studio.library.rows import at


def day(written: str) -> str:
    """2027年4月5日."""
    try:
        return format_date(date.fromisoformat(written), "long", locale=language())
    except ValueError:
        return written


def name_of(library: Library, shelf: str, id: str) -> str:
    """What an entry is called; its id where it is not there."""
    entry = getattr(library, shelf).get(id)
    return entry.name if entry else id


def fact_rows(library: Library, fields: Iterable[Field], body: Any) -> str:
    """The fields that are filled, as rows of a description list."""
    shown = [(field.label, _shown(library, field, at(body, field.route))) for field in fields]
    rows = "".join(f"<dt>{escape(_(label))}</dt><dd>{value}</dd>" for label, value in shown if value)
    return f'<dl class="studio-entry">{rows}</dl>' if rows else ""


def _shown(library: Library, field: Field, value: Any) -> str:
    if not value:
        return ""
    if field.form is Form.LINK:
        return f'<a href="{escape(value)}" target="_blank" rel="noopener noreferrer">{escape(value)}</a>'
    return "<br>".join(escape(line) for line in _lines(library, field, value))


def _lines(library: Library, field: Field, value: Any) -> list[str]:
    if field.form is Form.LINES:
        return list(value)
    if field.form is Form.ENTRIES:
        return ["、".join(name_of(library, field.shelf, one) for one in value)]
    shown = str(value)
    if field.form is Form.ENTRY:
        shown = name_of(library, field.shelf, shown)
    elif field.form is Form.CHOICE:
        shown = _(dict(field.choices).get(shown, shown))
    elif field.form is Form.MONEY:
        shown = f"¥{shown}"
    elif field.form is Form.DAY:
        shown = day(shown)
    elif field.form is Form.RECALL:
        shown = {"yes": _("Yes"), "true": _("Yes"), "no": "", "false": ""}.get(shown.lower(), day(shown))
    return [shown] if shown else []
