"""What people changed on clips by hand: another title, another look, other words. Read from JSON, by segment.

`{"yinfeng": {"title": "…", "look": "paper", "captions": [{"start": 0.4, "end": 2.1, "text": "…"}]}}`, seconds of the
clip. What is not named stays as the studio made it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.core.errors import StudioError, why
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.media.captions import Origin, Sentence
from studio.media.timeline import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """The changes to one clip. `captions` stand in clip time and replace all; an empty tuple takes them away."""

    title: str | None = None
    look: str | None = None
    captions: tuple[Sentence, ...] | None = None


@dataclass(eq=False)
class EditsNotRight(StudioError):
    """A file of edits that cannot be read."""

    path: str
    reason: str

    message: ClassVar[str] = mark("The changes in {path} cannot be used: {reason}")
    hint: ClassVar[str] = mark("Write JSON: by segment, “title”, “look”, and “captions” with start, end and text.")


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    start: float = Field(ge=0)
    end: float = Field(gt=0)
    text: str = Field(min_length=1, max_length=200)


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str | None = Field(default=None, min_length=1, max_length=60)
    look: str | None = None
    captions: list[_Line] | None = None


def read(path: Path) -> dict[str, Edit]:
    """The edits of a file, by segment. Raises `EditsNotRight`."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return {segment: _edit(_Written.model_validate(one)) for segment, one in _items(written)}
    except OSError as error:
        raise EditsNotRight(path=str(path), reason=why(error)) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise EditsNotRight(path=str(path), reason=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise EditsNotRight(path=str(path), reason=f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except ValueError as error:
        raise EditsNotRight(path=str(path), reason=str(error)) from error


def _items(written: Any) -> list[tuple[str, Any]]:
    if not isinstance(written, dict):
        raise ValueError("not an object")  # noqa: TRY004 - told as the file's fault, like what is wrong inside it
    return list(written.items())


def _edit(written: _Written) -> Edit:
    if written.captions is None:
        return Edit(written.title, written.look)
    lines = sorted(written.captions, key=lambda line: line.start)
    for line in lines:
        if line.end <= line.start:
            raise ValueError(f"{line.text}: end {line.end} ≤ start {line.start}")
    said = (Sentence(ln.text, Span(Seconds(ln.start), Seconds(ln.end)), (), Origin.SCRIPT) for ln in lines)
    return Edit(written.title, written.look, tuple(said))
