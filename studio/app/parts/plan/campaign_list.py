"""The campaigns of a person, the latest first."""

from collections import Counter
from datetime import date, datetime

import streamlit as st

from studio.app.parts.plan.drafts import begin
from studio.app.parts.plan.removed import draw_removed, draw_undo
from studio.app.parts.plan.unsaved import draw_unsaved
from studio.app.parts.plan.words import day
from studio.app.words import _, plain
from studio.core.access import Deed, User, may
from studio.core.clock import COUNTY_TIME
from studio.edit.review import store as review
from studio.plan import store
from studio.plan.campaign import Campaign
from studio.plan.draft import Body, new_id


def draw_campaigns(user: User) -> None:
    """Draw the list."""
    st.title(_("Campaigns"), anchor=False)
    draw_undo(user, store.CAMPAIGN)
    draw_unsaved(store.CAMPAIGN, "campaigns.py", _("New campaign"))
    read = [value for one in store.campaigns(user) if isinstance(value := store.value_of(one), Campaign)]
    of = {one.id: one.body.get("campaign") for one in store.sessions(user)}
    sessions, clips = Counter(of.values()), Counter(of.get(clip.session or "") for clip in review.all(user))
    if not read:
        st.info(
            _("No campaign yet. A campaign gives sessions a goal, a budget and a period."), icon=":material/campaign:"
        )
    with st.grid(min_column_width=300, gap="small"):
        for one in sorted(read, key=lambda campaign: campaign.begins, reverse=True):
            with st.container(border=True, key=f"campaign-{one.id}", gap="small"):
                st.write(f"**{plain(one.title)}**  \n{plain(period(one.begins, one.until))}")
                st.caption(_("{sessions} sessions · {clips} clips", sessions=sessions[one.id], clips=clips[one.id]))
                if st.button(_("See the campaign"), key=f"open-{one.id}", width="stretch"):
                    st.switch_page("campaigns.py", query_params={"id": one.id})
    if may(user, Deed.PLAN):
        draw_removed(user, store.CAMPAIGN)
        with st.bottom:
            if st.button(_("New campaign"), type="primary", icon=":material/add:", width="stretch", key="new"):
                id = new_id("campaign", datetime.now(COUNTY_TIME))
                body: Body = {"id": id}
                begin(store.CAMPAIGN, body)
                st.switch_page("campaigns.py", query_params={"write": id})


def period(begins: date, until: date) -> str:
    """From the first to the last day."""
    return _("from {begins} until {until}", begins=day(begins), until=day(until))
