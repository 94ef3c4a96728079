"""What people change on a clip: its title, its look, its captions in a table; one button makes that clip again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from studio.app.parts.told import told
from studio.app.words import _
from studio.core.access import User
from studio.edit.overlays import looks
from studio.edit.review import store as review
from studio.edit.review.clip import KeptClip
from studio.jobs import queue
from studio.storage import media

if TYPE_CHECKING:
    import pandas as pd

Line = dict[str, Any]


def draw_changes(user: User, clip: KeptClip) -> None:
    """The form, filled with the clip as it is or as it was last changed."""
    st.subheader(_("Words and look"), anchor=False)
    if not clip.shows_its_edits:
        st.info(_("Your changes are kept; the video does not show them yet."), icon=":material/edit_note:")
    lines = captions_of(clip)
    title = st.text_input(_("Title on the cover"), clip.edits.get("title", clip.title), max_chars=60, key="title")
    there = looks.names()
    now = clip.edits.get("look") or clip.details.get("look") or there[0]
    look = st.selectbox(
        _("Look"), there, there.index(now), format_func=lambda name: looks.load(name).template.title, key="look"
    )
    st.caption(_("Tap a caption to correct it; empty lines go."))
    edited = st.data_editor(
        _table(lines),
        key=f"captions-{clip.version}",
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={
            "start": st.column_config.NumberColumn(
                _("From (s)"), min_value=0.0, step=0.1, format="%.1f", width="small"
            ),
            "end": st.column_config.NumberColumn(_("To (s)"), min_value=0.0, step=0.1, format="%.1f", width="small"),
            "text": st.column_config.TextColumn(_("Caption"), max_chars=200, width="large"),
        },
    )
    edits = changed(clip, lines, title, look, now, edited)
    if st.button(
        _("Make this clip again"), icon=":material/replay:", key="again", width="stretch",
        disabled=edits == clip.edits and clip.shows_its_edits,
    ):  # fmt: skip
        with told():
            review.edit(user, clip.id, clip.version, edits)
            queue.again(clip.job)
            st.switch_page("jobs.py", query_params={"id": clip.job})


def _table(lines: Sequence[Line]) -> "pd.DataFrame":
    """The captions with typed columns, so that a clip without any still has a table to write into."""
    import pandas as pd

    table = pd.DataFrame(lines, columns=["start", "end", "text"])
    return table.astype({"start": "float64", "end": "float64", "text": "string"})


def captions_of(clip: KeptClip) -> list[Line]:
    """The captions as the table shows them: as changed by hand, else as they stand in the clip's file."""
    if "captions" in clip.edits:
        return [dict(line) for line in clip.edits["captions"]]
    medium = media.find(clip.files.get("srt", ""))
    if medium is None:
        return []
    import pysubs2  # noqa: PLC0415 - only where captions are shown

    events = pysubs2.load(str(media.local(medium)), encoding="utf-8", format_="srt")
    return [{"start": e.start / 1000, "end": e.end / 1000, "text": e.plaintext.replace("\n", " ")} for e in events]


def changed(
    clip: KeptClip, before: Sequence[Line], title: str, look: str, look_before: str, after: "pd.DataFrame"
) -> dict[str, Any]:
    """The clip's edits with what the form changed; what is as it was is not named."""
    edits = dict(clip.edits)
    if title.strip() and title.strip() != clip.title:
        edits["title"] = title.strip()
    if look != look_before:
        edits["look"] = look
    lines = [
        {"start": float(line["start"]), "end": float(line["end"]), "text": str(line["text"]).strip()}
        for line in after.dropna().to_dict("records")
        if line["text"].strip() and line["end"] > line["start"] >= 0
    ]
    if lines != list(before):
        edits["captions"] = lines
    return edits
