"""The shelves: each entry a card, a product with its standing today; what needs somebody in one place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import streamlit as st

from studio.app.parts.library.exchange import draw_exchange
from studio.app.parts.library.fields import TITLES, label_of
from studio.app.parts.library.one import REMOVED, allows, open_new
from studio.app.parts.library.standing import draw_badges, standings, verdict
from studio.app.parts.library.values import day, name_of
from studio.app.parts.told import told
from studio.app.words import _, plain, translate
from studio.core.access import Deed, User, may
from studio.core.clock import COUNTY_TIME
from studio.library import store
from studio.library.alerts import Alert, alerts
from studio.library.catalogue import Library
from studio.storage.documents import Document

_ALERTS = "alerts"
_CARD_PX = 300
_A_PAGE = 24
_CARDS, _TABLE = "cards", "table"
_ROW_PX, _ROWS_SEEN = 35, 15
_COLUMNS: dict[str, Callable[[str], Any]] = {"price": float, "unit": str, "stock": int, "town": str}
"""The table's columns beside name and standing: what each value is sorted as."""


def draw_shelves(user: User, shelf: str) -> None:
    """One shelf at a time; `shelf` is the one to begin with."""
    st.title(_("Library"), anchor=False)
    _draw_undo(user)
    library, today = store.current(), datetime.now(COUNTY_TIME).date()
    found = [alert for alert in alerts(library, today) if store.sees(user, alert.scope)]
    words = {name: _(title) for name, title in TITLES.items()}
    if found:
        words[_ALERTS] = _("Needs somebody ({count})", count=len(found))
    first = shelf if shelf in words else "products"
    chosen = st.pills(
        _("Show"), list(words), default=first, format_func=words.__getitem__, required=True, key="shelf",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen == _ALERTS:
        _draw_alerts(found)
        return
    chosen = chosen or first
    _draw_entries(user, library, chosen)
    if may(user, Deed.STOCK):
        _draw_removed(user, chosen)
    draw_exchange(user)
    if allows(user, chosen):
        with st.bottom:
            new = {
                "products": _("New product"), "spots": _("New spot"), "brands": _("New brand"), "hosts": _("New host"),
            }  # fmt: skip
            if st.button(new[chosen], type="primary", icon=":material/add:", width="stretch", key="new"):
                open_new(chosen)


def open_entry(shelf: str, id: str) -> None:
    """Go to one entry."""
    st.query_params.from_dict({"shelf": shelf, "id": id})
    st.rerun()


def _draw_entries(user: User, library: Library, shelf: str) -> None:
    everything = store.entries(user, shelf)
    if not everything:
        st.info(_("Nothing here yet. Write the first one, or import an Excel file below."), icon=":material/inbox:")
        return
    wanted = st.text_input(
        _("Search"), placeholder=_("Name, town or batch"), key=f"search-{shelf}", label_visibility="collapsed"
    ).casefold().split()  # fmt: skip
    found = [one for one in everything if all(word in _text(library, one.body).casefold() for word in wanted)]
    if not found:
        st.info(_("Nothing fits these words."), icon=":material/search_off:")
        return
    if shelf == "products" and len(everything) > _A_PAGE and _wants_table():
        _draw_table(library, found)
        return
    pages = -(-len(found) // _A_PAGE)
    page = st.pagination(pages, key=f"page-{shelf}-{'-'.join(wanted)}") if pages > 1 else 1
    with st.grid(min_column_width=_CARD_PX, gap="small"):
        for one in found[(page - 1) * _A_PAGE : page * _A_PAGE]:
            with st.container(border=True, key=f"card-{one.id}", gap="small"):
                _draw_card(library, shelf, one)


def _wants_table() -> bool:
    """Whether many are to be seen as a table; `?view=table` begins with it."""
    forms = {_CARDS: ":material/grid_view: " + _("Cards"), _TABLE: ":material/table_rows: " + _("Table")}
    first = _TABLE if st.query_params.get("view") == _TABLE else _CARDS
    chosen = st.segmented_control(
        _("View"), list(forms), default=first, format_func=forms.__getitem__, required=True, key="view",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return chosen == _TABLE


def _draw_table(library: Library, found: Sequence[Document]) -> None:
    """All of them at once, to be sorted by any column; a chosen row opens its product."""
    rows = table(library, found, datetime.now(COUNTY_TIME).date())
    height = _ROW_PX * (min(len(found), _ROWS_SEEN) + 1)
    picked = st.dataframe(
        rows, hide_index=True, height=height, on_select="rerun", selection_mode="single-row", placeholder="",
        column_config={_(label_of("price")): st.column_config.NumberColumn(format="%.2f")},
    )  # fmt: skip
    if picked.selection.rows:
        open_entry("products", found[picked.selection.rows[0]].id)


def table(library: Library, found: Sequence[Document], today: date) -> dict[str, list]:
    """Products with their standing on that day: columns in people's words, a value for each row."""
    stand, told = standings(library, today), cache(translate())
    verdicts = [verdict(stand[one.id]) if one.id in stand else ("", "", "") for one in found]
    columns: dict[str, list] = {
        _("Name"): [one.body["name"] for one in found],
        _("Today"): [f"{icon} {told(word)}" for _colour, icon, word in verdicts],
    }
    for name, form in _COLUMNS.items():
        columns[_(label_of(name))] = [form(value) if (value := one.body.get(name)) else None for one in found]
    return columns


def _draw_card(library: Library, shelf: str, one: Document) -> None:
    if st.button(plain(str(one.body["name"])), key=f"open-{one.id}", width="stretch"):
        open_entry(shelf, one.id)
    line = plain(_line(library, shelf, one.body))
    product = library.products.get(one.id) if shelf == "products" else None
    if product:
        today = datetime.now(COUNTY_TIME).date()
        draw_badges(standings(library, today)[product.id], is_branded=product.brand is not None, below=line)
    elif line:
        st.write(line)


def _line(library: Library, shelf: str, body: Mapping) -> str:
    """The card's second line: what one looks for first."""
    parts = [body.get("town"), body.get("title"), body.get("summary")]
    if shelf == "products":
        price = f"¥{body['price']}" if body.get("price") else ""
        stock = _("{count} in stock", count=body["stock"]) if body.get("stock") else ""
        parts = [f"{price}/{body['unit']}" if price and body.get("unit") else price, stock, body.get("town")]
    if shelf == "brands":
        ends = [str(one["until"]) for one in body.get("licences") or ()]
        parts = [
            name_of(library, "brands", body["parent"]) if body.get("parent") else "",
            _("licensed until {day}", day=day(max(ends))) if ends else "",
        ]
    return " · ".join(part for part in parts if part)


def _text(library: Library, body: Mapping) -> str:
    """Everything of an entry that people search by."""
    brand = name_of(library, "brands", body["brand"]) if body.get("brand") else ""
    spots = (name_of(library, "spots", spot) for spot in body.get("spots") or ())
    batch = (body.get("batch") or {}).get("lot", "")
    written = (body.get(name, "") for name in ("id", "name", "town", "origin", "title", "summary", "sector"))
    return " ".join(map(str, (*written, brand, batch, *spots)))


def _draw_alerts(found: list[Alert]) -> None:
    for number, alert in enumerate(found):
        with st.container(border=True, key=f"alert-{number}", gap="small"):
            text = plain(alert.what.told_in(translate()))
            if alert.is_now:
                st.error(text, icon=":material/report:")
            else:
                st.warning(text, icon=":material/event_upcoming:")
            if st.button(_("Look at it"), key=f"see-{number}", width="stretch"):
                open_entry(alert.shelf, alert.entry)


def _draw_undo(user: User) -> None:
    gone = st.session_state.get(REMOVED)
    if gone is None:
        return
    shelf, id, name = gone
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="undo"):
        st.write(plain(_("{name} was taken out of the library.", name=name)))
        if st.button(_("Undo"), icon=":material/undo:", key="undo-removal"):
            with told():
                store.restore(user, shelf, id)
                del st.session_state[REMOVED]
                st.rerun()


def _draw_removed(user: User, shelf: str) -> None:
    removed = [one for one in store.entries(user, shelf, removed=True) if allows(user, shelf, one.body)]
    if not removed:
        return
    with st.expander(_("Taken out ({count})", count=len(removed)), icon=":material/restore_from_trash:"):
        for one in removed:
            with st.container(horizontal=True, vertical_alignment="center", key=f"removed-{one.id}"):
                st.write(plain(str(one.body["name"])))
                if st.button(_("Bring it back"), icon=":material/undo:", key=f"restore-{one.id}"):
                    with told():
                        store.restore(user, shelf, one.id)
                        st.session_state.pop(REMOVED, None)
                        st.rerun()
