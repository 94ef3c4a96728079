"""Who a person is to the studio, and what each role may do. Rooms ask `require` before they act.

A thing belongs to spots, to brands and to the person who made it: its `Scope`. A role says what may be done at all,
the scope says on which things.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark


class Role(StrEnum):
    """The roles of a county."""

    ADMINISTRATOR = "administrator"
    BRAND_OFFICE = "brand_office"
    SPOT_OPERATOR = "spot_operator"
    LIVESTREAMER = "livestreamer"
    TRAINER = "trainer"
    TRAINEE = "trainee"


class Deed(StrEnum):
    """What can be done."""

    SEE = "see"
    MAKE = "make"
    """Upload, cut, edit captions, ask for approval."""
    PLAN = "plan"
    """Write campaigns and sessions."""
    APPROVE = "approve"
    """Approve clips, or return them with a note."""
    STOCK = "stock"
    """Write the library."""
    INVITE = "invite"
    """Invite people, change their roles, close accounts."""
    SETTLE = "settle"
    """Change the studio's settings and see its audit log."""


TITLES: dict[Role, str] = {
    Role.ADMINISTRATOR: mark("Administrator"),
    Role.BRAND_OFFICE: mark("Brand office"),
    Role.SPOT_OPERATOR: mark("Spot operator"),
    Role.LIVESTREAMER: mark("Livestreamer"),
    Role.TRAINER: mark("Trainer"),
    Role.TRAINEE: mark("Trainee"),
}
"""What roles are called."""

_EVERYTHING = frozenset(Deed)
_MAY: dict[Role, frozenset[Deed]] = {
    Role.ADMINISTRATOR: _EVERYTHING,
    Role.BRAND_OFFICE: _EVERYTHING - {Deed.INVITE, Deed.SETTLE},
    Role.SPOT_OPERATOR: frozenset({Deed.SEE, Deed.MAKE, Deed.PLAN, Deed.STOCK}),
    Role.LIVESTREAMER: frozenset({Deed.SEE, Deed.MAKE, Deed.PLAN}),
    Role.TRAINER: frozenset({Deed.SEE, Deed.MAKE, Deed.PLAN}),
    Role.TRAINEE: frozenset({Deed.SEE, Deed.MAKE}),
}
_COUNTY_WIDE = frozenset({Role.ADMINISTRATOR, Role.BRAND_OFFICE})


@dataclass(frozen=True, slots=True)
class User:
    """A person who is logged in, bound to `spots` and `brands` of the library.

    A brand office that is bound to no brand speaks for all.
    """

    id: str
    name: str
    role: Role
    spots: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()


STUDIO = User("studio", "studio", Role.ADMINISTRATOR)
"""Who acts where nobody is logged in: the command line, a worker."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a thing belongs to. A thing without spots and owner is the county's, and everybody may see it."""

    spots: frozenset[str] = field(default_factory=frozenset)
    brands: frozenset[str] = field(default_factory=frozenset)
    owner: str | None = None


COUNTY = Scope()
"""The scope of what belongs to the whole county."""


@dataclass(eq=False)
class NotAllowed(StudioError):
    """A person's role or spots do not reach this."""

    what: str

    message: ClassVar[str] = mark("Your account may not do this: {what}")
    hint: ClassVar[str] = mark("Ask the brand office or the administrator to do it, or to widen your account.")


WORDS: dict[Deed, str] = {
    Deed.SEE: mark("see this"),
    Deed.MAKE: mark("make clips here"),
    Deed.PLAN: mark("write plans here"),
    Deed.APPROVE: mark("approve clips"),
    Deed.STOCK: mark("write the library"),
    Deed.INVITE: mark("manage people"),
    Deed.SETTLE: mark("change the studio’s settings"),
}


def may(user: User, deed: Deed, scope: Scope = COUNTY) -> bool:
    """Whether `user` may do `deed` on a thing of `scope`."""
    return deed in _MAY[user.role] and _reaches(user, scope, seeing=deed is Deed.SEE)


def require(user: User, deed: Deed, scope: Scope = COUNTY) -> None:
    """Raise `NotAllowed` where `user` may not."""
    if not may(user, deed, scope):
        raise NotAllowed(what=WORDS[deed])


def _reaches(user: User, scope: Scope, *, seeing: bool) -> bool:
    if user.role is Role.BRAND_OFFICE and user.brands and scope.brands:
        return bool(user.brands & scope.brands) or scope.owner == user.id
    if user.role in _COUNTY_WIDE or scope.owner == user.id:
        return True
    if scope.spots and user.role is not Role.TRAINEE:
        return bool(user.spots & scope.spots)
    return scope.owner is None and (seeing or not scope.spots)
