"""The library from and to files: an Excel workbook or YAML comes in, a workbook goes out."""

import streamlit as st

from studio.app.parts.addresses import origin
from studio.app.parts.jobs import draw_state
from studio.app.parts.told import told
from studio.app.parts.upload.component import Wanted, upload
from studio.app.words import _, language
from studio.core.access import Deed, User, may
from studio.flows.import_job import ask_import

_SENT, _JOB = "library-sent", "library-import-job"


def draw_exchange(user: User) -> None:
    """Both ways in one place, below the lists; the last import stays in sight, under way or done."""
    _ask(user)
    job_id = st.session_state.get(_JOB)
    with st.expander(_("Excel: import and export"), icon=":material/table_view:", expanded=job_id is not None):
        word = _("Save the whole library as an Excel file")
        address = f"{origin()}/export/library.xlsx"
        st.html(f'<p class="studio-take"><a href="{address}" download>{word}</a></p>')
        if not may(user, Deed.STOCK):
            return
        hint = _("The Excel file that was saved here, with your changes")
        wanted = Wanted("table", ".xlsx,.xlsm,.yaml,.yml", _("Choose a file to import"), hint)
        upload("library-import", wanted, None, lambda sent: st.session_state.update({_SENT: sent}))
        if job_id:
            draw_state(user, job_id)


def _ask(user: User) -> None:
    sent = st.session_state.pop(_SENT, None)
    if sent:
        with told():
            st.session_state[_JOB] = ask_import(user, sent, language()).id
