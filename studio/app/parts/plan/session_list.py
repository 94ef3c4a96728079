"""The sessions of a person: those to come, the next one first, then those that were."""

from collections import Counter
from datetime import datetime, timedelta

import streamlit as st

from studio.app.parts.plan.drafts import begin
from studio.app.parts.plan.names import spots_to_plan
from studio.app.parts.plan.removed import draw_removed, draw_undo
from studio.app.parts.plan.unsaved import draw_unsaved
from studio.app.words import _, day_and_time, plain
from studio.core.access import Deed, User, may
from studio.core.clock import COUNTY_TIME
from studio.edit.review import store as review
from studio.library import store as library_store
from studio.library.catalogue import Library
from studio.plan import draft as drafting
from studio.plan import store
from studio.plan.draft import Body
from studio.plan.runofshow import Session

_PAST_SHOWN = 60


def draw_sessions(user: User) -> None:
    """Draw the list."""
    st.title(_("Sessions"), anchor=False)
    draw_undo(user, store.SESSION)
    draw_unsaved(store.SESSION, "sessions.py", _("New session"))
    now = datetime.now(COUNTY_TIME)
    read = [value for one in store.sessions(user) if isinstance(value := store.value_of(one), Session)]
    coming = sorted((one for one in read if drafting.begins(one)[-1] > now), key=lambda one: one.starts)
    past = sorted((one for one in read if one not in coming), key=lambda one: one.starts, reverse=True)
    clips = Counter(clip.session for clip in review.all(user))
    if not read:
        st.info(_("No session is planned. Write the first one; its recording becomes clips."), icon=":material/event:")
    for words, shown in ((_("To come"), coming), (_("Past"), past[:_PAST_SHOWN])):
        if shown:
            st.subheader(words, anchor=False)
            draw_cards(shown, clips)
    if may(user, Deed.PLAN):
        draw_removed(user, store.SESSION)
        with st.bottom:
            if st.button(_("New session"), type="primary", icon=":material/add:", width="stretch", key="new"):
                write_new(blank(user))


def draw_cards(sessions: list[Session], clips: Counter) -> None:
    """A card a session, side by side where there is room."""
    library = library_store.current()
    with st.grid(min_column_width=300, gap="small"):
        for one in sessions:
            with st.container(border=True, key=f"session-{one.id}", gap="small"):
                st.write(f"**{plain(one.title)}**  \n{plain(when_and_who(one, library))}")
                count = sum(segment.kind == "product" for segment in one.segments)
                st.caption(_("{products} products · {clips} clips", products=count, clips=clips[one.id]))
                if st.button(_("See the run of show"), key=f"open-{one.id}", width="stretch"):
                    st.switch_page("sessions.py", query_params={"id": one.id})


def when_and_who(session: Session, library: Library) -> str:
    """4月5日 周一 20:00 · 田秋香 · 壶瓶山."""
    host, spot = library.hosts.get(session.host), library.spots.get(session.spot)
    when = day_and_time(session.starts.astimezone(COUNTY_TIME))
    return " · ".join([when, host.name if host else session.host, spot.name if spot else session.spot])


def write_new(body: Body) -> None:
    """Go to the form with something new."""
    begin(store.SESSION, body)
    st.switch_page("sessions.py", query_params={"write": body["id"]})


def blank(user: User) -> Body:
    """Tomorrow evening at the person's own spot, with an opening and a closing."""
    now, spots = datetime.now(COUNTY_TIME), list(spots_to_plan(user))
    evening = (now + timedelta(days=1)).replace(hour=20, minute=0, second=0, microsecond=0)
    first = drafting.new_segment("opening", title=_("Opening"), seconds="60")
    last = drafting.new_segment("closing", title=_("Closing"), seconds="60")
    body: Body = {"id": drafting.new_id("session", now), "starts": evening.isoformat(), "segments": [first, last]}
    return body | ({"spot": spots[0]} if len(spots) == 1 else {})
