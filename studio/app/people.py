"""People: who is let in as what, and links for those who come; `?id=` is one account."""

import streamlit as st

from studio.app.parts.people.list import draw_people
from studio.app.parts.people.one import draw_account
from studio.app.parts.person import current_user

if st.query_params.get("id"):
    draw_account(current_user(), st.query_params["id"])
else:
    draw_people(current_user())
