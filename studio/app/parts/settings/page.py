"""What everybody may settle, then what administrators see of the studio itself."""

from html import escape

import streamlit as st

from studio.app.parts.settings.health import draw_health, draw_places
from studio.app.parts.settings.log import draw_log
from studio.app.words import _, language, plain
from studio.core.access import TITLES, Deed, User, may
from studio.core.i18n import LANGUAGES

_NAMES = {"zh_CN": "中文", "en": "English"}


def draw_settings(user: User) -> None:
    """Draw it for this person."""
    st.title(_("Settings"), anchor=False)
    mine, spoken = st.columns(2, gap="large")
    with mine:
        st.subheader(_("My account"), anchor=False)
        st.write(plain(f"{user.name} · {_(TITLES[user.role])}"))
        words = {"/account/password": _("Change the password"), "/account/logout": _("Log out")}
        _draw_links([(address, word, "") for address, word in words.items()])
    with spoken:
        st.subheader(_("Language"), anchor=False)
        now = language()
        st.write(_("The studio speaks {language} to you.", language=_NAMES[now]))
        others = [one for one in LANGUAGES if one != now]
        _draw_links([(f"/account/language/{one}", _NAMES[one], one.replace("_", "-")) for one in others])
    if not may(user, Deed.SETTLE):
        return
    draw_places()
    draw_health()
    draw_log(user)


def _draw_links(links: list[tuple[str, str, str]]) -> None:
    drawn = "".join(
        f'<a href="{address}" target="_self"{f" lang={lang} translate=no" if lang else ""}>{escape(word)}</a>'
        for address, word, lang in links
    )
    st.html(f'<p class="studio-take studio-person">{drawn}</p>')
