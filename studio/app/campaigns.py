"""Campaigns: what they are for and how far they are; `?id=` is one of them, `?write=` one that is being written."""

import streamlit as st

from studio.app.parts.person import current_user
from studio.app.parts.plan.campaign_form import draw_form
from studio.app.parts.plan.campaign_list import draw_campaigns
from studio.app.parts.plan.campaign_one import draw_campaign

user = current_user()
if st.query_params.get("write"):
    draw_form(user, st.query_params["write"])
elif st.query_params.get("id"):
    draw_campaign(user, st.query_params["id"])
else:
    draw_campaigns(user)
