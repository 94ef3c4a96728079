"""Accounts: who is logged in, logging in, passwords, and what an administrator changes. Each deed is written down."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa

from studio.core.access import Deed, Role, User, require
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library import audit, passwords, people, tokens, tries
from studio.library.people import Account
from studio.storage.database import reading, transaction

KIND = "account"
"""What accounts are called in the audit log."""


@dataclass(eq=False)
class WrongLogin(StudioError):
    """No open account has this login name and password. Which of both is wrong is not said."""

    message: ClassVar[str] = mark("The login name or the password is wrong.")
    hint: ClassVar[str] = mark("Try again. If you forgot your password, ask the administrator for a new link.")


@dataclass(eq=False)
class NoAccount(StudioError):
    """An account that is not there."""

    message: ClassVar[str] = mark("There is no such account.")
    hint: ClassVar[str] = mark("Open the list of people again and choose there.")


@dataclass(eq=False)
class AccountClosed(StudioError):
    """A link, or work that was asked for, of somebody who is let in no more."""

    name: str

    message: ClassVar[str] = mark("The account of {name} is closed.")
    hint: ClassVar[str] = mark("Open it again first, then try once more.")


@dataclass(eq=False)
class AccountChanged(StudioError):
    """Somebody else changed the account since it was read."""

    name: str

    message: ClassVar[str] = mark("Somebody else changed the account of {name} in the meantime.")
    hint: ClassVar[str] = mark("Nothing was overwritten. Look at it again, then make your change.")


@dataclass(eq=False)
class LastAdministrator(StudioError):
    """The studio would be left without anybody who can invite people."""

    name: str

    message: ClassVar[str] = mark("{name} is the only administrator.")
    hint: ClassVar[str] = mark("Make somebody else an administrator first.")


def user_of(token: str | None) -> User | None:
    """The person whose cookie this is, as the database knows them at this moment; None for a stranger."""
    login = tokens.read(token, datetime.now(UTC))
    if login is None:
        return None
    with reading() as connection:
        account = people.account_by(connection, id=login.account)
    is_let_in = account is not None and account.is_open and account.epoch == login.epoch
    return account.user if account and is_let_in else None


def acting(account_id: str) -> User:
    """The person in whose name work is done that they asked for, as the database knows them at this moment.

    Raises `NoAccount`, `AccountClosed`.
    """
    with reading() as connection:
        account = _there(connection, account_id)
    if not account.is_open:
        raise AccountClosed(name=account.name)
    return account.user


def token_for(user: User) -> str:
    """A new login of this person, as the text of a cookie. Raises `NoAccount`."""
    with reading() as connection:
        return begun(_there(connection, user.id))


def begun(account: Account) -> str:
    """The cookie of a login that begins now."""
    now = datetime.now(UTC)
    return tokens.signed(tokens.Login(account.id, account.epoch, now, now))


def log_in(login: str, password: str, key: str) -> str:
    """The cookie of a new login. `key` is the address it is asked from. Raises `WrongLogin`, `TooManyTries`."""
    login = plain_login(login)
    with reading() as connection:
        account = people.account_by(connection, login=login)
        kept = people.password_of(connection, account.id) if account else None
    _prove(account, login, password, kept, key)
    if account is None or not account.is_open:
        raise WrongLogin
    with transaction() as connection:
        audit.record(connection, account.user, "logged_in", KIND, account.id)
    return begun(account)


def change_password(user: User, old: str, new: str, key: str) -> str:
    """Take another password; every other login ends, the cookie returned goes on.

    Raises `WrongLogin`, `TooManyTries`, `WeakPassword`.
    """
    with reading() as connection:
        account = _there(connection, user.id)
        kept = people.password_of(connection, account.id)
    _prove(account, account.login, old, kept, key)
    new_kept = passwords.keep(new, account.login)
    with transaction() as connection:
        write_password(connection, account.id, new_kept)
        audit.record(connection, account.user, "password_changed", KIND, account.id)
        return begun(_there(connection, account.id))


def write_password(connection: sa.Connection, account_id: str, kept: str) -> None:
    """Keep another password; every login ends."""
    own = people.accounts.update().where(people.accounts.c.id == account_id)
    connection.execute(own.values(password=kept, epoch=people.accounts.c.epoch + 1))


def everybody(user: User) -> list[Account]:
    """All accounts, open ones first. Raises `NotAllowed`."""
    require(user, Deed.INVITE)
    with reading() as connection:
        return people.all_accounts(connection)


def of_login(user: User, login: str) -> Account:
    """The account that has this login name. Raises `NotAllowed`, `NoAccount`."""
    require(user, Deed.INVITE)
    with reading() as connection:
        found = people.account_by(connection, login=plain_login(login))
    if found is None:
        raise NoAccount
    return found


def change(
    user: User, account_id: str, version: int, role: Role, name: str, spots: Iterable[str], brands: Iterable[str]
) -> Account:
    """Give a person another name, role, spots and brands; it holds from their next click.

    Raises `NotAllowed`, `NoAccount`, `AccountChanged`, `LastAdministrator`.
    """
    return _written(user, account_id, version, "account_changed", **people.bound(role, name, spots, brands))


def close(user: User, account_id: str, version: int) -> Account:
    """Let a person in no more; what they made stays. Raises as `change` does."""
    return _written(user, account_id, version, "account_closed", is_open=False)


def open_again(user: User, account_id: str, version: int) -> Account:
    """Let a person in again, with the password they had. Raises as `change` does."""
    return _written(user, account_id, version, "account_opened", is_open=True)


def plain_login(login: str) -> str:
    """A login name as it is kept: one spelling for every keyboard and every case."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _prove(account: Account | None, login: str, password: str, kept: str | None, key: str) -> None:
    """See that the password is right, at the same pace whether the account is there or not."""
    counted = tries.count(f"login {login}", f"address {key}")
    if not passwords.fits(password, kept):
        if account:
            with transaction() as connection:
                audit.record(connection, None, "password_wrong", KIND, account.id, address=key)
        raise WrongLogin
    with transaction() as connection:
        tries.forgive(connection, counted, f"login {login}")


def _written(user: User, account_id: str, version: int, deed: str, **columns: Any) -> Account:
    require(user, Deed.INVITE)
    with transaction() as connection:
        others = set(people.open_administrators(connection)) - {account_id}
        account = _there(connection, account_id)
        epoch = account.epoch + (columns.get("is_open") is False)
        if account.version != version or not people.change_account(connection, account, epoch=epoch, **columns):
            raise AccountChanged(name=account.name)
        after = _there(connection, account_id)
        was_administrator = account.role is Role.ADMINISTRATOR and account.is_open
        if was_administrator and not others and not (after.role is Role.ADMINISTRATOR and after.is_open):
            raise LastAdministrator(name=account.name)
        audit.record(connection, user, deed, KIND, account_id, **columns)
        return after


def _there(connection: sa.Connection, account_id: str) -> Account:
    found = people.account_by(connection, id=account_id)
    if found is None:
        raise NoAccount
    return found
