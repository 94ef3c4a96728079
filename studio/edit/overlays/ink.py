"""Drawing by hand: soft-edged masks of shapes, fills, and laying one over the other. Knows pixels, no templates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Rgba = tuple[int, int, int, int]
Rect = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What a shape is filled with: one colour, or several running down, right or to the far corner."""

    colours: tuple[Rgba, ...]
    towards: str = "down"


def sheet(width: int, height: int) -> Image.Image:
    """An empty picture, all clear."""
    return Image.new("RGBA", (width, height), (0, 0, 0, 0))


def box_mask(size: tuple[int, int], rect: Rect, radius: float) -> Image.Image:
    """A box with round corners as an 8-bit mask of `size`."""
    x, y, width, height = rect
    radius = min(radius, width / 2, height / 2)
    return _smooth(size, lambda draw, k: draw.rounded_rectangle(_corners(x, y, width, height, k), radius * k, fill=255))


def oval_mask(size: tuple[int, int], rect: Rect) -> Image.Image:
    """An oval as an 8-bit mask of `size`."""
    x, y, width, height = rect
    return _smooth(size, lambda draw, k: draw.ellipse(_corners(x, y, width, height, k), fill=255))


def polygon_mask(size: tuple[int, int], points: Sequence[tuple[float, float]], flowing: bool) -> Image.Image:
    """A polygon as an 8-bit mask of `size`; `flowing` rounds its corners into curves through the points."""
    corners = _curved(points) if flowing else list(points)
    return _smooth(size, lambda draw, k: draw.polygon([(x * k, y * k) for x, y in corners], fill=255))


def _smooth(size: tuple[int, int], draw_on: Callable[[ImageDraw.ImageDraw, int], None]) -> Image.Image:
    """A mask drawn several times too large and reduced, so that its edge is soft."""
    k = 4 if max(size) <= 1000 else 2
    large = Image.new("L", (size[0] * k, size[1] * k), 0)
    draw_on(ImageDraw.Draw(large), k)
    return large.reduce(k)


def _corners(x: float, y: float, width: float, height: float, k: int) -> tuple[float, float, float, float]:
    """The first and last pixel of a rectangle, `k` times as large."""
    return x * k, y * k, max(x * k, (x + width) * k - 1), max(y * k, (y + height) * k - 1)


def _curved(points: Sequence[tuple[float, float]], steps: int = 12) -> list[tuple[float, float]]:
    """A closed Catmull-Rom curve through the points."""
    p = np.asarray(points, dtype=float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    before, here, there, after = (np.roll(p, shift, axis=0) for shift in (1, 0, -1, -2))
    arcs = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(before, here, there, after, strict=True)
    ]
    return [(float(x), float(y)) for x, y in np.concatenate(arcs)]


def lay(picture: Image.Image, mask: Image.Image, paint: Paint) -> None:
    """Lay `paint` on `picture` where `mask` (of the same size) says."""
    area = mask.getbbox()
    if area is None:
        return
    part = mask.crop(area)
    picture.alpha_composite(_filled(part, paint), (area[0], area[1]))


def _filled(mask: Image.Image, paint: Paint) -> Image.Image:
    """A picture of `mask`'s size in the paint, as opaque as the mask."""
    if len(paint.colours) == 1:
        red, green, blue, opacity = paint.colours[0]
        found = Image.new("RGBA", mask.size, (red, green, blue, 255))
        found.putalpha(mask.point(lambda value: value * opacity // 255))
        return found
    found = _blend(mask.size, paint)
    found.putalpha(ImageChops.multiply(found.getchannel("A"), mask))
    return found


def _blend(size: tuple[int, int], paint: Paint) -> Image.Image:
    """The running colours over `size`."""
    width, height = size
    if paint.towards == "down":
        return Image.fromarray(_ramp(paint, height)[:, None]).resize(size, Image.Resampling.NEAREST)
    if paint.towards == "right":
        return Image.fromarray(_ramp(paint, width)[None, :]).resize(size, Image.Resampling.NEAREST)
    along = np.add.outer(np.arange(height) * width, np.arange(width) * height) * 1023 // (2 * width * height)
    return Image.fromarray(_ramp(paint, 1024)[along])


def _ramp(paint: Paint, length: int) -> np.ndarray:
    """The paint's colours in `length` steps: (length, 4) of uint8."""
    stops, steps = np.linspace(0, 1, len(paint.colours)), np.linspace(0, 1, length)
    channels = [np.interp(steps, stops, channel) for channel in zip(*paint.colours, strict=True)]
    return np.stack(channels, axis=1).round().astype(np.uint8)


def shadow(picture: Image.Image, mask: Image.Image, colour: Rgba, blur: float, drop: float) -> None:
    """Lay a soft shadow of `mask` on `picture`, `drop` pixels lower."""
    lower = Image.new("L", mask.size, 0)
    lower.paste(mask, (0, round(drop)))
    lay(picture, lower.filter(ImageFilter.GaussianBlur(blur / 2)), Paint((colour,)))


def inner(mask: Image.Image, limit: Image.Image) -> Image.Image:
    """The part of `mask` that lies within `limit`."""
    return ImageChops.multiply(mask, limit)


def ring(outer: Image.Image, hole: Image.Image) -> Image.Image:
    """`outer` without `hole`."""
    return ImageChops.subtract(outer, hole)
