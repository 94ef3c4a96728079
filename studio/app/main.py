"""The navigation: which pages there are. Streamlit runs this file on every visit and every click."""

from pathlib import Path

import streamlit as st

from studio.app.words import _, seed_language

HERE = Path(__file__).parent

seed_language()
st.set_page_config(page_title=_("Yunzao Studio"), page_icon=str(HERE / "static" / "mark.svg"), layout="wide")
st.html(HERE / "look.css")
page = st.navigation(
    [st.Page(HERE / "clips.py", title=_("Clips"), url_path="clips", default=True)],
    position="hidden",
)
name, motto = _("Yunzao Studio"), _("From live selling to short videos")
st.html(
    '<a class="studio-mark" href="/" target="_self"><img src="/app/static/mark.svg" alt="">'
    f"<b>{name}</b><span>{motto}</span></a>"
)
page.run()
