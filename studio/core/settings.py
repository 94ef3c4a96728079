"""Where things lie and what the environment asks for. The only place that builds such paths."""

import os
from pathlib import Path

from platformdirs import user_data_path

from studio.core.i18n import LANGUAGES

_PACKAGE = Path(__file__).parent.parent


def shipped(kind: str) -> Path:
    """The folder `templates`, `assets` or `campaigns` as it came: inside the wheel, else at the repository's root."""
    bundled = _PACKAGE / "_bundled" / kind
    return bundled if bundled.is_dir() else _PACKAGE.parent / kind


def home() -> Path:
    """The studio's own folder, for models and caches: `STUDIO_HOME`, else the user's data folder. Made when missing."""
    given = os.environ.get("STUDIO_HOME")
    folder = Path(given).expanduser() if given else user_data_path("yunzao-studio", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def cache(kind: str) -> Path:
    """A folder for results that can be made again, such as `analysis` or `pieces`."""
    folder = home() / "cache" / kind
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def models() -> Path:
    """The folder that holds the recognisers' models."""
    folder = home() / "models"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def language() -> str:
    """The language people are spoken to in: `STUDIO_LANG` where it names one we have, else Chinese."""
    asked = os.environ.get("STUDIO_LANG", "")
    return asked if asked in LANGUAGES else "zh_CN"


def own_ffmpeg() -> str | None:
    """The ffmpeg the user insists on, by `STUDIO_FFMPEG`."""
    return os.environ.get("STUDIO_FFMPEG") or None


def own_model() -> str | None:
    """The recogniser's model the user insists on, by `STUDIO_WHISPER_MODEL`."""
    return os.environ.get("STUDIO_WHISPER_MODEL") or None
