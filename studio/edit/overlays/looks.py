"""The looks there are: folders of `templates/overlays`, each with one template.yaml."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import ValidationError

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.core.settings import shipped
from studio.edit.overlays.facts import WORDS
from studio.edit.overlays.schema import ROLES, CanvasLook, Colour, Gradient, Icon, Part, Template, Text
from studio.media.timeline import Canvas

_LARGEST_FILE = 200_000


@dataclass(eq=False)
class NoSuchLook(StudioError):
    """A look that is in no folder."""

    asked: str
    names: str

    message: ClassVar[str] = mark("There is no look called “{asked}”.")
    hint: ClassVar[str] = mark("Choose one of: {names}")


@dataclass(eq=False)
class BrokenLook(StudioError):
    """A template that cannot be used; `field` is where, as `canvases.9:16.margin`."""

    file: str
    field: str
    reason: str

    message: ClassVar[str] = mark("The look in {file} cannot be used: {field}: {reason}")
    hint: ClassVar[str] = mark("Mend that place in the file, or choose another look.")


@dataclass(frozen=True, slots=True)
class Look:
    """One look, checked: its name, its folder and what its template says."""

    name: str
    folder: Path
    template: Template

    def on(self, canvas: Canvas) -> CanvasLook:
        """What the look says for one canvas."""
        canvases = self.template.canvases
        return canvases.portrait if canvas is Canvas.PORTRAIT else canvases.landscape

    def colour(self, name: Colour) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity, 0 to 255, of a colour as templates write it."""
        base, _, percent = name.partition("/")
        code = base if base.startswith("#") else self.template.colours[base]
        opacity = round(int(percent or "100") * 2.55)
        return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16), opacity


def home() -> Path:
    """The folder of the looks that came with the studio."""
    return shipped("templates") / "overlays"


def names(folder: Path | None = None) -> list[str]:
    """The looks in `folder`, else those that came with the studio, in order."""
    place = folder or home()
    return sorted(file.parent.name for file in place.glob("*/template.yaml"))


def load(name: str, folder: Path | None = None) -> Look:
    """The look called `name`. Raises `NoSuchLook` or `BrokenLook`."""
    there = names(folder)
    if name not in there:
        raise NoSuchLook(asked=name, names=", ".join(there))
    file = (folder or home()) / name / "template.yaml"
    return Look(name, file.parent, _read(file, file.stat().st_mtime_ns))


@lru_cache(maxsize=32)
def _read(file: Path, _changed: int) -> Template:
    """The template of a file as it is now."""
    try:
        text = file.read_text(encoding="utf-8")
        if len(text) > _LARGEST_FILE or any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text)):
            raise BrokenLook(file=str(file), field="file", reason=mark("too large, or with aliases (*name)"))
        template = Template.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise BrokenLook(file=str(file), field="file", reason=str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BrokenLook(file=str(file), field=_spot(first["loc"]), reason=first["msg"]) from error
    for field, reason in _loose_ends(template):
        raise BrokenLook(file=str(file), field=field, reason=reason)
    return template


def _spot(path: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in path) or "file"


def _loose_ends(template: Template) -> Iterator[tuple[str, str]]:
    """Names that a template uses and nothing gives: colours, icons, words in braces."""
    for canvas, told in template.canvases:
        for index, role in enumerate(ROLES):
            where = getattr(told, role)
            for other in (where.under, where.above):
                if other in ROLES[index:] or (where.under and where.above):
                    yield f"canvases.{canvas}.{role}", f"it cannot be placed by {other}, placed later or twice"
    for field, part in _parts("", template):
        for name, value in part:
            if name in _COLOURED and isinstance(value, str | Gradient):
                for colour in (value,) if isinstance(value, str) else value.colours:
                    base = colour.partition("/")[0]
                    if not base.startswith("#") and base not in template.colours:
                        yield f"{field}.{name}", f"no colour is called {base}"
        if isinstance(part, Icon) and part.icon not in template.icons:
            yield f"{field}.icon", f"no icon is called {part.icon}"
        if isinstance(part, Text):
            yield from ((f"{field}.text", reason) for reason in _wrong_words(part.text))


_COLOURED = ("colour", "fill", "ground", "divider", "strike", "outline_colour")


def _wrong_words(pattern: str) -> Iterator[str]:
    try:
        for _, name, form, conversion in string.Formatter().parse(pattern):
            if name is not None and (name not in WORDS or form or conversion):
                yield f"{{{name}}} is not one of {', '.join(WORDS)}"
    except ValueError as error:
        yield str(error)


def _parts(field: str, value: Any) -> Iterator[tuple[str, Part]]:
    """Every part within a template, with its place."""
    if isinstance(value, Part):
        yield field.lstrip("."), value
        for name, inner in value:
            yield from _parts(f"{field}.{name}", inner)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _parts(f"{field}.{index}", inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _parts(f"{field}.{name}", inner)
