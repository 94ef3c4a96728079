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
from studio.edit.overlays.type import LEAST_SIZE, Type, for_text, shown
from studio.edit.overlays.wrap import fitted

NAME_SHARE = 0.56
"""The name's size beside an emblem of height 1."""
SPACE_SHARE = 0.22
"""Between emblem and name."""
LEADING = 1.1
"""Between the two lines of a long name."""
DIVIDER = 2.0


@dataclass(eq=False)
class BrokenMark(StudioError):
    """A brand's mark that is no picture."""

    path: str

    message: ClassVar[str] = mark("The brand mark {path} cannot be read as a picture.")
    hint: ClassVar[str] = mark("Put a PNG there, or take the mark out of the brand's entry.")


@dataclass(frozen=True, slots=True)
class SetMark:
    """One mark as it will stand: a picture, or an emblem of its `height` with the name beside it in lines."""

    brand: Mark
    width: float
    height: float
    type: Type | None = None
    lines: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def words_height(self) -> float:
        """How high the lines of the name stand."""
        return self.type.size * (1 + LEADING * (len(self.lines) - 1)) if self.type else 0.0


def beside(brands: Sequence[Mark], height: float, gap: float, room: float) -> tuple[SetMark, ...]:
    """The marks side by side in `room`: what is wide gives way first, a name by smaller type, two lines, then “…”."""
    wanted = [_natural(brand, height) for brand in brands]
    left = room - dividers(len(brands), gap)
    return tuple(
        _set(brand, height, min(width, share))
        for brand, width, share in zip(brands, wanted, _shares(wanted, left), strict=True)
    )


def dividers(count: int, gap: float) -> float:
    """How wide the lines between so many marks stand, a gap on both sides of each."""
    return (2 * gap + DIVIDER) * (count - 1)


def _shares(wanted: Sequence[float], room: float) -> list[float]:
    """Rooms of one row: those that want less than an equal part get it, the others share the rest equally."""
    shares = dict.fromkeys(range(len(wanted)), 0.0)
    for done, number in enumerate(sorted(shares, key=lambda n: wanted[n])):
        shares[number] = min(wanted[number], (room - sum(shares.values())) / (len(wanted) - done))
    return list(shares.values())


def _natural(brand: Mark, height: float) -> float:
    if brand.file:
        found = picture(brand.file)
        return found.width * height / found.height
    return height * (1 + SPACE_SHARE) + _type(brand, _size(height)).width(shown(brand.name))


def _set(brand: Mark, height: float, room: float) -> SetMark:
    if brand.file:
        return SetMark(brand, room, height * room / _natural(brand, height))
    aside, name = height * (1 + SPACE_SHARE), shown(brand.name)
    size = _size(height)
    smaller = min(size, int(height / (1 + LEADING)))
    for tried, lines in ((size, 1), (max(LEAST_SIZE, smaller), 2)):
        found = fitted(name, room - aside, tried, LEAST_SIZE, lines, lambda line, at: _type(brand, at).width(line))
        if not found.is_cut:
            break
    kind = _type(brand, found.size)
    width = aside + max((kind.width(line) for line in found.lines), default=0.0)
    return SetMark(brand, width, height, kind, found.lines, found.is_cut)


def _size(height: float) -> int:
    return max(LEAST_SIZE, round(height * NAME_SHARE))


def _type(brand: Mark, size: int) -> Type:
    return Type(for_text("sans", brand.name), size)


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
