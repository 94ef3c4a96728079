"""Contents under their own SHA-256, each kept once: on local disk, or in a bucket by `STUDIO_FILES_URL` (fsspec)."""

import contextlib
import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.storage.files import copy, writing

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PIECE = 1 << 20


@dataclass(eq=False)
class StoreAway(StudioError):
    """The file store cannot be reached, or its kind of address needs a package that is not here."""

    reason: str

    message: ClassVar[str] = mark("The studio's file store does not answer: {reason}")
    hint: ClassVar[str] = mark("Check STUDIO_FILES_URL and the network, then try again.")


def key(sha256: str, suffix: str) -> str:
    """Where a content lies in the store. It keeps its ending: programs that read it go by that."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}{suffix}"


def put(path: Path, key: str, *, final: bool) -> None:
    """Bring a file in, whole or not at all. A `final` one is never written to again and may share its bytes.

    Raises `CannotWrite`, or `StoreAway`.
    """
    size = path.stat().st_size
    store, root = _store()
    there = on_disk(key)
    if there is None:
        with _answering():
            if not holds(key, size):
                store.put_file(str(path), f"{root}/{key}")
    elif not (there.is_file() and there.stat().st_size == size) and not (final and _is_shared(path, there)):
        copy(path, there)


def holds(key: str, size: int) -> bool:
    """Whether the content is there, whole. Raises `StoreAway`."""
    store, root = _store()
    with _answering():
        return bool(store.exists(f"{root}/{key}")) and store.size(f"{root}/{key}") == size


def on_disk(key: str) -> Path | None:
    """The content's own path, None where the store is no folder of this computer."""
    from fsspec.implementations.local import LocalFileSystem  # noqa: PLC0415 - see `_store`

    store, root = _store()
    return Path(root) / key if isinstance(store, LocalFileSystem) else None


def local(key: str, size: int) -> Path:
    """A path to read the content by; fetched into the cache, once, where the store is remote. Raises `StoreAway`."""
    there = on_disk(key)
    if there is not None:
        return there
    store, root = _store()
    fetched = settings.cache("files") / key
    if not (fetched.is_file() and fetched.stat().st_size == size):
        with writing(fetched) as part, _answering():
            store.get_file(f"{root}/{key}", str(part))
    return fetched


def remove(key: str) -> None:
    """Take the content out of the store; nothing happens where it is gone already. Raises `StoreAway`."""
    store, root = _store()
    with _answering():
        with contextlib.suppress(FileNotFoundError):
            store.rm_file(f"{root}/{key}")
        (settings.cache("files") / key).unlink(missing_ok=True)


def pieces(key: str, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` up to `end`, at most a megabyte at a time. Raises `StoreAway`."""
    store, root = _store()
    with _answering(), store.open(f"{root}/{key}", "rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(_PIECE, end - start))):
            start += len(piece)
            yield piece


def _store() -> tuple["AbstractFileSystem", str]:
    # late: a fifth of a second that only those who touch files should pay
    from fsspec.core import url_to_fs  # noqa: PLC0415

    with _answering():
        store, root = url_to_fs(settings.files_url())
        return store, str(root).rstrip("/")


@contextlib.contextmanager
def _answering() -> Generator[None]:
    try:
        yield
    except (OSError, ImportError, ValueError) as error:
        raise StoreAway(reason=str(error)) from error


def _is_shared(path: Path, there: Path) -> bool:
    """Whether both names now lead to the same bytes: at once for any size, where both lie on one disk."""
    there.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, there)
    except OSError:
        return False
    return True
