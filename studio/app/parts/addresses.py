"""Where the browser finds things: files need an absolute address, or the player says "Error opening"."""

from urllib.parse import quote, urlsplit

import streamlit as st


def origin() -> str:
    """The address this session was opened at, without a path; empty where there is none, as under AppTest."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def medium_file(medium_id: str) -> str:
    """The address of a file of the studio's store."""
    return f"{origin()}/files/{medium_id}"


def saved_as(address: str, name: str) -> str:
    """The address that saves the file under `name` instead of showing it; its ending stays the file's own."""
    return f"{address}?as={quote(name)}"
