"""Jobs: long work and how far it is; `?id=` is one of them."""

import streamlit as st

from studio.app.parts.jobs import draw_job, draw_jobs
from studio.app.parts.person import current_user

user = current_user()
if st.query_params.get("id"):
    draw_job(user, st.query_params["id"])
else:
    draw_jobs(user)
