"""What people brought in: files under names of our own, with the name they had beside them."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

from studio.core import settings
from studio.storage.files import write_json

_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 120
_A_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: `name` is what the person called it, shown to people and never part of a path; `size` in bytes."""

    id: str
    name: str
    path: Path
    size: int
    added: datetime


def folder() -> Path:
    """Where uploads lie. Made when missing."""
    place = settings.home() / "uploads"
    place.mkdir(exist_ok=True)
    return place


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(16)


def shown_name(given: str) -> str:
    """The last part of a name from outside, without what cannot be shown, at most 120 characters."""
    last = PureWindowsPath(given.replace("\x00", "")).name
    plain = "".join(character for character in last if character.isprintable()).strip()
    return plain[-_LONGEST_NAME:] or "?"


def keep(upload_id: str, name: str, path: Path) -> Upload:
    """Write down that `path`, a file of `folder()`, was brought in as `name`. Only now does it count."""
    size = path.stat().st_size
    record = {"name": shown_name(name), "file": path.name, "size": size, "added": datetime.now(UTC).isoformat()}
    write_json(folder() / f"{upload_id}.json", record)
    return Upload(upload_id, record["name"], path, size, datetime.fromisoformat(record["added"]))


def sweep(now: float) -> None:
    """Remove parts that a killed process left: files without a record, untouched for a day before `now` (Unix time)."""
    place = folder()
    kept = {record.stem for record in place.glob("*.json")}
    for file in place.iterdir():
        if file.stem not in kept and file.stat().st_mtime < now - _A_DAY:
            file.unlink(missing_ok=True)


def find(upload_id: str) -> Upload | None:
    """The upload of that id, None where there is none; the id comes from an address and is not trusted."""
    if not _ID.fullmatch(upload_id):
        return None
    try:
        record = json.loads((folder() / f"{upload_id}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    path = folder() / record["file"]
    added = datetime.fromisoformat(record["added"])
    return Upload(upload_id, record["name"], path, record["size"], added) if path.is_file() else None
