"""The one database: SQLite in the studio's own folder, or PostgreSQL by `STUDIO_DATABASE_URL`; migrated when opened.

Rooms hang their tables on `METADATA` in their `store.py`, and act inside `transaction()`. What a table looks like on
disk is said once more by the migrations; a test holds both together.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import InterfaceError, OperationalError

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark

METADATA = sa.MetaData()
MIGRATIONS = Path(__file__).parent / "migrations"
_FILE = "studio.sqlite"
_BUSY_S = 15
_engines: dict[str, sa.Engine] = {}
_opening = threading.Lock()


class Moment(sa.TypeDecorator):
    """An instant: aware in Python, UTC in the database. SQLite alone would lose the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse what has no zone, turn the rest into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@dataclass(eq=False)
class DatabaseAway(StudioError):
    """The database does not answer: locked for too long, restarting, or its disk is full."""

    reason: str

    message: ClassVar[str] = mark("The studio's database does not answer: {reason}")
    hint: ClassVar[str] = mark(
        "Nothing was changed. Wait a moment and try again; if it stays, look at “studio doctor”."
    )


def url() -> str:
    """Where the database is, as SQLAlchemy writes it."""
    return settings.own_database() or f"sqlite:///{(settings.home() / _FILE).as_posix()}"


def engine() -> sa.Engine:
    """The engine of `url()`, one a process, its tables migrated to what this version needs."""
    where = url()
    with _opening:
        if where not in _engines:
            made = _connected(where)
            _migrate(made)
            _engines[where] = made
        return _engines[where]


@contextmanager
def transaction() -> Generator[sa.Connection]:
    """A connection whose work is kept whole when the block ends well, and not at all otherwise.

    Raises `DatabaseAway` where the database does not answer.
    """
    with _answering(), engine().execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def reading() -> Generator[sa.Connection]:
    """A connection that only reads: it never waits for a writer. Raises `DatabaseAway`."""
    with _answering(), engine().connect() as connection:
        yield connection


@contextmanager
def _answering() -> Generator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        reason = str(error.orig).strip().splitlines()
        raise DatabaseAway(reason=reason[0] if reason else type(error).__name__) from error


def close() -> None:
    """Put every engine away; the next `engine()` opens anew."""
    with _opening:
        for made in _engines.values():
            made.dispose()
        _engines.clear()


def _connected(where: str) -> sa.Engine:
    if not where.startswith("sqlite"):
        return sa.create_engine(where, pool_pre_ping=True, pool_recycle=300)
    made = sa.create_engine(where, connect_args={"timeout": _BUSY_S})

    @event.listens_for(made, "connect")
    def _set_up(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # the driver's own BEGIN comes too late for a writer's lock
        raw.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")

    @event.listens_for(made, "begin")
    def _begin(connection: sa.Connection) -> None:
        # who reads first and then writes cannot be let in half-way: a writer says so at once
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return made


def _migrate(made: sa.Engine) -> None:
    from alembic import command  # noqa: PLC0415 - a third of a second that only the first use of the database pays
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with made.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
