"""The records of people: accounts, invites, tries to log in. The room's SQL for them; rules are in `accounts.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from studio.core.access import Role, User
from studio.storage.database import METADATA, Moment

accounts = sa.Table(
    "accounts",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("login", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("password", sa.Text),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("spots", sa.JSON, nullable=False),
    sa.Column("brands", sa.JSON, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("made", Moment, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

invites = sa.Table(
    "invites",
    METADATA,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("spots", sa.JSON, nullable=False),
    sa.Column("brands", sa.JSON, nullable=False),
    sa.Column("made_by", sa.String(32)),
    sa.Column("made", Moment, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Column("account", sa.String(32)),
    sa.Column("used", Moment),
)

attempts = sa.Table(
    "attempts",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(160), nullable=False),
    sa.Column("at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account. `version` grows with each change by an administrator, `epoch` ends logins when it grows."""

    id: str
    login: str
    name: str
    role: Role
    spots: frozenset[str]
    brands: frozenset[str]
    epoch: int
    is_open: bool
    made: datetime
    version: int

    @property
    def user(self) -> User:
        """The person as rooms know them."""
        return User(self.id, self.name, self.role, self.spots, self.brands)


_SHOWN = [column for column in accounts.c if column.name != "password"]


def bound(role: Role, name: str, spots: Iterable[str], brands: Iterable[str]) -> dict[str, Any]:
    """The columns that say who a person is to the studio."""
    return {"role": role.value, "name": name, "spots": sorted(spots), "brands": sorted(brands)}


def account_by(connection: sa.Connection, **columns: Any) -> Account | None:
    """The account whose columns have these values."""
    found = connection.execute(sa.select(*_SHOWN).filter_by(**columns)).mappings().one_or_none()
    return _account(found) if found else None


def all_accounts(connection: sa.Connection) -> list[Account]:
    """Every account, open ones first, then by name."""
    order = (accounts.c.is_open.desc(), accounts.c.name, accounts.c.login)
    return [_account(row) for row in connection.execute(sa.select(*_SHOWN).order_by(*order)).mappings()]


def password_of(connection: sa.Connection, account_id: str) -> str | None:
    """The account's password as it is kept, None where it has none."""
    return connection.execute(sa.select(accounts.c.password).where(accounts.c.id == account_id)).scalar_one()


def add_account(connection: sa.Connection, login: str, password: str | None, made: datetime, **who: Any) -> Account:
    """Make an open account; `who` comes from `bound`. The database refuses a login that is there."""
    new = {"id": uuid4().hex, "login": login, "password": password, "epoch": 1, "is_open": True, "version": 1}
    connection.execute(accounts.insert().values(made=made, **new, **who))
    found = account_by(connection, id=new["id"])
    assert found is not None
    return found


def change_account(connection: sa.Connection, account: Account, **columns: Any) -> bool:
    """Write columns of the account as it was read; False where it was changed since."""
    as_read = (accounts.c.id == account.id) & (accounts.c.version == account.version)
    done = connection.execute(accounts.update().where(as_read).values(version=account.version + 1, **columns))
    return done.rowcount == 1


def open_administrators(connection: sa.Connection) -> list[str]:
    """The ids of the administrators who can log in, kept as they are until the transaction ends."""
    asked = sa.select(accounts.c.id).where(accounts.c.role == Role.ADMINISTRATOR.value, accounts.c.is_open)
    return list(connection.execute(asked.with_for_update()).scalars())


def _account(row: Any) -> Account:
    values = dict(row)
    values |= {"role": Role(row["role"]), "spots": frozenset(row["spots"]), "brands": frozenset(row["brands"])}
    return Account(**values)
