"""What a person is writing, kept over taps and visits to other pages until it is saved or thrown away.

Widgets forget what they show once they are not drawn; so each tells its draft at every change.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from studio.plan.draft import Body
from studio.storage.documents import NEW, Document

Widget = Callable[..., Any]
Turn = Callable[[Any], Any]

_SPACE = "plan-draft-"


@dataclass
class Draft:
    """A body with gaps, and the version it began from.

    was: the body it began from, empty for something new. opened: the segment that is being written. gone: segments
    that were taken out and can come back. is_behind: somebody else saved meanwhile. round: changes when widgets must
    be filled anew.
    """

    kind: str
    body: Body
    version: int = NEW
    was: Body = field(default_factory=dict)
    opened: str | None = None
    gone: set[str] = field(default_factory=set)
    is_behind: bool = False
    round: int = 0

    @property
    def id(self) -> str:
        """The id of what is written."""
        return self.body["id"]

    @property
    def is_touched(self) -> bool:
        """Whether saving would change anything."""
        return bool(self.gone) or self.body != self.was


def draft_of(kind: str, id: str) -> Draft | None:
    """What was begun and neither saved nor thrown away."""
    return st.session_state.get(f"{_SPACE}{kind}-{id}")


def begin(kind: str, body: Body) -> Draft:
    """Begin something new."""
    return _hold(Draft(kind, body))


def _hold(draft: Draft) -> Draft:
    st.session_state[f"{_SPACE}{draft.kind}-{draft.id}"] = draft
    return draft


def begin_from(document: Document) -> Draft:
    """Go on with the draft of a document, or begin one; one that nobody touched gives way to what was saved since."""
    found = draft_of(document.kind, document.id)
    if found and (found.is_touched or found.version == document.version):
        return found
    if found:
        forget(found)
    body = dict(document.body)
    return _hold(Draft(document.kind, deepcopy(body), document.version, was=deepcopy(body)))


def forget(draft: Draft) -> None:
    """Drop a draft, and what its widgets hold."""
    for key in [key for key in st.session_state if str(key).startswith(f"draft-{draft.id}-")]:
        del st.session_state[key]
    st.session_state.pop(f"{_SPACE}{draft.kind}-{draft.id}", None)


def unsaved(kind: str) -> list[Draft]:
    """Those that were written in this visit and are not saved."""
    held = [value for key, value in st.session_state.items() if str(key).startswith(f"{_SPACE}{kind}-")]
    return [draft for draft in held if draft.is_touched]


def enter(
    draft: Draft,
    holder: Body,
    name: str,
    widget: Widget,
    label: str,
    *,
    shown: Turn = lambda value: value,
    kept: Turn = lambda value: value,
    then: Callable[[], None] | None = None,
    **options: Any,
) -> None:
    """Draw a widget for one value of the draft. `shown` and `kept` turn what is written into the widget's and back."""
    part = "" if holder is draft.body else holder["id"]
    key = f"draft-{draft.id}-{draft.round}-{part}-{name}"
    if key not in st.session_state:
        st.session_state[key] = shown(holder.get(name))

    def keep() -> None:
        holder[name] = kept(st.session_state[key])
        if then:
            then()

    widget(label, key=key, on_change=keep, **options)


def enter_text(draft: Draft, holder: Body, name: str, label: str, widget: Widget = st.text_input, **more: Any) -> None:
    """A line of text, or several."""
    enter(draft, holder, name, widget, label, shown=lambda value: value or "", **more)


def enter_choice(
    draft: Draft, holder: Body, name: str, label: str, words: dict[str, str], then: Callable[[], None] | None = None
) -> None:
    """One of several, or none; what stands there stays choosable."""
    ids = _with(words, [holder[name]] if holder.get(name) else [])
    enter(
        draft, holder, name, st.selectbox, label, then=then, options=ids, index=None,
        format_func=lambda id: words.get(id, id), placeholder="",
    )  # fmt: skip


def enter_choices(draft: Draft, holder: Body, name: str, label: str, words: dict[str, str], **more: Any) -> None:
    """Any number of several."""
    ids = _with(words, holder.get(name) or [])
    enter(
        draft, holder, name, st.multiselect, label, shown=lambda value: list(value or []), kept=list, options=ids,
        format_func=lambda id: words.get(id, id), placeholder="", **more,
    )  # fmt: skip


def _with(words: dict[str, str], there: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*words, *there]))
