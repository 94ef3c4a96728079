"""Long work as people see it: what runs, how far it is, how it ended, and what can be done about it."""

import streamlit as st

from studio.app.parts.imported import draw_imported
from studio.app.parts.told import told
from studio.app.words import _, day_and_time, plain, translate
from studio.core.access import Deed, User, may
from studio.core.clock import COUNTY_TIME
from studio.flows import import_job
from studio.jobs import queue
from studio.jobs.job import ACTIVE, Job, State

LOOK_EVERY = "2s"
_SHOWN = 30
_ICONS = {
    State.WAITING: ":material/schedule:",
    State.RUNNING: ":material/autorenew:",
    State.DONE: ":material/check_circle:",
    State.FAILED: ":material/error:",
    State.STOPPED: ":material/pause_circle:",
}
RESULTS = {"slice": "clips.py", "product_video": "clips.py"}
"""The page that shows what a kind of job made."""
_OUTCOMES = {import_job.KIND: draw_imported}
"""How a kind of job that does all or nothing, and has no page of its own, shows what came of it."""


def draw_jobs(user: User) -> None:
    """The last jobs the person may see, the newest first; running ones move by themselves."""
    st.title(_("Jobs"), anchor=False)
    _draw_list(user)


@st.fragment(run_every=LOOK_EVERY)
def _draw_list(user: User) -> None:
    jobs = queue.all(_SHOWN, seen_by=user)
    if not jobs:
        st.info(_("Nothing has been made here yet. Cuts, videos and imports show up here."), icon=":material/inbox:")
    for job in jobs:
        with st.container(border=True, key=f"job-{job.id}", gap="small"):
            when = day_and_time(job.asked_at.astimezone(COUNTY_TIME))
            if st.button(
                plain(f"{job.title} · {when}"), icon=_ICONS[job.state], key=f"open-{job.id}", width="stretch", wrap=True
            ):
                open_job(job)
            if job.state in ACTIVE:
                st.progress(job.done, text=plain(_step(job)))
            elif job.state is not State.DONE:
                st.caption(plain(_state_word(job)))


def open_job(job: Job) -> None:
    """Go to what a job made, or to the job while it has made nothing."""
    if job.state is State.DONE and job.kind in RESULTS:
        st.switch_page(RESULTS[job.kind], query_params={"job": job.id})
    st.query_params.from_dict({"id": job.id})
    st.rerun(scope="app")


def draw_job(user: User, job_id: str) -> None:
    """One job: its progress while it runs, then its end."""
    job = queue.read(job_id)
    if not may(user, Deed.SEE, job.scope):
        raise queue.JobMissing(id=job_id)
    st.title(plain(job.title), anchor=False)
    draw_state(user, job_id)
    with st.bottom:
        if st.button(_("All jobs"), icon=":material/arrow_back:", width="stretch", key="all"):
            st.query_params.clear()
            st.rerun()


def draw_state(user: User, job_id: str) -> None:
    """How far a job is while it runs, which moves by itself; then its end."""
    job = queue.read(job_id)
    if job.state in ACTIVE:
        _draw_running(job_id)
    else:
        _draw_ended(user, job)


@st.fragment(run_every=LOOK_EVERY)
def _draw_running(job_id: str) -> None:
    job = queue.read(job_id)
    if job.state not in ACTIVE:
        st.rerun(scope="app")
    st.progress(job.done, text=plain(_step(job)))
    st.caption(_("It goes on when you close this page; come back whenever you like."))
    if st.button(_("Stop"), icon=":material/stop_circle:", key="cancel", disabled=job.stop):
        queue.cancel(job_id)
        st.toast(_("Stopping…"))


def _draw_ended(user: User, job: Job) -> None:
    if job.state is State.DONE:
        if job.kind in RESULTS:
            st.switch_page(RESULTS[job.kind], query_params={"job": job.id})
        if job.kind in _OUTCOMES:
            _OUTCOMES[job.kind](job.result)
        else:
            st.success(_state_word(job), icon=_ICONS[job.state])
        return
    if job.state is State.FAILED:
        st.error(plain(job.message) or _state_word(job), icon=_ICONS[job.state])
    elif job.kind in _OUTCOMES:
        st.warning(_("It was stopped. Nothing was changed."), icon=_ICONS[job.state])
    else:
        st.warning(_("It was stopped. What is finished is kept; it can go on."), icon=_ICONS[job.state])
    word = _("Try again") if job.state is State.FAILED or job.kind in _OUTCOMES else _("Go on")
    if may(user, Deed.MAKE, job.scope) and st.button(
        word, type="primary", icon=":material/replay:", width="stretch", key="again"
    ):
        with told():
            _again(user, job)
            st.rerun()


def _again(user: User, job: Job) -> None:
    if job.kind == import_job.KIND:
        import_job.again(user, job)
    else:
        queue.again(job.id)


def _step(job: Job) -> str:
    if job.state is State.WAITING:
        return _("Waiting for its turn")
    return f"{translate()(job.step) or _('Getting ready')} · {round(100 * job.done)}%"


def _state_word(job: Job) -> str:
    words = {
        State.WAITING: _("Waiting for its turn"), State.RUNNING: _("Getting ready"), State.DONE: _("done"),
        State.FAILED: _("failed"), State.STOPPED: _("stopped"),
    }  # fmt: skip
    return words[job.state]
