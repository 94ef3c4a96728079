"""A brand's picture: what is drawn in its mark, and another one sent by the upload component."""

import streamlit as st

from studio.app.parts.told import told
from studio.app.parts.upload.component import Wanted, upload
from studio.app.words import _, plain
from studio.core.access import User
from studio.library import store
from studio.library.catalogue import Library, mark_file
from studio.storage import media
from studio.storage.documents import Document

_SENT = "brand-picture"
_PX = 200


def draw_mark(user: User, library: Library, found: Document, *, is_allowed: bool) -> None:
    """The picture, and for who may write the brand the place to send another."""
    st.subheader(_("Picture of the mark"), anchor=False)
    _take_sent(user, found)
    brand = library.brands.get(found.id)
    file = mark_file(library, brand) if brand else None
    if file:
        st.image(str(file), width=_PX, alt=_("Mark of {brand}", brand=str(found.body["name"])))
    else:
        st.caption(_("No picture yet; the name stands in its place."))
    if is_allowed:
        word = _("Send another picture") if file else _("Send a picture")
        wanted = Wanted("mark", ".png,.jpg,.jpeg,.webp", word, _("PNG, JPG or WebP, at most 5 MB"))
        upload(f"mark-{found.id}", wanted, None, lambda sent: st.session_state.update({_SENT: (found.id, sent)}))


def _take_sent(user: User, found: Document) -> None:
    brand, sent = st.session_state.pop(_SENT, (None, None))
    medium = media.seen(user, sent) if sent and brand == found.id else None
    if medium:
        with told():
            store.put_mark(user, found.id, media.local(medium).read_bytes(), found.version)
            st.toast(plain(_("Saved.")), icon=":material/check:")
            st.rerun()
