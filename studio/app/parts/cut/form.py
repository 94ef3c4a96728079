"""The way from a recording to a cut, in four steps; the one button at the foot says what is still missing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import streamlit as st

from studio.app.parts.cut.choose import choose_file, choose_session
from studio.app.parts.cut.looks import DrawLooks, choose_look
from studio.app.parts.cut.marks import Marks, choose_marks
from studio.app.parts.files.room import draw_room_link
from studio.app.parts.told import told
from studio.app.parts.upload.component import Wanted
from studio.app.words import _, language
from studio.core.access import User
from studio.edit import platforms
from studio.flows.slice_job import KIND, Asked
from studio.jobs import queue
from studio.media.timeline import Canvas
from studio.plan import store as plan_store
from studio.plan.runofshow import Session
from studio.storage.documents import Document
from studio.storage.media import Medium


@dataclass(frozen=True, slots=True)
class Style:
    """How clips are to look."""

    canvas: Canvas
    look: str
    platform: str
    accept_estimated: bool


def draw_cut(user: User) -> None:
    """Draw the steps and the button."""
    st.title(_("Clips from a live session"), anchor=False)
    left, right = st.columns([5, 4], gap="large")
    with left:
        with st.container(border=True, key="step-session"):
            st.subheader(_("1. The session"), anchor=False)
            chosen = choose_session(user)
        with st.container(border=True, key="step-recording"):
            st.subheader(_("2. The recording"), anchor=False)
            recording = choose_file(user, "recording", _recording_wanted(chosen))
            draw_room_link(user)
    plan = _plan(chosen)
    with left, st.container(border=True, key="step-marks"):
        st.subheader(_("3. Where each product begins"), anchor=False)
        marks = choose_marks(user, plan, recording)
    with right, st.container(border=True, key="step-style"):
        st.subheader(_("4. How it should look"), anchor=False)
        style, draw_looks = _style()
    with st.bottom:
        _start(user, chosen, recording, marks, style)
    if chosen and plan:
        draw_looks(plan, chosen.version, recording, style.platform)


def _recording_wanted(chosen: Document | None) -> Wanted:
    spots = plan_store.spots_of(chosen.body) if chosen else frozenset()
    title, hint = _("Tap to choose the recording"), _("or drop it here")
    return Wanted("recording", "video/*,.mkv,.flv,.ts", title, hint, spots=sorted(spots))


def _plan(chosen: Document | None) -> Session | None:
    if chosen is None:
        return None
    with told():
        value = plan_store.value_of(chosen)
        return value if isinstance(value, Session) else None
    return None


def _style() -> tuple[Style, DrawLooks]:
    shapes = {Canvas.PORTRAIT: _("Upright, for phones"), Canvas.LANDSCAPE: _("Wide")}
    canvas = st.segmented_control(
        _("Shape"), list(shapes), default=Canvas.PORTRAIT, required=True, format_func=shapes.__getitem__, key="canvas"
    )
    look, draw_looks = choose_look(canvas)
    there = platforms.names()
    platform = st.selectbox(
        _("Platform"), there, there.index(platforms.DEFAULT), format_func=_platform_title, key="platform"
    )
    accepts = st.toggle(
        _("Show captions that were estimated from the script when nothing could listen to the sound"),
        key="accept_estimated",
    )
    return Style(canvas, look, platform, accepts), draw_looks


def _platform_title(name: str) -> str:
    return platforms.load(name).title


def _start(user: User, chosen: Document | None, recording: Medium | None, marks: Marks, style: Style) -> None:
    missing = _("Choose the session first") if chosen is None else _("Bring the recording first")
    can_start = chosen is not None and recording is not None
    label = _("Start cutting") if can_start else missing
    pressed = st.button(label, type="primary", width="stretch", disabled=not can_start, key="start")
    if not (pressed and chosen and recording):
        return
    with told():
        asked = Asked(
            recording=recording.id, session=chosen.id, markers=marks.table, starts=marks.starts or None,
            recorded_at=marks.recorded_at, canvas=style.canvas.value, look=style.look, platform=style.platform,
            accept_estimated=style.accept_estimated,
        )  # fmt: skip
        title = f"{chosen.body['title']} · {recording.name}"
        spots = plan_store.spots_of(chosen.body)
        job = queue.ask(KIND, title, _plain(asked), owner=user.id, spots=spots, language=language())
        st.switch_page("jobs.py", query_params={"id": job.id})


def _plain(asked: Asked) -> Mapping[str, object]:
    return {name: value for name, value in asdict(asked).items() if value is not None}
