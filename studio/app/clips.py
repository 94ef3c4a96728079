"""Clips: bring a recording and its session, watch the cutting, take the clips home. `?job=` is the place."""

import streamlit as st

from studio.app.parts.begin import draw_begin
from studio.app.parts.cutting import draw_job

job_id = st.query_params.get("job")
if job_id:
    draw_job(job_id)
else:
    draw_begin()
