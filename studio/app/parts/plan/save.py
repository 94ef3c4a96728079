"""Saving a draft: what is wrong is said in the words of the form, and nothing typed is lost."""

from collections.abc import Mapping

import streamlit as st

from studio.app.parts.plan.drafts import Draft, begin_from, forget
from studio.app.parts.plan.words import field_words
from studio.app.parts.told import told
from studio.app.words import _, plain, translate
from studio.core.access import User
from studio.core.findings import Notice, Problem
from studio.library.faults import Place, Route
from studio.plan import store
from studio.plan.draft import finished
from studio.storage.documents import ChangedMeanwhile

_TOLD = 4
"""So many faults at once; more would hide the form on a phone."""

_PUT = {store.SESSION: store.put_session, store.CAMPAIGN: store.put_campaign}
_READ = {store.SESSION: store.session, store.CAMPAIGN: store.campaign}


def draw_save(user: User, draft: Draft) -> None:
    """The main button and the way out; what hinders saving is told right above them, wherever the page stands."""
    with st.bottom:
        above = st.container()
        with st.container(horizontal=True, wrap=False, gap="small", key="save-row"):
            pressed = st.button(_("Save"), type="primary", icon=":material/save:", width="stretch", key="save")
            leave = st.button(_("Throw away"), icon=":material/delete:", key="throw-away")
    if leave:
        forget(draft)
        _show(draft.id if draft.version else None)
    with above:
        if pressed:
            _save(user, draft)
        if draft.is_behind:
            _draw_behind(user, draft)


def _save(user: User, draft: Draft) -> None:
    body = finished(draft.body)
    if "segments" in body:
        body["segments"] = [segment for segment in body["segments"] if segment["id"] not in draft.gone]
    numbered: dict[Route, int] = {("segments", number): number + 1 for number in range(len(body.get("segments", ())))}
    faults = store.checked(draft.kind, body, Place("", numbered)).faults
    if faults:
        told_first = "\n\n".join(_line(one, body) for one in faults[:_TOLD])
        st.error(_("This cannot be saved as it is:") + "\n\n" + told_first)
        return
    with told():
        try:
            _PUT[draft.kind](user, body, draft.version)
        except ChangedMeanwhile:
            draft.is_behind = True
            st.rerun()
        forget(draft)
        st.toast(_("Saved."), icon=":material/check:")
        _show(draft.id)


def _line(fault: Problem, body: Mapping) -> str:
    words = field_words()
    facts = {name: words.get(str(fact), fact) if name == "field" else fact for name, fact in fault.what.facts.items()}
    said = plain(Notice(fault.what.text, facts).told_in(translate()))
    if not fault.line:
        return said
    segment = body["segments"][fault.line - 1]
    name = segment.get("title") or _("Segment {number}", number=fault.line)
    return f"**{plain(name)}** {said}"


def _draw_behind(user: User, draft: Draft) -> None:
    """Somebody else saved first: what is typed stays; the person says which of the two holds."""
    with told():
        there = _READ[draft.kind](user, draft.id)
        error = ChangedMeanwhile(there.changed_name, there.changed)
        st.warning(plain(translate()(error.message).format(who=error.who, when=error.when)), icon=":material/group:")
        st.caption(_("What you typed is still here."))
        with st.container(horizontal=True, gap="small", key="behind"):
            if st.button(_("Take theirs, drop mine"), key="theirs"):
                forget(draft)
                begin_from(there)
                st.rerun()
            if st.button(_("Keep mine; save it over theirs"), key="mine"):
                draft.version, draft.is_behind = there.version, False
                _save(user, draft)


def _show(id: str | None) -> None:
    st.query_params.from_dict({"id": id} if id else {})
    st.rerun()
