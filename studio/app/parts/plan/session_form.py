"""Writing a session: when, who and where, then its segments in order; all of it is saved as one."""

from datetime import datetime

import streamlit as st

from studio.app.parts.plan import names
from studio.app.parts.plan.drafts import Draft, begin_from, draft_of, enter, enter_choice, enter_text
from studio.app.parts.plan.save import draw_save
from studio.app.parts.plan.segment_form import draw_segments
from studio.app.parts.plan.words import field_words
from studio.app.words import _, plain
from studio.core.access import Deed, User, require
from studio.core.clock import COUNTY_TIME
from studio.plan import store
from studio.storage.documents import NEW


def draw_form(user: User, id: str) -> None:
    """The form of a session that is there, or of one that was begun."""
    draft = draft_of(store.SESSION, id)
    if draft is None or not draft.is_touched:
        document = store.session(user, id)
        require(user, Deed.PLAN, store.scope_of(document))
        draft = begin_from(document)
    if st.button(
        _("All sessions") if draft.version == NEW else _("See the run of show"),
        icon=":material/arrow_back:",
        key="back",
    ):
        st.query_params.from_dict({} if draft.version == NEW else {"id": id})
        st.rerun()
    title = draft.body.get("title")
    st.title(plain(title) if draft.version != NEW and title else _("New session"), anchor=False)
    st.caption(_("What you type is kept while you look elsewhere; it counts once you save."))
    with st.container(border=True, key="head"):
        _draw_head(user, draft)
    st.subheader(_("Segments"), anchor=False)
    draw_segments(user, draft)
    draw_save(user, draft)


def _draw_head(user: User, draft: Draft) -> None:
    words, body = field_words(), draft.body
    enter_text(draft, body, "title", words["title"], max_chars=80)
    with st.grid(2, min_column_width=280, gap="small"):
        enter(draft, body, "starts", st.datetime_input, words["starts"], shown=_local, kept=_written, value=None)
        enter_choice(draft, body, "host", words["host"], names.names(user, "hosts"))
        enter_choice(draft, body, "spot", words["spot"], names.spots_to_plan(user))
        enter_choice(draft, body, "campaign", words["campaign"], names.campaign_names(user))


def _local(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written).astimezone(COUNTY_TIME).replace(tzinfo=None) if written else None


def _written(local: datetime | None) -> str | None:
    return local.replace(tzinfo=COUNTY_TIME).isoformat() if local else None
