"""Models on disk: what kind one is, and where they are looked for. Nothing here downloads anything."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark

NAMES = (
    "tiny", "tiny.en", "base", "base.en", "small", "small.en", "medium", "medium.en",
    "large-v1", "large-v2", "large-v3", "large-v3-turbo",
)  # fmt: skip
_GGML = (b"lmgg", b"GGUF", b"fmgg", b"tjgg")
_ZIP = b"PK\x03\x04"
_FOLDER_PARTS = ("model.bin", "config.json", "tokenizer.json")
_VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
_HUB_PREFIX = "models--Systran--faster-whisper-"


class Kind(StrEnum):
    """What a model is made for; the value is the engine's name."""

    CTRANSLATE = "faster-whisper"
    TORCH = "whisper"


@dataclass(eq=False)
class NoSuchModel(StudioError):
    """A path given for a model that leads nowhere."""

    path: str

    message: ClassVar[str] = mark("There is no model at {path}.")
    hint: ClassVar[str] = mark(
        "Check the path. `studio model list` shows the models that are here, `studio model fetch base` gets one."
    )


@dataclass(eq=False)
class ModelNotHere(StudioError):
    """A published model asked for by its name that is not on this computer."""

    name: str

    message: ClassVar[str] = mark("The model “{name}” is not on this computer, and nothing is downloaded unasked.")
    hint: ClassVar[str] = mark("Run: studio model fetch {name}, or: studio model add FILE_OR_FOLDER")


@dataclass(eq=False)
class GgmlModel(StudioError):
    """A model of whisper.cpp, which neither engine reads."""

    path: str

    message: ClassVar[str] = mark("{path} is a ggml model of whisper.cpp, which neither recogniser reads.")
    hint: ClassVar[str] = mark("Get the same model for faster-whisper, for example: studio model fetch base")


@dataclass(eq=False)
class NotAModel(StudioError):
    """A file or folder that holds no model we can use."""

    path: str
    missing: str

    message: ClassVar[str] = mark("{path} is not a speech model: {missing}.")
    hint: ClassVar[str] = mark(
        "Give a folder of faster-whisper (model.bin, config.json, tokenizer.json, vocabulary.txt) or a .pt file of "
        "openai-whisper."
    )


@dataclass(eq=False)
class BrokenModel(StudioError):
    """A model that looks right and cannot be loaded."""

    path: str
    reason: str

    message: ClassVar[str] = mark("The speech model {path} cannot be loaded: {reason}")
    hint: ClassVar[str] = mark("The file may be damaged or half downloaded. Fetch or add it again.")


@dataclass(frozen=True, slots=True)
class Found:
    """A usable model, under the name people call it, and where it came from: own, home or cache."""

    name: str
    path: Path
    kind: Kind
    place: str


def kind_of(path: Path) -> Kind:
    """What kind of model lies at `path`, by its content.

    Raises `NoSuchModel`, `GgmlModel` or `NotAModel`.
    """
    if not path.exists():
        raise NoSuchModel(path=str(path))
    if path.is_dir():
        missing = [part for part in _FOLDER_PARTS if not (path / part).is_file()]
        if not any((path / part).is_file() for part in _VOCABULARIES):
            missing.append(_VOCABULARIES[0])
        if missing:
            raise NotAModel(path=str(path), missing="– " + ", ".join(missing))
        return Kind.CTRANSLATE
    with path.open("rb") as file:
        first = file.read(4)
    if first in _GGML:
        raise GgmlModel(path=str(path))
    if first == _ZIP and _holds_tensors(path):
        return Kind.TORCH
    raise NotAModel(path=str(path), missing="– .pt")


def _holds_tensors(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith("data.pkl") for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def given(path: Path) -> Found:
    """The model a person names: a path, or the name of a published model that is here.

    Raises what `kind_of` raises, and `ModelNotHere`.
    """
    path = path.expanduser()
    if not path.exists() and str(path) in NAMES:
        for found in here():
            if found.name == str(path):
                return found
        raise ModelNotHere(name=str(path))
    if path.name == "model.bin":
        path = path.parent
    return Found(path.stem if path.suffix == ".pt" else path.name, path, kind_of(path), "own")


def here() -> list[Found]:
    """Every usable model on this computer, in the order they are tried: the studio's own, newest first, then caches."""
    own = sorted(settings.models().iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    found = [*_usable(own, "home"), *_usable(_torch_cache(), "cache"), *_usable(_hub_cache(), "cache")]
    return found


def _usable(paths: "Iterator[Path] | list[Path]", place: str) -> Iterator[Found]:
    for path in paths:
        if path.name.startswith("."):
            continue
        try:
            kind = kind_of(path)
        except StudioError:
            continue
        yield Found(_called(path), path, kind, place)


def _called(path: Path) -> str:
    hub = next((part for part in path.parts if part.startswith(_HUB_PREFIX)), None)
    if hub:
        return hub.removeprefix(_HUB_PREFIX)
    return path.stem if path.suffix == ".pt" else path.name


def _torch_cache() -> list[Path]:
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whisper"
    return _by_name(folder.glob("*.pt"))


def _hub_cache() -> list[Path]:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = Path(os.environ.get("HF_HOME") or cache / "huggingface")
    hub = Path(os.environ.get("HF_HUB_CACHE") or home / "hub")
    return _by_name(hub.glob(f"{_HUB_PREFIX}*/snapshots/*"))


def _by_name(paths: Iterator[Path]) -> list[Path]:
    """Small and base first: the best that a computer without a graphics card hears with in useful time."""
    liked = ("small", "base", "tiny")

    def rank(path: Path) -> tuple[int, str]:
        name = _called(path)
        return (liked.index(name) if name in liked else len(liked), name)

    return sorted(paths, key=rank)
