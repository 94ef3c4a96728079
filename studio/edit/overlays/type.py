"""Type: the faces there are, which of them can show a text, and how wide it gets."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from studio.core.settings import shipped
from studio.edit.overlays.cmap import characters
from studio.edit.overlays.schema import Face

_FILES: dict[Face, str] = {
    "sans": "captions/NotoSansSC-Bold.ttf",
    "medium": "display/NotoSansSC-Medium.ttf",
    "black": "display/NotoSansSC-Black.ttf",
    "serif": "display/NotoSerifSC-Black.ttf",
    "brush": "display/MaShanZheng-Regular.ttf",
}
FULL: Face = "sans"
"""The face that has every character we can show; the others hand a text they cannot show over to it."""

LEAST_SIZE = 26
"""The smallest type that can be read on a phone, in pixels."""

CAPTION_FAMILY = "Noto Sans SC"
"""The family in `caption_fonts()`, as libass asks for it."""


def file_of(face: Face) -> Path:
    """The font file of a face."""
    return shipped("assets") / "fonts" / _FILES[face]


def caption_fonts() -> Path:
    """The folder for libass: the caption font and no other."""
    return file_of(FULL).parent


@cache
def has(face: Face) -> frozenset[int]:
    """The code points a face can show."""
    return characters(file_of(face))


def shown(text: str) -> str:
    """`text` without the characters that no font of ours has, which would stand as empty boxes."""
    return " ".join("".join(c for c in text if ord(c) in has(FULL)).split())


def missing(text: str) -> str:
    """The characters of `text` that `shown` leaves out, each once; joiners and selectors are no loss."""
    gone = (c for c in text if ord(c) not in has(FULL) and not c.isspace() and c.isprintable())
    return "".join(dict.fromkeys(c for c in gone if not 0xFE00 <= ord(c) <= 0xFE0F))


@dataclass(frozen=True, slots=True)
class Type:
    """A face at a size, with space between characters as a share of the size."""

    face: Face
    size: int
    spacing: float = 0.0

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font as Pillow draws it."""
        return _font(self.face, self.size)

    def width(self, line: str) -> float:
        """How wide a line gets, in pixels."""
        advances = _advances(self.face, self.size)
        return sum(advances[c] for c in line) + self.spacing * self.size * max(0, len(line) - 1)


def for_text(face: Face, text: str) -> Face:
    """`face` where it can show all of `text`, else the full one."""
    return face if all(ord(c) in has(face) for c in text) else FULL


class _Advances(dict[str, float]):
    """The step that a font takes with every character, asked of it once; its faces have no kerning as we set them."""

    def __init__(self, font: ImageFont.FreeTypeFont):
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> float:
        self[character] = found = self._font.getlength(character)
        return found


@cache
def _advances(face: Face, size: int) -> _Advances:
    return _Advances(_font(face, size))


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file_of(face), size, layout_engine=ImageFont.Layout.BASIC)
