"""What came of an import, as its job keeps it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from studio.app.words import _, plain

_SHOWN = 50


def draw_imported(result: Mapping[str, Any]) -> None:
    """How many of each, then each row that was left out, with its reason."""
    counts = {
        "new": _("New"), "changed": _("Changed"), "same": _("As before"), "rejected": _("Left out"),
    }  # fmt: skip
    with st.grid(4, min_column_width=130):
        for name, word in counts.items():
            st.metric(word, len(result[name]))
    problems = [*result["rejected"], *result["oddities"]]
    for one in problems[:_SHOWN]:
        st.warning(plain(f"{one['row']}：{one['reason']}\n{one['advice']}"), icon=":material/error:")
    if len(problems) > _SHOWN:
        st.caption(_("And {count} more.", count=len(problems) - _SHOWN))
    if not result["rejected"]:
        st.success(_("Everything in the file was taken."), icon=":material/check_circle:")
