"""One clip: before and after, the facts, the words, and what can be done with it now."""

from html import escape

import streamlit as st

from studio.app.parts.addresses import medium_file, saved_as
from studio.app.parts.clips.changes import draw_changes
from studio.app.parts.clips.decision import draw_decision
from studio.app.parts.clips.list import draw_cover
from studio.app.parts.clips.words import COLOURS, ICONS, fact_lines, state_word
from studio.app.words import _, day_and_time, plain
from studio.core.access import Deed, User, may
from studio.core.clock import COUNTY_TIME
from studio.edit.review import store as review
from studio.edit.review.clip import KeptClip, State
from studio.flows import product_video_job
from studio.library import audit
from studio.storage import media

_DEEDS_SHOWN = 12


def draw_clip(user: User, clip_id: str) -> None:
    """Draw it, from what one sees to what one does."""
    clip = review.find(user, clip_id)
    if clip.kind == product_video_job.KIND:
        st.switch_page("product_video.py", query_params={"id": clip.id})
    st.title(plain(clip.title), anchor=False)
    st.markdown(f":{COLOURS[clip.state]}-badge[{ICONS[clip.state]} {plain(state_word(clip.state))}]")
    if clip.note and clip.state is State.RETURNED:
        st.warning(plain(_("To be mended: {note}", note=clip.note)), icon=":material/undo:")
    seen, said = st.columns([5, 6], gap="large")
    with seen:
        _draw_pair(clip)
        _draw_facts(clip)
        _draw_downloads(clip)
    with said:
        if may(user, Deed.MAKE, clip.scope):
            draw_changes(user, clip)
        _draw_history(clip)
    draw_decision(user, clip)


def _draw_pair(clip: KeptClip) -> None:
    """The clip; a switch shows the same moments of the recording."""
    recording, window = clip.details.get("recording"), clip.details.get("window")
    before = False
    if window and recording and media.find(str(recording)):
        before = st.toggle(_("Show the recording before the cut"), key="before")
    if before and window:
        address = f"{medium_file(str(recording))}#t={window[0]:.2f},{window[1]:.2f}"
        st.video(address, alt=_("Recording of {title}", title=clip.title))
    else:
        with st.container(horizontal=True, wrap=False, gap="small", key=f"pair-{clip.segment}"):
            draw_cover(clip)
            st.video(medium_file(clip.files["video"]), alt=_("Video of {title}", title=clip.title), width="stretch")


def _draw_facts(clip: KeptClip) -> None:
    for text in clip.facts.exceptions:
        st.warning(plain(text), icon=":material/priority_high:")
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in fact_lines(clip.facts))
    st.html(f'<dl class="studio-judged">{rows}</dl>')


def _draw_downloads(clip: KeptClip) -> None:
    wanted = [(_("Save the video"), "video"), (_("Cover"), "cover"), (_("Captions"), "srt")]
    links = "".join(
        f'<a href="{escape(saved_as(medium_file(clip.files[kind]), clip.title))}" download>{escape(word)}</a>'
        for word, kind in wanted
        if kind in clip.files
    )
    st.html(f'<p class="studio-take">{links}</p>')


def _draw_history(clip: KeptClip) -> None:
    words = {
        "edited": _("changed it"), "asked": _("asked for approval"), "withdrew": _("took the question back"),
        "approved": _("approved it"), "returned": _("gave it back"), "reopened": _("took the approval back"),
    }  # fmt: skip
    entries = audit.history(review.KIND, clip.id)[-_DEEDS_SHOWN:]
    if entries:
        with st.expander(_("What happened"), icon=":material/history:"):
            for entry in reversed(entries):
                note = f"：{entry.detail['note']}" if entry.detail.get("note") else ""
                when = day_and_time(entry.at.astimezone(COUNTY_TIME))
                st.write(plain(f"{when} · {entry.name} {words.get(entry.deed, entry.deed)}{note}"))
