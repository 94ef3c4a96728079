"""Where pieces may lie: the safe part of the picture, the captions' ground, and the room of every piece."""

from dataclasses import dataclass

from studio.edit.overlays.schema import CanvasLook, Captions, Place
from studio.edit.platforms import SafeZone

LEADING = 1.45
"""The height of a caption's line as a share of its size, with the font's own ascent and descent."""
CAPTION_LINES = 2


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of the picture in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.height

    def holds(self, other: "Rect") -> bool:
        """Whether `other` lies wholly inside."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def clipped(self, other: "Rect") -> "Rect":
        """The part of it that lies inside `other`, of even size where both are."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, max(0, min(self.right, other.right) - x), max(0, min(self.bottom, other.bottom) - y))

    def meets(self, other: "Rect") -> bool:
        """Whether the two share a pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


def safe(look: CanvasLook, size: tuple[int, int], zone: SafeZone) -> Rect:
    """The part of the picture that the platform leaves free and the look's margin keeps."""
    left, top = _up(max(zone.left, look.margin)), _up(max(zone.top, look.margin))
    right, bottom = _up(max(zone.right, look.margin)), _up(max(zone.bottom, look.margin))
    return Rect(left, top, size[0] - left - right, size[1] - top - bottom)


def _up(value: int) -> int:
    return value + value % 2


@dataclass(frozen=True, slots=True)
class CaptionSpace:
    """Captions on one picture: their type's size, the room above the picture's foot, and the ground they may cover."""

    size: int
    bottom: int
    width: int
    ground: Rect


def captions(look: Captions, size: tuple[int, int], within: Rect) -> CaptionSpace:
    """Captions centred in the picture and wholly inside `within`; the type shrinks where the sides leave less room."""
    side = max(within.x, size[0] - within.right)
    room = size[0] - 2 * side
    type_size = min(look.size, room // look.characters)
    bottom = max(look.bottom, size[1] - within.bottom)
    width = min(room, type_size * look.characters + 2 * round(look.outline))
    height = round(CAPTION_LINES * type_size * LEADING)
    return CaptionSpace(
        type_size, bottom, width, Rect((size[0] - width) // 2, size[1] - bottom - height, width, height)
    )


def room(place: Place, within: Rect, others: dict[str, Rect]) -> Rect:
    """The most room of a piece, even: from the safe part's sides, above the captions, or below another piece."""
    width = place.width if isinstance(place.width, int) else within.width * int(place.width[:-1]) // 100
    width, height = width - width % 2, place.height - place.height % 2
    x = {
        "start": within.x + place.x,
        "centre": within.x + (within.width - width) // 2 + place.x,
        "end": within.right - place.x - width,
    }[place.across]
    if place.above:
        y = others[place.above].y - place.y - height
    elif place.under:
        y = others[place.under].bottom + place.y
    else:
        y = {
            "middle": within.y + (within.height - height) // 2 + place.y,
            "bottom": within.bottom - place.y - height,
        }.get(place.down, within.y + place.y)
    return Rect(x - x % 2, y - y % 2, width, height)


def seated(place: Place, area: Rect, width: int, height: int) -> Rect:
    """Where a piece of an even size lies in its even room: towards the side it is measured from."""
    spare, rest = area.width - width, area.height - height
    x = area.x + {"start": 0, "centre": spare // 2, "end": spare}[place.across]
    sits = place.sits or ("bottom" if place.above else "top" if place.under else place.down)
    y = area.y + {"top": 0, "middle": rest // 2, "bottom": rest}[sits]
    return Rect(x - x % 2, y - y % 2, width, height)
