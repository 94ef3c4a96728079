"""Everybody with an account, the links that wait, and the invitation of the next person."""

import streamlit as st

from studio.app.parts.people.bounds import bounds_line, draw_bounds
from studio.app.parts.people.links import draw_link, keep_link
from studio.app.parts.people.one import open_account
from studio.app.parts.told import told
from studio.app.words import _, day_and_time, plain
from studio.core.access import User
from studio.core.clock import COUNTY_TIME
from studio.library import accounts, invites

_INVITING = "people-inviting"


def draw_people(user: User) -> None:
    """Draw it. Raises `NotAllowed`."""
    everybody = accounts.everybody(user)
    st.title(_("People"), anchor=False)
    draw_link()
    if st.session_state.get(_INVITING):
        _draw_invitation(user)
        return
    _draw_waiting(user)
    if len(everybody) == 1:
        st.info(_("You are alone here. Invite the first person with the button below."), icon=":material/group_add:")
    with st.grid(min_column_width=300, gap="small"):
        for one in everybody:
            with st.container(border=True, key=f"person-{one.id}", gap="small"):
                icon = ":material/person:" if one.is_open else ":material/person_off:"
                if st.button(plain(one.name), icon=icon, key=f"open-{one.id}", width="stretch"):
                    open_account(one.id)
                st.caption(plain(bounds_line(one.role, one.spots, one.brands)))
                if not one.is_open:
                    st.badge(_("Closed"), icon=":material/lock:", color="red")
    with st.bottom:
        if st.button(_("Invite somebody"), type="primary", icon=":material/person_add:", width="stretch", key="invite"):
            st.session_state[_INVITING] = True
            st.rerun()


def _draw_invitation(user: User) -> None:
    st.subheader(_("Invite somebody"), anchor=False)
    asked = draw_bounds("new")
    with st.bottom, told():
        with st.container(horizontal=True, gap="small", key="decision"):
            makes = st.button(_("Make the link"), type="primary", icon=":material/link:", width="stretch", key="make")
            leaves = st.button(_("Back"), icon=":material/arrow_back:", key="leave")
        if makes:
            keep_link(asked.name, invites.invite(user, asked.role, asked.name, asked.spots, asked.brands))
        if makes or leaves:
            del st.session_state[_INVITING]
            st.rerun()


def _draw_waiting(user: User) -> None:
    waiting = invites.waiting(user)
    if not waiting:
        return
    st.subheader(_("Links that wait"), anchor=False)
    with st.grid(min_column_width=300, gap="small"):
        for one in waiting:
            with st.container(border=True, key=f"invite-{one.id}", gap="small"):
                what = _("New password") if one.account else _("Invited")
                who = one.name or _("Somebody")
                st.write(f"**{plain(who)}** · {what}")
                until = _("Works until {when}", when=day_and_time(one.expires.astimezone(COUNTY_TIME)))
                bounds = bounds_line(one.role, one.spots, one.brands)
                st.caption(plain(f"{bounds}\n{until}"))
                if st.button(_("End this link"), icon=":material/link_off:", key=f"withdraw-{one.id}", width="stretch"):
                    with told():
                        invites.withdraw(user, one.id)
                        st.toast(_("The link works no more; a new one can be made at any time."))
                        st.rerun()
    st.subheader(_("Accounts"), anchor=False)
