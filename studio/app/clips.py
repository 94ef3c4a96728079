"""Clips: what is on its way, what waits for whom; `?id=` is one clip, `?job=` what one cut made."""

import streamlit as st

from studio.app.parts.clips.list import draw_clips, draw_made
from studio.app.parts.clips.one import draw_clip
from studio.app.parts.person import current_user

user = current_user()
if st.query_params.get("id"):
    draw_clip(user, st.query_params["id"])
elif st.query_params.get("job"):
    draw_made(user, st.query_params["job"])
else:
    draw_clips(user)
