"""A page that asks for several files at once."""

import streamlit as st

from studio.app.parts.upload.component import Wanted, upload
from studio.storage import media

st.title("素材")
here = st.session_state.setdefault("here", [])
upload("footage", Wanted("footage", "video/*", "点这里选素材", "可以一次选几个", multiple=True), None, here.append)
st.button("再画一遍")
st.text(" · ".join(found.name for one in here if (found := media.find(one))))
