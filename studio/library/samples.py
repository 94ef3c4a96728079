"""Sample people of a demonstration: one a role, without a password, let in by a tap while it runs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import sqlalchemy as sa

from studio.core.access import Role
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library import audit, people
from studio.library.people import Account
from studio.storage.database import reading, transaction

_SPOT = frozenset({"huping-mountain"})
_PEOPLE = (
    ("sample-livestreamer", "田秋香", Role.LIVESTREAMER, _SPOT),
    ("sample-spot-operator", "覃大山", Role.SPOT_OPERATOR, _SPOT),
    ("sample-brand-office", "唐晓兰", Role.BRAND_OFFICE, frozenset()),
    ("sample-trainer", "向老师", Role.TRAINER, _SPOT),
    ("sample-trainee", "龚小茶", Role.TRAINEE, frozenset()),
    ("sample-administrator", "伍建国", Role.ADMINISTRATOR, frozenset()),
)
_LOGINS = [login for login, *_ in _PEOPLE]


@dataclass(eq=False)
class RealPeopleHere(StudioError):
    """A demonstration would let anybody in where a real administrator rules."""

    message: ClassVar[str] = mark(
        "A demonstration lets everybody in without a password, but this studio has an administrator of its own."
    )
    hint: ClassVar[str] = mark("Use “studio open”, or set STUDIO_HOME to another folder for the demonstration.")


def open_all() -> None:
    """Let the sample people in from now on. Raises `RealPeopleHere`."""
    with transaction() as connection:
        if any(people.password_of(connection, one) for one in people.open_administrators(connection)):
            raise RealPeopleHere
        there = {account.login for account in people.all_accounts(connection)}
        for login, name, role, spots in _PEOPLE:
            if login not in there:
                who = people.bound(role, name, spots, ())
                account = people.add_account(connection, login, None, datetime.now(UTC), **who)
                audit.record(connection, None, "sample_made", "account", account.id)
        connection.execute(_every_sample().values(is_open=True))


def everybody() -> list[Account]:
    """The sample people who are let in."""
    with reading() as connection:
        there = [people.account_by(connection, login=login) for login in _LOGINS]
    return [account for account in there if account and account.is_open]


def close_all() -> None:
    """Let the sample people in no more: their cookies end with the demonstration."""
    with transaction() as connection:
        still_open = _every_sample().where(people.accounts.c.is_open)
        connection.execute(still_open.values(is_open=False, epoch=people.accounts.c.epoch + 1))


def _every_sample() -> sa.Update:
    return people.accounts.update().where(people.accounts.c.login.in_(_LOGINS), people.accounts.c.password.is_(None))
