"""Campaigns and sessions in the database: who may see and write them; every id they name must be in the library."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from studio.core.access import Deed, Scope, User, may, require
from studio.core.findings import Problem
from studio.core.i18n import mark
from studio.library import audit, store, written, yamlwriter
from studio.library.faults import EntryNotRight, Place, notice
from studio.library.validation import Checked
from studio.library.yamlfile import Sheet
from studio.plan.campaign import Campaign, campaign_of, dead_references
from studio.plan.runofshow import Session, session_of, unknown
from studio.storage import documents
from studio.storage.database import reading
from studio.storage.documents import NEW, Document, NotThere
from studio.storage.files import write_text

CAMPAIGN, SESSION = "campaign", "session"
"""What they are called as documents and in the log."""

Known = dict[str, set[str]]
"""Ids that may be named, by the library's shelf, and campaigns."""

NO_CAMPAIGN = mark("There is no campaign “{id}”.")
CHOOSE_CAMPAIGN = mark("Choose one of the campaigns, or write this one first.")


def scope_of(document: Document) -> Scope:
    """What a session or campaign belongs to: the spots of it and of its segments, and who made it."""
    return Scope(spots=spots_of(document.body), owner=document.owner)


def spots_of(body: Mapping[str, Any]) -> frozenset[str]:
    """The spots that a session or campaign names."""
    named = [body.get("spot"), *body.get("spots", ()), *(part.get("spot") for part in body.get("segments", ()))]
    return frozenset(spot for spot in named if spot)


def sessions(user: User) -> list[Document]:
    """The sessions that `user` may see, in their order."""
    return _all(user, SESSION)


def campaigns(user: User) -> list[Document]:
    """The campaigns that `user` may see, in their order."""
    return _all(user, CAMPAIGN)


def removed(user: User, kind: str) -> list[Document]:
    """The removed sessions or campaigns that `user` may bring back, the last removed first."""
    with reading() as connection:
        found = documents.gone(connection, kind)
    hers = [one for one in found if may(user, Deed.PLAN, scope_of(one))]
    return sorted(hers, key=lambda one: one.changed, reverse=True)


def session(user: User, id: str) -> Document:
    """One session. Raises `NotThere`, also for one that `user` may not see."""
    return _one(user, SESSION, id)


def campaign(user: User, id: str) -> Document:
    """One campaign. Raises `NotThere`, also for one that `user` may not see."""
    return _one(user, CAMPAIGN, id)


def value_of(document: Document) -> Session | Campaign:
    """The record that a document stands for. Raises `FilesNotRight` where this version cannot read it any more."""
    return checked(document.kind, document.body, Place()).only()


def checked(kind: str, body: Any, place: Place) -> Checked[Any]:
    """What the values of a session or campaign come to."""
    return _READERS[kind](Sheet(body, place))


def put_session(user: User, body: Mapping[str, Any], version: int = NEW) -> Document:
    """Write a session, a new one or the next version of the one that was read.

    Raises `EntryNotRight`, `NotAllowed`, `ChangedMeanwhile`, `IdTaken` or `NotThere`.
    """
    return _put(user, SESSION, body, version)


def put_campaign(user: User, body: Mapping[str, Any], version: int = NEW) -> Document:
    """Write a campaign, as `put_session` does a session."""
    return _put(user, CAMPAIGN, body, version)


def remove(user: User, kind: str, id: str, version: int) -> Document:
    """Take a session or campaign away; `restore` undoes it. Raises `NotAllowed`, `ChangedMeanwhile` or `NotThere`."""
    with documents.changing() as connection:
        _require_found(connection, user, kind, id)
        audit.record(connection, user, "removed", kind, id)
        return documents.remove(connection, kind, id, version=version, by=user)


def restore(user: User, kind: str, id: str) -> Document:
    """Bring a removed session or campaign back. Raises `NotAllowed` or `NotThere`."""
    with documents.changing() as connection:
        _require_found(connection, user, kind, id)
        audit.record(connection, user, "restored", kind, id)
        return documents.restore(connection, kind, id, by=user)


def write_session(id: str, folder: Path) -> Path:
    """Lay out a session's file for a command. Whoever asks has seen to it that the person may. Raises `NotThere`."""
    with reading() as connection:
        found = documents.find(connection, SESSION, id)
    if found is None:
        raise NotThere(id)
    path = folder / f"{id}.yaml"
    write_text(path, yamlwriter.written(found.body))
    return path


def faults(kind: str, body: Any, place: Place, known: Known) -> list[Problem]:
    """Why a body is no session or campaign that can be kept: its values, and ids that lead nowhere."""
    found = written.faults(body, place, written.LONGEST_PLAN)
    read = checked(kind, body, place)
    found += read.faults
    value = read.value
    if isinstance(value, Session):
        found += unknown(value, known)
        if value.campaign and value.campaign not in known["campaigns"]:
            what = notice(NO_CAMPAIGN, id=value.campaign)
            found.append(place.problem(("campaign",), what, notice(CHOOSE_CAMPAIGN)))
    elif isinstance(value, Campaign):
        found += dead_references(body, place, known)
    return found


def known_to(connection: sa.Connection, user: User, old: Document | None = None) -> Known:
    """The ids that `user` may name: of what is seen, and of what stands in the plan already."""
    there = documents.every(connection, *store.KINDS.values(), CAMPAIGN)
    known: Known = {
        shelf: {one.id for one in there if one.kind == kind and store.sees(user, store.scope_of(shelf, one.body))}
        for shelf, kind in store.KINDS.items()
    }
    known["campaigns"] = {one.id for one in there if one.kind == CAMPAIGN and may(user, Deed.SEE, scope_of(one))}
    if old:
        named = _named(old.body)
        for shelf, kind in {**store.KINDS, "campaigns": CAMPAIGN}.items():
            known[shelf] |= {one.id for one in there if one.kind == kind and one.id in named}
    return known


def keep(
    connection: sa.Connection, user: User, kind: str, body: Mapping[str, Any], old: Document | None, version: int | None
) -> Document:
    """Save a body that was checked, where `user` may. Raises `NotAllowed` and what `documents.save` raises."""
    owner = old.owner if old and spots_of(body) <= spots_of(old.body) else None
    if old:
        require(user, Deed.PLAN, scope_of(old))
    require(user, Deed.PLAN, Scope(spots=spots_of(body), owner=owner))
    return store.keep(connection, user, kind, body, old, version)


def _put(user: User, kind: str, body: Mapping[str, Any], version: int) -> Document:
    with documents.changing() as connection:
        id = body.get("id", "")
        old = documents.find(connection, kind, id, removed=True) if isinstance(id, str) else None
        found = faults(kind, body, Place(), known_to(connection, user, old))
        if found:
            raise EntryNotRight(tuple(found))
        return keep(connection, user, kind, body, old, version)


def _all(user: User, kind: str) -> list[Document]:
    with reading() as connection:
        found = documents.every(connection, kind)
    return [one for one in found if may(user, Deed.SEE, scope_of(one))]


def _one(user: User, kind: str, id: str) -> Document:
    with reading() as connection:
        found = documents.find(connection, kind, id)
    if found is None or not may(user, Deed.SEE, scope_of(found)):
        raise NotThere(id)
    return found


def _require_found(connection: sa.Connection, user: User, kind: str, id: str) -> None:
    found = documents.find(connection, kind, id, removed=True)
    if found is None or not may(user, Deed.SEE, scope_of(found)):
        raise NotThere(id)
    require(user, Deed.PLAN, scope_of(found))


def _named(value: Any) -> set[str]:
    """Every text in a body."""
    if isinstance(value, str):
        return {value}
    parts: Iterable[Any] = value.values() if isinstance(value, Mapping) else value
    return set().union(*(_named(part) for part in parts))


_READERS: dict[str, Callable[[Sheet], Checked[Any]]] = {SESSION: session_of, CAMPAIGN: campaign_of}
