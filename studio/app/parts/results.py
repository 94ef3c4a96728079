"""The clips of a job, side by side: cover, player, captions, facts, notices, and what to take home."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from studio.app.parts.addresses import job_file, saved_as
from studio.app.parts.sessions import session_of
from studio.app.words import _, plain
from studio.edit.store import Clip, Slices
from studio.jobs import results
from studio.jobs.job import Job

CARD_PX = 310


def draw_results(job: Job, found: Slices) -> None:
    """Every clip there is, then what the cut has to say of the whole."""
    st.write(_("{count} clips are ready.", count=len(found.clips)))
    _draw_notices(found.notices)
    prices = session_of(job).prices
    with st.grid(min_column_width=CARD_PX, gap="medium"):
        for clip in found.clips:
            with st.container(border=True, key=f"clip-{clip.segment}"):
                _draw_clip(job, clip, prices.get(clip.segment))


def _draw_notices(notices: Sequence[str]) -> None:
    if notices:
        st.info("\n\n".join(plain(notice) for notice in notices), icon=":material/info:")


def _draw_clip(job: Job, clip: Clip, price: str | None) -> None:
    st.subheader(plain(clip.title), anchor=False)
    with st.container(horizontal=True, wrap=False, gap="small", key=f"pair-{clip.segment}"):
        if clip.cover:
            cover, alt = escape(job_file(job.id, clip.cover)), escape(_("Cover of {title}", title=clip.title))
            st.html(f'<img class="studio-cover" src="{cover}" alt="{alt}" loading="lazy">')
        st.video(job_file(job.id, clip.path), alt=_("Video of {title}", title=clip.title), width="stretch")
    st.html(f'<p class="studio-facts">{"".join(f"<span>{escape(fact)}</span>" for fact in _facts(clip, price))}</p>')
    if clip.estimated:
        st.warning(
            _("The captions are estimated from the script. Read them before you publish."), icon=":material/edit_note:"
        )
    _draw_notices(clip.notices)
    _draw_captions(results.folder(job), clip)
    _draw_downloads(job, clip)


def _facts(clip: Clip, price: str | None) -> list[str]:
    minutes, seconds = divmod(round(clip.duration_s), 60)
    facts = [f"¥{price}"] if price else []
    facts += [
        _("{minutes} min {seconds} s", minutes=minutes, seconds=seconds)
        if minutes
        else _("{seconds} s", seconds=seconds)
    ]
    facts += [f"{clip.width}×{clip.height}"]
    return facts + ([_("loudness {lufs:.1f}", lufs=clip.lufs)] if clip.lufs is not None else [])


def _draw_captions(result: Path, clip: Clip) -> None:
    with st.expander(_("Captions"), icon=":material/subtitles:"):
        lines = caption_lines(result, clip)
        if not lines:
            st.caption(_("This clip has no captions."))
        rows = "".join(f"<li><time>{escape(at)}</time>{escape(text)}</li>" for at, text in lines)
        st.html(f'<ol class="studio-captions">{rows}</ol>')


def caption_lines(result: Path, clip: Clip) -> list[tuple[str, str]]:
    """Each caption's moment in the clip, as minutes and seconds, and its words."""
    import pysubs2  # noqa: PLC0415 - only where captions are shown

    if "srt" not in clip.captions:
        return []
    events = pysubs2.load(str(result / clip.captions["srt"]), encoding="utf-8", format_="srt")
    return [(f"{e.start // 60000}:{e.start // 1000 % 60:02d}", e.plaintext.replace("\n", " ")) for e in events]


def _draw_downloads(job: Job, clip: Clip) -> None:
    wanted = [(_("Save the video"), clip.path), (_("Cover"), clip.cover), (_("Captions"), clip.captions.get("srt", ""))]
    links = "".join(
        f'<a href="{escape(saved_as(job_file(job.id, path), clip.title))}" download>{escape(word)}</a>'
        for word, path in wanted
        if path
    )
    st.html(f'<p class="studio-take">{links}</p>')
