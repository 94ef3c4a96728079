"""Brand marks: the brand's own file, or an emblem with its first character and the name beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from PIL import Image

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.edit.overlays.facts import Mark
from studio.edit.overlays.type import Type, for_text, shown

NAME_SHARE = 0.56
"""The name's size beside an emblem of height 1."""
SPACE_SHARE = 0.22
"""Between emblem and name."""


@dataclass(eq=False)
class BrokenMark(StudioError):
    """A brand's mark that is no picture."""

    path: str

    message: ClassVar[str] = mark("The brand mark {path} cannot be read as a picture.")
    hint: ClassVar[str] = mark("Put a PNG there, or take the mark out of the brand's entry.")


def width(marks: Sequence[Mark], height: float, gap: float) -> float:
    """How wide the marks stand side by side, gaps on both sides of each dividing line."""
    return sum(own_width(brand, height) for brand in marks) + (2 * gap + 2) * (len(marks) - 1)


def own_width(brand: Mark, height: float) -> float:
    """How wide one mark gets at a height."""
    if brand.file:
        found = picture(brand.file)
        return found.width * height / found.height
    return height * (1 + SPACE_SHARE) + name_type(brand, height).width(shown(brand.name))


def name_type(brand: Mark, height: float) -> Type:
    """The type of a name beside its emblem."""
    return Type(for_text("sans", brand.name), max(12, round(height * NAME_SHARE)))


def initial(brand: Mark) -> str:
    """The character in the emblem: the first Chinese one, else the first letter or digit."""
    name = shown(brand.name)
    return next((c for c in name if ord(c) >= 0x4E00), next((c for c in name if c.isalnum()), ""))


def picture(file: Path) -> Image.Image:
    """A mark's file as RGBA, its empty rim cut off. Raises `BrokenMark`."""
    try:
        return _opened(file, file.stat().st_mtime_ns)
    except (OSError, Image.DecompressionBombError) as error:
        raise BrokenMark(path=str(file)) from error


@lru_cache(maxsize=16)
def _opened(file: Path, _changed: int) -> Image.Image:
    """The picture of a file as it is now."""
    with Image.open(file) as opened:
        found = opened.convert("RGBA")
    return found.crop(found.getbbox()) if found.getbbox() else found
