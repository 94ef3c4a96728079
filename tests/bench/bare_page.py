"""The peer: a page of Streamlit alone with the library's thousand products in its own table."""

import json
import os
from pathlib import Path

import streamlit as st

st.title("Library")
st.dataframe(json.loads(Path(os.environ["ROWS"]).read_text(encoding="utf-8")), hide_index=True)
