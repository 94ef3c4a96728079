"""Sessions: what goes on air when; `?id=` is one run of show, `?write=` one that is being written."""

import streamlit as st

from studio.app.parts.person import current_user
from studio.app.parts.plan.session_form import draw_form
from studio.app.parts.plan.session_list import draw_sessions
from studio.app.parts.plan.session_one import draw_session

user = current_user()
if st.query_params.get("write"):
    draw_form(user, st.query_params["write"])
elif st.query_params.get("id"):
    draw_session(user, st.query_params["id"])
else:
    draw_sessions(user)
