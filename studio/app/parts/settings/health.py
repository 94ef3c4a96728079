"""Where the studio's things lie, how much room there is, and what `studio doctor` finds."""

import shutil
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from studio.app.parts.told import told
from studio.app.words import _, plain, translate
from studio.core import settings
from studio.flows.doctor import Finding, examine

_KEPT_S = 600


def draw_places() -> None:
    """The folder, the database, the store of files, the room that is left, the quota."""
    st.subheader(_("Where the data lies"), anchor=False)
    with told():
        home = settings.home().resolve()
        usage = shutil.disk_usage(home)
        rows = [
            (_("Folder"), str(home)),
            (_("Database"), _without_secrets(settings.own_database()) or _("in the folder")),
            (_("Files"), _without_secrets(settings.files_url()) or _("in the folder")),
            (_("Free space"), _("{free:.1f} of {all:.1f} GB", free=usage.free / 1e9, all=usage.total / 1e9)),
            (_("Each account may bring in"), _("{quota:g} GB", quota=settings.quota_gb())),
        ]
        drawn = "".join(f'<dt>{escape(name)}</dt><dd translate="no">{escape(value)}</dd>' for name, value in rows)
        st.html(f'<dl class="studio-entry">{drawn}</dl>')


def draw_health() -> None:
    """What was found, what is missing first; looked at again on request."""
    st.subheader(_("What is here and what is missing"), anchor=False)
    if st.button(_("Look again"), icon=":material/refresh:", key="look-again"):
        _examined.clear()
    with st.spinner(_("Looking…")):
        found = _examined()
    missing = [one for one in found if not one.is_well and one.is_needed]
    for one in missing:
        told_here = f"{_called(one)}：{one.seen.told_in(translate())}"
        advice = translate()(one.advice) if one.advice else ""
        st.error(plain(f"{told_here}\n{advice}".strip()), icon=":material/error:")
    if not missing:
        st.success(_("Everything that is needed is here."), icon=":material/check_circle:")
    rows = "".join(
        f"<dt>{'✓' if one.is_well else '–'} {escape(_called(one))}</dt>"
        f'<dd translate="no">{escape(one.seen.told_in(translate()))}</dd>'
        for one in found
        if one not in missing
    )
    with st.expander(_("All that was looked at"), icon=":material/fact_check:"):
        st.html(f'<dl class="studio-entry">{rows}</dl>')


@st.cache_resource(ttl=_KEPT_S, show_spinner=False)
def _examined() -> list[Finding]:
    return examine()


def _called(one: Finding) -> str:
    words = {
        "python": _("Program"), "home": _("Folder"), "ffmpeg": _("Video tool"), "recogniser": _("Speech recogniser"),
        "fonts": _("Fonts"), "faster-whisper": _("Recogniser, fast"), "whisper": _("Recogniser, second"),
        "torch": _("Part of the second recogniser"),
    }  # fmt: skip
    if one.name.startswith("model "):
        return _("Speech model {name}", name=one.name.removeprefix("model "))
    return words.get(one.name, one.name)


def _without_secrets(address: str | None) -> str:
    """An address without who logs in by what; empty for a path below the folder."""
    if not address or address.startswith(str(settings.home())):
        return ""
    parts = urlsplit(address)
    if "://" not in address:
        return address
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
