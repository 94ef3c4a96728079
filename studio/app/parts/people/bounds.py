"""What a person is bound to: role, spots and brands, asked for and shown the same way everywhere."""

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from studio.app.words import _
from studio.core.access import TITLES, Role
from studio.library import store


@dataclass(frozen=True, slots=True)
class Bounds:
    """What was asked for."""

    role: Role
    name: str
    spots: list[str]
    brands: list[str]


def draw_bounds(
    key: str, name: str = "", role: Role = Role.LIVESTREAMER, spots: Collection[str] = (), brands: Collection[str] = ()
) -> Bounds:
    """The fields, filled with what holds now."""
    library = store.current()
    named = st.text_input(_("What people call this person"), name, max_chars=60, key=f"{key}-name").strip()
    roles = list(Role)
    chosen = st.selectbox(
        _("Role"), roles, roles.index(role), format_func=lambda one: _(TITLES[one]), key=f"{key}-role"
    )
    st.caption(_role_says(chosen))
    bound = {}
    for shelf, label, now in (
        ("spots", _("Works at these spots"), spots),
        ("brands", _("Speaks for these brands"), brands),
    ):
        there = getattr(library, shelf)
        options = list(dict.fromkeys([*there, *now]))
        bound[shelf] = st.multiselect(
            label, options, list(now), key=f"{key}-{shelf}", placeholder="—",
            format_func=lambda id, there=there: there[id].name if id in there else id,
        )  # fmt: skip
    return Bounds(chosen, named, bound["spots"], bound["brands"])


def bounds_line(role: Role, spots: Collection[str], brands: Collection[str]) -> str:
    """Role, spots and brands in a line."""
    library = store.current()
    names = [library.spots[one].name if one in library.spots else one for one in sorted(spots)]
    names += [library.brands[one].name if one in library.brands else one for one in sorted(brands)]
    return " · ".join([_(TITLES[role]), *names])


def _role_says(role: Role) -> str:
    words = {
        Role.ADMINISTRATOR: _("May do everything: people and settings too."),
        Role.BRAND_OFFICE: _("Approves clips, writes the library, plans; for its own brands where some are chosen."),
        Role.SPOT_OPERATOR: _("Cuts, plans and writes the library for its own spots."),
        Role.LIVESTREAMER: _("Cuts and plans for its own spots, asks for approval."),
        Role.TRAINER: _("Sees everything, cuts and plans for its own spots."),
        Role.TRAINEE: _("Cuts for practice; sees what belongs to the county and its own work."),
    }
    return words[role]
