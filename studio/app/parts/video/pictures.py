"""Small pictures out of footage, remembered; each is drawn into its place when all else stands on the page."""

import base64
import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import streamlit as st
from PIL import Image

from studio.core.errors import StudioError
from studio.core.units import Seconds
from studio.media.frames.sampling import frame_at
from studio.storage import media

Fill = Callable[[], None]

_SIDE_PX = 320


def place(medium_id: str, moment: float, alt: str) -> Fill:
    """Leave room for the picture at `moment`; the function that comes back puts it there."""
    room = st.empty()
    room.html('<div class="studio-shot"></div>')

    def fill() -> None:
        with suppress(StudioError):  # a picture is only missing; what is wrong is told where the video is made
            room.image(picture(medium_id, round(moment, 3)), width="stretch", caption=None, alt=alt)

    return fill


@st.cache_data(show_spinner=False, max_entries=400)
def picture(medium_id: str, moment: float) -> str:
    """The footage's picture as a data address. Raises `MediumGone`, `MediumDeleted`, `Truncated`."""
    return as_address(Image.fromarray(frame_at(path_of(medium_id), Seconds(moment))), _SIDE_PX)


def as_address(shown: Image.Image, side: int) -> str:
    """The picture, at most `side` pixels large, as a data address."""
    shown.thumbnail((side, side))
    file = io.BytesIO()
    shown.save(file, "JPEG", quality=82)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


def path_of(medium_id: str) -> Path:
    """Where the footage can be read. Raises `MediumGone`, `MediumDeleted`."""
    return media.local(media.needed(medium_id))
