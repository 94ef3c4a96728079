"""Marking where each segment begins: the recording plays, a tap on the strip seeks, one button marks."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from studio.app.words import _
from studio.media.overview import Overview

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "studio_strip",
    html=(_HERE / "strip.html").read_text(encoding="utf-8"),
    css=(_HERE / "strip.css").read_text(encoding="utf-8"),
    js=(_HERE / "strip.js").read_text(encoding="utf-8"),
)


def mark_starts(
    key: str,
    video: str,
    seen: Overview,
    segments: Sequence[tuple[str, str]],
    starts: Mapping[str, float],
    on_change: Callable[[dict[str, float]], None],
) -> None:
    """Draw the player, the strip and the segments (id, title). `on_change` is told all starts in seconds, by id."""
    words = {
        "begins": _("“{title}” begins here"),
        "all": _("Every segment is marked. Tap a time to mend it."),
        "unmarked": _("not marked yet"),
        "clear": _("Clear the mark"),
        "strip": _("The recording from beginning to end: tap to go there"),
        "closer": _("Closer"),
        "farther": _("Whole"),
    }

    def changed() -> None:
        told = st.session_state[key].get("starts")
        if told is not None:
            on_change({str(segment): float(at) for segment, at in told.items()})

    _component(
        key=key,
        data={
            "video": video,
            "length": seen.length,
            "loudness": list(seen.loudness),
            "moments": [at for at, _picture in seen.pictures],
            "pictures": [picture for _at, picture in seen.pictures],
            "ids": [segment for segment, _title in segments],
            "titles": [title for _segment, title in segments],
            "times": [starts.get(segment, -1.0) for segment, _title in segments],
            **words,
        },
        on_starts_change=changed,
    )
