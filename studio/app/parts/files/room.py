"""How much of their quota a person uses."""

import streamlit as st

from studio.app.words import _
from studio.core import settings
from studio.core.access import User
from studio.storage import uploads


def room_line(user: User) -> str:
    """The quota in a line."""
    return _("{used:.1f} of {quota:g} GB used", used=uploads.taken_bytes(user.id) / 1e9, quota=settings.quota_gb())


def draw_room_link(user: User) -> None:
    """The way from where files are brought to where they are deleted."""
    st.page_link("brought.py", label=_("Files · {room}", room=room_line(user)), icon=":material/hard_drive:")


def size_words(size: int) -> str:
    """A file's size as people say it."""
    return _("{size:.1f} GB", size=size / 1e9) if size >= 1e9 else _("{size:.1f} MB", size=size / 1e6)
