"""The library in the database: who may see and write which entry, and the folder that commands work on.

Entries are checked by the reader that checks files. The database is the truth; a folder laid out from it is a copy.
"""

import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from studio.core import settings
from studio.core.access import Deed, NotAllowed, Role, Scope, User, may, require
from studio.core.i18n import mark
from studio.library import audit, marks, written, yamlwriter
from studio.library.catalogue import SHELVES, Library, load_library
from studio.storage import documents
from studio.storage.database import reading, url
from studio.storage.documents import NEW, Document, NotThere
from studio.storage.files import digest, write_text

KINDS: dict[str, str] = {"products": "product", "spots": "spot", "brands": "brand", "hosts": "host"}
"""What each shelf's entries are called as documents and in the log."""

_SEES_ALL = frozenset({Role.ADMINISTRATOR, Role.BRAND_OFFICE, Role.TRAINER})
_SNAPSHOTS_KEPT = 4
_DAY_S = 86_400

NOT_YOURS = mark("write what belongs to the whole county")


def scope_of(shelf: str, body: Mapping[str, Any]) -> Scope:
    """What an entry belongs to: a spot and a brand to themselves, a product to its spots and brand."""
    if shelf == "spots":
        return Scope(spots=frozenset({body["id"]}))
    if shelf == "brands":
        return Scope(brands=frozenset({body["id"]}))
    brand = body.get("brand")
    return Scope(spots=frozenset(body.get("spots", ())), brands=frozenset({brand} if brand else ()))


def sees(user: User, scope: Scope) -> bool:
    """Whether an entry of this scope is shown to `user`: the county's to everyone, a spot's to its own people."""
    return user.role in _SEES_ALL or may(user, Deed.SEE, scope)


def require_write(user: User, shelf: str, *bodies: Mapping[str, Any]) -> None:
    """Raise `NotAllowed` where `user` may not write an entry, as it was and as it will be.

    What belongs to no spot is the county's, and so are brands with their licences: those who approve write them.
    """
    for body in bodies:
        scope = scope_of(shelf, body)
        require(user, Deed.STOCK, scope)
        if not scope.spots and not may(user, Deed.APPROVE, scope):
            raise NotAllowed(what=NOT_YOURS)


def entries(user: User, shelf: str, *, removed: bool = False) -> list[Document]:
    """The entries of a shelf that `user` may see, in their order; with `removed` those that can be restored instead."""
    with reading() as connection:
        if removed:
            found = documents.gone(connection, KINDS[shelf])
        else:
            found = _shelf(url(), KINDS[shelf], digest(documents.marks_of_change(connection, KINDS[shelf])))
    return [one for one in found if sees(user, scope_of(shelf, one.body))]


@lru_cache(maxsize=8)
def _shelf(_database: str, kind: str, _state: str) -> Sequence[Document]:
    """All of a shelf, read once for every change: each tap of everyone asks for it."""
    with reading() as connection:
        return tuple(documents.every(connection, kind))


def entry(user: User, shelf: str, id: str) -> Document:
    """One entry. Raises `NotThere`, also for one that `user` may not see."""
    with reading() as connection:
        found = documents.find(connection, KINDS[shelf], id)
    if found is None or not sees(user, scope_of(shelf, found.body)):
        raise NotThere(id)
    return found


def put(user: User, shelf: str, body: Mapping[str, Any], version: int = NEW) -> Document:
    """Write an entry, a new one or the next version of the one that was read.

    Raises `EntryNotRight`, `NotAllowed`, `ChangedMeanwhile`, `IdTaken` or `NotThere`.
    """
    written.refuse(SHELVES[shelf], body)
    with documents.changing() as connection:
        old = documents.find(connection, KINDS[shelf], body["id"], removed=True)
        require_write(user, shelf, body, *([old.body] if old else []))
        return keep(connection, user, KINDS[shelf], body, old, version)


def put_mark(user: User, brand: str, picture: bytes, version: int) -> Document:
    """Give a brand the picture of its mark. Raises `NotAMark` and what `put` raises."""
    suffix = marks.FORMATS.get(marks.format_of(picture) or "", "")
    id, kept = marks.kept(f"marks/{brand}{suffix}", picture)
    with documents.changing() as connection:
        old = documents.find(connection, KINDS["brands"], brand)
        if old is None:
            raise NotThere(brand)
        require_write(user, "brands", old.body)
        documents.save(connection, marks.KIND, id, kept, version=None, owner=None, by=user)
        return keep(connection, user, KINDS["brands"], {**old.body, "mark": kept["path"]}, old, version)


def remove(user: User, shelf: str, id: str, version: int) -> Document:
    """Take an entry away; `restore` undoes it. Raises `NotAllowed`, `ChangedMeanwhile` or `NotThere`."""
    with documents.changing() as connection:
        require_write(user, shelf, _found(connection, user, shelf, id).body)
        audit.record(connection, user, "removed", KINDS[shelf], id)
        return documents.remove(connection, KINDS[shelf], id, version=version, by=user)


def restore(user: User, shelf: str, id: str) -> Document:
    """Bring a removed entry back. Raises `NotAllowed` or `NotThere`."""
    with documents.changing() as connection:
        require_write(user, shelf, _found(connection, user, shelf, id).body)
        audit.record(connection, user, "restored", KINDS[shelf], id)
        return documents.restore(connection, KINDS[shelf], id, by=user)


def keep(
    connection: sa.Connection,
    user: User,
    kind: str,
    body: Mapping[str, Any],
    old: Document | None,
    version: int | None,
    **detail: Any,
) -> Document:
    """Save a body that was checked and allowed, and log which of its fields changed."""
    saved = documents.save(connection, kind, body["id"], body, version=version, owner=user.id, by=user)
    was = old.body if old else {}
    fields = [name for name in dict.fromkeys([*was, *body]) if was.get(name) != body.get(name)]
    deed = "changed" if old and old.deleted is None else "added"
    audit.record(connection, user, deed, kind, body["id"], fields=fields, version=saved.version, **detail)
    return saved


def write_to(folder: Path) -> None:
    """Lay out the whole library as commands read it: products.yaml and the rest, and the pictures of marks."""
    with reading() as connection:
        found = documents.every(connection, *KINDS.values(), marks.KIND)
    lay_out(folder, {shelf: [one.body for one in found if one.kind == kind] for shelf, kind in KINDS.items()}, found)


def lay_out(folder: Path, shelves: Mapping[str, Sequence[Mapping[str, Any]]], found: Sequence[Document]) -> None:
    """Write entries into a library's folder; of the pictures among `found` those that its brands name."""
    for shelf, bodies in shelves.items():
        write_text(folder / f"{shelf}.yaml", yamlwriter.entries(bodies))
    named = {brand.get("mark") for brand in shelves["brands"]}
    for one in found:
        if one.kind == marks.KIND and one.body["path"] in named:
            marks.lay_out(folder, one.body)


def snapshot() -> Path:
    """A folder with the library as it stands now, laid out anew only when something was changed."""
    with reading() as connection:
        state = documents.marks_of_change(connection, *KINDS.values(), marks.KIND)
    shelf = settings.cache("library")
    folder = shelf / digest(state)
    if not folder.is_dir():
        made = shelf / f".{secrets.token_hex(8)}"
        write_to(made)
        with suppress(OSError):  # somebody else was first
            made.rename(folder)
        shutil.rmtree(made, ignore_errors=True)
        _forget_old(shelf)
    return folder


def current() -> Library:
    """The library as it stands now, read once for every change."""
    return _loaded(snapshot())


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Library:
    return load_library(folder)


def _forget_old(shelf: Path) -> None:
    """Remove snapshots that nobody can still be reading: all but the newest, a day after they were made."""
    by_age = sorted(
        (folder for folder in shelf.iterdir() if folder.is_dir()), key=lambda folder: folder.stat().st_mtime
    )
    for folder in by_age[:-_SNAPSHOTS_KEPT]:
        if folder.stat().st_mtime < time.time() - _DAY_S:
            shutil.rmtree(folder, ignore_errors=True)


def _found(connection: sa.Connection, user: User, shelf: str, id: str) -> Document:
    found = documents.find(connection, KINDS[shelf], id, removed=True)
    if found is None or not sees(user, scope_of(shelf, found.body)):
        raise NotThere(id)
    return found
