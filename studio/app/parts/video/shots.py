"""The shots of a product video: those it shows, good ones to put in their place, and those left out with the reason."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from studio.app.parts.video.pictures import Fill, place
from studio.app.words import _, plain
from studio.edit.review.clip import KeptClip
from studio.edit.shots import TOLD, Fault
from studio.storage import media

Shot = Mapping[str, Any]
"""`file` (a medium), `in` and `out` in seconds of it; left out ones have a `fault`."""

_CARD_PX, _CHOICE_PX = 150, 115
_MOST = 12


def draw_used(clip: KeptClip, *, may_change: bool) -> tuple[list[Shot], list[Fill]]:
    """The shots in their order, as they stand in the video or were chosen since; a tap chooses another."""
    key = f"shots-{clip.version}-{clip.id}"
    now: list[Shot] = st.session_state.get(key) or clip.edits.get("shots") or clip.details["shots"]
    st.subheader(_("Shots in the video"), anchor=False)
    if may_change:
        st.caption(_("Tap “Replace” under a shot to put another one in its place."))
    fills = []
    spare = spare_ones(clip, now)
    with st.grid(min_column_width=_CARD_PX, gap="small"):
        for number, shot in enumerate(now):
            with st.container(border=True, key=f"shot-{number}", gap="xsmall"):
                fills.append(_draw_shot(shot, f"{number + 1}. "))
                if shot != clip.details["shots"][number]:
                    word = _("chosen anew")
                    st.markdown(f":orange-badge[:material/swap_horiz: {word}]")
                if may_change and st.button(
                    _("Replace"), icon=":material/swap_horiz:", key=f"replace-{number}", width="stretch",
                    disabled=not spare,
                ):  # fmt: skip
                    _choose(key, now, number, spare)
    if may_change and not spare:
        st.caption(_("All good shots are in the video. Bring more footage to have a choice."))
    return now, fills


def spare_ones(clip: KeptClip, now: Sequence[Shot]) -> list[Shot]:
    """What can be put into the video: what was taken out of it, then the good shots not used, best first."""
    return [shot for shot in (*clip.details["shots"], *clip.details["spare"]) if shot not in now]


def replaced(now: Sequence[Shot], number: int, by: Shot) -> list[Shot]:
    """The shots with another one at that place."""
    return [*now[:number], by, *now[number + 1 :]]


def _choose(key: str, now: Sequence[Shot], number: int, spare: Sequence[Shot]) -> None:
    """Ask for the shot that comes into the place of the one of that number."""

    def asked() -> None:
        fills = []
        with st.grid(min_column_width=_CHOICE_PX, gap="small"):
            for other, shot in enumerate(spare[:_MOST]):
                with st.container(border=True, key=f"spare-{other}", gap="xsmall"):
                    fills.append(_draw_shot(shot))
                    if st.button(_("Take this one"), key=f"take-{other}", width="stretch", type="primary"):
                        st.session_state[key] = replaced(now, number, shot)
                        st.rerun()
        for fill in fills:
            fill()

    st.dialog(_("In place of shot {number}", number=number + 1), width="medium")(asked)()


def draw_left_out(clip: KeptClip) -> list[Fill]:
    """The spare shots, then those that cannot be used, the longest first, each with its reason."""
    spare, dropped = clip.details["spare"], sorted(clip.details["dropped"], key=_length, reverse=True)
    fills = []
    for title, shots, key in ((_("Good shots not used"), spare, "left"), (_("Left out"), dropped, "dropped")):
        if not shots:
            continue
        whole = round(sum(_length(shot) for shot in shots))
        st.subheader(title, anchor=False)
        st.caption(_("{count} shots, {seconds} s", count=len(shots), seconds=whole))
        with st.grid(min_column_width=_CARD_PX, gap="small", key=key):
            for shot in shots[:_MOST]:
                with st.container(border=True, gap="xsmall"):
                    fills.append(_draw_shot(shot))
                    if "fault" in shot:
                        st.markdown(f":gray-badge[:material/block: {plain(_(TOLD[Fault(shot['fault'])]))}]")
        if len(shots) > _MOST:
            st.caption(_("And {count} more.", count=len(shots) - _MOST))
    return fills


def _draw_shot(shot: Shot, number: str = "") -> Fill:
    """A picture of its middle, and from where it is."""
    medium = media.find(shot["file"])
    name = medium.name if medium else _("footage that is gone")
    fill = place(shot["file"], (shot["in"] + shot["out"]) / 2, name)
    minutes, seconds = divmod(int(shot["in"]), 60)
    length = _("{seconds} s", seconds=f"{_length(shot):.1f}")
    st.markdown(f"**{plain(number)}{plain(length)}** · {minutes}\\:{seconds:02d}")
    st.caption(plain(name))
    return fill


def _length(shot: Shot) -> float:
    return float(shot["out"]) - float(shot["in"])
