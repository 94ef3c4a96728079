"""Media: what people brought in and what jobs made. The bytes lie in `blobs`, the name and the scope lie here."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath
from typing import Any, ClassVar

import sqlalchemy as sa

from studio.core.access import Deed, Scope, User, may
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.storage import blobs
from studio.storage.database import METADATA, Moment, reading, transaction
from studio.storage.files import sha256

_ID = re.compile(r"[0-9a-f]{32}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,7}")
_LONGEST_NAME = 120

_media = sa.Table(
    "media",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("suffix", sa.String(8), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("owner", sa.String(32)),
    sa.Column("spots", sa.JSON, nullable=False),
    sa.Column("brands", sa.JSON, nullable=False),
    sa.Column("added", Moment, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Medium:
    """One file. `name` is what people call it, never part of a path; `size` in bytes; `facts` what was seen in it.

    `kind` is recording, table, footage, clip, cover, captions, mark or voice.
    """

    id: str
    sha256: str
    size: int
    name: str
    suffix: str
    kind: str
    owner: str | None
    spots: frozenset[str]
    brands: frozenset[str]
    added: datetime
    facts: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Where its bytes lie in the store."""
        return blobs.key(self.sha256, self.suffix)


@dataclass(eq=False)
class MediumGone(StudioError):
    """A file that the studio knows of but whose bytes are no longer in the store."""

    name: str

    message: ClassVar[str] = mark("{name} is no longer in the studio's file store.")
    hint: ClassVar[str] = mark("Bring the file again, or put the store's folder back.")


@dataclass(eq=False)
class MediumDeleted(StudioError):
    """A file that a job or a clip is made from, and that its owner deleted."""

    message: ClassVar[str] = mark("The file that this is made from was deleted.")
    hint: ClassVar[str] = mark("Bring the file again and start anew from it.")


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether `text`, from an address and not trusted, is an id of ours."""
    return _ID.fullmatch(text) is not None


def shown_name(given: str) -> str:
    """The last part of a name from outside, without what cannot be shown, at most 120 characters."""
    last = PureWindowsPath(given.replace("\x00", "")).name
    plain = "".join(character for character in last if character.isprintable()).strip()
    return plain[-_LONGEST_NAME:] or "?"


def keep(
    path: Path,
    *,
    name: str,
    kind: str,
    owner: str | None = None,
    spots: Iterable[str] = (),
    brands: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    final: bool = False,
) -> Medium:
    """Keep the file at `path` for good; a content that is there already is not stored again.

    A `final` file is never written to again and may share its bytes with the store. Raises `CannotWrite`, `StoreAway`.
    """
    medium = store(path, name=name, kind=kind, owner=owner, spots=spots, brands=brands, facts=facts, final=final)
    with transaction() as connection:
        record(connection, medium, path, final=final)
    return medium


def store(
    path: Path,
    *,
    name: str,
    kind: str,
    owner: str | None = None,
    spots: Iterable[str] = (),
    brands: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    final: bool = False,
) -> Medium:
    """The first half of `keep`: the bytes are in the store, and the medium counts once it is `record`ed."""
    suffix = path.suffix.lower() if _SUFFIX.fullmatch(path.suffix.lower()) else ""
    digest, size = sha256(path), path.stat().st_size
    blobs.put(path, blobs.key(digest, suffix), final=final)
    return Medium(
        id=new_id(), sha256=digest, size=size, name=shown_name(name), suffix=suffix, kind=kind, owner=owner,
        spots=frozenset(spots), brands=frozenset(brands), added=datetime.now(UTC), facts=dict(facts or {}),
    )  # fmt: skip


def record(connection: sa.Connection, medium: Medium, path: Path, *, final: bool = False) -> None:
    """The second half of `keep`, for who has more to write in the same transaction.

    Brings the bytes of `path` once more where somebody deleted the last medium of the same content since `store`.
    """
    _hold(connection, medium.sha256)
    blobs.put(path, medium.key, final=final)
    values = {column.name: getattr(medium, column.name) for column in _media.columns}
    lists = {"spots": sorted(medium.spots), "brands": sorted(medium.brands)}
    connection.execute(_media.insert().values({**values, **lists}))


def remove(connection: sa.Connection, medium: Medium) -> bool:
    """Forget the medium, and its bytes where no other has the same; False where it was forgotten already.

    Raises `StoreAway`. Bytes that went before a transaction that fails are missed by nobody: `remove` is asked again.
    """
    _hold(connection, medium.sha256)
    is_gone = not connection.execute(_media.delete().where(_media.c.id == medium.id)).rowcount
    same = sa.select(_media.c.id).where(_media.c.sha256 == medium.sha256, _media.c.suffix == medium.suffix).limit(1)
    if not is_gone and connection.execute(same).first() is None:
        blobs.remove(medium.key)
    return not is_gone


def find(medium_id: str) -> Medium | None:
    """The medium of that id, None where there is none. Whether the person may see it is asked by `seen`."""
    if not is_id(medium_id):
        return None
    with reading() as connection:
        row = connection.execute(sa.select(_media).where(_media.c.id == medium_id)).mappings().one_or_none()
    return _medium(row) if row else None


def needed(medium_id: str) -> Medium:
    """The medium that something is made from. Raises `MediumDeleted`."""
    found = find(medium_id)
    if found is None:
        raise MediumDeleted
    return found


def all_of(kinds: Iterable[str], owner: str | None = None) -> list[Medium]:
    """Every medium of those kinds, of `owner` where one is given, the largest first."""
    asked = sa.select(_media).where(_media.c.kind.in_(list(kinds))).order_by(_media.c.size.desc(), _media.c.added)
    with reading() as connection:
        rows = connection.execute(asked.where(_media.c.owner == owner) if owner else asked).mappings()
        return [_medium(row) for row in rows]


def of_content(sha256: str, kind: str, owner: str) -> Medium | None:
    """A medium of `owner` with that very content, the first that was kept."""
    which = (_media.c.sha256 == sha256, _media.c.kind == kind, _media.c.owner == owner)
    with reading() as connection:
        row = connection.execute(sa.select(_media).where(*which).order_by(_media.c.added)).mappings().first()
    return _medium(row) if row else None


def seen(user: User, medium_id: str) -> Medium | None:
    """The medium of that id where `user` may see it; what may not be seen looks like what is not there."""
    found = find(medium_id)
    return found if found and may(user, Deed.SEE, scope_of(found)) else None


def local(medium: Medium) -> Path:
    """A real path to read it by; fetched once where the store is remote. Raises `MediumGone`, `StoreAway`."""
    path = blobs.local(medium.key, medium.size)
    if not path.is_file():
        raise MediumGone(name=medium.name)
    return path


def scope_of(medium: Medium) -> Scope:
    """What it belongs to."""
    return Scope(medium.spots, medium.brands, medium.owner)


def kept_bytes(connection: sa.Connection, owner: str, kinds: Iterable[str]) -> int:
    """How much of those kinds `owner` has in the store, equal contents counted once."""
    own = sa.select(_media.c.sha256, _media.c.size).distinct()
    own = own.where(_media.c.owner == owner, _media.c.kind.in_(list(kinds))).subquery()
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.sum(own.c.size), 0))).scalar_one())


def _hold(connection: sa.Connection, sha256: str) -> None:
    """Let nobody else record or remove this content until the transaction ends; on SQLite nobody else writes at all."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(sha256))))


def _medium(row: Mapping[str, Any]) -> Medium:
    values: dict[str, Any] = {**row, "spots": frozenset(row["spots"]), "brands": frozenset(row["brands"])}
    return Medium(**values)
