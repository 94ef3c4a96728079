"""One account: role, spots and brands, a link for a lost password, closed and opened again."""

import streamlit as st

from studio.app.parts.people.bounds import draw_bounds
from studio.app.parts.people.links import draw_link, keep_link
from studio.app.parts.told import told
from studio.app.words import _, day_and_time, plain
from studio.core.access import User
from studio.core.clock import COUNTY_TIME
from studio.library import accounts, invites
from studio.library.people import Account

_READ = "people-read"
"""The account as it was when its page was opened: what is saved is a change of that version."""


def open_account(account_id: str) -> None:
    """Go to one account."""
    st.session_state.pop(_READ, None)
    st.query_params.from_dict({"id": account_id})
    st.rerun()


def draw_account(user: User, account_id: str) -> None:
    """Draw it. Raises `NotAllowed`, `NoAccount`."""
    read = st.session_state.get(_READ)
    if read is None or read.id != account_id:
        read = next((one for one in accounts.everybody(user) if one.id == account_id), None)
        if read is None:
            raise accounts.NoAccount
        st.session_state[_READ] = read
    st.title(plain(read.name), anchor=False)
    made = day_and_time(read.made.astimezone(COUNTY_TIME))
    st.caption(plain(_("Login name {login}, here since {when}", login=read.login, when=made)))
    draw_link()
    if not read.is_open:
        st.warning(_("This account is closed: nobody gets in with it."), icon=":material/lock:")
    asked = draw_bounds(f"{read.id}-{read.version}", read.name, read.role, read.spots, read.brands)
    _draw_locks(user, read)
    with st.bottom, told():
        with st.container(horizontal=True, gap="small", key="decision"):
            saves = st.button(_("Save"), type="primary", icon=":material/check:", width="stretch", key="save")
            leaves = st.button(_("Back"), icon=":material/arrow_back:", key="all")
        if saves:
            name = asked.name or read.name
            _keep(accounts.change(user, read.id, read.version, asked.role, name, asked.spots, asked.brands))
        if leaves:
            st.session_state.pop(_READ, None)
            st.query_params.clear()
            st.rerun()


def _draw_locks(user: User, read: Account) -> None:
    with st.container(horizontal=True, gap="small", key="locks"), told():
        if read.is_open and st.button(_("New link for a lost password"), icon=":material/key:", key="new-link"):
            keep_link(read.name, invites.new_link(user, read.id))
            st.rerun()
        is_me = read.id == user.id
        if read.is_open and not is_me and st.button(_("Close the account"), icon=":material/lock:", key="close"):
            _keep(accounts.close(user, read.id, read.version))
        if not read.is_open and st.button(_("Open it again"), icon=":material/lock_open:", key="reopen"):
            _keep(accounts.open_again(user, read.id, read.version))


def _keep(saved: Account) -> None:
    st.session_state[_READ] = saved
    st.toast(_("Saved."), icon=":material/check:")
    st.rerun()
