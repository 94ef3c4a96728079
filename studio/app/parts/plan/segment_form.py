"""The segments of a session that is being written: one is open at a time, so that a phone shows their order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from studio.app.parts.plan import names
from studio.app.parts.plan.drafts import Draft, enter, enter_choice, enter_text
from studio.app.parts.plan.words import field_words, kind_words, length, role_words
from studio.app.words import _, plain
from studio.core.access import User
from studio.core.clock import COUNTY_TIME
from studio.core.units import yuan
from studio.library import store as library_store
from studio.plan.draft import Body, moved, new_segment


def draw_segments(user: User, draft: Draft) -> None:
    """All of them, then what can be added."""
    segments = draft.body["segments"]
    begin = _start(draft.body)
    for number, segment in enumerate(segments):
        with st.container(border=True, key=f"write-{segment['id']}", gap="small"):
            if segment["id"] in draft.gone:
                _draw_gone(draft, segment)
                continue
            _draw_line(draft, segment, number, begin)
            if draft.opened == segment["id"]:
                _draw_fields(user, draft, segment)
        begin = begin + timedelta(seconds=_seconds(segment)) if begin else None
    with st.container(horizontal=True, gap="small", key="add"):
        for kind in ("product", "spot", "game", "notice"):
            st.button(
                _("Add: {kind}", kind=kind_words()[kind]), icon=":material/add:", key=f"add-{kind}",
                on_click=_add, args=(draft, kind),
            )  # fmt: skip


def _draw_line(draft: Draft, segment: Body, number: int, begin: datetime | None) -> None:
    id, kinds = segment["id"], kind_words()
    title = segment.get("title") or kinds.get(segment.get("kind", ""), "")
    facts = [kinds.get(segment.get("kind", ""), ""), length(_seconds(segment))]
    if segment.get("price"):
        facts.append(f"¥{segment['price']}")
    when = f"{begin:%H:%M} " if begin else ""
    st.write(f"**{when}{plain(title)}**  \n{plain(' · '.join(facts))}")
    is_open = draft.opened == id
    last = len(draft.body["segments"]) - 1
    with st.container(horizontal=True, wrap=False, gap="xsmall", key=f"deeds-{id}"):
        _tap(
            _("Close") if is_open else _("Write"), f"open-{id}",
            lambda: setattr(draft, "opened", None if is_open else id),
        )  # fmt: skip
        _tap(_("Up"), f"up-{id}", lambda: _move(draft, number, -1), disabled=number == 0)
        _tap(_("Down"), f"down-{id}", lambda: _move(draft, number, 1), disabled=number == last)
        _tap(_("Take out"), f"out-{id}", lambda: draft.gone.add(id))


def _draw_gone(draft: Draft, segment: Body) -> None:
    st.caption(_("Taken out: {title}", title=plain(segment.get("title", ""))))
    id = segment["id"]
    _tap(_("Undo"), f"back-{id}", lambda: draft.gone.discard(id))


def _draw_fields(user: User, draft: Draft, segment: Body) -> None:
    words = field_words()
    enter_choice(draft, segment, "kind", words["kind"], kind_words())
    if segment.get("kind") == "product":
        products = names.names(user, "products")
        enter_choice(draft, segment, "product", words["product"], products, lambda: _fill(draft, segment))
    with st.grid(2, min_column_width=240, gap="small"):
        enter_text(draft, segment, "title", words["title"], max_chars=80)
        enter(
            draft, segment, "seconds", st.number_input, words["seconds"], shown=_number, kept=_length,
            value=None, min_value=1.0, max_value=86400.0, step=30.0, format="%g",
        )  # fmt: skip
        if segment.get("kind") == "product":
            enter_choice(draft, segment, "role", words["role"], role_words())
            enter(
                draft, segment, "price", st.number_input, words["price"], shown=_number, kept=_yuan,
                value=None, min_value=0.0, max_value=99_999_999.0, step=1.0, format="%.2f",
            )  # fmt: skip
    enter(
        draft, segment, "points", st.text_area, words["points"], shown=lambda points: "\n".join(points or []),
        kept=lambda text: [line.strip() for line in text.splitlines() if line.strip()], height=100,
    )  # fmt: skip
    enter_text(draft, segment, "link", words["link"], placeholder="https://")
    enter_choice(draft, segment, "spot", words["spot"], names.spots_to_plan(user))
    enter_text(draft, segment, "script", words["script"], st.text_area, height=260)


def _tap(word: str, key: str, act: Callable[[], Any], *, disabled: bool = False) -> None:
    st.button(word, key=key, on_click=act, disabled=disabled, width="stretch")


def _move(draft: Draft, number: int, by: int) -> None:
    draft.body["segments"] = moved(draft.body["segments"], number, by)


def _add(draft: Draft, kind: str) -> None:
    """Put a new segment before the closing one, and open it."""
    segments = draft.body["segments"]
    new = new_segment(kind, seconds="120", **({} if kind == "product" else {"title": kind_words()[kind]}))
    ends = bool(segments) and segments[-1].get("kind") == "closing"
    segments.insert(len(segments) - ends, new)
    draft.opened = new["id"]


def _fill(draft: Draft, segment: Body) -> None:
    """What the library knows of the chosen product goes into the fields that are still empty."""
    product = library_store.current().products.get(segment.get("product") or "")
    if product is None:
        return
    known: Body = {"title": product.name, "points": list(product.points), "link": product.link or ""}
    if product.price is not None:
        known["price"] = yuan(product.price)
    for name, value in known.items():
        if not segment.get(name) and value:
            segment[name] = value
    draft.round += 1


def _start(body: Body) -> datetime | None:
    return datetime.fromisoformat(body["starts"]).astimezone(COUNTY_TIME) if body.get("starts") else None


def _seconds(segment: Body) -> float:
    return float(segment.get("seconds") or 0)


def _number(written: str | None) -> float | None:
    return float(written) if written else None


def _length(number: float | None) -> str | None:
    return None if number is None else f"{number:.3f}".rstrip("0").rstrip(".")


def _yuan(number: float | None) -> str | None:
    return None if number is None else f"{number:.2f}"
