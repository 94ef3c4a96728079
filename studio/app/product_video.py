"""Product video: footage from the phone becomes a video; `?id=` is a finished one, whose shots can be replaced."""

import streamlit as st

from studio.app.parts.person import current_user
from studio.app.parts.video.form import draw_form
from studio.app.parts.video.one import draw_video

user = current_user()
if st.query_params.get("id"):
    draw_video(user, st.query_params["id"])
else:
    draw_form(user)
