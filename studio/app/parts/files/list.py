"""The recordings and footage somebody brought in, the largest first, each with its deletion, which asks before."""

import streamlit as st

from studio.app.parts.files.room import room_line, size_words
from studio.app.parts.files.unfinished import draw_unfinished
from studio.app.parts.told import told
from studio.app.words import _, day_and_time, plain
from studio.core.access import Deed, User, may
from studio.core.clock import COUNTY_TIME
from studio.flows import forget_files
from studio.library import accounts
from studio.storage.media import Medium

_SHOWN = 50
_ASKED = "file-to-delete"
_ICONS = {"recording": ":material/live_tv:", "footage": ":material/movie:", "voice": ":material/mic:"}


def draw_files(user: User) -> None:
    """Draw it."""
    st.title(_("Files"), anchor=False)
    st.write(room_line(user))
    for upload in forget_files.unfinished(user):
        draw_unfinished(user, upload)
    is_keeper = may(user, Deed.SETTLE)
    by_everybody = is_keeper and st.toggle(_("Show what everybody brought in"), key="everybody")
    found = forget_files.brought(user, by_everybody=by_everybody)
    if not found:
        st.info(_("Nothing was brought in yet. A recording is brought in on the page “Cut”."), icon=":material/inbox:")
        st.page_link("cut.py", icon=":material/content_cut:")
        return
    names = {one.id: one.name for one in accounts.everybody(user)} if by_everybody else {}
    for medium in found[:_SHOWN]:
        _draw_file(user, medium, names.get(medium.owner or "", ""))
    if len(found) > _SHOWN:
        st.caption(_("{count} smaller ones are not shown.", count=len(found) - _SHOWN))


def _draw_file(user: User, medium: Medium, owner: str) -> None:
    with st.container(border=True, key=f"file-{medium.id}", gap="small"):
        st.markdown(f"{_ICONS.get(medium.kind, ':material/table:')} **{plain(medium.name)}**")
        when = day_and_time(medium.added.astimezone(COUNTY_TIME))
        st.caption(plain(" · ".join(part for part in (size_words(medium.size), when, owner) if part)))
        if st.session_state.get(_ASKED) == medium.id:
            _ask(user, medium)
        elif st.button(_("Delete"), icon=":material/delete:", key=f"delete-{medium.id}"):
            st.session_state[_ASKED] = medium.id
            st.rerun()


def _ask(user: User, medium: Medium) -> None:
    """What is lost, then the two ways on; where it cannot be deleted now, why."""
    with told():
        clips = forget_files.clips_made_of(user, medium.id)
        if clips:
            st.warning(
                _("{count} clips were made from it. They stay, but cannot be made anew.", count=clips),
                icon=":material/movie:",
            )
        st.write(_("It is deleted for good and cannot be brought back. Delete it?"))
        if st.button(_("Delete for good"), type="primary", icon=":material/delete_forever:", key="delete-sure"):
            forget_files.forget(user, medium.id)
            del st.session_state[_ASKED]
            st.toast(_("Deleted."), icon=":material/check:")
            st.rerun()
    if st.button(_("Keep it"), icon=":material/undo:", key="delete-not"):
        del st.session_state[_ASKED]
        st.rerun()
