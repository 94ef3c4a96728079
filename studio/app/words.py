"""The language of the person who looks, and the words drawn in it."""

import re
from datetime import datetime
from typing import Any

import streamlit as st
from babel.dates import format_datetime

from studio.core import settings
from studio.core.i18n import LANGUAGE_COOKIE, LANGUAGES, Translate, translator

_KEY = "lang"
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~$:]")


def seed_language() -> None:
    """Choose the language before any widget is drawn: the one the person chose, the browser's English, the studio's."""
    if _KEY not in st.session_state:
        wants_english = (st.context.locale or "").lower().startswith("en")
        chosen = st.context.cookies.get(LANGUAGE_COOKIE)
        st.session_state[_KEY] = chosen if chosen in LANGUAGES else "en" if wants_english else settings.language()


def language() -> str:
    """The language of this session."""
    return st.session_state.get(_KEY, settings.language())


def translate() -> Translate:
    """The function that turns marked text into this session's language."""
    return translator(language())


def _(text: str, **facts: Any) -> str:
    """The words as they are shown, with their facts filled in."""
    shown = translate()(text)
    return shown.format(**facts) if facts else shown


def plain(text: str) -> str:
    """Text from outside for a place that reads Markdown: shown as it is, its lines kept."""
    return _MARKDOWN.sub(r"\\\g<0>", text).replace("\n", "  \n")


def day_and_time(moment: datetime) -> str:
    """A moment as people write it: 4月5日 周一 20:00."""
    form = "MMM d, EEE HH:mm" if language() == "en" else "M月d日 EEE HH:mm"
    return format_datetime(moment, form, tzinfo=moment.tzinfo, locale=language())
