"""One job's place: how far it is, then its clips, or why there are none."""

import streamlit as st

from studio.app.parts.results import draw_results
from studio.app.parts.sessions import session_of
from studio.app.parts.slices import read_slices
from studio.app.words import _, plain, translate
from studio.jobs import queue, results
from studio.jobs.job import ACTIVE, Job, State

LOOK_EVERY = "2s"


def draw_job(job_id: str) -> None:
    """Draw the job as it stands; a running one draws itself again every two seconds."""
    job = find_job(job_id)
    st.title(plain(job.title.split(" · ")[0]) if job else _("Clips from a live session"), anchor=False)
    if job is None:
        st.warning(_("These clips are not here. Perhaps the address is cut short."), icon=":material/search_off:")
    elif job.state in ACTIVE:
        _draw_running(job_id)
    else:
        _draw_ended(job)
    with st.bottom:
        if st.button(_("Cut another recording"), icon=":material/add:", width="stretch", key="another"):
            st.query_params.clear()
            st.rerun()


def find_job(job_id: str) -> Job | None:
    """The job of an address, None where there is none."""
    try:
        return queue.read(job_id)
    except queue.JobMissing:
        return None


@st.fragment(run_every=LOOK_EVERY)
def _draw_running(job_id: str) -> None:
    job = queue.read(job_id)
    if job.state not in ACTIVE:
        st.rerun()
    step = translate()(job.step) or _("Getting ready")
    st.progress(job.done, text=plain(f"{step} · {round(100 * job.done)}%"))
    if job.segment:
        st.write(plain(session_of(job).titles.get(job.segment, job.segment)))
    st.caption(_("It goes on when you close this page; come back whenever you like."))
    if st.button(_("Stop"), icon=":material/stop_circle:", key="cancel"):
        queue.cancel(job_id)
        st.toast(_("Stopping…"))


def _draw_ended(job: Job) -> None:
    slices = read_slices(results.folder(job))
    word = _("Try again")
    if job.state is State.STOPPED:
        word = _("Go on cutting")
        st.warning(
            _("The cutting was stopped. What is finished is kept; it can go on."), icon=":material/pause_circle:"
        )
    elif job.state is State.FAILED:
        _draw_failure(job)
    elif slices is None:
        st.warning(_("The clips are no longer there. Cut them again."), icon=":material/folder_off:")
    else:
        draw_results(job, slices)
        return
    if "arguments" in job.asked and st.button(
        word, type="primary", icon=":material/replay:", width="stretch", key="again"
    ):
        queue.again(job.id)
        st.rerun()
    if slices:
        draw_results(job, slices)


def _draw_failure(job: Job) -> None:
    """The command's own words where it refused; else what a helper needs, folded away."""
    if "details" not in job.result:
        st.error(plain(job.message), icon=":material/error:")
        return
    st.error(
        _("The cutting broke off unexpectedly. Try again, or show the details to someone who can help."),
        icon=":material/error:",
    )
    with st.expander(_("Details")):
        st.code(f"{job.message}\n{job.result['details']}", language=None, wrap_lines=True)
