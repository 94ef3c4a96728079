"""How a product video is to look, seen over the person's own footage."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

import streamlit as st
from PIL import Image, ImageOps

from studio.app.parts.video.pictures import as_address, path_of
from studio.app.words import _
from studio.core.clock import COUNTY_TIME
from studio.core.errors import StudioError
from studio.core.units import Seconds
from studio.edit import platforms
from studio.edit.overlays import looks
from studio.edit.overlays.preview import preview
from studio.flows.product_video import shown_facts
from studio.library import store as library_store
from studio.library.catalogue import Library
from studio.media.frames.sampling import frame_at
from studio.media.probe import probe
from studio.media.timeline import Canvas
from studio.storage.media import Medium

DrawLook = Callable[[str, str, Medium | None], None]

_SIDE_PX = 480
_SHOWN_AT = Seconds(3.0)
_SHADE, _LIGHT = "#4E6B57", "#DCE3CF"


def look_title(name: str) -> str:
    """What people call a look."""
    return looks.load(name).template.title


def choose_style() -> tuple[Canvas, str, str, DrawLook]:
    """The shape, the look and the platform; and what draws the look over the footage, for product, spot and footage."""
    shapes = {Canvas.PORTRAIT: _("Upright, for phones"), Canvas.LANDSCAPE: _("Wide")}
    canvas = st.segmented_control(
        _("Shape"), list(shapes), default=Canvas.PORTRAIT, required=True, format_func=shapes.__getitem__, key="canvas"
    )
    names = looks.names()
    look = st.segmented_control(
        _("Look"), names, default=names[0], required=True, format_func=look_title, key="video-look"
    )
    room = st.empty()
    there = platforms.names()
    platform = st.selectbox(
        _("Platform"), there, there.index(platforms.DEFAULT), format_func=lambda name: platforms.load(name).title,
        key="platform",
    )  # fmt: skip
    shape = "upright" if canvas is Canvas.PORTRAIT else "wide"

    def draw(product: str, spot: str, footage: Medium | None) -> None:
        with suppress(StudioError):  # what is wrong is told where the video is made; here a picture is only missing
            library, today = library_store.current(), datetime.now(COUNTY_TIME).date()
            behind = footage.id if footage else None
            shown = _picture(look, canvas, platform, product, spot, behind, today, library.folder.name, library)
            room.html(f'<img class="studio-look {shape}" src="{shown}" alt="">')

    return canvas, look, platform, draw


@st.cache_data(show_spinner=False, max_entries=60)
def _picture(
    look: str,
    canvas: Canvas,
    platform: str,
    product: str,
    spot: str,
    behind: str | None,
    today: date,
    state: str,
    _library: Library,
) -> str:
    """The look over a picture, as a data address. `state` names the library's state."""
    on = platforms.load(platform)
    facts, _notices = shown_facts(_library, _library.products[product], _library.spots[spot], on, today)
    ground = _frame(behind) if behind else ImageOps.colorize(
        Image.linear_gradient("L").resize((1080, 1920)), _LIGHT, _SHADE
    )  # fmt: skip
    return as_address(preview(looks.load(look), facts, canvas, on, ground, _SHOWN_AT), _SIDE_PX)


@st.cache_data(show_spinner=False, max_entries=8)
def _frame(medium_id: str) -> Image.Image:
    """A picture from the middle of the footage."""
    path = path_of(medium_id)
    return Image.fromarray(frame_at(path, Seconds(probe(path).length / 2)))
