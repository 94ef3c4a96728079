"""What is here and what is missing: the tools, engines, models and fonts that the studio works with."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.findings import Notice
from studio.core.i18n import Translate, mark
from studio.edit.overlays.type import FULL, file_of
from studio.media import ffmpeg
from studio.media.speech import engines, models

_LEAST_FREE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, whether work can go on with it, what was seen, and what to do."""

    name: str
    is_well: bool
    seen: Notice | StudioError
    advice: str = ""
    is_needed: bool = True

    def as_data(self, translate: Translate) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "name": self.name,
            "ok": self.is_well,
            "needed": self.is_needed,
            "seen": self.seen.told_in(translate),
            "advice": translate(self.advice) if self.advice and not self.is_well else "",
        }


def examine() -> list[Finding]:
    """Everything worth knowing before work starts, in the order people should read it."""
    return [_python(), _home(), _ffmpeg(), *_engines(), _torch(), *_models(), _chosen(), _font()]


def _python() -> Finding:
    return Finding("python", True, Notice(mark("Python {python}, studio {studio}"), {
        "python": ".".join(map(str, sys.version_info[:3])), "studio": version("yunzao-studio"),
    }))  # fmt: skip


def _home() -> Finding:
    def look() -> Notice:
        folder = settings.home()
        free = shutil.disk_usage(folder).free
        probe_file = folder / ".writable"
        probe_file.write_text("", encoding="utf-8")
        probe_file.unlink()
        if free < _LEAST_FREE:
            raise OSError(f"{free / 1e9:.1f} GB")
        return Notice(mark("{folder}, {free:.1f} GB free"), {"folder": str(folder), "free": free / 1e9})

    advice = mark("Make room, or set STUDIO_HOME to a folder you may write to.")
    return _looked("home", look, advice)


def _ffmpeg() -> Finding:
    def look() -> Notice:
        path = ffmpeg.binary()
        ffmpeg.self_test(path)
        return Notice(mark("{path}, self-test passed"), {"path": path})

    return _looked("ffmpeg", look, mark("Install imageio-ffmpeg again, or set STUDIO_FFMPEG to a working ffmpeg."))


def _engines() -> Iterator[Finding]:
    for engine in engines.ENGINES:
        seen = mark("version {version}") if engine.version else mark("not installed: {command}")
        facts = {"version": engine.version, "command": engine.install}
        is_default = engine is engines.ENGINES[0]
        yield Finding(engine.kind.value, engine.version is not None, Notice(seen, facts), "", is_default)


def _torch() -> Finding:
    try:
        return Finding("torch", True, Notice(mark("version {version}"), {"version": version("torch")}), "", False)
    except PackageNotFoundError:
        text = mark("not installed; only the recogniser whisper needs it")
        return Finding("torch", False, Notice(text), "", False)


def _models() -> Iterator[Finding]:
    for found in models.here():
        facts = {"kind": found.kind.value, "path": str(found.path)}
        yield Finding(f"model {found.name}", True, Notice(mark("for {kind}: {path}"), facts), "", False)


def _chosen() -> Finding:
    """What `--engine auto` would hear with."""

    def look() -> Notice:
        found = engines.choose(engines.AUTO, None)
        if found is None:
            return Notice(mark("no model: captions come from the script alone. Get one: studio model fetch base"))
        return Notice(mark("speech is heard by {engine}"), {"engine": found.name})

    advice = mark("Check STUDIO_WHISPER_MODEL, and the models listed by: studio model list")
    return _looked("recogniser", look, advice)


def _font() -> Finding:
    def look() -> Notice:
        path = file_of(FULL)
        if not path.is_file():
            raise OSError(str(path))
        return Notice(mark("{path}"), {"path": str(path)})

    return _looked("fonts", look, mark("Install the studio again: its fonts are missing."))


def _looked(name: str, look: Callable[[], Notice], advice: str) -> Finding:
    try:
        return Finding(name, True, look())
    except StudioError as error:
        return Finding(name, False, error)
    except OSError as error:
        return Finding(name, False, Notice("{reason}", {"reason": str(error)}), advice)
