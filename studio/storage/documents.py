"""What people write, as documents: a product, spot, brand, host, campaign or session, its values as a file has them.

Nothing is lost: a removed document can be restored, a version stops two people from overwriting each other, and the
order people gave their entries is kept. Whoever writes does so inside `changing()`.
"""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa

from studio.core.access import User
from studio.core.clock import COUNTY_TIME
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.storage.database import METADATA, Moment, transaction

NEW = 0
"""The version of a document that is not there yet."""

_documents = sa.Table(
    "documents",
    METADATA,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("owner", sa.String(32)),
    sa.Column("changed", Moment, nullable=False),
    sa.Column("changed_by", sa.String(32), nullable=False),
    sa.Column("changed_name", sa.Text, nullable=False),
    sa.Column("deleted", Moment),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One written thing. `body` holds texts, lists and mappings only; `place` is its rank among its kind.

    changed_by: the account's id; changed_name: what that person was called then. deleted: when it was removed.
    """

    kind: str
    id: str
    place: int
    body: Mapping[str, Any]
    version: int
    owner: str | None
    changed: datetime
    changed_by: str
    changed_name: str
    deleted: datetime | None = None


_COLUMNS = [_documents.c[field.name] for field in fields(Document)]
_NAMED = (_documents.c.kind == sa.bindparam("of_kind")) & (_documents.c.id == sa.bindparam("of_id"))
_ONE = sa.select(*_COLUMNS).where(_NAMED)
_LAST = sa.select(sa.func.max(_documents.c.place)).where(_documents.c.kind == sa.bindparam("of_kind"))
_INSERT, _UPDATE = _documents.insert(), _documents.update().where(_NAMED)
"""Built once: an import runs them thousands of times."""


@dataclass(eq=False)
class ChangedMeanwhile(StudioError):
    """Somebody else changed or removed the document since it was read."""

    who: str
    when: datetime

    message: ClassVar[str] = mark("{who} changed this meanwhile, at {when:%Y-%m-%d %H:%M}. Yours was not saved.")
    hint: ClassVar[str] = mark("Look at what stands there now, then make your change again.")


@dataclass(eq=False)
class IdTaken(StudioError):
    """A new document whose id another one of its kind bears."""

    id: str

    message: ClassVar[str] = mark("The id “{id}” is taken.")
    hint: ClassVar[str] = mark("Choose another id, or open the entry that bears it.")


@dataclass(eq=False)
class NotThere(StudioError):
    """A document that is not there, was removed, or that this person may not see."""

    id: str

    message: ClassVar[str] = mark("There is no “{id}” here.")
    hint: ClassVar[str] = mark("Go back to the list and choose again. What was removed can be restored there.")


@contextmanager
def changing() -> Generator[sa.Connection]:
    """A transaction in which nobody else writes documents, so that what was checked still holds when it is saved."""
    with transaction() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE")
        yield connection


def find(connection: sa.Connection, kind: str, id: str, *, removed: bool = False) -> Document | None:
    """One document; a removed one only where `removed` asks for those too."""
    row = connection.execute(_ONE, {"of_kind": kind, "of_id": id}).mappings().one_or_none()
    found = Document(**row) if row else None
    return found if found and (removed or found.deleted is None) else None


def every(connection: sa.Connection, *kinds: str, removed: bool = False) -> list[Document]:
    """All documents of some kinds, in order, read at one moment; with `removed` those that were removed too."""
    asked = sa.select(*_COLUMNS).where(_documents.c.kind.in_(kinds)).order_by(_documents.c.kind, _documents.c.place)
    if not removed:
        asked = asked.where(_documents.c.deleted.is_(None))
    return [Document(**row) for row in connection.execute(asked).mappings()]


def gone(connection: sa.Connection, *kinds: str) -> list[Document]:
    """The removed documents of some kinds, in order."""
    asked = sa.select(*_COLUMNS).where(_documents.c.kind.in_(kinds), _documents.c.deleted.is_not(None))
    asked = asked.order_by(_documents.c.kind, _documents.c.place)
    return [Document(**row) for row in connection.execute(asked).mappings()]


def marks_of_change(connection: sa.Connection, *kinds: str) -> list[list[Any]]:
    """How much there is of each kind and since when: another answer means that something was changed."""
    table = _documents.c
    totals = sa.func.count(), sa.func.sum(table.version), sa.func.sum(table.place), sa.func.max(table.changed)
    asked = sa.select(table.kind, *totals).where(table.kind.in_(kinds), table.deleted.is_(None))
    return [list(row) for row in connection.execute(asked.group_by(table.kind).order_by(table.kind))]


def save(
    connection: sa.Connection,
    kind: str,
    id: str,
    body: Mapping[str, Any],
    *,
    version: int | None,
    owner: str | None,
    by: User,
) -> Document:
    """Write a document, a new one after the others of its kind; a removed one comes back with the new body.

    version: the one that was read, `NEW` for one that must not be there, None to write in any case (an import).
    owner: whose a new document is. Raises `ChangedMeanwhile`, `IdTaken` or `NotThere`.
    """
    old = find(connection, kind, id, removed=True)
    if old is None:
        if version:
            raise NotThere(id)
        return _insert(connection, kind, id, body, owner, by)
    if version == NEW and old.deleted is None:
        raise IdTaken(id)
    return _update(connection, old, version or None, by, body=dict(body), deleted=None)


def remove(connection: sa.Connection, kind: str, id: str, *, version: int | None, by: User) -> Document:
    """Take a document away, so that `restore` can bring it back. Raises `ChangedMeanwhile` or `NotThere`."""
    old = find(connection, kind, id, removed=True)
    if old is None:
        raise NotThere(id)
    return _update(connection, old, version, by, deleted=datetime.now(UTC))


def restore(connection: sa.Connection, kind: str, id: str, *, by: User) -> Document:
    """Bring a removed document back to its place. Raises `NotThere`."""
    old = find(connection, kind, id, removed=True)
    if old is None:
        raise NotThere(id)
    return _update(connection, old, None, by, deleted=None) if old.deleted else old


def arrange(connection: sa.Connection, kind: str, ids: Iterable[str]) -> None:
    """Give documents the order of `ids`; whatever is not named stays where it is among them.

    All of the kind move to new places, so that `marks_of_change` shows it: it adds places up.
    """
    table = _documents.c
    asked = sa.select(table.id, table.place, table.deleted).where(table.kind == kind).order_by(table.place)
    there = connection.execute(asked).all()
    living = {row.id for row in there if row.deleted is None}
    named = [id for id in ids if id in living]
    left, moving = iter(named), set(named)
    ordered = [next(left) if row.id in moving else row.id for row in there]
    if ordered != [row.id for row in there]:
        beyond = there[-1].place + 1
        rows = [{"of_kind": kind, "of_id": id, "place": beyond + n} for n, id in enumerate(ordered)]
        connection.execute(_UPDATE, rows)


def _insert(
    connection: sa.Connection, kind: str, id: str, body: Mapping[str, Any], owner: str | None, by: User
) -> Document:
    last = connection.execute(_LAST, {"of_kind": kind}).scalar()
    place = 0 if last is None else last + 1
    new = Document(kind, id, place, dict(body), 1, owner, datetime.now(UTC), by.id, by.name)
    connection.execute(_INSERT, {field.name: getattr(new, field.name) for field in fields(new)})
    return new


def _update(connection: sa.Connection, old: Document, version: int | None, by: User, **values: Any) -> Document:
    if version is not None and version != old.version:
        raise ChangedMeanwhile(old.changed_name, old.changed.astimezone(COUNTY_TIME))
    values |= {
        "version": old.version + 1, "changed": datetime.now(UTC), "changed_by": by.id, "changed_name": by.name,
    }  # fmt: skip
    connection.execute(_UPDATE, {"of_kind": old.kind, "of_id": old.id, **values})
    return Document(**{field.name: getattr(old, field.name) for field in fields(old)} | values)
