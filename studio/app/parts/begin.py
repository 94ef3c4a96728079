"""The start: what to cut, by which session, how; then one button."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from studio.app.parts.earlier import draw_earlier
from studio.app.parts.look_choice import DrawLooks, choose_look
from studio.app.parts.recording import choose_markers, choose_recording
from studio.app.parts.sessions import Session, choose_session
from studio.app.parts.told import told
from studio.app.words import _, language
from studio.edit import platforms
from studio.flows.command_job import RESULT
from studio.jobs import queue
from studio.media.timeline import Canvas


@dataclass(frozen=True, slots=True)
class Options:
    """How clips are to be cut."""

    canvas: Canvas
    look: str
    platform: str
    markers: Path | None
    recorded_at: datetime | None
    accept_estimated: bool


def draw_begin() -> None:
    """Draw the form, what was cut earlier, and the one button at the foot."""
    st.title(_("Clips from a live session"), anchor=False)
    st.write(_("Bring last night's recording; each product comes back as a short video with captions."))
    form, earlier = st.columns([5, 3], gap="large")
    with form:
        with st.container(border=True, key="step-recording"):
            st.subheader(_("1. The recording"), anchor=False)
            recording = choose_recording()
        with st.container(border=True, key="step-session"):
            st.subheader(_("2. The session"), anchor=False)
            session = choose_session()
        with st.container(border=True, key="step-options"):
            st.subheader(_("3. How it should look"), anchor=False)
            options, draw_looks = _options()
    with earlier:
        draw_earlier()
    with st.bottom:
        _start_button(recording, session, options)
    draw_looks(session, recording[0] if recording else None, options.platform)


def _options() -> tuple[Options, DrawLooks]:
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
    with st.expander(_("I noted when each product began (markers)")):
        markers = choose_markers()
        recorded_at = _recorded_at() if markers else None
    options = Options(canvas, look, platform, markers[0] if markers else None, recorded_at, accepts)
    return options, draw_looks


def _platform_title(name: str) -> str:
    return platforms.load(name).title


def _recorded_at() -> datetime | None:
    return st.datetime_input(
        _("When the recording began, if the markers are times of day"), value=None, key="recorded_at"
    )


def _start_button(recording: tuple[Path, str] | None, session: Session | None, options: Options) -> None:
    missing = _("Choose the recording first") if recording is None else _("Choose the session first")
    can_start = recording is not None and session is not None
    label = _("Start cutting") if can_start else missing
    pressed = st.button(label, type="primary", width="stretch", disabled=not can_start, key="start")
    if pressed and recording and session:
        with told():
            asked = {"arguments": command(recording[0], session.path, options)}
            job = queue.ask("command", f"{session.title} · {recording[1]}", asked, language=language())
            st.query_params.from_dict({"job": job.id})
            st.rerun()


def command(recording: Path, session: Path, options: Options) -> list[str]:
    """The command line that cuts: `studio slice …`."""
    line = ["slice", str(recording), "--session", str(session), "--out", RESULT]
    line += ["--canvas", options.canvas.value, "--look", options.look, "--platform", options.platform]
    if options.markers:
        line += ["--markers", str(options.markers)]
    if options.recorded_at:
        line += ["--recorded-at", options.recorded_at.isoformat()]
    return [*line, "--accept-estimated"] if options.accept_estimated else line
