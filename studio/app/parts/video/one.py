"""A finished product video: what it shows, its shots, what was left out, and what can be done with it now."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from studio.app.parts.addresses import medium_file, saved_as
from studio.app.parts.clips.decision import draw_decision
from studio.app.parts.clips.list import draw_cover
from studio.app.parts.clips.words import COLOURS, ICONS, fact_lines, state_word
from studio.app.parts.told import told
from studio.app.parts.video.pictures import Fill
from studio.app.parts.video.shots import draw_left_out, draw_used
from studio.app.parts.video.style import look_title
from studio.app.words import _, plain
from studio.core.access import Deed, User, may
from studio.edit.overlays import looks
from studio.edit.review import store as review
from studio.edit.review.clip import KeptClip, State
from studio.flows.product_video_job import KIND
from studio.jobs import queue


def draw_video(user: User, clip_id: str) -> None:
    """Draw it, from what one sees to what one does."""
    clip = review.find(user, clip_id)
    if clip.kind != KIND:
        st.switch_page("clips.py", query_params={"id": clip.id})
    st.title(plain(clip.title), anchor=False)
    st.markdown(f":{COLOURS[clip.state]}-badge[{ICONS[clip.state]} {plain(state_word(clip.state))}]")
    if clip.note and clip.state is State.RETURNED:
        st.warning(plain(_("To be mended: {note}", note=clip.note)), icon=":material/undo:")
    may_change = may(user, Deed.MAKE, clip.scope)
    edits, fills = dict(clip.edits), list[Fill]()
    seen, made_of = st.columns([4, 7], gap="large")
    with seen:
        with st.container(horizontal=True, wrap=False, gap="small", key="pair-video"):
            draw_cover(clip)
            st.video(medium_file(clip.files["video"]), alt=_("Video of {title}", title=clip.title), width="stretch")
        _draw_facts(clip)
        if may_change:
            edits = _choose_words(clip, edits)
    with made_of:
        if not clip.shows_its_edits:
            st.info(_("Your changes are kept; the video does not show them yet."), icon=":material/edit_note:")
        shots, used = draw_used(clip, may_change=may_change)
        fills += [*used, *draw_left_out(clip)]
    if shots != (clip.edits.get("shots") or clip.details["shots"]):
        edits["shots"] = shots
    if may_change and (edits != clip.edits or not clip.shows_its_edits):
        _draw_again(user, clip, edits)
    else:
        draw_decision(user, clip)
    for fill in fills:
        fill()


def _draw_facts(clip: KeptClip) -> None:
    for text in clip.facts.exceptions:
        st.warning(plain(text), icon=":material/priority_high:")
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in fact_lines(clip.facts))
    st.html(f'<dl class="studio-judged">{rows}</dl>')
    wanted = [(_("Save the video"), "video"), (_("Cover"), "cover")]
    links = "".join(
        f'<a href="{escape(saved_as(medium_file(clip.files[kind]), clip.title))}" download>{escape(word)}</a>'
        for word, kind in wanted
    )
    st.html(f'<p class="studio-take">{links}</p>')


def _choose_words(clip: KeptClip, edits: dict[str, Any]) -> dict[str, Any]:
    """The edits with the title and the look as they are chosen here."""
    with st.expander(_("Title and look"), icon=":material/title:"):
        title = st.text_input(
            _("Title on the cover"), edits.get("title", clip.title), max_chars=60, key=f"title-{clip.id}"
        ).strip()
        now = edits.get("look") or clip.details["look"]
        look = st.selectbox(
            _("Look"), there := looks.names(), there.index(now), format_func=look_title, key=f"look-{clip.id}"
        )
    changed = {"title": title} if title and title != clip.title else {}
    return {**edits, **changed, **({"look": look} if look != now else {})}


def _draw_again(user: User, clip: KeptClip, edits: Mapping[str, Any]) -> None:
    """The button that keeps the changes and has the video made again."""
    with st.bottom, st.container(horizontal=True, gap="small", key="decision"):
        if st.button(_("Make it again"), type="primary", icon=":material/replay:", key="again", width="stretch"):
            with told():
                review.edit(user, clip.id, clip.version, edits)
                queue.again(clip.job)
                st.switch_page("jobs.py", query_params={"id": clip.job})
        if edits != clip.edits and st.button(_("Drop the changes"), icon=":material/undo:", key="drop-changes"):
            for key in [key for key in st.session_state if str(key).endswith(clip.id)]:
                del st.session_state[key]
            st.rerun()
