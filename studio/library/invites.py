"""Invites: one-time links by which a person makes their account, or takes a new password."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from studio.core.access import Deed, Role, User, require
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library import accounts, audit, passwords, people, tokens
from studio.library.people import Account
from studio.storage.database import reading, transaction

VALID = timedelta(days=7)
_KIND = "invite"
_LOGIN = re.compile(r"[\w.@+-]{2,32}")


@dataclass(frozen=True, slots=True)
class Invite:
    """A link that waits. `account` is whose new password it is for; None for a new person. `id` is no secret."""

    id: str
    name: str
    role: Role
    spots: frozenset[str]
    brands: frozenset[str]
    made: datetime
    expires: datetime
    account: str | None


@dataclass(eq=False)
class LinkEnded(StudioError):
    """A link that was used, has expired, or never was one."""

    message: ClassVar[str] = mark("This link is not valid any more.")
    hint: ClassVar[str] = mark("Links work once, for seven days. Ask the administrator for a new one.")


@dataclass(eq=False)
class LoginTaken(StudioError):
    """A login name that somebody else has."""

    login: str

    message: ClassVar[str] = mark("Somebody else has the login name {login}.")
    hint: ClassVar[str] = mark("Take another, such as your phone number.")


@dataclass(eq=False)
class BadLogin(StudioError):
    """A login name that nobody could type again."""

    message: ClassVar[str] = mark("This login name does not work.")
    hint: ClassVar[str] = mark("Take 2 to 32 letters or digits, without spaces, such as your name or phone number.")


def invite(user: User, role: Role, name: str, spots: Iterable[str], brands: Iterable[str]) -> str:
    """The token of a new person's link. Raises `NotAllowed`."""
    require(user, Deed.INVITE)
    with transaction() as connection:
        return _made(connection, user, "invited", people.bound(role, name, spots, brands))


def new_link(user: User, account_id: str) -> str:
    """The token of a link by which a person takes a new password.

    Raises `NotAllowed`, `NoAccount`, `AccountClosed`.
    """
    require(user, Deed.INVITE)
    with transaction() as connection:
        account = people.account_by(connection, id=account_id)
        if account is None:
            raise accounts.NoAccount
        if not account.is_open:
            raise accounts.AccountClosed(name=account.name)
        earlier = (people.invites.c.account == account.id) & _is_unused()
        connection.execute(people.invites.delete().where(earlier))
        who = people.bound(account.role, account.name, account.spots, account.brands)
        return _made(connection, user, "link_made", {**who, "account": account.id})


def first_invite() -> str | None:
    """The token of the first administrator's link; None where the studio has an administrator. Earlier ones end."""
    with transaction() as connection:
        if people.open_administrators(connection):
            return None
        connection.execute(people.invites.delete().where(people.invites.c.made_by.is_(None), _is_unused()))
        return _made(connection, None, "invited", people.bound(Role.ADMINISTRATOR, "", (), ()))


def waiting(user: User) -> list[Invite]:
    """The links that were not used yet, the newest first. Raises `NotAllowed`."""
    require(user, Deed.INVITE)
    asked = sa.select(people.invites).where(_is_good(datetime.now(UTC))).order_by(people.invites.c.made.desc())
    with reading() as connection:
        return [_invite(row) for row in connection.execute(asked).mappings()]


def withdraw(user: User, invite_id: str) -> None:
    """End a link that was sent to the wrong person. Raises `NotAllowed`, `LinkEnded`."""
    require(user, Deed.INVITE)
    with transaction() as connection:
        one = (people.invites.c.digest == invite_id) & _is_unused()
        if connection.execute(people.invites.delete().where(one)).rowcount != 1:
            raise LinkEnded
        audit.record(connection, user, "withdrawn", _KIND, invite_id)


def read(token: str) -> tuple[Invite, Account | None]:
    """What a link offers, and to whom where it is for an account that is there. Raises `LinkEnded`."""
    good = (people.invites.c.digest == tokens.digest(token)) & _is_good(datetime.now(UTC))
    with reading() as connection:
        return _found(connection, good)


def accept(token: str, login: str, password: str) -> str:
    """Make the account, or take the new password: the cookie of the person, who is logged in by it.

    Raises `LinkEnded`, `BadLogin`, `LoginTaken`, `WeakPassword`.
    """
    offered, account = read(token)
    login = account.login if account else _checked(login)
    kept = passwords.keep(password, login)
    try:
        with transaction() as connection:
            account = _used(connection, offered.id, login, kept, datetime.now(UTC))
    except IntegrityError as error:
        raise LoginTaken(login=login) from error
    return accounts.begun(account)


def _used(connection: sa.Connection, invite_id: str, login: str, kept: str, now: datetime) -> Account:
    this = people.invites.c.digest == invite_id
    if connection.execute(people.invites.update().where(this, _is_good(now)).values(used=now)).rowcount != 1:
        raise LinkEnded
    offered, account = _found(connection, this)
    if account:
        accounts.write_password(connection, account.id, kept)
        account = people.account_by(connection, id=account.id)
    else:
        who = people.bound(offered.role, offered.name or login, offered.spots, offered.brands)
        account = people.add_account(connection, login, kept, now, **who)
    assert account is not None
    deed = "password_changed" if offered.account else "joined"
    audit.record(connection, account.user, deed, accounts.KIND, account.id, link=invite_id)
    return account


def _made(connection: sa.Connection, user: User | None, deed: str, columns: dict[str, Any]) -> str:
    token, now = tokens.one_time(), datetime.now(UTC)
    new = {"digest": tokens.digest(token), "made_by": user.id if user else None, "made": now, "expires": now + VALID}
    connection.execute(people.invites.insert().values(**new, **columns))
    audit.record(connection, user, deed, _KIND, new["digest"], **columns)
    return token


def _found(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> tuple[Invite, Account | None]:
    row = connection.execute(sa.select(people.invites).where(*where)).mappings().one_or_none()
    account = people.account_by(connection, id=row["account"]) if row else None
    if row is None or (account and not account.is_open):
        raise LinkEnded
    return _invite(row), account


def _is_unused() -> sa.ColumnElement[bool]:
    return people.invites.c.used.is_(None)


def _is_good(now: datetime) -> sa.ColumnElement[bool]:
    return _is_unused() & (people.invites.c.expires > now)


def _invite(row: Any) -> Invite:
    shown = {name: row[name] for name in ("name", "made", "expires", "account")}
    lists = {"spots": frozenset(row["spots"]), "brands": frozenset(row["brands"])}
    return Invite(id=row["digest"], role=Role(row["role"]), **shown, **lists)


def _checked(login: str) -> str:
    plain = accounts.plain_login(login)
    if not _LOGIN.fullmatch(plain):
        raise BadLogin
    return plain
