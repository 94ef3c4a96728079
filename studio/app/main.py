"""The frame around every page: who is here, where one can go. Streamlit runs this file on every visit and every tap."""

from html import escape
from pathlib import Path

import streamlit as st

from studio.app.pages import PLACES
from studio.app.parts.person import current_user, draw_person
from studio.app.words import _, seed_language
from studio.core.access import may

HERE = Path(__file__).parent

seed_language()
st.set_page_config(page_title=_("Yunzao Studio"), page_icon=str(HERE / "static" / "mark.svg"), layout="wide")
st.html(HERE / "look.css")
user = current_user()
open_places = [place for place in PLACES if may(user, place.deed)]
pages = {
    place.address: st.Page(
        HERE / place.file, title=_(place.title), icon=place.icon, url_path=place.address, default=place is PLACES[0]
    )
    for place in open_places
}
page = st.navigation(list(pages.values()), position="hidden")
with st.container(horizontal=True, key="frame", vertical_alignment="center"):
    st.html(
        '<a class="studio-mark" href="/" target="_self"><img src="/app/static/mark.svg" alt="">'
        f"<b>{escape(_('Yunzao Studio'))}</b></a>",
        width="content",
    )
    with st.container(horizontal=True, key="places", gap="small"):
        for place in open_places:
            with st.container(key=f"{'daily' if place.is_daily else 'rare'}-{place.address}", width="content"):
                st.page_link(pages[place.address])
        open_only_here = f"more-{page.url_path}"  # under one key it would stay open over the page that was chosen
        with st.popover(_("More"), icon=":material/menu:", key=open_only_here):
            for place in open_places:
                if not place.is_daily:
                    st.page_link(pages[place.address])
    draw_person(user)
page.run()
