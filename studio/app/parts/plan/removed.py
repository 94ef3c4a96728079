"""Taking a session or campaign away, and bringing it back."""

import streamlit as st

from studio.app.parts.told import told
from studio.app.words import _, day_and_time, plain
from studio.core.access import User
from studio.core.clock import COUNTY_TIME
from studio.plan import store
from studio.storage.documents import Document

_JUST = "plan-just-removed"


def draw_remove(user: User, document: Document) -> None:
    """A button that takes it away; the list shows how to undo it."""
    if st.button(_("Remove"), icon=":material/delete:", key="remove"):
        with told():
            store.remove(user, document.kind, document.id, document.version)
            st.session_state[_JUST] = document.id
            st.query_params.clear()
            st.rerun()


def draw_undo(user: User, kind: str) -> None:
    """What was taken away a moment ago, with its undo."""
    just = next((one for one in store.removed(user, kind) if one.id == st.session_state.get(_JUST)), None)
    if just is None:
        return
    st.info(_("Removed: {title}", title=plain(just.body["title"])), icon=":material/delete:")
    if st.button(_("Undo"), icon=":material/undo:", key="undo-remove", width="stretch"):
        _restore(user, just)


def draw_removed(user: User, kind: str) -> None:
    """All that was taken away and can come back."""
    gone = store.removed(user, kind)
    if not gone:
        return
    with st.expander(_("Removed ({count})", count=len(gone)), icon=":material/delete:", key="removed"):
        for one in gone:
            when = day_and_time(one.changed.astimezone(COUNTY_TIME))
            st.write(plain(f"{one.body['title']} · {one.changed_name} {when}"))
            if st.button(_("Bring back"), icon=":material/undo:", key=f"restore-{one.id}"):
                _restore(user, one)


def _restore(user: User, document: Document) -> None:
    with told():
        store.restore(user, document.kind, document.id)
        st.session_state.pop(_JUST, None)
        st.query_params.from_dict({"id": document.id})
        st.rerun()
