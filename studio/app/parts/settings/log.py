"""Who did what to what, and when: the audit log, a page at a time, the newest first."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from studio.app.parts.library.fields import label_of
from studio.app.parts.settings.deeds import deed_word, kind_word
from studio.app.words import _, day_and_time
from studio.core.access import STUDIO, User
from studio.core.clock import COUNTY_TIME
from studio.library import accounts, audit, store
from studio.library.audit import Entry

_A_PAGE = 30
_PAGE = "log-page"


def draw_log(user: User) -> None:
    """Draw it. Raises `NotAllowed`."""
    st.subheader(_("Who did what"), anchor=False)
    page = st.session_state.setdefault(_PAGE, 0)
    found = audit.latest(user, _A_PAGE + 1, page * _A_PAGE)
    if not found:
        st.info(_("Nothing has been done here yet."), icon=":material/history:")
        return
    names = {one.id: one.name for one in accounts.everybody(user)}
    library = store.current()
    for shelf, kind in store.KINDS.items():
        names |= {f"{kind}/{id}": entry.name for id, entry in getattr(library, shelf).items()}
    st.html(f'<ul class="studio-log">{"".join(_row(one, names) for one in found[:_A_PAGE])}</ul>')
    with st.container(horizontal=True, gap="small", key="log-pages"):
        if st.button(_("Newer"), icon=":material/arrow_upward:", key="newer", disabled=page == 0):
            st.session_state[_PAGE] = page - 1
            st.rerun()
        if st.button(_("Older"), icon=":material/arrow_downward:", key="older", disabled=len(found) <= _A_PAGE):
            st.session_state[_PAGE] = page + 1
            st.rerun()


def _row(one: Entry, names: Mapping[str, str]) -> str:
    when = day_and_time(one.at.astimezone(COUNTY_TIME))
    who = _("The studio") if one.who == STUDIO.id else one.name
    thing = one.detail.get("name") or names.get(f"{one.kind}/{one.thing}") or names.get(one.thing) or ""
    what = f"{kind_word(one.kind)}{f' “{thing}”' if thing else ''}"
    more = [_(label_of(str(name))) for name in one.detail.get("fields", ())] if one.deed == "changed" else []
    if one.detail.get("note"):
        more.append(str(one.detail["note"]))
    detail = f"<small>{escape('、'.join(more))}</small>" if more else ""
    return (
        f"<li><time>{escape(when)}</time><span><b>{escape(who)}</b> {escape(deed_word(one.deed))} "
        f"{escape(what)}{detail}</span></li>"
    )
