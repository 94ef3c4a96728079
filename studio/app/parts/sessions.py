"""The sessions that a recording can belong to: those of the folder the studio was opened in, else the sample's."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st

from studio.app.words import _, day_and_time
from studio.core import settings
from studio.jobs.job import Job
from studio.library import yamlfile
from studio.library.faults import FilesNotRight


@dataclass(frozen=True, slots=True)
class Session:
    """What is shown of a session; `titles` and `prices`, in yuan, are by segment.

    A file that cannot be read has its name for a title.
    """

    path: Path
    title: str
    starts: datetime | None
    titles: dict[str, str]
    prices: dict[str, str]


def find_sessions() -> list[Session]:
    """Every session there is, the next or last one first."""
    places = dict.fromkeys((Path.cwd() / "campaigns", settings.shipped("campaigns")))
    files = {file.resolve(): None for place in places for file in sorted(place.glob("**/sessions/*.yaml"))}
    found = [read_session(file) for file in files]
    return sorted(found, key=lambda session: session.starts.timestamp() if session.starts else 0.0, reverse=True)


@st.cache_data(show_spinner=False, max_entries=500)
def _facts(path: str, _changed: float) -> dict[str, Any]:
    try:
        value = yamlfile.read(Path(path)).value
    except FilesNotRight:
        return {}
    return value if isinstance(value, dict) else {}


def read_session(path: Path) -> Session:
    """A session as far as it can be read; whether it is right is judged when clips are cut from it."""
    facts = _facts(str(path), path.stat().st_mtime)
    segments = facts.get("segments")
    rows = [row for row in segments if isinstance(row, dict)] if isinstance(segments, list) else []
    return Session(
        path=path,
        title=str(facts.get("title") or path.stem),
        starts=_moment(facts.get("starts")),
        titles={str(row.get("id")): str(row.get("title")) for row in rows},
        prices={str(row.get("id")): str(row["price"]) for row in rows if row.get("price")},
    )


def session_of(job: Job) -> Session:
    """The session that a job's command names; one without segments where it names none, or none any longer."""
    line = job.asked.get("arguments", [])
    named = [given for option, given in pairwise(line) if option == "--session"]
    path = Path(named[0]) if named else None
    return read_session(path) if path and path.is_file() else Session(Path(), job.title, None, {}, {})


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def choose_session() -> Session | None:
    """Let the person choose; the only one is chosen already."""
    sessions = {str(session.path): session for session in find_sessions()}
    if not sessions:
        st.info(_("There is no session here yet. Put one under campaigns/…/sessions/."), icon=":material/event:")
        return None
    lines = {path: _line(session) for path, session in sessions.items()}
    chosen = st.selectbox(
        _("Session"),
        list(sessions),
        index=0 if len(sessions) == 1 else None,
        format_func=lines.__getitem__,
        placeholder=_("Choose the session that was recorded"),
        key="session",
        label_visibility="collapsed",
    )
    return sessions[chosen] if chosen else None


def _line(session: Session) -> str:
    return f"{session.title} · {day_and_time(session.starts)}" if session.starts else session.title
