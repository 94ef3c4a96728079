"""Choosing what is cut: the session, and files brought in. The address keeps both over a reload."""

from datetime import datetime

import streamlit as st

from studio.app.parts.upload.component import Wanted, upload
from studio.app.words import _, day_and_time
from studio.core.access import User
from studio.core.clock import COUNTY_TIME
from studio.plan import store as plan_store
from studio.storage import media
from studio.storage.documents import Document
from studio.storage.media import Medium


def choose_session(user: User) -> Document | None:
    """Let the person choose among the sessions they may see, the last one first; the only one is chosen already."""
    there = {one.id: one for one in sorted(plan_store.sessions(user), key=_starts, reverse=True)}
    if not there:
        st.info(_("There is no session here yet. Write one on the page of sessions."), icon=":material/event:")
        return None
    wished = st.query_params.get("session", "")
    ids = list(there)
    index = ids.index(wished) if wished in there else (0 if len(ids) == 1 else None)
    chosen = st.selectbox(
        _("Session"),
        ids,
        index=index,
        format_func=lambda id: _line(there[id]),
        placeholder=_("Choose the session that was recorded"),
        key="session",
        label_visibility="collapsed",
    )
    if chosen and chosen != wished:
        st.query_params["session"] = chosen
    return there[chosen] if chosen else None


def choose_file(user: User, key: str, wanted: Wanted) -> Medium | None:
    """The place to bring a file; what was brought stands in the address under `key`."""
    chosen = media.seen(user, st.query_params.get(key, ""))
    upload(f"{key}_upload", wanted, chosen, lambda medium_id: st.query_params.__setitem__(key, medium_id))
    return chosen


def _starts(session: Document) -> float:
    try:
        return datetime.fromisoformat(str(session.body.get("starts"))).timestamp()
    except ValueError:
        return 0.0


def _line(session: Document) -> str:
    moment = _starts(session)
    when = day_and_time(datetime.fromtimestamp(moment, COUNTY_TIME)) if moment else ""
    return " · ".join(part for part in (str(session.body.get("title", session.id)), when) if part)
