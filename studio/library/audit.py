"""Who did what to which thing, written in the deed's own transaction. Nobody can edit it; the database sees to that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from studio.core.access import STUDIO, Deed, User, require
from studio.storage.database import METADATA, Moment, reading

_audit = sa.Table(
    "audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(32), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("deed", sa.String(48), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("thing", sa.String(128), nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed. `who` is an account's id, `name` what that person was called then; `kind` and `thing` say to what."""

    at: datetime
    who: str
    name: str
    deed: str
    kind: str
    thing: str
    detail: Mapping[str, Any]


def record(connection: sa.Connection, user: User | None, deed: str, kind: str, thing: str, **detail: Any) -> None:
    """Write down that `user` (None: the studio itself) did `deed` to the `thing` of that `kind`."""
    user = user or STUDIO
    values = {"who": user.id, "name": user.name, "deed": deed, "kind": kind, "thing": thing, "detail": detail}
    connection.execute(_audit.insert(), {"at": datetime.now(UTC), **values})


def history(kind: str, thing: str) -> list[Entry]:
    """What was done to one thing, the first deed first. Whoever may see the thing may see its history."""
    asked = sa.select(_audit).where(_audit.c.kind == kind, _audit.c.thing == thing).order_by(_audit.c.id)
    return _entries(asked)


def latest(user: User, count: int, skip: int = 0) -> list[Entry]:
    """The last deeds of everyone, the newest first. Raises `NotAllowed`."""
    require(user, Deed.SETTLE)
    return _entries(sa.select(_audit).order_by(_audit.c.id.desc()).limit(count).offset(skip))


def _entries(asked: sa.Select) -> list[Entry]:
    with reading() as connection:
        return [Entry(**{k: v for k, v in row.items() if k != "id"}) for row in connection.execute(asked).mappings()]
