"""Whether a product may be sold and shown today, and why not: asked of the library, drawn in words and colour."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from studio.app.parts.library.fields import label_of
from studio.app.words import _, plain, translate
from studio.core.findings import Notice
from studio.library import licences
from studio.library.catalogue import Library
from studio.library.products import Product, day_problems, missing, stop


@dataclass(frozen=True, slots=True)
class Standing:
    """is_stopped: no clip may show it. reasons: why it may not be sold. unmarked: why its mark may not be drawn."""

    is_stopped: bool
    reasons: tuple[Notice, ...]
    lacks: tuple[str, ...]
    unmarked: Notice | None


def standing(library: Library, product: Product, today: date) -> Standing:
    """How the product stands on that day."""
    reasons = tuple(what for _route, what, _advice in day_problems(product, today))
    unmarked = licences.refusal(library, product, today, today) if product.brand else None
    return Standing(stop(product) is not None, reasons, tuple(missing(product)), unmarked)


def draw_badges(found: Standing, *, is_branded: bool, below: str = "") -> None:
    """The answer in badges under a line of Markdown, the reasons below."""
    badges = [_sold(found)]
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


def _sold(found: Standing) -> tuple[str, str, str]:
    """Colour, icon and word for whether it may be sold and shown."""
    if found.is_stopped:
        return "red", "✗", _("Not to be sold or shown")
    if found.reasons:
        return "red", "✗", _("Not to be sold today")
    if found.lacks:
        return "orange", "…", _("Not complete")
    return "green", "✓", _("May be sold and shown")
