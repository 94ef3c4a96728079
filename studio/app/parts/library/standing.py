"""Whether a product may be sold and shown today, and why not: asked of the library, drawn in words and colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import streamlit as st

from studio.app.parts.library.fields import label_of
from studio.app.words import _, plain, translate
from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.library import licences
from studio.library.catalogue import Library
from studio.library.products import Product, day_problems, missing, stop

_STOPPED, _NOT_TODAY = mark("Not to be sold or shown"), mark("Not to be sold today")
_INCOMPLETE, _MAY = mark("Not complete"), mark("May be sold and shown")


@dataclass(frozen=True, slots=True)
class Standing:
    """is_stopped: no clip may show it. reasons: why it may not be sold. unmarked: why its mark may not be drawn."""

    is_stopped: bool
    reasons: tuple[Notice, ...]
    lacks: tuple[str, ...]
    unmarked: Notice | None


@lru_cache(maxsize=2)
def standings(library: Library, today: date) -> Mapping[str, Standing]:
    """How each product stands on that day, by id."""
    return {id: _standing(library, product, today) for id, product in library.products.items()}


def _standing(library: Library, product: Product, today: date) -> Standing:
    reasons = tuple(what for _route, what, _advice in day_problems(product, today))
    unmarked = licences.refusal(library, product, today, today) if product.brand else None
    return Standing(stop(product) is not None, reasons, tuple(missing(product)), unmarked)


def draw_badges(found: Standing, *, is_branded: bool, below: str = "") -> None:
    """The answer in badges under a line of Markdown, the reasons below."""
    colour, icon, word = verdict(found)
    badges = [(colour, icon, _(word))]
    if found.unmarked:
        badges.append(("orange", "✗", _("Without the mark")))
    elif is_branded:
        badges.append(("green", "✓", _("With the mark")))
    drawn = " ".join(f":{colour}-badge[{icon} {word}]" for colour, icon, word in badges)
    st.markdown(f"{below}  \n{drawn}" if below else drawn)
    told = [notice.told_in(translate()) for notice in (*found.reasons, *([found.unmarked] if found.unmarked else []))]
    if found.lacks:
        told.append(_("Missing: {fields}", fields="、".join(_(label_of(name)) for name in found.lacks)))
    if told:
        st.caption("  \n".join(plain(text) for text in told))


def verdict(found: Standing) -> tuple[str, str, str]:
    """Colour, icon and marked word for whether it may be sold and shown."""
    if found.is_stopped:
        return "red", "✗", _STOPPED
    if found.reasons:
        return "red", "✗", _NOT_TODAY
    if found.lacks:
        return "orange", "…", _INCOMPLETE
    return "green", "✓", _MAY
