"""Measuring: from a template's nodes and the words to boxes with sizes, before anything is painted.

A node measures itself within a room's width and gives a `Box`; a node whose words are missing gives None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

from studio.edit.overlays import codes, marks
from studio.edit.overlays.facts import Mark
from studio.edit.overlays.marks import SetMark
from studio.edit.overlays.schema import AnyNode, Code, Face, Icon, Marks, Node, Stack, Text
from studio.edit.overlays.type import LEAST_SIZE, Type, for_text, shown
from studio.edit.overlays.wrap import fitted
from studio.media import linebreaks

RISE = 0.88
"""How far the square of a Chinese character stands above the baseline, as a share of the size."""
_LEAST_SHARE = 0.62
_FIRST_HAN = 0x4E00
_SCALES = tuple(0.95**step for step in range(15))


@dataclass(frozen=True, slots=True)
class Lines:
    """Words as they will stand."""

    type: Type
    lines: tuple[str, ...]
    leading: float


@dataclass(frozen=True, slots=True)
class Box:
    """A measured node, in pixels; `inside` holds its boxes with their places relative to it.

    `baseline` is where its first line stands; `is_cut` tells that it would rather have more room, `cut` are the words
    that end in “…”.
    """

    node: AnyNode
    width: float
    height: float
    baseline: float
    scale: float
    inside: tuple[tuple[float, float, "Box"], ...] = ()
    lines: Lines | None = None
    marks: tuple[SetMark, ...] = ()
    is_cut: bool = False
    cut: tuple[str, ...] = ()
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said: words by name, the brands' marks, and the code as a QR matrix."""

    words: dict[str, str]
    marks: tuple[Mark, ...] = ()


def laid(node: AnyNode, said: Said, width: int, height: int, scale: float = 1.0) -> Box | None:
    """`node` as large as it may be within `width` × `height`: smaller as a whole where its words need it."""
    box: Box | None = None
    for shrunk in _SCALES:
        box = measure(node, said, width, scale * shrunk)
        if box is None or (not box.is_cut and box.width <= width and box.height <= height):
            return box
    return box


def measure(node: AnyNode, said: Said, room: float, scale: float) -> Box | None:
    """`node` within `room` pixels of width; None where its words are missing."""
    if not is_wanted(node, said.words):
        return None
    if isinstance(node, Text):
        return _text(node, said, room, scale)
    if isinstance(node, Icon):
        return Box(node, node.size * scale, node.size * scale, node.size * scale * RISE, scale)
    if isinstance(node, Marks):
        return _marks(node, said, room, scale)
    if isinstance(node, Code):
        return _code(node, said, room)
    return _row(node, said, room, scale) if node.kind == "row" else _column(node, said, room, scale)


def is_wanted(node: Node, words: dict[str, str]) -> bool:
    """Whether all that a node needs is there, and nothing that it stands in for."""
    return all(name in words for name in node.needs) and not any(name in words for name in node.unless)


def asked(node: AnyNode) -> set[str]:
    """The words that decide how a node looks, and `marks` where it shows them."""
    found: set[str] = {*node.needs, *node.unless}
    if isinstance(node, Text):
        found.update(_names(node.text))
    elif isinstance(node, Stack):
        found.update(*(asked(item) for item in node.items))
    elif isinstance(node, Code | Marks):
        found.add(node.kind)
    return found


def _names(pattern: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(pattern) if name]


def _text(node: Text, said: Said, room: float, scale: float) -> Box | None:
    names = _names(node.text)
    if any(name not in said.words for name in names):
        return None
    text = shown(node.text.format(**{name: said.words[name] for name in names}))
    if not text:
        return None
    face = for_text(node.face, text)
    if 0 < len(column := "".join(c for c in text if ord(c) >= _FIRST_HAN)) <= node.upright:
        return _upright(node, column, face, scale)
    size = max(LEAST_SIZE, round(node.size * scale))
    least = max(LEAST_SIZE, round((node.least or node.size * _LEAST_SHARE) * scale))
    phrases = linebreaks.atoms(text) if node.lines > 1 else ()
    found = fitted(
        text, room, size, least, node.lines, lambda line, s: Type(face, s, node.spacing).width(line), phrases
    )
    kind = Type(face, found.size, node.spacing)
    width = max(kind.width(line) for line in found.lines)
    height = found.size * (1 + node.leading * (len(found.lines) - 1))
    lines = Lines(kind, found.lines, node.leading)
    cut = (text,) if found.is_cut else ()
    return Box(node, width, height, found.size * RISE, scale, lines=lines, is_cut=found.is_cut, cut=cut)


def _upright(node: Text, column: str, face: Face, scale: float) -> Box:
    """A text as a column of characters, its marks left out."""
    size = max(LEAST_SIZE, round(node.size * scale))
    lines = Lines(Type(face, size), tuple(column), node.leading)
    height = size * (1 + node.leading * (len(column) - 1))
    return Box(node, size, height, size * RISE, scale, lines=lines)


def _marks(node: Marks, said: Said, room: float, scale: float) -> Box | None:
    if not said.marks:
        return None
    gap = node.gap * scale
    found = marks.beside(said.marks, node.size * scale, gap, room)
    width = sum(one.width for one in found) + marks.dividers(len(found), gap)
    height = max(max(one.height, one.words_height) for one in found)
    cut = tuple(shown(one.brand.name) for one in found if one.is_cut)
    return Box(node, width, height, height * RISE, scale, marks=found, cut=cut)


def _code(node: Code, said: Said, room: float) -> Box | None:
    if "code" not in said.words:
        return None
    size = codes.width(said.words["code"], node.size)
    return Box(node, size, size, size, 1.0, is_cut=size > room)


def _inner(node: Stack, room: float, scale: float) -> tuple[float, float]:
    """The room's width left for a stack's items, and the shadow's margin around the stack."""
    margin = (node.shadow.blur + node.shadow.drop) * scale if node.shadow else 0.0
    outer = min(room - 2 * margin, node.width or room)
    return outer - (node.pad[1] + node.pad[3]) * scale, margin


def _column(node: Stack, said: Said, room: float, scale: float) -> Box | None:
    inner, margin = _inner(node, room, scale)
    boxes = [box for item in node.items if (box := measure(item, said, inner, scale))]
    if _is_empty(node, boxes):
        return None
    grown = inner if node.grow or node.width else max((b.width for b in boxes if not _grows(b)), default=inner)
    boxes = [again if _grows(b) and (again := measure(b.node, said, grown, scale)) else b for b in boxes]
    width = max([grown, *(b.width for b in boxes)]) if boxes else grown
    placed, y = [], 0.0
    for box in boxes:
        placed.append((_aside(node.align, width - box.width), y, box))
        y += box.height + node.gap * scale
    height = max(0.0, y - node.gap * scale)
    return _boxed(node, placed, width, height, margin, scale)


def _row(node: Stack, said: Said, room: float, scale: float) -> Box | None:
    inner, margin = _inner(node, room, scale)
    boxes = [box for item in node.items if (box := measure(item, said, inner, scale))]
    if _is_empty(node, boxes):
        return None
    gap = node.gap * scale
    boxes = _squeezed(boxes, said, inner - gap * (len(boxes) - 1), scale)
    used = sum(box.width for box in boxes) + gap * max(0, len(boxes) - 1)
    width = max(inner, used) if node.grow or node.width else used
    x, gap = _spread(node, width - used, gap, len(boxes))
    height = max((box.height for box in boxes), default=0.0)
    line = max((box.baseline for box in boxes), default=0.0)
    if node.align == "baseline":
        height = max((line - box.baseline + box.height for box in boxes), default=0.0)
    placed = []
    for box in boxes:
        y = line - box.baseline if node.align == "baseline" else _aside(node.align, height - box.height)
        placed.append((x, y, box))
        x += box.width + gap
    return _boxed(node, placed, width, height, margin, scale)


def _squeezed(boxes: Sequence[Box], said: Said, room: float, scale: float) -> list[Box]:
    """A row's boxes made to fit: those that are not firm give way, each by the same share.

    A firm text that may wrap takes no more than half of the row when others stand there too.
    """
    if sum(box.width for box in boxes) > room and len(boxes) > 1:
        boxes = [_wrapped(box, said, room / 2, scale) for box in boxes]
    fixed = [box for box in boxes if _keeps_width(box)]
    soft = sum(box.width for box in boxes) - sum(box.width for box in fixed)
    left = room - sum(box.width for box in fixed)
    if soft <= left:
        return list(boxes)
    share = max(0.15, left / soft)
    return [
        box if box in fixed else again
        for box in boxes
        if (again := box if box in fixed else measure(box.node, said, box.width * share, scale))
    ]


def _wrapped(box: Box, said: Said, room: float, scale: float) -> Box:
    """A firm text of several lines within `room`; any other box as it is."""
    may = isinstance(box.node, Text) and box.node.firm and box.node.lines > 1 and box.width > room
    return (may and measure(box.node, said, room, scale)) or box


def _keeps_width(box: Box) -> bool:
    return box.node.firm or isinstance(box.node, Icon | Code)


def _grows(box: Box) -> bool:
    return isinstance(box.node, Stack) and box.node.grow


def _is_empty(node: Stack, boxes: Sequence[Box]) -> bool:
    """Whether all of a stack's items fell away; one made without items is a drawing and stays."""
    return bool(node.items) and not boxes


def _spread(node: Stack, spare: float, gap: float, count: int) -> tuple[float, float]:
    """Where a row begins, and the gap between its items."""
    if node.justify == "between" and count > 1:
        return 0.0, gap + max(0.0, spare) / (count - 1)
    return _aside("start" if node.justify == "between" else node.justify, spare), gap


def _aside(align: str, spare: float) -> float:
    return {"centre": spare / 2, "end": spare}.get(align, 0.0)


def _boxed(
    node: Stack, placed: list[tuple[float, float, Box]], width: float, height: float, margin: float, scale: float
) -> Box:
    """The stack around its placed items: padding, least height, shadow."""
    top, right, bottom, left = (side * scale for side in node.pad)
    spare = max(0.0, (node.height or 0) * scale - (top + height + bottom))
    down = margin + top + spare / 2
    inside = tuple((margin + left + x, down + y, box) for x, y, box in placed)
    first = inside[0][1] + inside[0][2].baseline if inside else down + height
    return Box(
        node,
        width + left + right + 2 * margin,
        height + top + bottom + spare + 2 * margin,
        first,
        scale,
        inside,
        is_cut=any(box.is_cut for _, _, box in placed),
        cut=tuple(text for _, _, box in placed for text in box.cut),
        margin=margin,
    )


def find(box: Box, kind: str) -> tuple[float, float, float] | None:
    """The corner and width of the first node of a kind within `box`, or None."""
    if box.node.kind == kind:
        return 0.0, 0.0, box.width
    for x, y, inside in box.inside:
        found = find(inside, kind)
        if found:
            return x + found[0], y + found[1], found[2]
    return None
