"""Uploads in progress: a row that says what is coming, and a part file that grows. Its length is what has arrived."""

import errno
import os
import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import RawIOBase
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.storage import media
from studio.storage.database import METADATA, Moment, reading, transaction
from studio.storage.files import CannotWrite

KEPT_FOR = timedelta(days=7)
"""How long a part waits for its next bytes."""

LEFT_FREE = 1 << 30
"""Bytes that an upload must leave on the disk: clips are made from it."""

KINDS = ("recording", "footage", "table", "mark", "voice")
"""What people bring in; this is what their quota counts."""

_A_DAY_S = 86400
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}

_uploads = sa.Table(
    "uploads",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("suffix", sa.String(8), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("spots", sa.JSON, nullable=False),
    sa.Column("begun", Moment, nullable=False),
    sa.Column("media", sa.String(32)),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file on its way: `size` is what it will have; `media` is the medium it became, None before that."""

    id: str
    owner: str
    name: str
    suffix: str
    kind: str
    size: int
    spots: frozenset[str]
    begun: datetime
    media: str | None = None

    @property
    def part(self) -> Path:
        """Where its bytes gather."""
        return folder() / f"{self.id}.part{self.suffix}"


@dataclass(eq=False)
class NoRoom(StudioError):
    """A file larger than the disk can take."""

    name: str
    free_gb: float

    message: ClassVar[str] = mark("{name} does not fit: {free_gb:.1f} GB are free for uploads.")
    hint: ClassVar[str] = mark("Free some space on the disk, then bring the file again.")


@dataclass(eq=False)
class OverQuota(StudioError):
    """A file larger than what is left of its account's share."""

    name: str
    left_gb: float
    quota_gb: float

    message: ClassVar[str] = mark("{name} does not fit: {left_gb:.1f} of your {quota_gb:g} GB are left.")
    hint: ClassVar[str] = mark(
        "Delete what you no longer need on the page “Files”, or ask the administrator for more room."
    )


def folder() -> Path:
    """Where parts lie. Made when missing."""
    place = settings.home() / "uploads"
    place.mkdir(exist_ok=True)
    return place


def begin(owner: str, *, name: str, suffix: str, kind: str, size: int, spots: Iterable[str] = ()) -> Upload:
    """Make a place for a file of `size` bytes. Raises `NoRoom`, or `OverQuota`."""
    refuse_without_room(name, size)
    upload = Upload(
        id=media.new_id(), owner=owner, name=media.shown_name(name), suffix=suffix, kind=kind, size=size,
        spots=frozenset(spots), begun=datetime.now(UTC),
    )  # fmt: skip
    with transaction() as connection:
        _refuse_over_quota(connection, upload)
        values = {column.name: getattr(upload, column.name) for column in _uploads.columns}
        connection.execute(_uploads.insert().values({**values, "spots": sorted(upload.spots)}))
        with _room_for(upload):
            upload.part.touch()
    return upload


def find(upload_id: str) -> Upload | None:
    """The upload of that id, finished or not; None for what is not there or whose part was swept."""
    if not media.is_id(upload_id):
        return None
    with reading() as connection:
        row = connection.execute(sa.select(_uploads).where(_uploads.c.id == upload_id)).mappings().one_or_none()
    found = _upload(row) if row else None
    return found if found and (found.media or found.part.is_file()) else None


def unfinished(owner: str) -> list[Upload]:
    """What `owner` began to bring in and has not ended, the oldest first; it counts as used until it is forgotten."""
    asked = sa.select(_uploads).where(_uploads.c.owner == owner, _uploads.c.media.is_(None)).order_by(_uploads.c.begun)
    with reading() as connection:
        found = [_upload(row) for row in connection.execute(asked).mappings()]
    return [upload for upload in found if upload.part.is_file()]


def offset(upload: Upload) -> int:
    """How many bytes have arrived and are safe on the disk."""
    if upload.media:
        return upload.size
    with upload.part.open("r+b") as part:
        os.fsync(part.fileno())  # also what a killed process wrote and never acknowledged
        return os.fstat(part.fileno()).st_size


def expires(upload: Upload) -> datetime:
    """When the upload is forgotten if nothing more arrives."""
    try:
        last = datetime.fromtimestamp(upload.part.stat().st_mtime, UTC)
    except FileNotFoundError:
        last = upload.begun
    return last + KEPT_FOR


@dataclass(frozen=True, slots=True)
class Appending:
    """The open end of a part file."""

    upload: Upload
    part: RawIOBase

    def write(self, piece: bytes | bytearray) -> None:
        """Append. Raises `NoRoom`; what could still be written stays and counts."""
        left = memoryview(piece)
        with _room_for(self.upload):
            while left:
                left = left[self.part.write(left) :]


@contextmanager
def appending(upload: Upload) -> Generator[Appending]:
    """Append to the part; what was written is safe on the disk when the block ends, however it ends."""
    with _room_for(upload), upload.part.open("ab", buffering=0) as part:
        try:
            yield Appending(upload, part)
        finally:
            os.fsync(part.fileno())


def finish(connection: sa.Connection, upload: Upload, medium: media.Medium) -> None:
    """Write down that `upload` became `medium`; its part may be discarded once the transaction is kept."""
    connection.execute(_uploads.update().where(_uploads.c.id == upload.id).values(media=medium.id))


def forget(connection: sa.Connection, medium_id: str) -> None:
    """Forget the upload that became a medium which is deleted: the same file sent again comes anew."""
    connection.execute(_uploads.delete().where(_uploads.c.media == medium_id))


def taken_bytes(owner: str) -> int:
    """How much of their quota `owner` uses, what is on its way included."""
    with reading() as connection:
        return _taken(connection, owner)


def discard(upload: Upload) -> None:
    """Forget the upload and its part. What it became stays."""
    with transaction() as connection:
        connection.execute(_uploads.delete().where(_uploads.c.id == upload.id))
    upload.part.unlink(missing_ok=True)


def sweep(now: datetime) -> None:
    """Forget what nobody went on with until `now`, and parts that no upload knows of."""
    with reading() as connection:
        rows = [_upload(row) for row in connection.execute(sa.select(_uploads)).mappings()]
    for upload in rows:
        if expires(upload) < now:
            discard(upload)
    known = {upload.part.name for upload in rows}
    for part in folder().glob("*.part*"):
        if part.name not in known and part.stat().st_mtime < now.timestamp() - _A_DAY_S:
            part.unlink(missing_ok=True)


def refuse_without_room(name: str, size: int) -> None:
    """Raise `NoRoom` where the disk cannot take `size` bytes more."""
    room = _room()
    if size > room:
        raise NoRoom(name=name, free_gb=max(0, room) / 1e9)


def _room() -> int:
    return shutil.disk_usage(folder()).free - LEFT_FREE


def _refuse_over_quota(connection: sa.Connection, upload: Upload) -> None:
    if connection.dialect.name == "postgresql":  # two uploads begun at once must see each other; SQLite sees to it
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(upload.owner))))
    used = _taken(connection, upload.owner)
    quota = settings.quota_gb() * 1e9
    if used + upload.size > quota:
        raise OverQuota(name=upload.name, left_gb=max(0.0, quota - used) / 1e9, quota_gb=quota / 1e9)


def _taken(connection: sa.Connection, owner: str) -> int:
    coming = sa.select(sa.func.coalesce(sa.func.sum(_uploads.c.size), 0))
    coming = coming.where(_uploads.c.owner == owner, _uploads.c.media.is_(None))
    return media.kept_bytes(connection, owner, KINDS) + int(connection.execute(coming).scalar_one())


def _upload(row: sa.RowMapping) -> Upload:
    values: dict[str, Any] = {**row, "spots": frozenset(row["spots"])}
    return Upload(**values)


@contextmanager
def _room_for(upload: Upload) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoom(name=upload.name, free_gb=max(0, _room()) / 1e9) from error
        raise CannotWrite(path=str(upload.part), reason=error.strerror or str(error)) from error
