"""Who looks: the person of the cookie, asked of the database at every run, so that a closed account ends at once."""

import streamlit as st

from studio.app.words import _, plain
from studio.core.access import TITLES, User
from studio.library import accounts, tokens


def current_user() -> User:
    """The person who is logged in; where there is none the page stops with the way to the login."""
    user = accounts.user_of(st.context.cookies.get(tokens.COOKIE))
    if user is None:
        st.title(_("You are logged out"), anchor=False)
        st.write(_("Log in, then you can go on where you were."))
        st.html(f'<p class="studio-take"><a href="/account/login" target="_self">{_("Log in")}</a></p>')
        st.stop()
    return user


def draw_person(user: User) -> None:
    """A small menu for a page's head: who is logged in, the password, the way out."""
    with st.popover(plain(user.name), icon=":material/person:"):
        st.caption(_(TITLES[user.role]))
        words = {"/account/password": _("Change the password"), "/account/logout": _("Log out")}
        links = "".join(f'<a href="{address}" target="_self">{word}</a>' for address, word in words.items())
        st.html(f'<p class="studio-take studio-person">{links}</p>')
