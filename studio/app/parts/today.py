"""The first page in its parts, most urgent first: three numbers and the next task on the first screen of a phone."""

from datetime import datetime

import streamlit as st

from studio.app.parts.clips.list import draw_cover
from studio.app.parts.clips.words import fact_lines
from studio.app.parts.told import told
from studio.app.words import _, day_and_time, plain, translate
from studio.core.access import Deed, Role, User, may
from studio.core.clock import COUNTY_TIME
from studio.edit.review import store as review
from studio.edit.review.clip import KeptClip, State
from studio.flows import sample
from studio.jobs import queue
from studio.jobs.job import ACTIVE
from studio.library import accounts
from studio.library import store as library_store
from studio.library.alerts import alerts
from studio.plan import store as plan_store
from studio.plan.runofshow import Session

_CLIPS, _ALERTS, _JOBS = 3, 5, 3


def draw_today(user: User) -> None:
    """Draw it for this person."""
    now = datetime.now(COUNTY_TIME)
    st.title(_("Today · {day}", day=day_and_time(now).rsplit(" ", 1)[0]), anchor=False)
    if not library_store.entries(user, "products"):
        _draw_first_steps(user)
        return
    todo, soon = st.columns([5, 3], gap="large")
    with todo:
        _draw_todo(user)
    with soon:
        _draw_next_session(user, now)
        _draw_running(user)
        _draw_alerts(user, now)
    if may(user, Deed.MAKE):
        with st.bottom:
            if st.button(
                _("Cut last night's recording"), type="primary", icon=":material/content_cut:", width="stretch"
            ):
                st.switch_page("cut.py")


def _draw_first_steps(user: User) -> None:
    """A new county: an empty library is where everything begins."""
    if user.role is Role.ADMINISTRATOR:
        st.info(
            _("The studio is new. Import the sample county to look around, or your own library."),
            icon=":material/rocket_launch:",
        )
        if st.button(_("Import the sample county"), type="primary", width="stretch", key="sample"):
            with told():
                sample.import_sample(user)
                st.rerun()
        st.page_link("library.py", label=_("Write or import our own library"), icon=":material/inventory_2:")
        st.page_link("people.py", label=_("Invite the first people"), icon=":material/group_add:")
    else:
        st.info(
            _("Nothing is here yet. The brand office is still filling the library."), icon=":material/hourglass_top:"
        )


def _draw_todo(user: User) -> None:
    judges = may(user, Deed.APPROVE)
    waiting = review.all(user, [State.WAITING]) if judges else []
    returned = [clip for clip in review.all(user, [State.RETURNED]) if clip.owner == user.id]
    drafts = [clip for clip in review.all(user, [State.DRAFT]) if clip.owner == user.id]
    st.subheader(_("For you"), anchor=False)
    for clip in waiting[:_CLIPS]:
        _draw_waiting(user, clip)
    if len(waiting) > _CLIPS:
        st.page_link("clips.py", label=_("All {count} that wait", count=len(waiting)), icon=":material/arrow_forward:")
    for clip in returned[:_CLIPS]:
        with st.container(border=True, key=f"returned-{clip.id}"):
            st.warning(plain(f"{clip.title}：{clip.note}"), icon=":material/undo:")
            if st.button(_("Mend it"), key=f"mend-{clip.id}", width="stretch"):
                st.switch_page("clips.py", query_params={"id": clip.id})
    if drafts and st.button(
        _("{count} clips are ready to look at", count=len(drafts)),
        icon=":material/movie:",
        width="stretch",
        key="drafts",
    ):
        st.switch_page("clips.py")
    if may(user, Deed.INVITE) and len(accounts.everybody(user)) == 1:
        st.info(_("Only you are here yet."), icon=":material/group_add:")
        st.page_link("people.py", label=_("Invite the first people"), icon=":material/group_add:")
    elif not (waiting or returned or drafts):
        st.success(_("Nothing waits for you."), icon=":material/done_all:")


def _draw_waiting(user: User, clip: KeptClip) -> None:
    """A clip that waits: cover and facts side by side, approved with one tap."""
    with st.container(border=True, key=f"waiting-{clip.id}"):
        picture, facts = st.columns([1, 2], vertical_alignment="top")
        with picture:
            draw_cover(clip)
        with facts:
            st.write(f"**{plain(clip.title)}**")
            for text in clip.facts.exceptions:
                st.warning(plain(text), icon=":material/priority_high:")
            st.caption(plain(" · ".join(f"{name} {value}" for name, value in fact_lines(clip.facts))))
        with st.container(horizontal=True, gap="small", key=f"decide-{clip.id}"):
            if st.button(
                _("Approve"), type="primary", icon=":material/check:", key=f"approve-{clip.id}", width="stretch"
            ):
                with told():
                    review.approve(user, clip.id, clip.version)
                    st.rerun()
            if st.button(_("Look at it"), key=f"look-{clip.id}", width="stretch"):
                st.switch_page("clips.py", query_params={"id": clip.id})


def _draw_next_session(user: User, now: datetime) -> None:
    st.subheader(_("Next live session"), anchor=False)
    read = [plan_store.value_of(one) for one in plan_store.sessions(user)]
    coming = sorted((s for s in read if isinstance(s, Session) and s.starts > now), key=lambda s: s.starts)
    if not coming:
        st.caption(_("No session is planned."))
        return
    session = coming[0]
    host = library_store.current().hosts.get(session.host)
    line = f"{day_and_time(session.starts.astimezone(COUNTY_TIME))} · {host.name if host else session.host}"
    with st.container(border=True, key="next-session", gap="small"):
        st.write(f"**{plain(session.title)}**  \n{plain(line)}")
        if st.button(_("See the run of show"), key="next", width="stretch"):
            st.switch_page("sessions.py", query_params={"id": session.id})


def _draw_running(user: User) -> None:
    jobs = queue.all(_JOBS, states=ACTIVE, seen_by=user)
    if jobs:
        st.subheader(_("Being made"), anchor=False)
    for job in jobs:
        if st.button(plain(f"{job.title} · {round(100 * job.done)}%"), key=f"job-{job.id}", width="stretch", wrap=True):
            st.switch_page("jobs.py", query_params={"id": job.id})


def _draw_alerts(user: User, now: datetime) -> None:
    found = [a for a in alerts(library_store.current(), now.date()) if library_store.sees(user, a.scope)]
    if not found:
        return
    st.subheader(_("Needs somebody"), anchor=False)
    for alert in found[:_ALERTS]:
        text = plain(alert.what.told_in(translate()))
        if alert.is_now:
            st.error(text, icon=":material/report:")
        else:
            st.warning(text, icon=":material/event_upcoming:")
    if len(found) > _ALERTS:
        st.page_link("library.py", label=_("All {count}", count=len(found)), icon=":material/arrow_forward:")
