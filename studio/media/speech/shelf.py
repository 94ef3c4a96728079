"""The studio's own models: added from a file or folder, each whole or not at all."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from studio.core import settings
from studio.core.errors import StudioError, why
from studio.core.i18n import mark
from studio.media.speech.models import Found, Kind, given
from studio.storage import files


@dataclass(eq=False)
class NameTaken(StudioError):
    """Another model already bears the name."""

    name: str
    path: str

    message: ClassVar[str] = mark("Another model called {name} is already here: {path}")
    hint: ClassVar[str] = mark("Rename the file or folder you add, or delete the old one first.")


def add(path: Path) -> Found:
    """Copy a model into the studio's folder. Adding the same one twice changes nothing.

    Raises what `models.given` raises, `NameTaken`, and `CannotWrite`.
    """
    found = given(path)
    place = settings.models() / (f"{found.name}.pt" if found.kind is Kind.TORCH else found.name)
    if place.exists():
        if files.fingerprint(_weights(place)) != files.fingerprint(_weights(found.path)):
            raise NameTaken(name=found.name, path=str(place))
    elif found.kind is Kind.TORCH:
        files.copy(found.path, place)
    else:
        _copy_folder(found.path, place)
    return Found(found.name, place, found.kind, "home")


def put(folder: Path, place: Path) -> None:
    """Let a finished folder become a model's place."""
    try:
        folder.replace(place)
    except OSError as error:
        raise files.CannotWrite(path=str(place), reason=why(error)) from error


def _copy_folder(source: Path, place: Path) -> None:
    part = place.with_name(f".{place.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir()
        for file in source.iterdir():
            if file.is_file():
                shutil.copyfile(file, part / file.name)
        put(part, place)
    except OSError as error:
        raise files.CannotWrite(path=str(place), reason=why(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _weights(path: Path) -> Path:
    return path / "model.bin" if path.is_dir() else path
