"""Library: what the county sells and shows; `?shelf=&id=` is one entry, `?shelf=&new=1` one that is being written."""

import streamlit as st

from studio.app.parts.library.list import draw_shelves
from studio.app.parts.library.one import draw_entry, draw_new
from studio.app.parts.person import current_user

user, asked = current_user(), st.query_params
if asked.get("id"):
    draw_entry(user, asked.get("shelf", ""), asked["id"])
elif asked.get("new"):
    draw_new(user, asked.get("shelf", ""))
else:
    draw_shelves(user, asked.get("shelf", ""))
