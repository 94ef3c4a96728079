"""Where each segment begins: tapped on the recording, read from a table of markers, or estimated from the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from studio.app.parts.addresses import medium_file
from studio.app.parts.cut.choose import choose_file
from studio.app.parts.strip.component import mark_starts
from studio.app.parts.told import told
from studio.app.parts.upload.component import Wanted
from studio.app.words import _
from studio.core.access import User
from studio.media.overview import overview
from studio.plan.runofshow import Session
from studio.storage import media
from studio.storage.media import Medium

TAP, TABLE, PLAN = "tap", "table", "plan"


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of where segments begin: `starts` in seconds by segment, or a table's medium; else neither."""

    starts: Mapping[str, float] = field(default_factory=dict)
    table: str | None = None
    recorded_at: str | None = None


def choose_marks(user: User, plan: Session | None, recording: Medium | None) -> Marks:
    """Let the person say it in the way that suits."""
    words = {TAP: _("Tap on the recording"), TABLE: _("I have markers"), PLAN: _("By the plan")}
    way = st.segmented_control(
        _("How"), list(words), default=TAP, required=True, format_func=words.__getitem__, key="way",
        label_visibility="collapsed",
    )  # fmt: skip
    if way == TABLE:
        return _table(user)
    if way == PLAN:
        st.caption(_("The planned lengths are laid over the recording; the cuts are estimates."))
        return Marks()
    if plan is None or recording is None:
        st.caption(_("Choose the session and bring the recording; then tap where each product begins."))
        return Marks()
    return _tapped(plan, recording)


def _table(user: User) -> Marks:
    hint = _("CSV, Excel or JSON")
    table = choose_file(
        user, "markers", Wanted("table", ".csv,.json,.xlsx,.xls", _("Tap to choose the table of markers"), hint)
    )
    recorded_at = st.datetime_input(
        _("When the recording began, if the markers are times of day"), value=None, key="recorded_at"
    )
    return Marks(table=table.id if table else None, recorded_at=recorded_at.isoformat() if recorded_at else None)


def _tapped(plan: Session, recording: Medium) -> Marks:
    key = f"starts-{plan.id}-{recording.id}"
    starts = st.session_state.setdefault(key, {})
    with told():
        with st.spinner(_("Looking at the recording…")):
            seen = overview(media.local(recording))
        segments = [(segment.id, segment.title) for segment in plan.segments]
        mark_starts(
            "strip",
            medium_file(recording.id),
            seen,
            segments,
            starts,
            lambda told: st.session_state.update({key: told}),
        )
    return Marks(starts=st.session_state[key])
