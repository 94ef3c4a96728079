"""One campaign: what it is for, its sessions, and how far their clips are."""

from collections import Counter
from collections.abc import Mapping
from html import escape

import streamlit as st

from studio.app.parts.clips.words import COLOURS, ICONS, state_word
from studio.app.parts.plan import names
from studio.app.parts.plan.campaign_list import period
from studio.app.parts.plan.removed import draw_remove
from studio.app.parts.plan.session_list import blank, draw_cards, write_new
from studio.app.parts.plan.words import field_words, money
from studio.app.words import _, plain
from studio.core.access import Deed, User, may
from studio.edit.review import store as review
from studio.edit.review.clip import State
from studio.plan import store
from studio.plan.campaign import Campaign
from studio.plan.runofshow import Session
from studio.storage.documents import Document


def draw_campaign(user: User, id: str) -> None:
    """Draw it."""
    document = store.campaign(user, id)
    campaign = store.value_of(document)
    if not isinstance(campaign, Campaign):
        return
    read = [value for one in store.sessions(user) if isinstance(value := store.value_of(one), Session)]
    sessions = sorted((one for one in read if one.campaign == id), key=lambda one: one.starts)
    ids = {one.id for one in sessions}
    clips = [clip for clip in review.all(user) if clip.session in ids]
    st.title(plain(campaign.title), anchor=False)
    st.write(plain(period(campaign.begins, campaign.until)))
    if campaign.goal:
        st.write(plain(campaign.goal))
    _draw_deeds(user, document)
    st.html(_facts(user, campaign))
    st.subheader(_("Clips of this campaign"), anchor=False)
    _draw_states(Counter(clip.state for clip in clips))
    st.subheader(_("Sessions of this campaign"), anchor=False)
    if not sessions:
        st.caption(_("No session belongs to it yet. Choose this campaign in a session."))
    draw_cards(sessions, Counter(clip.session for clip in clips))
    if may(user, Deed.PLAN):
        with st.bottom:
            if st.button(
                _("New session for this campaign"), type="primary", icon=":material/add:", width="stretch", key="add"
            ):
                write_new(blank(user) | {"campaign": id})


def _draw_deeds(user: User, document: Document) -> None:
    with st.container(horizontal=True, gap="small", key="deeds"):
        if st.button(_("All campaigns"), icon=":material/arrow_back:", key="all"):
            st.query_params.clear()
            st.rerun()
        if may(user, Deed.PLAN, store.scope_of(document)):
            if st.button(_("Change"), icon=":material/edit:", key="change"):
                st.query_params.from_dict({"write": document.id})
                st.rerun()
            draw_remove(user, document)


def _facts(user: User, campaign: Campaign) -> str:
    words = field_words()
    rows = {_("Budget"): money(campaign.budget)}
    for shelf in ("spots", "products", "hosts"):
        known = names.names(user, shelf)
        rows[words[shelf]] = "、".join(known.get(id, id) for id in getattr(campaign, shelf))
    rows[words["channels"]] = "、".join(campaign.channels)
    shown = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows.items() if value)
    return f'<dl class="studio-judged">{shown}</dl>'


def _draw_states(count: Mapping[State, int]) -> None:
    """How many stand where, as words with their icon."""
    with st.container(horizontal=True, gap="small", key="states"):
        for state in State:
            text = plain(f"{state_word(state)} {count[state]}")
            st.badge(text, icon=ICONS[state], color=COLOURS[state] if count[state] else "gray")  # ty: ignore[invalid-argument-type]
