"""Painting: a measured box becomes a picture with alpha."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from studio.edit.overlays import codes, ink, marks
from studio.edit.overlays.layout import RISE, Box, Said
from studio.edit.overlays.looks import Look
from studio.edit.overlays.schema import Code, Edge, Fill, Gradient, Icon, Length, Marks, Shape, Stack, Text
from studio.edit.overlays.type import Type


def painted(box: Box, look: Look, said: Said) -> Image.Image:
    """`box` as a picture of its own size."""
    picture = ink.sheet(round(box.width), round(box.height))
    _paint(picture, 0.0, 0.0, box, look, said)
    return picture


def over(picture: Image.Image, x: float, y: float, box: Box, look: Look, said: Said) -> None:
    """Paint `box` on a picture, at a place."""
    _paint(picture, x, y, box, look, said)


def ground(picture: Image.Image, fill: Fill | None, shapes: tuple[Shape, ...], look: Look) -> None:
    """Fill a whole picture and draw shapes on it."""
    if fill:
        ink.lay(picture, Image.new("L", picture.size, 255), _paint_of(fill, look))
    whole = (0.0, 0.0, float(picture.width), float(picture.height))
    for shape in shapes:
        _shape(picture, shape, whole, 1.0, look, None)


def _paint(picture: Image.Image, x: float, y: float, box: Box, look: Look, said: Said) -> None:
    node = box.node
    if isinstance(node, Text):
        _text(picture, x, y, box, node, look)
    elif isinstance(node, Icon):
        area = (x, y, box.width, box.height)
        for shape in look.template.icons[node.icon]:
            _shape(picture, shape, area, box.scale, look, None)
    elif isinstance(node, Marks):
        _marks(picture, x, y, box, node, look)
    elif isinstance(node, Code):
        _code(picture, x, y, box, node, look, said)
    else:
        _stack(picture, x, y, box, node, look)
        for inside_x, inside_y, inside in box.inside:
            _paint(picture, x + inside_x, y + inside_y, inside, look, said)


def _stack(picture: Image.Image, x: float, y: float, box: Box, node: Stack, look: Look) -> None:
    """A stack's shadow, ground, shapes and rim."""
    if not (node.fill or node.edge or node.shadow or node.behind):
        return
    m, k = box.margin, box.scale
    area = (x + m, y + m, box.width - 2 * m, box.height - 2 * m)
    mask = ink.box_mask(picture.size, area, node.radius * k)
    if node.shadow:
        ink.shadow(picture, mask, look.colour(node.shadow.colour), node.shadow.blur * k, node.shadow.drop * k)
    if node.fill:
        ink.lay(picture, mask, _paint_of(node.fill, look))
    for shape in node.behind:
        _shape(picture, shape, area, k, look, mask)
    if node.edge:
        hole = ink.box_mask(picture.size, *_inset(area, node.radius * k, node.edge, k))
        ink.lay(picture, ink.ring(mask, hole), ink.Paint((look.colour(node.edge.colour),)))


def _inset(area: ink.Rect, radius: float, edge: Edge, scale: float) -> tuple[ink.Rect, float]:
    """A box and its radius within a rim."""
    wide = max(1.0, edge.width * scale)
    x, y, width, height = area
    inside = (x + wide, y + wide, max(0.0, width - 2 * wide), max(0.0, height - 2 * wide))
    return inside, max(0.0, radius - wide)


def _shape(
    picture: Image.Image, shape: Shape, area: ink.Rect, scale: float, look: Look, limit: Image.Image | None
) -> None:
    """One shape within `area`, cut off at the mask `limit`."""
    mask, hole = _masks(picture.size, shape, area, scale)
    if limit is not None:
        mask = ink.inner(mask, limit)
    if shape.fill:
        ink.lay(picture, mask, _paint_of(shape.fill, look))
    if shape.edge and hole is not None:
        ink.lay(picture, ink.ring(mask, hole), ink.Paint((look.colour(shape.edge.colour),)))


def _masks(size: tuple[int, int], shape: Shape, area: ink.Rect, scale: float) -> tuple[Image.Image, Image.Image | None]:
    """A shape as a mask, and what its rim leaves open."""
    left, top, width, height = area
    if shape.kind == "polygon":
        points = [(left + _length(x, width, scale), top + _length(y, height, scale)) for x, y in shape.points]
        return ink.polygon_mask(size, points, shape.flowing), None
    x, y, wide, high = shape.at or (0, 0, 0, 0)
    corner = (left + _length(x, width, scale), top + _length(y, height, scale))
    rect = (*corner, _length(wide, width, scale), _length(high, height, scale))
    inside, radius = _inset(rect, shape.radius * scale, shape.edge, scale) if shape.edge else (None, 0.0)
    if shape.kind == "oval":
        return ink.oval_mask(size, rect), ink.oval_mask(size, inside) if inside else None
    return ink.box_mask(size, rect, shape.radius * scale), ink.box_mask(size, inside, radius) if inside else None


def _length(value: Length, whole: float, scale: float) -> float:
    """A length in pixels: a number, or a share of `whole` such as `100%-24`."""
    if not isinstance(value, str):
        return value * scale
    share, _, rest = value.partition("%")
    return float(share) / 100 * whole + float(rest or 0) * scale


def _paint_of(fill: Fill, look: Look) -> ink.Paint:
    if isinstance(fill, Gradient):
        return ink.Paint(tuple(look.colour(colour) for colour in fill.colours), fill.towards)
    return ink.Paint((look.colour(fill),))


def _text(picture: Image.Image, x: float, y: float, box: Box, node: Text, look: Look) -> None:
    lines = box.lines
    if lines is None:
        return
    size = lines.type.size
    for index, line in enumerate(lines.lines):
        wide = lines.type.width(line)
        left = x + {"centre": (box.width - wide) / 2, "end": box.width - wide}.get(node.align, 0.0)
        baseline = y + index * size * lines.leading + size * RISE
        if node.outline:
            thick = max(1, round(node.outline.width * box.scale))
            write(picture, left, baseline, line, lines.type, look.colour(node.outline.colour), thick)
        write(picture, left, baseline, line, lines.type, look.colour(node.colour))
        if node.strike:
            thick = max(3.0, size * 0.075)
            bar = (left - size * 0.06, baseline - size * 0.37 - thick / 2, wide + size * 0.12, thick)
            mask = ink.box_mask(picture.size, bar, thick / 2)
            ink.lay(picture, mask, ink.Paint((look.colour(node.strike),)))


def write(
    picture: Image.Image, x: float, baseline: float, line: str, kind: Type, colour: ink.Rgba, outline: int = 0
) -> None:
    """Write one line with its baseline at a height; `outline` thickens it by so many pixels on all sides."""
    mask = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(mask)
    for part in line if kind.spacing else (line,):
        draw.text((x, baseline), part, font=kind.font, fill=255, anchor="ls", stroke_width=outline)
        x += kind.width(part) + kind.spacing * kind.size
    ink.lay(picture, mask, ink.Paint((colour,)))


def _marks(picture: Image.Image, x: float, y: float, box: Box, node: Marks, look: Look) -> None:
    gap = node.gap * box.scale
    for index, one in enumerate(box.marks):
        if index:
            bar = (x + gap, y + box.height * 0.12, marks.DIVIDER, box.height * 0.76)
            ink.lay(picture, ink.box_mask(picture.size, bar, 1), ink.Paint((look.colour(node.divider),)))
            x += marks.dividers(2, gap)
        top = y + (box.height - one.height) / 2
        if one.brand.file:
            _file(picture, x, top, one, one.brand.file)
        elif one.type:
            _emblem(picture, x, top, one, one.type, look.colour(node.colour))
        x += one.width


def _file(picture: Image.Image, x: float, y: float, one: marks.SetMark, file: Path) -> None:
    """A brand's own picture."""
    size = (max(1, round(one.width)), max(1, round(one.height)))
    picture.alpha_composite(marks.picture(file).resize(size, Image.Resampling.LANCZOS), (round(x), round(y)))


def _emblem(picture: Image.Image, x: float, y: float, one: marks.SetMark, kind: Type, colour: ink.Rgba) -> None:
    """An emblem in the brand's colour with the name beside it."""
    height, own = one.height, _hex(one.brand.colours[0]) if one.brand.colours else colour
    ink.lay(picture, ink.box_mask(picture.size, (x, y, height, height), height * 0.26), ink.Paint((own,)))
    first, initial = marks.initial(one.brand), Type("sans", round(height * 0.62))
    write(picture, x + (height - initial.width(first)) / 2, y + height * 0.72, first, initial, (255, 255, 255, 255))
    left, top = x + height * (1 + marks.SPACE_SHARE), y + (height - one.words_height) / 2
    for number, line in enumerate(one.lines):
        write(picture, left, top + kind.size * (RISE + number * marks.LEADING), line, kind, colour)


def _hex(code: str) -> ink.Rgba:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16), 255


def _code(picture: Image.Image, x: float, y: float, box: Box, node: Code, look: Look, said: Said) -> None:
    text = said.words["code"]
    dark = codes.matrix(text)
    side = codes.module(text, node.size) * len(dark)
    red, green, blue, _ = look.colour(node.colour)
    cells = np.where(dark[..., None], (red, green, blue, 255), (255, 255, 255, 255)).astype(np.uint8)
    picture.alpha_composite(Image.fromarray(cells).resize((side, side), Image.Resampling.NEAREST), (round(x), round(y)))
