"""Writing a campaign: what it is for, what it may cost, when, and what belongs to it."""

from datetime import date

import streamlit as st

from studio.app.parts.plan import names
from studio.app.parts.plan.drafts import Draft, begin_from, draft_of, enter, enter_choices, enter_text
from studio.app.parts.plan.save import draw_save
from studio.app.parts.plan.words import field_words
from studio.app.words import _, plain
from studio.core.access import Deed, User, require
from studio.plan import store
from studio.storage.documents import NEW

_CHANNELS = ("抖音", "快手", "视频号", "小红书", "淘宝直播")


def draw_form(user: User, id: str) -> None:
    """The form of a campaign that is there, or of one that was begun."""
    draft = draft_of(store.CAMPAIGN, id)
    if draft is None or not draft.is_touched:
        document = store.campaign(user, id)
        require(user, Deed.PLAN, store.scope_of(document))
        draft = begin_from(document)
    is_new = draft.version == NEW
    if st.button(_("All campaigns") if is_new else _("See the campaign"), icon=":material/arrow_back:", key="back"):
        st.query_params.from_dict({} if is_new else {"id": id})
        st.rerun()
    title = draft.body.get("title")
    st.title(plain(title) if title and not is_new else _("New campaign"), anchor=False)
    st.caption(_("What you type is kept while you look elsewhere; it counts once you save."))
    with st.container(border=True, key="head"):
        _draw_fields(user, draft)
    draw_save(user, draft)


def _draw_fields(user: User, draft: Draft) -> None:
    words, body = field_words(), draft.body
    enter_text(draft, body, "title", words["title"], max_chars=80)
    enter_text(draft, body, "goal", words["goal"], st.text_area, max_chars=400, height=100)
    with st.grid(2, min_column_width=240, gap="small"):
        for name in ("from", "until"):
            enter(draft, body, name, st.date_input, words[name], shown=_day, kept=_written, value=None)
    enter(
        draft, body, "budget", st.number_input, words["budget"], shown=lambda text: float(text) if text else None,
        kept=lambda number: None if number is None else f"{number:.2f}",
        value=None, min_value=0.0, max_value=99_999_999.0, step=1000.0, format="%.2f",
    )  # fmt: skip
    enter_choices(draft, body, "spots", words["spots"], names.spots_to_plan(user))
    enter_choices(draft, body, "products", words["products"], names.names(user, "products"))
    enter_choices(draft, body, "hosts", words["hosts"], names.names(user, "hosts"))
    enter_choices(
        draft, body, "channels", words["channels"], {name: name for name in _CHANNELS},
        accept_new_options=True, help=_("Type a channel and press Enter"),
    )  # fmt: skip


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
