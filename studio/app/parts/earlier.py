"""What was cut before, newest first, each a tap away."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from studio.app.words import _, day_and_time, plain
from studio.jobs import queue
from studio.jobs.job import Job, State

_SHOWN = 8
_ICONS = {
    State.WAITING: ":material/hourglass:",
    State.RUNNING: ":material/autorenew:",
    State.DONE: ":material/check_circle:",
    State.FAILED: ":material/error:",
    State.STOPPED: ":material/pause_circle:",
}


def draw_earlier() -> None:
    """The last jobs as links to their places."""
    st.subheader(_("Cut before"), anchor=False)
    jobs = queue.all(_SHOWN)
    if not jobs:
        st.caption(_("Nothing yet. The first clips appear here."))
    with st.container(key="earlier", gap="small"):
        for job in jobs:
            opened = st.button(
                plain(f"{job.title} · {_when(job.asked_at)} · {state_word(job)}"),
                icon=_ICONS[job.state],
                key=f"open-{job.id}",
                width="stretch",
                wrap=True,
            )
            if opened:
                st.query_params.from_dict({"job": job.id})
                st.rerun()


def state_word(job: Job) -> str:
    """The state in a word or two."""
    words = {
        State.WAITING: _("waiting"),
        State.RUNNING: _("running, {share}%", share=round(100 * job.done)),
        State.DONE: _("done"),
        State.FAILED: _("failed"),
        State.STOPPED: _("stopped"),
    }
    return words[job.state]


def _when(moment: datetime) -> str:
    """In the county's time, or the browser's where it says which."""
    return day_and_time(moment.astimezone(ZoneInfo(st.context.timezone or "Asia/Shanghai")))
