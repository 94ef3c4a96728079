"""How often a password may be guessed: counted in the database, so that it holds for all processes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import ClassVar

import sqlalchemy as sa

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library.people import attempts
from studio.storage.database import reading, transaction

MOST = 8
WINDOW = timedelta(minutes=5)
_KEY_LENGTH = 160


@dataclass(eq=False)
class TooManyTries(StudioError):
    """A login or an address that guessed too often."""

    minutes: int

    message: ClassVar[str] = mark("Too many tries. Wait {minutes} min, then try again.")
    hint: ClassVar[str] = mark("If you forgot your password, ask the administrator for a new link.")


def count(*keys: str) -> list[int]:
    """Count a try under each key; returns what `forgive` takes.

    Raises `TooManyTries` where a key had its share; such a try does not count.
    """
    now = datetime.now(UTC)
    with transaction() as connection:  # written before it is counted: tries at the same moment see each other
        connection.execute(attempts.delete().where(attempts.c.at <= now - WINDOW))
        ids = [_add(connection, key, now) for key in keys]
    with reading() as connection:
        full = [oldest for key in keys if (oldest := _oldest_of_too_many(connection, key))]
    if full:
        with transaction() as connection:
            connection.execute(attempts.delete().where(attempts.c.id.in_(ids)))
        raise TooManyTries(minutes=max(1, ceil((max(full) + WINDOW - now).total_seconds() / 60)))
    return ids


def forgive(connection: sa.Connection, ids: list[int], key: str) -> None:
    """Forget a try that was right, and all earlier ones under `key`."""
    was_right = attempts.c.id.in_(ids) | (attempts.c.key == key[:_KEY_LENGTH])
    connection.execute(attempts.delete().where(was_right))


def _add(connection: sa.Connection, key: str, now: datetime) -> int:
    new = attempts.insert().values(key=key[:_KEY_LENGTH], at=now).returning(attempts.c.id)
    return connection.execute(new).scalar_one()


def _oldest_of_too_many(connection: sa.Connection, key: str) -> datetime | None:
    """When the first of the tries was that must be forgotten before another one counts."""
    asked = sa.select(attempts.c.at).where(attempts.c.key == key[:_KEY_LENGTH]).order_by(attempts.c.at.desc())
    times = connection.execute(asked).scalars().all()
    return times[MOST] if len(times) > MOST else None
