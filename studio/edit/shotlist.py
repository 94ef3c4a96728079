"""Shots chosen by hand, read from JSON: `[{"file": "terrace.mp4", "in": 3.2, "out": 6.0}, …]` in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from studio.core.errors import StudioError, why
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.edit.montage import Shot
from studio.media.probe import Recording
from studio.media.timeline import Span

_BEYOND = 0.1
"""Seconds by which a shot may reach beyond its footage's end: lengths are rounded."""


@dataclass(eq=False)
class ShotsNotRight(StudioError):
    """A list of shots that cannot be used."""

    path: str
    reason: str

    message: ClassVar[str] = mark("The shots in {path} cannot be used: {reason}")
    hint: ClassVar[str] = mark("Write a JSON list; each shot names a file of the footage, and in and out in seconds.")


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: str
    start: float = Field(alias="in", ge=0)
    end: float = Field(alias="out", gt=0)


_LINES = TypeAdapter(list[_Line])


def read(path: Path, recordings: Sequence[Recording]) -> tuple[Shot, ...]:
    """The shots of a file. `file` is the path of one of the recordings, or its name. Raises `ShotsNotRight`."""
    try:
        lines = _LINES.validate_json(path.read_bytes())
    except OSError as error:
        raise ShotsNotRight(path=str(path), reason=why(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ShotsNotRight(
            path=str(path), reason=": ".join([*(str(part) for part in first["loc"]), first["msg"]])
        ) from error
    if not lines:
        raise ShotsNotRight(path=str(path), reason="[]")
    return tuple(_shot(line, path, recordings) for line in lines)


def _shot(line: _Line, path: Path, recordings: Sequence[Recording]) -> Shot:
    wanted = Path(line.file)
    for number, recording in enumerate(recordings):
        if wanted in (recording.path, Path(recording.path.name)) or wanted.resolve() == recording.path.resolve():
            if line.start < line.end <= recording.length + _BEYOND:
                return Shot(number, Span(Seconds(line.start), Seconds(line.end)))
            raise ShotsNotRight(path=str(path), reason=f"{line.file} {line.start:g}–{line.end:g} s")
    raise ShotsNotRight(path=str(path), reason=line.file)
