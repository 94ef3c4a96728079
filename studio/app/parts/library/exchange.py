"""The library from and to files: an Excel workbook or YAML comes in, a workbook goes out."""

import streamlit as st

from studio.app.parts.addresses import origin
from studio.app.parts.told import told
from studio.app.parts.upload.component import Wanted, upload
from studio.app.words import _, plain, translate
from studio.core.access import Deed, User, may
from studio.library import exchange
from studio.library.exchange import Imported
from studio.library.faults import where
from studio.storage import media

_SENT, _CAME = "library-sent", "library-imported"
_REJECTED = 50


def draw_exchange(user: User) -> None:
    """Both ways in one place, below the lists; what came of the last import stays in sight."""
    _bring_in(user)
    came = st.session_state.get(_CAME)
    with st.expander(_("Excel: import and export"), icon=":material/table_view:", expanded=came is not None):
        word = _("Save the whole library as an Excel file")
        address = f"{origin()}/export/library.xlsx"
        st.html(f'<p class="studio-take"><a href="{address}" download>{word}</a></p>')
        if not may(user, Deed.STOCK):
            return
        hint = _("The Excel file that was saved here, with your changes")
        wanted = Wanted("table", ".xlsx,.xlsm,.yaml,.yml", _("Choose a file to import"), hint)
        upload("library-import", wanted, None, lambda sent: st.session_state.update({_SENT: sent}))
        if came:
            _draw_result(came)


def _bring_in(user: User) -> None:
    sent = st.session_state.pop(_SENT, None)
    medium = media.seen(user, sent) if sent else None
    if medium:
        with told():
            st.session_state[_CAME] = exchange.import_files(user, media.local(medium), medium.name)
            st.rerun()


def _draw_result(came: Imported) -> None:
    """How many of each, then each row that was left out, with its reason."""
    counts = [
        (_("New"), came.new), (_("Changed"), came.changed), (_("As before"), came.same), (_("Left out"), came.rejected),
    ]  # fmt: skip
    with st.grid(4, min_column_width=130):
        for word, things in counts:
            st.metric(word, len(things))
    for problem in [*came.rejected, *came.oddities][:_REJECTED]:
        advice = problem.advice.told_in(translate())
        told_here = f"{where(problem)}：{problem.what.told_in(translate())}\n{advice}"
        st.warning(plain(told_here), icon=":material/error:")
    more = len(came.rejected) + len(came.oddities) - _REJECTED
    if more > 0:
        st.caption(_("And {count} more.", count=more))
    if not came.rejected:
        st.success(_("Everything in the file was taken."), icon=":material/check_circle:")
