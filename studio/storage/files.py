"""Files written whole or not at all, and names taken from their content."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from studio.core.errors import StudioError, why
from studio.core.i18n import mark

_SAMPLES = 64
_SAMPLE_BYTES = 1 << 16


@dataclass(eq=False)
class CannotWrite(StudioError):
    """A folder or file that cannot be written: no right, no room, or not a folder."""

    path: str
    reason: str

    message: ClassVar[str] = mark("Cannot write {path}: {reason}")
    hint: ClassVar[str] = mark("Choose a folder you may write to, on a disk with free space.")


@contextmanager
def writing(path: Path, mode: int = 0o644) -> Generator[Path]:
    """A part file beside `path`, of the same ending, that becomes `path` with that `mode` when the block ends well.

    Raises `CannotWrite` when the folder refuses it.
    """
    handle, name = -1, ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=f".part{path.suffix}", dir=path.parent)
    except OSError as error:
        raise CannotWrite(path=str(path), reason=why(error)) from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _publish(part, path, mode)
    except OSError as error:
        raise CannotWrite(path=str(path), reason=why(error)) from error
    finally:
        part.unlink(missing_ok=True)


def sweep_parts(folder: Path) -> None:
    """Remove the part files that a killed process left below `folder`, where nobody writes now."""
    for part in folder.rglob(".*-*.part*"):
        part.unlink(missing_ok=True)


@contextmanager
def filling(folder: Path) -> Generator[None]:
    """See that files can be made in `folder`, before long work is done for it in the block.

    Folders that were made for it and stay empty go again. Raises `CannotWrite`.
    """
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise CannotWrite(path=str(folder), reason=why(error)) from error
        yield
    finally:
        remove_empty(folder, there)


def remove_empty(folder: Path, above: Path) -> None:
    """Remove `folder` and its parents below `above` as far as they are empty."""
    while folder != above and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _publish(part: Path, path: Path, mode: int) -> None:
    """Flush to the disk, then rename: a reader sees the old file or the whole new one."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.chmod(mode)
    part.replace(path)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text, whole or not at all."""
    with writing(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, value: Any) -> None:
    """Write readable JSON, Chinese as it is, whole or not at all."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def copy(source: Path, path: Path) -> None:
    """Copy a file, whole or not at all."""
    with writing(path) as part:
        shutil.copyfile(source, part)


def digest(value: Any) -> str:
    """A name for a JSON value: equal values, equal names. 20 hex digits of SHA-256."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def fingerprint(path: Path) -> str:
    """A name for a file's content, quick on any size: its length and 64 samples spread over it, all of a small file."""
    size = path.stat().st_size
    found = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        if size <= _SAMPLES * _SAMPLE_BYTES:
            found.update(file.read())
        else:
            for sample in range(_SAMPLES):
                file.seek((size - _SAMPLE_BYTES) * sample // (_SAMPLES - 1))
                found.update(file.read(_SAMPLE_BYTES))
    return found.hexdigest()[:20]


def sha256(path: Path) -> str:
    """The whole file's SHA-256, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
