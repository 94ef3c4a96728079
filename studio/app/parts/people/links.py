"""A one-time link as people pass it on: to be copied, or as a QR code that a phone reads."""

from html import escape
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from studio.app.parts.addresses import origin
from studio.app.words import _, plain

_LINK = "people-link"
_CODE_PX = 6


def keep_link(name: str, token: str) -> None:
    """Show that link from the next run on; nobody can ask for it again."""
    st.session_state[_LINK] = (name, token)


def draw_link() -> None:
    """The link that was made last, until it is put away."""
    if _LINK not in st.session_state:
        return
    name, token = st.session_state[_LINK]
    address = f"{origin()}/account/join/{token}"
    with st.container(border=True, key="link", gap="small"):
        title = plain(name) or _("the new person")
        st.subheader(_("Link for {name}", name=title), anchor=False)
        st.write(_("Send this link, or let the phone scan the code. It works once, for seven days."))
        alt = _("QR code of the link")
        st.html(f'<img class="studio-code" src="{_code(address)}" alt="{escape(alt)}">')
        st.html(f'<p class="studio-address" translate="no">{escape(address)}</p>')
        if _is_here_only(address):
            st.warning(
                _("This address works on this computer alone. Open the studio for the network, then make the link."),
                icon=":material/wifi_off:",
            )
        st.caption(_("It is shown only now. Who loses it gets a new one."))
        if st.button(_("Passed on, put it away"), icon=":material/check:", key="link-done", width="stretch"):
            del st.session_state[_LINK]
            st.rerun()


def _code(address: str) -> str:
    import segno  # noqa: PLC0415 - only where a link is shown

    return segno.make(address, error="m").svg_data_uri(scale=_CODE_PX, border=3, dark="#24211C", light="#FFFFFF")


def _is_here_only(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
