"""A file goes from the browser to the disk in a stream; Streamlit's own uploader would hold it all in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from studio.app.words import _
from studio.storage.uploads import Upload

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "studio_upload",
    html=(_HERE / "upload.html").read_text(encoding="utf-8"),
    css=(_HERE / "upload.css").read_text(encoding="utf-8"),
    js=(_HERE / "upload.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `kind` is the route's (recording or table), `accept` the browser's list of endings."""

    kind: str
    accept: str
    title: str
    hint: str


def upload(key: str, wanted: Wanted, chosen: Upload | None, on_done: Callable[[str], Any]) -> None:
    """Draw the place. `on_done` is called once with the id of a file that arrived whole."""
    words = {
        "title": wanted.title,
        "hint": wanted.hint,
        "again": _("Tap to choose another file"),
        "sending": _("Sending"),
        "checking": _("Checking the file…"),
        "cancel": _("Cancel"),
        "broken": _("The connection broke. Tap to choose the file again."),
    }
    here = {"chosen": chosen.name, "size": chosen.size} if chosen else {}

    def arrived() -> None:
        done = st.session_state[key].get("done")
        if done:
            on_done(done["id"])

    _component(
        key=key,
        data={"kind": wanted.kind, "accept": wanted.accept, **words, **here},  # flat: a nested dict brings in pandas
        on_done_change=arrived,
    )
