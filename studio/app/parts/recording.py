"""Bringing files in: dropped on the page, or named where they already lie on this computer."""

from pathlib import Path

import streamlit as st

from studio.app.parts.told import told
from studio.app.parts.upload.component import Wanted, upload
from studio.app.words import _, plain
from studio.storage import media


def choose_recording() -> tuple[Path, str] | None:
    """The recording's path and the name it is shown by; the address keeps an uploaded one over a reload."""
    wanted = Wanted("recording", "video/*,.mkv,.flv,.ts", _("Tap to choose the recording"), _("or drop it here"))
    return _choose("recording", wanted, _("The recording is already on this computer"))


def choose_markers() -> tuple[Path, str] | None:
    """The table of markers, where there is one."""
    wanted = Wanted("table", ".csv,.json,.xlsx,.xls", _("Tap to choose the table of markers"), _("CSV, Excel or JSON"))
    return _choose("markers", wanted, _("The table is already on this computer"))


def _choose(key: str, wanted: Wanted, where: str) -> tuple[Path, str] | None:
    chosen = media.find(st.query_params.get(key, ""))
    upload(f"{key}_upload", wanted, chosen, lambda medium_id: _take(key, medium_id))
    with st.expander(where):
        typed = st.text_input(
            _("Path of the file"), key=f"{key}_path", placeholder=_("for example D:\\live\\0405.mp4")
        ).strip(" \"'")
    if typed:
        path = Path(typed).expanduser()
        if path.is_file():
            return path.resolve(), path.name
        st.error(plain(_("There is no file {path}.", path=typed)), icon=":material/error:")
        return None
    if chosen is None:
        return None
    with told():
        return media.local(chosen), chosen.name
    return None


def _take(key: str, medium_id: str) -> None:
    """What was brought last counts: a path typed before makes way."""
    st.query_params[key] = medium_id
    st.session_state[f"{key}_path"] = ""
