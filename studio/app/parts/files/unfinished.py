"""An upload that broke off: how far it came, how it goes on, and giving it up, which asks before."""

import streamlit as st

from studio.app.parts.files.room import size_words
from studio.app.parts.told import told
from studio.app.words import _, plain
from studio.core.access import User
from studio.flows import forget_files
from studio.storage import uploads
from studio.storage.uploads import Upload

_ASKED = "upload-to-give-up"


def draw_unfinished(user: User, upload: Upload) -> None:
    """Draw it; its whole size counts as used until it is given up or a week has passed."""
    with st.container(border=True, key=f"upload-{upload.id}", gap="small"):
        st.markdown(f":material/pending: **{plain(upload.name)}**")
        came = _("Broke off: {came} of {size} have arrived.", came=size_words(uploads.offset(upload)),
                 size=size_words(upload.size))  # fmt: skip
        st.caption(plain(came) + "  \n" + _("Choose the same file again and it goes on from there."))
        if st.session_state.get(_ASKED) != upload.id:
            if st.button(_("Give it up"), icon=":material/delete:", key=f"give-up-{upload.id}"):
                st.session_state[_ASKED] = upload.id
                st.rerun()
            return
        st.write(_("What has arrived is deleted. Give it up?"))
        if st.button(_("Give it up for good"), type="primary", icon=":material/delete_forever:", key="give-up-sure"):
            with told():
                forget_files.give_up(user, upload.id)
                del st.session_state[_ASKED]
                st.rerun()
        if st.button(_("Keep it"), icon=":material/undo:", key="give-up-not"):
            del st.session_state[_ASKED]
            st.rerun()
