"""One entry of the library: its facts, its standing, then the form. What is being written is kept with its version."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from studio.app.parts.library.brand_mark import draw_mark
from studio.app.parts.library.fields import GROUPS, LICENCE, TITLES, label_of
from studio.app.parts.library.form import draw_form
from studio.app.parts.library.standing import draw_badges, standings
from studio.app.parts.library.values import fact_rows
from studio.app.parts.told import told
from studio.app.words import _, day_and_time, plain, translate
from studio.core.access import NotAllowed, User
from studio.core.clock import COUNTY_TIME
from studio.core.findings import Notice, Problem
from studio.library import store
from studio.library.catalogue import Library
from studio.library.faults import EntryNotRight
from studio.library.validation import MISSING
from studio.storage.documents import NEW, Document, NotThere

_DRAFT = "library-draft"
REMOVED = "library-removed"
"""The session's key for what was taken out last: shelf, id and name."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What somebody is writing: the entry as it was read when they began, and its version then."""

    shelf: str
    id: str
    version: int
    body: Mapping[str, Any]


def allows(user: User, shelf: str, body: Mapping[str, Any] | None = None) -> bool:
    """Whether the person may write that entry, or a new one of that shelf."""
    try:
        store.require_write(user, shelf, _begun(user, shelf, "new") if body is None else body)
    except NotAllowed:
        return False
    return True


def open_new(shelf: str) -> None:
    """Go and write a new entry."""
    st.session_state.pop(_DRAFT, None)
    st.query_params.from_dict({"shelf": shelf, "new": "1"})
    st.rerun()


def draw_entry(user: User, shelf: str, id: str) -> None:
    """The entry, or its form while it is being changed. Raises `NotThere`."""
    if shelf not in GROUPS:
        raise NotThere(id)
    draft = st.session_state.get(_DRAFT)
    if draft and (draft.shelf, draft.id) == (shelf, id):
        _draw_draft(user, draft)
        return
    found, library = store.entry(user, shelf, id), store.current()
    st.title(plain(str(found.body["name"])), anchor=False)
    _draw_facts(library, shelf, found)
    is_allowed = allows(user, shelf, found.body)
    if shelf == "brands":
        draw_mark(user, library, found, is_allowed=is_allowed)
    when = day_and_time(found.changed.astimezone(COUNTY_TIME))
    st.caption(plain(_("Last changed {when} by {name}", when=when, name=found.changed_name)))
    with st.bottom, st.container(horizontal=True, gap="small", key="decision"):
        if is_allowed:
            if st.button(_("Change it"), type="primary", icon=":material/edit:", width="stretch", key="edit"):
                st.session_state[_DRAFT] = _Draft(shelf, id, found.version, found.body)
                st.rerun()
            if st.button(_("Take out"), icon=":material/delete:", key="remove"):
                _remove(user, shelf, found)
        if st.button(_("Back"), icon=":material/arrow_back:", key="all", width="content" if is_allowed else "stretch"):
            _back(shelf)


def draw_new(user: User, shelf: str) -> None:
    """The form of an entry that is not there yet. Raises `NotThere`, `NotAllowed`."""
    if shelf not in GROUPS:
        raise NotThere(shelf)
    draft = st.session_state.get(_DRAFT)
    if not draft or draft.version != NEW or draft.shelf != shelf:
        used = {one.id for removed in (False, True) for one in store.entries(user, shelf, removed=removed)}
        kind = store.KINDS[shelf]
        id = next(f"{kind}-{number}" for number in range(1, len(used) + 2) if f"{kind}-{number}" not in used)
        draft = _Draft(shelf, id, NEW, _begun(user, shelf, id))
        st.session_state[_DRAFT] = draft
    store.require_write(user, shelf, draft.body)
    _draw_draft(user, draft)


def _begun(user: User, shelf: str, id: str) -> dict[str, Any]:
    """A new entry before anything is filled in: it belongs to the spots of who writes it."""
    kinds = {"products": {"kind": "goods"}, "brands": {"kind": "child"}}
    spots = {"spots": sorted(user.spots)} if user.spots and shelf in ("products", "hosts") else {}
    return {"id": id, **kinds.get(shelf, {}), **spots}


def _draw_facts(library: Library, shelf: str, found: Document) -> None:
    product = library.products.get(found.id) if shelf == "products" else None
    if product:
        today = datetime.now(COUNTY_TIME).date()
        draw_badges(standings(library, today)[product.id], is_branded=product.brand is not None)
    groups = [(title, fact_rows(library, fields, found.body)) for title, fields in GROUPS[shelf]]
    with st.grid(min_column_width=340, gap="medium"):
        for title, rows in groups:
            if rows:
                with st.container(gap="small"):
                    if title:
                        st.subheader(_(title), anchor=False)
                    st.html(rows)
    for number, licence in enumerate(found.body.get("licences") or ()):
        if number == 0:
            st.subheader(_("Licences"), anchor=False)
        with st.container(border=True, key=f"licence-{number}"):
            st.html(fact_rows(library, LICENCE, licence))


def _draw_draft(user: User, draft: _Draft) -> None:
    library = store.current()
    is_new = draft.version == NEW
    st.title(plain(str(draft.body.get("name") or "")) or _("New: {shelf}", shelf=_(TITLES[draft.shelf])), anchor=False)
    made = draw_form(library, draft.shelf, draft.body, f"{draft.shelf}-{draft.id}")
    if is_new:
        hint = _("Small Latin letters, digits and -; it never changes later.")
        made["id"] = st.text_input(_("Id in files"), draft.id, key="new-id", help=hint).strip()
    with st.bottom, _told_by_label():
        with st.container(horizontal=True, gap="small", key="decision"):
            saves = st.button(_("Save"), type="primary", icon=":material/check:", width="stretch", key="save")
            leaves = st.button(_("Discard"), key="discard")
        if saves:
            store.put(user, draft.shelf, made, draft.version)
            st.toast(_("Saved."), icon=":material/check:")
            _leave(draft.shelf, made["id"])
        if leaves:
            _leave(draft.shelf, None if is_new else draft.id)


def _leave(shelf: str, id: str | None) -> None:
    """Drop what was being written and go to the entry, or to its shelf."""
    st.session_state.pop(_DRAFT, None)
    st.query_params.from_dict({"shelf": shelf, "id": id} if id else {"shelf": shelf})
    st.rerun()


def _remove(user: User, shelf: str, found: Document) -> None:
    with told():
        store.remove(user, shelf, found.id, found.version)
        st.session_state[REMOVED] = (shelf, found.id, str(found.body["name"]))
        _back(shelf)


def _back(shelf: str) -> None:
    st.query_params.from_dict({"shelf": shelf})
    st.rerun()


@contextmanager
def _told_by_label() -> Generator[None]:
    """As `told`, but an entry that is not right is told by the form's own labels."""
    with told():
        try:
            yield
        except EntryNotRight as error:
            found = (_by_label(text) for problem in error.problems for text in _sentences(problem))
            st.error("  \n".join(plain(text) for text in found), icon=":material/error:")


def _sentences(problem: Problem) -> list[Notice]:
    return [problem.what] if problem.what.text == MISSING[0] else [problem.what, problem.advice]


def _by_label(said: Notice) -> str:
    facts = dict(said.facts)
    if "field" in facts:
        facts["field"] = _(label_of(str(facts["field"])))
    return Notice(said.text, facts).told_in(translate())
