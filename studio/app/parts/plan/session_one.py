"""One session as it will run: a card a segment, with its time of day, its words, and what is wrong on that day."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from studio.app.parts.clips.words import ICONS, clip_line
from studio.app.parts.plan.removed import draw_remove
from studio.app.parts.plan.session_list import when_and_who, write_new
from studio.app.parts.plan.words import kind_words, length, money, role_words
from studio.app.words import _, plain, translate
from studio.core.access import Deed, User, may
from studio.core.clock import COUNTY_TIME
from studio.core.findings import Notice
from studio.edit.review import store as review
from studio.library import store as library_store
from studio.library.catalogue import Library
from studio.plan import day, store
from studio.plan.draft import begins, copy_of, new_id
from studio.plan.runofshow import Segment, Session
from studio.storage.documents import Document


def draw_session(user: User, id: str) -> None:
    """Draw it."""
    document = store.session(user, id)
    session, library, now = store.value_of(document), library_store.current(), datetime.now(COUNTY_TIME)
    if not isinstance(session, Session):
        return
    wrong, moments = day.problems(session, library, now.date()), begins(session)
    st.title(plain(session.title), anchor=False)
    st.write(plain(when_and_who(session, library)))
    products = sum(segment.kind == "product" for segment in session.segments)
    total = length(sum(segment.seconds for segment in session.segments))
    end = f"{moments[-1].astimezone(COUNTY_TIME):%H:%M}"
    st.caption(_("{products} products · {length} · until {end}", products=products, length=total, end=end))
    _draw_deeds(user, document, now)
    if wrong:
        st.warning(_("{count} segments need a look before the session.", count=len(wrong)), icon=":material/report:")
    for segment, begin in zip(session.segments, moments, strict=False):
        with st.container(border=True, key=f"segment-{segment.id}", gap="small"):
            _draw_segment(segment, begin, library, wrong.get(segment.id, ()))
    draw_clips(user, id)
    if may(user, Deed.MAKE, store.scope_of(document)):
        with st.bottom:
            if st.button(
                _("Cut the recording of this session"), type="primary", icon=":material/content_cut:",
                width="stretch", key="cut",
            ):  # fmt: skip
                st.switch_page("cut.py", query_params={"session": id})


def _draw_deeds(user: User, document: Document, now: datetime) -> None:
    plans = may(user, Deed.PLAN, store.scope_of(document))
    with st.container(horizontal=True, gap="small", key="deeds"):
        if st.button(_("All sessions"), icon=":material/arrow_back:", key="all"):
            st.query_params.clear()
            st.rerun()
        if plans and st.button(_("Change"), icon=":material/edit:", key="change"):
            st.query_params.from_dict({"write": document.id})
            st.rerun()
        if may(user, Deed.PLAN) and st.button(_("Make a copy"), icon=":material/content_copy:", key="copy"):
            title = _("{title} (copy)", title=document.body["title"])
            write_new(copy_of(document.body, new_id("session", now), title))
        if plans:
            draw_remove(user, document)


def _draw_segment(segment: Segment, begin: datetime, library: Library, wrong: Sequence[Notice]) -> None:
    facts, words = st.columns([2, 3], gap="medium")
    with facts:
        st.html(_head(segment, begin))
        for problem in wrong:
            st.error(plain(problem.told_in(translate())), icon=":material/report:")
        st.html(_facts(segment, library))
        if segment.link:
            st.link_button(_("Open the shop’s page"), segment.link, icon=":material/open_in_new:", width="stretch")
    with words:
        if segment.script:
            st.html(f'<p class="studio-script">{escape(segment.script)}</p>')
        else:
            st.caption(_("No script."))


def _head(segment: Segment, begin: datetime) -> str:
    kind = kind_words()[segment.kind]
    line = " · ".join([kind, length(segment.seconds)])
    at = f"{begin.astimezone(COUNTY_TIME):%H:%M:%S}".removesuffix(":00")
    return (
        f'<div class="studio-segment"><time>{at}</time>'
        f"<div><b>{escape(segment.title)}</b><small>{escape(line)}</small></div></div>"
    )


def _facts(segment: Segment, library: Library) -> str:
    product = library.products.get(segment.product or "")
    parts = []
    if product and product.name != segment.title:
        parts.append(f"<p>{escape(product.name)}</p>")
    if segment.price is not None:
        daily = money(product.price) if product else ""
        beside = _("every day {price}", price=daily) if daily else ""
        price = f"<b>{money(segment.price)}</b> <small>{escape(beside)}</small>"
        parts.append(f'<p class="studio-price">{price}</p>')
    if segment.role:
        parts.append(f'<p class="studio-facts"><span>{escape(role_words()[segment.role])}</span></p>')
    if segment.points:
        points = "".join(f"<li>{escape(point)}</li>" for point in segment.points)
        parts.append(f'<ul class="studio-points">{points}</ul>')
    return f"<div>{''.join(parts)}</div>"


def draw_clips(user: User, id: str) -> None:
    """What was made of it, each a tap away."""
    clips = review.all(user, session=id)
    st.subheader(_("Clips of this session ({count})", count=len(clips)), anchor=False)
    if not clips:
        st.caption(_("None yet. They appear here once the recording is cut."))
    with st.grid(min_column_width=300, gap="small"):
        for clip in clips:
            if st.button(
                plain(f"{clip.title} · {clip_line(clip)}"), icon=ICONS[clip.state], key=f"clip-{clip.id}",
                width="stretch", wrap=True,
            ):  # fmt: skip
                st.switch_page("clips.py", query_params={"id": clip.id})
