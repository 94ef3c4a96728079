"""The way back to what was begun in this visit and is not saved."""

import streamlit as st

from studio.app.parts.plan.drafts import unsaved
from studio.app.words import _, plain


def draw_unsaved(kind: str, page: str, untitled: str) -> None:
    """A button for each."""
    for draft in unsaved(kind):
        title = draft.body.get("title") or untitled
        if st.button(
            plain(_("Not saved yet: {title}", title=title)), icon=":material/edit_note:", key=f"draft-of-{draft.id}",
            width="stretch", wrap=True,
        ):  # fmt: skip
            st.switch_page(page, query_params={"write": draft.id})
