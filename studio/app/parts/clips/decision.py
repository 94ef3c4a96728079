"""What can be decided on a clip now: one main button within reach of the thumb."""

from collections.abc import Callable

import streamlit as st

from studio.app.parts.told import told
from studio.app.words import _
from studio.core.access import User, may
from studio.edit.review import store as review
from studio.edit.review.clip import STEPS, KeptClip


def draw_decision(user: User, clip: KeptClip) -> None:
    """The deeds that are open from where the clip stands, for this person."""
    is_open = {name for name, step in STEPS.items() if clip.state in step.before and may(user, step.right, clip.scope)}
    with st.bottom, st.container(horizontal=True, gap="small", key="decision"):
        if "approved" in is_open:
            _button(_("Approve"), ":material/check:", "approve", lambda: review.approve(user, clip.id, clip.version))
        if "asked" in is_open and "approved" not in is_open and clip.shows_its_edits:
            _button(_("Ask for approval"), ":material/send:", "ask", lambda: review.ask(user, clip.id, clip.version))
        if "returned" in is_open:
            with st.popover(_("Give back"), icon=":material/undo:", key="give-back"):
                note = st.text_area(_("What is to be mended?"), key="note", max_chars=500)
                if st.button(_("Give back with this note"), key="return", width="stretch"):
                    _do(lambda: review.give_back(user, clip.id, clip.version, note))
        if "reopened" in is_open and st.button(_("Take the approval back"), key="reopen", width="stretch"):
            _do(lambda: review.reopen(user, clip.id, clip.version))
        is_asking = "withdrew" in is_open and "approved" not in is_open
        if is_asking and st.button(_("Take the question back"), key="withdraw", width="stretch"):
            _do(lambda: review.withdraw(user, clip.id, clip.version))
        if st.button(_("All clips"), key="all", icon=":material/arrow_back:", width="content"):
            st.switch_page("clips.py")


def _button(word: str, icon: str, key: str, act: Callable[[], object]) -> None:
    if st.button(word, type="primary", icon=icon, key=key, width="stretch"):
        _do(act)


def _do(act: Callable[[], object]) -> None:
    with told():
        act()
        st.rerun()
