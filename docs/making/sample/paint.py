"""Brushes shared by the drawing modules: colours, gradients, soft noise lines."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import skia

WIDTH, HEIGHT = 1920, 1080
Point = tuple[float, float]


def ink(code: str, alpha: float = 1.0) -> int:
    """A colour as skia wants it, from `rrggbb`."""
    red, green, blue = (int(code[i : i + 2], 16) for i in (0, 2, 4))
    return skia.Color(red, green, blue, round(255 * alpha))


def fill(code: str, alpha: float = 1.0, blur: float = 0.0) -> skia.Paint:
    """A paint that fills, with soft edges where `blur` is given."""
    paint = skia.Paint(AntiAlias=True, Color=ink(code, alpha))
    if blur:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return paint


def line(code: str, width: float, alpha: float = 1.0, blur: float = 0.0) -> skia.Paint:
    """A paint that draws a round-ended line."""
    paint = fill(code, alpha, blur)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def down(top: float, bottom: float, *stops: tuple[float, str, float]) -> skia.Paint:
    """A vertical gradient; each stop is (place 0–1, colour, alpha)."""
    return _along((0, top), (0, bottom), stops)


def across(left: float, right: float, *stops: tuple[float, str, float]) -> skia.Paint:
    """A horizontal gradient; each stop is (place 0–1, colour, alpha)."""
    return _along((left, 0), (right, 0), stops)


def _along(start: Point, end: Point, stops: Sequence[tuple[float, str, float]]) -> skia.Paint:
    shader = skia.GradientShader.MakeLinear(
        points=[skia.Point(*start), skia.Point(*end)],
        colors=[ink(code, alpha) for _, code, alpha in stops],
        positions=[place for place, _, _ in stops],
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def round_glow(centre: Point, radius: float, *stops: tuple[float, str, float]) -> skia.Paint:
    """A radial gradient; each stop is (place 0–1, colour, alpha)."""
    shader = skia.GradientShader.MakeRadial(
        center=skia.Point(*centre),
        radius=radius,
        colors=[ink(code, alpha) for _, code, alpha in stops],
        positions=[place for place, _, _ in stops],
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def shape(*points: Point, closed: bool = True) -> skia.Path:
    """A smooth path through points (Catmull-Rom), closed or open."""
    ring = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    path = skia.Path()
    path.moveTo(*ring[1])
    for before, here, there, after in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        path.cubicTo(
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
            *there,
        )
    if closed:
        path.close()
    return path


def polygon(points: Iterable[Point]) -> skia.Path:
    """A path with straight sides."""
    path = skia.Path()
    path.addPoly([skia.Point(*point) for point in points], True)
    return path


def oval(x: float, y: float, width: float, height: float) -> skia.Rect:
    """The rectangle of an ellipse around a centre."""
    return skia.Rect.MakeXYWH(x - width / 2, y - height / 2, width, height)


def noise_line(seed: int, octaves: Sequence[tuple[float, float]]) -> Callable[[np.ndarray], np.ndarray]:
    """A smooth random line: octaves are (wave length in pixels, height in pixels)."""
    chance = np.random.default_rng(seed)
    knots = [(length, height, chance.uniform(-1, 1, 4000)) for length, height in octaves]

    def at(x: np.ndarray) -> np.ndarray:
        total = np.zeros_like(x, dtype=float)
        for length, height, values in knots:
            place = np.asarray(x) / length + 1000
            first = np.floor(place).astype(int)
            part = place - first
            ease = part * part * (3 - 2 * part)
            total += height * (values[first] * (1 - ease) + values[first + 1] * ease)
        return total

    return at


def picture(draw: Callable[[skia.Canvas], None], width: int = WIDTH, height: int = HEIGHT) -> skia.Image:
    """What `draw` paints on an empty sheet, kept as an image."""
    surface = skia.Surface(width, height)
    draw(surface.getCanvas())
    return surface.makeImageSnapshot()
