"""Which files a path stands for: one file, a campaign's folder, the library, or a whole `campaigns/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from studio.core.errors import StudioError, why
from studio.core.i18n import mark
from studio.library.catalogue import SHELVES, is_library

DEEPEST = 5
_SHELF_FILES = frozenset(f"{shelf}.yaml" for shelf in SHELVES)


@dataclass(eq=False)
class NothingToCheck(StudioError):
    """A path that is not there, or that holds nothing of a campaign."""

    path: str

    message: ClassVar[str] = mark("There is nothing to check at {path}.")
    hint: ClassVar[str] = mark("Name a YAML file, a campaign’s folder, a library, or the folder campaigns.")


@dataclass(eq=False)
class CannotLook(StudioError):
    """A folder that may not be looked into."""

    path: str
    reason: str

    message: ClassVar[str] = mark("{path} cannot be looked into: {reason}")
    hint: ClassVar[str] = mark("Look at your rights to read it, or name a file.")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files to check. misnamed: files ending in .yml, which nothing reads. root: where a library may lie beside."""

    root: Path
    libraries: tuple[Path, ...] = ()
    campaigns: tuple[Path, ...] = ()
    sessions: tuple[Path, ...] = ()
    misnamed: tuple[Path, ...] = ()


def gather(path: Path) -> Gathered:
    """The files that `path` stands for. Raises `NothingToCheck` or `CannotLook`."""
    if path.is_dir():
        found = _of_folder(path)
        if not (found.libraries or found.campaigns or found.sessions or found.misnamed):
            raise NothingToCheck(str(path))
        return found
    if not path.exists():
        raise NothingToCheck(str(path))
    if path.name in _SHELF_FILES:
        return Gathered(path.parent, libraries=(path.parent,))
    if path.name == "campaign.yaml":
        return Gathered(path.parent, campaigns=(path,))
    return Gathered(path.parent, sessions=(path,))


def _of_folder(root: Path) -> Gathered:
    files = sorted(_walk(root, DEEPEST))
    yaml = [file for file in files if file.suffix == ".yaml"]
    libraries = tuple(dict.fromkeys(file.parent for file in yaml if is_library(file.parent)))
    campaigns = tuple(file for file in yaml if file.name == "campaign.yaml")
    homes = {root, *(file.parent / "sessions" for file in campaigns)}
    sessions = tuple(
        file
        for file in yaml
        if file.name != "campaign.yaml"
        and file.parent not in libraries
        and (file.parent in homes or file.parent.name == "sessions")
    )
    read = {file.parent for file in (*campaigns, *sessions)} | set(libraries) | homes
    misnamed = tuple(file for file in files if file.suffix == ".yml" and file.parent in read)
    return Gathered(root, libraries, campaigns, sessions, misnamed)


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise CannotLook(str(folder), why(error)) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_file():
            yield entry
        elif depth and entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, depth - 1)
