"""The clips of a person: those that wait for a decision in groups, the rest as cards, each a tap away."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from studio.app.parts.addresses import medium_file
from studio.app.parts.clips.words import COLOURS, ICONS, clip_line, fact_lines, state_word
from studio.app.parts.told import told
from studio.app.words import _, plain
from studio.core.access import Deed, User, may
from studio.edit.review import store as review
from studio.edit.review.clip import Group, KeptClip, State, grouped
from studio.jobs import queue

CARD_PX = 165
_SHOWN = 60


def draw_clips(user: User) -> None:
    """Everything there is, by state; who approves sees first what waits."""
    st.title(_("Clips"), anchor=False)
    judges = may(user, Deed.APPROVE)
    states = list(State)
    words = {state: state_word(state) for state in states}
    start = State.WAITING if judges else None
    chosen = st.pills(
        _("Show"), states, default=start, format_func=words.__getitem__, key="state", label_visibility="collapsed"
    )
    clips = review.all(user, [chosen] if chosen else states)
    if not clips:
        _draw_empty(chosen)
    elif chosen is State.WAITING and judges:
        for number, group in enumerate(grouped(clips)):
            _draw_group(user, group, number)
    else:
        draw_cards(clips[:_SHOWN])
    if may(user, Deed.MAKE):
        with st.bottom:
            if st.button(_("Cut a recording"), type="primary", icon=":material/content_cut:", width="stretch"):
                st.switch_page("cut.py")


def draw_made(user: User, job_id: str) -> None:
    """The clips of one cut, and what the cut had to say."""
    job, clips = queue.read(job_id), review.of_job(user, job_id)
    if not clips:
        raise queue.JobMissing(id=job_id)
    st.title(plain(job.title), anchor=False)
    st.write(_("{count} clips are ready.", count=len(clips)))
    if job.result.get("notices"):
        st.info("\n\n".join(plain(text) for text in job.result["notices"]), icon=":material/info:")
    draw_cards(clips)
    drafts = [clip for clip in clips if clip.state is State.DRAFT and clip.shows_its_edits]
    if drafts and may(user, Deed.MAKE):
        with st.bottom:
            if st.button(
                _("Ask for approval of all {count}", count=len(drafts)), type="primary", width="stretch", key="ask-all"
            ):
                with told():
                    for clip in drafts:
                        review.ask(user, clip.id, clip.version)
                    st.rerun()


def draw_cards(clips: Sequence[KeptClip]) -> None:
    """Covers side by side, two on a phone."""
    with st.grid(min_column_width=CARD_PX, gap="small"):
        for clip in clips:
            with st.container(border=True, key=f"card-{clip.id}", gap="small"):
                draw_cover(clip)
                st.markdown(f":{COLOURS[clip.state]}-badge[{ICONS[clip.state]} {plain(clip_line(clip))}]")
                if st.button(plain(clip.title), key=f"open-{clip.id}", width="stretch"):
                    open_clip(clip.id)


def draw_cover(clip: KeptClip) -> None:
    """The cover, as wide as its place."""
    if "cover" in clip.files:
        address, alt = escape(medium_file(clip.files["cover"])), escape(_("Cover of {title}", title=clip.title))
        st.html(f'<img class="studio-cover" src="{address}" alt="{alt}" loading="lazy">')


def open_clip(clip_id: str) -> None:
    """Go to one clip."""
    st.query_params.from_dict({"id": clip_id})
    st.rerun()


def _draw_empty(state: State | None) -> None:
    if state is None:
        st.info(_("No clips yet. Bring last night's recording and they appear here."), icon=":material/movie:")
    else:
        st.info(_("Nothing here: {state}", state=state_word(state)), icon=":material/done_all:")


def _draw_group(user: User, group: Group, number: int) -> None:
    """Clips with the same facts: shown together, approved with one tap; an exception says why somebody must look."""
    with st.container(border=True, key=f"group-{number}"):
        if group.is_exception:
            st.warning("\n\n".join(plain(text) for text in group.facts.exceptions), icon=":material/priority_high:")
        rows = "".join(f"<dt>{escape(n)}</dt><dd>{escape(v)}</dd>" for n, v in fact_lines(group.facts))
        st.html(f'<dl class="studio-judged">{rows}</dl>')
        draw_cards(group.clips)
        word = _("Approve") if len(group.clips) == 1 else _("Approve all {count}", count=len(group.clips))
        if st.button(word, type="primary", icon=":material/check:", width="stretch", key=f"approve-{number}"):
            with told():
                review.approve_all(user, [(clip.id, clip.version) for clip in group.clips])
                st.toast(_("Approved."), icon=":material/check:")
                st.rerun()
