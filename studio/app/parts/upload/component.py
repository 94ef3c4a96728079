"""A file goes from the browser to the disk in a stream; Streamlit's own uploader would hold it all in memory."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from studio.app.words import _
from studio.storage.media import Medium

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "studio_upload",
    html=(_HERE / "upload.html").read_text(encoding="utf-8"),
    css=(_HERE / "upload.css").read_text(encoding="utf-8"),
    js="".join((_HERE / name).read_text(encoding="utf-8") for name in ("tus.js", "upload.js")),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `kind` is the route's (recording, footage, table), `accept` the browser's list of endings.

    What comes belongs to the person and to `spots`.
    """

    kind: str
    accept: str
    title: str
    hint: str
    multiple: bool = False
    spots: Collection[str] = ()


def upload(key: str, wanted: Wanted, chosen: Medium | None, on_done: Callable[[str], Any]) -> None:
    """Draw the place. `on_done` is called once with the medium's id of each file that arrived whole."""
    words = {
        "title": wanted.title,
        "hint": wanted.hint,
        "again": _("Tap to choose another file"),
        "go_on": _("Choose the same file again and it goes on from here"),
        "sending": _("Sending"),
        "checking": _("Checking the file…"),
        "cancel": _("Cancel"),
        "broken": _("The network is gone; it goes on by itself…"),
        "unclear": _("The file was not taken. Choose it again."),
    }
    here = {"chosen": chosen.name, "size": chosen.size} if chosen else {}
    asked = {"kind": wanted.kind, "accept": wanted.accept, "multiple": wanted.multiple, "spots": ",".join(wanted.spots)}

    def arrived() -> None:
        done = st.session_state[key].get("done")
        told = st.session_state.setdefault(f"{key}_told", [])
        for medium_id in [one for one in (done or {}).get("ids", []) if one not in told]:
            told.append(medium_id)
            on_done(medium_id)

    _component(key=key, data={**asked, **words, **here}, on_done_change=arrived)  # flat: a nested dict brings in pandas
