"""Which recogniser hears: the first that is installed and has a model, or the one asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ClassVar

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.media.speech import models
from studio.media.speech.faster import FasterWhisper
from studio.media.speech.models import Found, Kind
from studio.media.speech.openai import OpenAiWhisper
from studio.media.speech.transcriber import EngineMissing, Transcriber

AUTO, SCRIPT = "auto", "script"


@dataclass(frozen=True, slots=True)
class Engine:
    """A row of the table: the model kind it reads, the package that brings it, how to install it, how to load it."""

    kind: Kind
    package: str
    install: str
    load: Callable[[Path], Transcriber]

    @property
    def version(self) -> str | None:
        """The installed version, None where it is not installed."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None


ENGINES = (
    Engine(Kind.CTRANSLATE, "faster-whisper", "pip install faster-whisper", FasterWhisper),
    Engine(Kind.TORCH, "openai-whisper", "pip install 'yunzao-studio[whisper]'", OpenAiWhisper),
)
NAMES = (AUTO, SCRIPT, *(engine.kind.value for engine in ENGINES))


@dataclass(eq=False)
class UnknownEngine(StudioError):
    """An engine that is not in the table."""

    asked: str

    message: ClassVar[str] = mark("There is no recogniser “{asked}”.")
    hint: ClassVar[str] = mark("Choose auto, script, faster-whisper or whisper.")


@dataclass(eq=False)
class WrongModelKind(StudioError):
    """A model of the other engine."""

    engine: str
    path: str
    kind: str

    message: ClassVar[str] = mark("{engine} cannot read {path}: it is a model of {kind}.")
    hint: ClassVar[str] = mark("Choose --engine {kind}, or another model.")


@dataclass(eq=False)
class NoModel(StudioError):
    """An engine asked for that is installed and has no model."""

    engine: str

    message: ClassVar[str] = mark("{engine} has no speech model on this computer.")
    hint: ClassVar[str] = mark(
        "Run `studio model fetch base`, or `studio model add FILE_OR_FOLDER`, or name one with --model or "
        "STUDIO_WHISPER_MODEL. Without a model use --engine script."
    )


def choose(engine: str, model: Path | None) -> Transcriber | None:
    """The recogniser to use, its model loaded; None means that the script alone gives the words.

    `engine` is auto, script, faster-whisper or whisper; `model` a path or a published name. Never downloads. Raises a
    `StudioError` for an engine that is not installed, a model that cannot be used, and an engine without a model.
    """
    if engine not in NAMES:
        raise UnknownEngine(asked=engine)
    if engine == SCRIPT:
        return None
    named = model or (Path(own) if (own := settings.own_model()) else None)
    if named is not None:
        return _loaded(models.given(named), engine)
    for row in ENGINES:
        if engine in (AUTO, row.kind) and (usable := picked(row.kind)):
            return row.load(usable.path)
        if engine == row.kind:
            raise EngineMissing(engine=row.kind, command=row.install) if row.version is None else NoModel(row.kind)
    return None


def picked(kind: Kind | None = None) -> Found | None:
    """The model that is used unasked: of the first installed engine that has one, or of the engine named."""
    here = models.here()
    for row in ENGINES:
        if row.version and kind in (None, row.kind):
            usable = next((one for one in here if one.kind is row.kind), None)
            if usable:
                return usable
    return None


def _loaded(found: Found, engine: str) -> Transcriber:
    row = next(row for row in ENGINES if row.kind is found.kind)
    if engine not in (AUTO, row.kind):
        raise WrongModelKind(engine=engine, path=str(found.path), kind=row.kind)
    if row.version is None:
        raise EngineMissing(engine=row.kind, command=row.install)
    return row.load(found.path)
