"""Brand marks: the brand's own file, or an emblem with its first character and the name beside it."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image

from studio.edit.overlays.facts import Mark
from studio.edit.overlays.type import Type, for_text, shown

NAME_SHARE = 0.56
"""The name's size beside an emblem of height 1."""
SPACE_SHARE = 0.22
"""Between emblem and name."""


def width(marks: Sequence[Mark], height: float, gap: float) -> float:
    """How wide the marks stand side by side, gaps on both sides of each dividing line."""
    return sum(own_width(mark, height) for mark in marks) + (2 * gap + 2) * (len(marks) - 1)


def own_width(mark: Mark, height: float) -> float:
    """How wide one mark gets at a height."""
    if mark.file:
        found = picture(mark.file)
        return found.width * height / found.height
    return height * (1 + SPACE_SHARE) + name_type(mark, height).width(shown(mark.name))


def name_type(mark: Mark, height: float) -> Type:
    """The type of a name beside its emblem."""
    return Type(for_text("sans", mark.name), max(12, round(height * NAME_SHARE)))


def initial(mark: Mark) -> str:
    """The character in the emblem: the first Chinese one, else the first letter or digit."""
    name = shown(mark.name)
    return next((c for c in name if ord(c) >= 0x4E00), next((c for c in name if c.isalnum()), ""))


@lru_cache(maxsize=16)
def picture(file: Path) -> Image.Image:
    """A mark's file as RGBA, its empty rim cut off."""
    with Image.open(file) as opened:
        found = opened.convert("RGBA")
    return found.crop(found.getbbox()) if found.getbbox() else found
