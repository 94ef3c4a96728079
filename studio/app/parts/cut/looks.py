"""Choosing the look by seeing it: the session's own product over the recording, by the pieces clips are made of."""

import base64
import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import streamlit as st
from PIL import Image, ImageOps

from studio.app.words import _
from studio.core.clock import COUNTY_TIME
from studio.core.errors import StudioError
from studio.core.units import Seconds
from studio.edit import labels, platforms
from studio.edit.overlays import looks
from studio.edit.overlays.preview import preview
from studio.library import store as library_store
from studio.library.catalogue import Library
from studio.media.frames.sampling import frame_at
from studio.media.probe import probe
from studio.media.timeline import Canvas
from studio.plan.runofshow import Session
from studio.storage import media
from studio.storage.media import Medium

DrawLooks = Callable[[Session, int, Medium | None, str], None]

WIDTH_PX = 320
SHOWN_AT = Seconds(3.0)

_SHADE, _LIGHT = "#4E6B57", "#DCE3CF"


def choose_look(canvas: Canvas) -> tuple[str, DrawLooks]:
    """The look's name, and the function that draws the pictures into their places once all else is on the page."""
    names = looks.names()
    chosen = st.session_state.setdefault("look", names[0])
    places = {}
    shape = "upright" if canvas is Canvas.PORTRAIT else "wide"
    st.caption(_("Look"))
    with st.grid(3, min_column_width=90, gap="small", key="looks"):
        for name in names:
            with st.container(gap="xsmall"):
                places[name] = st.empty()
                places[name].html(f'<div class="studio-look {shape}"></div>')
                st.button(
                    looks.load(name).template.title,
                    icon=":material/check_circle:" if name == chosen else None,
                    key=f"look-{name}",
                    width="stretch",
                    on_click=st.session_state.__setitem__,
                    args=("look", name),
                )

    def draw(plan: Session, version: int, recording: Medium | None, platform: str) -> None:
        today = datetime.now(COUNTY_TIME).date()
        with suppress(StudioError):  # what is wrong is told where the clips are cut; here a picture is only missing
            behind = str(media.local(recording)) if recording else None
            library = library_store.current()
            state = (plan.id, version, library.folder.name)
            for name, place in places.items():
                picture = _picture(name, canvas, platform, state, plan, library, behind, today)
                if picture:
                    place.html(f'<img class="studio-look {shape}" src="{picture}" alt="">')

    return chosen, draw


@st.cache_data(show_spinner=False, max_entries=60)
def _picture(
    name: str,
    canvas: Canvas,
    platform: str,
    state: tuple[str, int, str],
    _plan: Session,
    _library: Library,
    behind: str | None,
    today: date,
) -> str | None:
    """The look over a picture, as a data address; None for a session without products. `state` names the facts."""
    on = platforms.load(platform)
    segment = next((segment for segment in _plan.segments if segment.kind == "product"), None)
    if segment is None:
        return None
    facts, _notices = labels.of_segment(segment, _plan, _library, on, today)
    ground = _frame(behind) if behind else _ground()
    shown = preview(looks.load(name), facts, canvas, on, ground, SHOWN_AT)
    shown.thumbnail((WIDTH_PX, WIDTH_PX * 2))
    file = io.BytesIO()
    shown.save(file, "JPEG", quality=85)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


@st.cache_data(show_spinner=False, max_entries=8)
def _frame(recording: str) -> Image.Image:
    """A picture from early in the recording, where the host is likely seen."""
    path = Path(recording)
    return Image.fromarray(frame_at(path, Seconds(probe(path).length * 0.15)))


def _ground() -> Image.Image:
    """A quiet background while there is no recording."""
    light = Image.linear_gradient("L").resize((1080, 1920))
    return ImageOps.colorize(light, _LIGHT, _SHADE)
