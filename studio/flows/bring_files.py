"""A file comes in: promised, sent piece by piece, looked into, kept. Web streams it; what it means is decided here."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any, ClassVar

from studio.core.access import Deed, Scope, User, require
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library import audit, marks
from studio.media.probe import EmptyFile, has_sound, probe
from studio.storage import media, uploads
from studio.storage.database import transaction
from studio.storage.uploads import Upload

LARGEST_TABLE = 4 << 20

_VIDEOS = frozenset({".mp4", ".mov", ".m4v", ".mkv", ".flv", ".ts", ".webm", ".avi", ".mpg", ".wmv", ".3gp"})
_TABLES = frozenset({".csv", ".json", ".xlsx", ".xlsm", ".xls", ".yaml", ".yml", ".txt", ".tsv"})
_SOUNDS = frozenset({".m4a", ".mp3", ".wav", ".aac", ".flac", ".ogg", ".opus", ".amr"})


@dataclass(eq=False)
class NotATable(StudioError):
    """A file of markers that is no table."""

    name: str

    message: ClassVar[str] = mark("{name} is not a table of markers.")
    hint: ClassVar[str] = mark("Choose the CSV, Excel or JSON file with the columns at, kind, segment and note.")


@dataclass(eq=False)
class NoVoice(StudioError):
    """A file that should be a voice and cannot be heard."""

    name: str

    message: ClassVar[str] = mark("{name} has no sound.")
    hint: ClassVar[str] = mark("Choose a sound recording, as the phone's voice memo makes it.")


@dataclass(eq=False)
class UploadMissing(StudioError):
    """An upload that is not there: swept, cancelled, refused, or somebody else's."""

    id: str

    message: ClassVar[str] = mark("There is no upload {id}.")
    hint: ClassVar[str] = mark("Choose the file again.")


def begin(user: User, *, name: str, kind: str, size: int, spots: frozenset[str] = frozenset()) -> Upload:
    """Promise `size` bytes of a file that will belong to `user` and to `spots`.

    Raises `NotAllowed`, `OverQuota`, `NoRoom`, or the error of a file that cannot be what it is said to be.
    """
    require(user, Deed.MAKE, Scope(spots))
    shown = media.shown_name(name)
    if not size:
        raise EmptyFile(path=shown)
    if kind == "table" and size > LARGEST_TABLE:
        raise NotATable(name=shown)
    if kind == "mark" and size > marks.LARGEST_MB * 1_000_000:
        raise marks.NotAMark(shown)
    uploads.sweep(datetime.now(UTC))
    return uploads.begin(user.id, name=shown, suffix=_suffix(name, kind), kind=kind, size=size, spots=spots)


def find(user: User, upload_id: str) -> Upload:
    """The upload of that id where it is `user`'s own. Raises `UploadMissing`."""
    found = uploads.find(upload_id)
    if found is None or found.owner != user.id:
        raise UploadMissing(id=upload_id)
    return found


def finish(user: User, upload_id: str) -> str:
    """Look into a file that has arrived whole and keep it; returns the medium's id. Done twice, it is done once.

    Raises the error of what the file is not; nothing of it stays then.
    """
    upload = find(user, upload_id)
    if upload.media:
        return upload.media
    try:
        facts = _look_into(upload)
    except StudioError:
        uploads.discard(upload)
        raise
    medium = media.store(
        upload.part, name=upload.name, kind=upload.kind, owner=user.id, spots=upload.spots, facts=facts, final=True
    )
    with transaction() as connection:
        media.record(connection, medium, upload.part, final=True)
        uploads.finish(connection, upload, medium)
        audit.record(connection, user, "brought", upload.kind, medium.id, name=medium.name, size=medium.size)
    upload.part.unlink(missing_ok=True)  # only now: until the transaction is kept it is all there is
    return medium.id


def abandon(user: User, upload_id: str) -> None:
    """Forget an upload; what it became stays. Raises `UploadMissing`."""
    uploads.discard(find(user, upload_id))


def _look_into(upload: Upload) -> dict[str, Any]:
    """The facts of a file, judged by its content. Raises the error of what it is not, under the person's own name."""
    if upload.kind == "table":
        if not _is_table(upload.part):
            raise NotATable(name=upload.name)
        return {}
    if upload.kind == "mark":
        if marks.format_of(upload.part.read_bytes()) is None:
            raise marks.NotAMark(upload.name)
        return {}
    try:
        if upload.kind == "voice":
            if not has_sound(upload.part):
                raise NoVoice(name=upload.name)
            return {}
        found = probe(upload.part)
    except StudioError as error:
        raise _renamed(error, upload.name) from error
    seconds = round(float(found.length), 3)
    return {"seconds": seconds, "width": found.width, "height": found.height, "has_sound": found.sound}


def _renamed(error: Any, name: str) -> StudioError:
    return replace(error, path=name) if hasattr(error, "path") else error


def _is_table(part: Path) -> bool:
    """Text, or one of Excel's own two formats."""
    head = part.read_bytes()
    is_excel = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    is_text = b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return bool(head) and (is_excel or is_text)


def _suffix(name: str, kind: str) -> str:
    """The name's ending where it is a usual one: the only thing of a name that reaches the disk."""
    suffix = PurePath(name).suffix.lower()
    if kind == "table":
        return suffix if suffix in _TABLES else ".csv"
    if kind == "mark":
        return suffix if suffix in marks.FORMATS.values() else ".png"
    if kind == "voice" and suffix in _SOUNDS:
        return suffix
    return suffix if suffix in _VIDEOS else ".mp4"
