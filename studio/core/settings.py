"""Where things lie and what the environment asks for. The only place that builds such paths."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from studio.core.errors import StudioError, why
from studio.core.i18n import LANGUAGES, mark

_PACKAGE = Path(__file__).parent.parent
_FOLDER = "云造工坊"


def shipped(kind: str) -> Path:
    """The folder `templates`, `assets` or `campaigns` as it came: inside the wheel, else at the repository's root."""
    bundled = _PACKAGE / "_bundled" / kind
    return bundled if bundled.is_dir() else _PACKAGE.parent / kind


@dataclass(eq=False)
class NoHome(StudioError):
    """The studio's own folder cannot be made."""

    path: str
    reason: str

    message: ClassVar[str] = mark("The studio cannot keep its files in {path}: {reason}")
    hint: ClassVar[str] = mark("Set STUDIO_HOME to a folder you may write to, on a disk with free space.")


@dataclass(eq=False)
class BadSetting(StudioError):
    """A variable of the environment that is no number."""

    name: str
    value: str

    message: ClassVar[str] = mark("{name} is not a number: {value}")
    hint: ClassVar[str] = mark("Set it to a plain number such as 50, or leave it out.")


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoHome(path=str(folder), reason=why(error)) from error
    return folder


def home() -> Path:
    """The studio's own folder: `STUDIO_HOME`, else 云造工坊 in the person's own folder. Made when missing."""
    given = os.environ.get("STUDIO_HOME")
    return _made(Path(given).expanduser() if given else Path.home() / _FOLDER)


def cache(kind: str) -> Path:
    """A folder for results that can be made again, such as `analysis` or `pieces`."""
    return _made(home() / "cache" / kind)


def models() -> Path:
    """The folder that holds the recognisers' models."""
    return _made(home() / "models")


def files_url() -> str:
    """Where media lie, as fsspec writes it: `STUDIO_FILES_URL`, else a folder of the studio's own."""
    return os.environ.get("STUDIO_FILES_URL") or str(home() / "files")


def quota_gb() -> float:
    """How much one account may bring in, in GB: `STUDIO_QUOTA_GB`, else 50. Raises `BadSetting`."""
    given = os.environ.get("STUDIO_QUOTA_GB") or "50"
    try:
        return float(given)
    except ValueError as error:
        raise BadSetting(name="STUDIO_QUOTA_GB", value=given) from error


def language() -> str:
    """The language people are spoken to in: `STUDIO_LANG` where it names one we have, else Chinese."""
    asked = os.environ.get("STUDIO_LANG", "")
    return asked if asked in LANGUAGES else "zh_CN"


def own_database() -> str | None:
    """The database the user insists on, by `STUDIO_DATABASE_URL`: `postgresql+psycopg://…`."""
    return os.environ.get("STUDIO_DATABASE_URL") or None


def own_secret() -> str | None:
    """What logins are signed with where several machines serve one studio, by `STUDIO_SECRET`."""
    return os.environ.get("STUDIO_SECRET") or None


def own_ffmpeg() -> str | None:
    """The ffmpeg the user insists on, by `STUDIO_FFMPEG`."""
    return os.environ.get("STUDIO_FFMPEG") or None


def own_model() -> str | None:
    """The recogniser's model the user insists on, by `STUDIO_WHISPER_MODEL`."""
    return os.environ.get("STUDIO_WHISPER_MODEL") or None
