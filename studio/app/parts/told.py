"""Errors that people can mend, shown where they arise while the page is drawn to its end."""

from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st

from studio.app.words import plain, translate
from studio.core.errors import StudioError


@contextmanager
def told() -> Generator[None]:
    """Show a `StudioError` of the block in its place and go on."""
    try:
        yield
    except StudioError as error:
        st.error(plain(error.told_in(translate())), icon=":material/error:")
