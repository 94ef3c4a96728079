"""Kept clips in the database, and what people do to them. Every deed is in the log; a version stops overwriting."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa

from studio.core.access import Deed, User, may, require
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.edit.review.clip import STEPS, EditsNotShown, Facts, KeptClip, NoteMissing, State, StepNotOpen, step_of
from studio.library import audit
from studio.storage.database import METADATA, Moment, reading, transaction

KIND = "clip"
"""What clips are called in the audit log."""

_clips = sa.Table(
    "clips",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("job", sa.String(32), nullable=False),
    sa.Column("session", sa.String(64)),
    sa.Column("segment", sa.String(64), nullable=False),
    sa.Column("product", sa.String(64), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("owner", sa.String(32)),
    sa.Column("spots", sa.JSON, nullable=False),
    sa.Column("brands", sa.JSON, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("edits", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made", Moment, nullable=False),
    sa.Column("changed", Moment, nullable=False),
)


@dataclass(eq=False)
class ClipMissing(StudioError):
    """A clip that is not there, or that this person may not see."""

    id: str

    message: ClassVar[str] = mark("There is no clip {id}.")
    hint: ClassVar[str] = mark("Go back to the clips and choose one from the list.")


@dataclass(frozen=True, slots=True)
class Made:
    """A clip as a job made it, before the studio keeps it. The fields are those of `KeptClip`."""

    kind: str
    session: str | None
    segment: str
    product: str
    title: str
    spots: frozenset[str]
    brands: frozenset[str]
    files: Mapping[str, str]
    facts: Facts
    details: Mapping[str, Any]


def keep(job: str, owner: str | None, made: Made) -> KeptClip:
    """Keep what a job made. The same job's clip of the same segment is replaced: it is a draft again, edits stay."""
    now = datetime.now(UTC)
    values = {
        "kind": made.kind, "session": made.session, "product": made.product, "title": made.title,
        "spots": sorted(made.spots), "brands": sorted(made.brands), "files": dict(made.files),
        "facts": asdict(made.facts), "details": dict(made.details), "changed": now,
    }  # fmt: skip
    same = (_clips.c.job == job) & (_clips.c.segment == made.segment)
    with transaction() as connection:
        before = _one(connection, same)
        if before is None:
            fresh = {"state": State.DRAFT, "note": "", "edits": {}, "version": 1, "made": now}
            known = {"id": secrets.token_hex(16), "job": job, "segment": made.segment, "owner": owner}
            connection.execute(_clips.insert().values(**known, **values, **fresh))
        elif before.files != values["files"] or before.details != values["details"]:
            is_seen_anew = before.files != values["files"] and before.state in (State.WAITING, State.APPROVED)
            again = {"state": State.DRAFT if is_seen_anew else before.state, "version": before.version + 1}
            connection.execute(_clips.update().where(same).values(**values, **again))
        return _found(connection, same)


def find(user: User, clip_id: str) -> KeptClip:
    """The clip of that id. Raises `ClipMissing` also where the person may not see it."""
    with reading() as connection:
        clip = _one(connection, _clips.c.id == clip_id)
    if clip is None or not may(user, Deed.SEE, clip.scope):
        raise ClipMissing(id=clip_id)
    return clip


def all(user: User, states: Sequence[State] = tuple(State), session: str | None = None) -> list[KeptClip]:
    """The clips in those states that the person may see, the last changed first."""
    asked = sa.select(_clips).where(_clips.c.state.in_(states)).order_by(_clips.c.changed.desc(), _clips.c.segment)
    if session:
        asked = asked.where(_clips.c.session == session)
    return [clip for clip in _many(asked) if may(user, Deed.SEE, clip.scope)]


def of_job(user: User, job: str) -> list[KeptClip]:
    """A job's clips in the order of the recording."""
    return [clip for clip in every_of_job(job) if may(user, Deed.SEE, clip.scope)]


def every_of_job(job: str) -> list[KeptClip]:
    """The same for the job itself, which sees all that it made."""
    found = _many(sa.select(_clips).where(_clips.c.job == job))
    return sorted(found, key=lambda clip: clip.details.get("window") or [0])


def made_of(medium_id: str) -> list[KeptClip]:
    """Every clip that was cut from this medium, for who asks what depends on it."""
    return _many(sa.select(_clips).where(sa.cast(_clips.c.details, sa.Text).contains(medium_id, autoescape=True)))


def edit(user: User, clip_id: str, version: int, edits: Mapping[str, Any]) -> KeptClip:
    """Note what was changed by hand; the clip must be made again to show it."""
    return _step(user, "edited", clip_id, version, edits=dict(edits))


def ask(user: User, clip_id: str, version: int) -> KeptClip:
    """Ask for approval."""
    return _step(user, "asked", clip_id, version, note="")


def withdraw(user: User, clip_id: str, version: int) -> KeptClip:
    """Take the question back."""
    return _step(user, "withdrew", clip_id, version)


def approve(user: User, clip_id: str, version: int) -> KeptClip:
    """Approve a waiting clip."""
    return _step(user, "approved", clip_id, version)


def approve_all(user: User, clips: Sequence[tuple[str, int]]) -> list[KeptClip]:
    """Approve several (id, version) at once: all of them, or none."""
    with transaction() as connection:
        return [_stepped(connection, user, "approved", clip_id, version, {}) for clip_id, version in clips]


def reopen(user: User, clip_id: str, version: int) -> KeptClip:
    """Take an approval back: the clip waits again."""
    return _step(user, "reopened", clip_id, version)


def give_back(user: User, clip_id: str, version: int, note: str) -> KeptClip:
    """Return a clip with a note. Raises `NoteMissing`."""
    if not note.strip():
        raise NoteMissing(title=find(user, clip_id).title)
    return _step(user, "returned", clip_id, version, note=note.strip())


def _step(user: User, deed: str, clip_id: str, version: int, **values: Any) -> KeptClip:
    with transaction() as connection:
        return _stepped(connection, user, deed, clip_id, version, values)


def _stepped(
    connection: sa.Connection, user: User, deed: str, clip_id: str, version: int, values: Mapping[str, Any]
) -> KeptClip:
    here = _clips.c.id == clip_id
    clip = _one(connection, here)
    if clip is None or not may(user, Deed.SEE, clip.scope):
        raise ClipMissing(id=clip_id)
    require(user, STEPS[deed].right, clip.scope)
    if deed == "asked" and not clip.shows_its_edits:
        raise EditsNotShown(title=clip.title)
    changes = {**values, "state": step_of(clip, deed).after, "version": version + 1, "changed": datetime.now(UTC)}
    seen = here & (_clips.c.version == version)
    if connection.execute(_clips.update().where(seen).values(**changes)).rowcount != 1:
        raise StepNotOpen(title=clip.title)
    audit.record(connection, user, deed, KIND, clip_id, **({"note": values["note"]} if values.get("note") else {}))
    return _found(connection, here)


def _one(connection: sa.Connection, which: sa.ColumnElement[bool]) -> KeptClip | None:
    row = connection.execute(sa.select(_clips).where(which)).mappings().one_or_none()
    return _clip(row) if row else None


def _found(connection: sa.Connection, which: sa.ColumnElement[bool]) -> KeptClip:
    return _clip(connection.execute(sa.select(_clips).where(which)).mappings().one())


def _many(asked: sa.Select) -> list[KeptClip]:
    with reading() as connection:
        return [_clip(row) for row in connection.execute(asked).mappings()]


def _clip(row: Mapping[str, Any]) -> KeptClip:
    values: dict[str, Any] = {**row, "state": State(row["state"])}
    values |= {name: frozenset(row[name]) for name in ("spots", "brands")}
    facts: dict[str, Any] = {**row["facts"], "exceptions": tuple(row["facts"]["exceptions"])}
    values["facts"] = Facts(**facts)
    return KeptClip(**values)
