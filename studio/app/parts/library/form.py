"""The form of an entry: each field asked for in its own way; what is left as it was is not touched."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import streamlit as st

from studio.app.parts.library.fields import GROUPS, LICENCE, Field, Form
from studio.app.parts.library.values import name_of
from studio.app.words import _
from studio.library import rows
from studio.library.catalogue import Library


def draw_form(library: Library, shelf: str, body: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Ask for everything; the body as it would be saved."""
    made = deepcopy(dict(body))
    for title, fields in GROUPS[shelf]:
        if title:
            st.subheader(_(title), anchor=False)
        _draw_fields(library, fields, made, key)
    if shelf == "brands" and made.get("kind") == "child":
        rows.put(made, ("licences",), _draw_licences(library, made.get("licences") or [], key) or None)
    return made


def _draw_fields(library: Library, fields: Sequence[Field], made: dict[str, Any], key: str) -> None:
    """Two beside each other on a desk, one on a phone."""
    with st.grid(min_column_width=280, gap="small"):
        for field in fields:
            old = rows.at(made, field.route)
            value = _asked(library, field, old, f"{key}-{'.'.join(map(str, field.route))}")
            if (value or None) != (old or None):
                rows.put(made, field.route, value or None)


def _asked(library: Library, field: Field, old: Any, key: str) -> Any:
    label = _(field.label)
    if field.form is Form.LINES:
        return [
            line.strip()
            for line in st.text_area(label, "\n".join(old or ()), key=key, placeholder=_("One a line")).splitlines()
            if line.strip()
        ]
    if field.form is Form.DAY:
        return _day(label, old, key)
    if field.form is Form.RECALL:
        return _recall(label, old, key)
    if field.form is Form.CHOICE:
        return _choice(label, dict(field.choices), old, key, is_needed=field.is_needed)
    if field.form is Form.ENTRY:
        ids = list(dict.fromkeys(["", *getattr(library, field.shelf), *([old] if old else [])]))
        return st.selectbox(
            label, ids, ids.index(old or ""), format_func=lambda id: name_of(library, field.shelf, id) or "—", key=key
        )
    if field.form is Form.ENTRIES:
        ids = list(dict.fromkeys([*getattr(library, field.shelf), *(old or ())]))
        return st.multiselect(
            label, ids, old or [], format_func=lambda id: name_of(library, field.shelf, id), placeholder="—", key=key
        )
    return st.text_input(label, str(old or ""), key=key).strip()


def _day(label: str, old: Any, key: str) -> str:
    chosen = st.date_input(
        label, _date(old), min_value=date(2000, 1, 1), max_value=date(2099, 12, 31), key=key, format="YYYY-MM-DD"
    )
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _date(written: Any) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def _recall(label: str, old: Any, key: str) -> Any:
    """Whether at all, and from which day where that is known."""
    was = bool(old) and str(old).lower() not in ("no", "false")
    with st.container(gap="small"):
        if not st.toggle(label, was, key=key):
            return old if not was else ""
        return _day(_("Day of the recall, where it is known"), old, f"{key}-day") or "yes"


def _choice(label: str, words: Mapping[str, str], old: Any, key: str, *, is_needed: bool) -> str:
    options = list(words) if is_needed else ["", *words]
    first = options.index(old) if old in options else 0
    return st.selectbox(label, options, first, format_func=lambda one: _(words[one]) if one else "—", key=key)


def _draw_licences(library: Library, old: Sequence[Mapping[str, Any]], key: str) -> list[dict[str, Any]]:
    """A box a licence; one more on request."""
    st.subheader(_("Licences"), anchor=False)
    made = []
    more = st.session_state.get(f"{key}-more", 0)
    for number, one in enumerate([*old, *({"status": "active"} for _more in range(more))]):
        licence = deepcopy(dict(one))
        with st.container(border=True, key=f"{key}-licence-{number}"):
            _draw_fields(library, LICENCE, licence, f"{key}-licence-{number}")
            if not st.toggle(_("Take this licence out when saving"), key=f"{key}-licence-{number}-out"):
                made.append(licence)
    if st.button(_("One more licence"), icon=":material/add:", key=f"{key}-one-more"):
        st.session_state[f"{key}-more"] = more + 1
        st.rerun()
    return made
