"""The pieces of a look for given facts on a canvas: where each lies and what it shows, before any time is given."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, ClassVar

from PIL import Image

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.edit.overlays import layout, paint, place
from studio.edit.overlays.facts import Facts, words
from studio.edit.overlays.layout import Said
from studio.edit.overlays.looks import Look
from studio.edit.overlays.place import Rect
from studio.edit.overlays.schema import ROLES, AnyNode, CanvasLook, Card, Place
from studio.edit.overlays.type import CAPTION_FAMILY
from studio.edit.platforms import Platform
from studio.media.captions import CaptionStyle
from studio.media.timeline import Canvas
from studio.storage.files import digest, fingerprint

VERSION = 4
"""Of the drawing itself: raised when the same template and words give other pixels."""


@dataclass(eq=False)
class NoRoom(StudioError):
    """A look that cannot hold its pieces on a canvas under a platform's safe zones."""

    look: str
    piece: str
    platform: str
    canvas: str

    message: ClassVar[str] = mark("The look {look} has no room for {piece} on {canvas} for {platform}.")
    hint: ClassVar[str] = mark("Choose another look, or give the piece another place in its template.yaml.")


@dataclass(frozen=True, slots=True)
class Still:
    """One piece at rest: its place in the picture, how to draw it, and a name that changes when its pixels would.

    `cut` are the words that found no room and end in “…”.
    """

    role: str
    rect: Rect
    key: str
    draw: Callable[[], Image.Image]
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A look, facts, a canvas and a platform together, with the rooms that follow from them."""

    look: Look
    facts: Facts
    canvas: Canvas
    platform: Platform

    @property
    def said(self) -> Said:
        """What the pieces say."""
        return Said(words(self.facts), self.facts.marks)

    @property
    def canvas_look(self) -> CanvasLook:
        """The look on this canvas."""
        return self.look.on(self.canvas)

    @property
    def safe(self) -> Rect:
        """The part of the picture that pieces may use."""
        return place.safe(self.canvas_look, self.canvas.size, self.platform.zone(self.canvas))

    @property
    def caption_space(self) -> place.CaptionSpace:
        """Where captions stand."""
        return place.captions(self.canvas_look.captions, self.canvas.size, self.safe)

    @property
    def brand_room(self) -> Rect:
        """The room of the mark, kept free everywhere whether a mark is shown or not."""
        return place.room(self.canvas_look.brand, self.safe, {"captions": self.caption_space.ground})

    def no_room(self, piece: str) -> NoRoom:
        """The error that `piece` does not fit."""
        return NoRoom(look=self.look.name, piece=piece, platform=self.platform.title, canvas=self.canvas.value)


def style(scene: Scene) -> CaptionStyle:
    """How captions look in this scene."""
    told, space = scene.canvas_look.captions, scene.caption_space
    return CaptionStyle(
        font=CAPTION_FAMILY,
        size=space.size,
        bottom=space.bottom,
        width=space.width,
        characters=told.characters,
        colour=_code(scene.look.colour(told.colour)),
        outline_colour=_code(scene.look.colour(told.outline_colour)),
        outline=told.outline,
        shadow=told.shadow,
        bold=True,
    )


def _code(colour: tuple[int, int, int, int]) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour[:3])


def stills(scene: Scene) -> list[Still]:
    """The pieces over the moving picture, in order; apart from one another, the captions and the platform's buttons.

    Raises `NoRoom` where the look cannot keep them so.
    """
    ground = scene.caption_space.ground
    others, widest = {"captions": ground}, {"captions": ground}
    found: list[Still] = []
    for role in ROLES:
        where: Place = getattr(scene.canvas_look, role)
        area, worst = (place.room(where, scene.safe, known) for known in (others, widest))
        if not scene.safe.holds(worst) or any(worst.meets(rect) for rect in widest.values()):
            raise scene.no_room(role)
        still = _still(scene, role, where, area)
        found += [still] if still else []
        widest[role] = worst
        others[role] = area if role == "brand" else still.rect if still else place.seated(where, area, 0, 0)
    return found


def _still(scene: Scene, role: str, where: Place, area: Rect) -> Still | None:
    node = _node(scene, role, where)
    box = layout.laid(node, scene.said, area.width, area.height, where.scale)
    if box is None:
        return None
    width, height = _even(box.width), _even(box.height)
    if width > area.width or height > area.height:
        raise scene.no_room(role)
    key = _key(scene, role, node, [where.scale, area.width, area.height])
    return Still(
        role, place.seated(where, area, width, height), key, partial(_drawn, box, scene, width, height), box.cut
    )


def _node(scene: Scene, role: str, where: Place) -> AnyNode:
    """What a piece shows on this canvas."""
    return where.draw or getattr(scene.look.template.draws, role)


def _even(value: float) -> int:
    """The even number at or above a length."""
    return 2 * -(-round(value + 0.49) // 2)


def _drawn(box: layout.Box, scene: Scene, width: int, height: int) -> Image.Image:
    """A piece as a picture of exactly its size."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    paint.over(picture, 0.0, 0.0, box, scene.look, scene.said)
    return picture


def _key(scene: Scene, role: str, node: AnyNode, extra: list[Any]) -> str:
    """A name for a piece's pixels: equal where everything that decides them is."""
    said, names = scene.said, layout.asked(node)
    told = {name: said.words.get(name) for name in sorted(names)}
    brands = [[m.name, m.colours, fingerprint(m.file) if m.file else None] for m in said.marks]
    drawn = [node.model_dump(mode="json"), scene.look.template.model_dump(mode="json", include={"colours", "icons"})]
    return digest([VERSION, role, drawn, told, brands if "marks" in names else [], extra])


def whole(scene: Scene, role: str) -> Still:
    """The end card or the cover's words as a picture of the canvas's size, the mark's room left free."""
    card, box, rect = _card(scene, role)
    node = _node(scene, role, card.place)
    key = _key(scene, role, node, [card.model_dump(mode="json"), scene.canvas.value, asdict(rect)])
    whole, cut = Rect(0, 0, *scene.canvas.size), box.cut if box else ()
    return Still(role, whole, key, partial(_drawn_whole, box, scene, card, rect), cut)


def code_box(scene: Scene) -> Rect | None:
    """Where the end card's code stands in the picture, or None without one."""
    _, box, rect = _card(scene, "end_card")
    found = layout.find(box, "code") if box else None
    return Rect(round(rect.x + found[0]), round(rect.y + found[1]), round(found[2]), round(found[2])) if found else None


def _card(scene: Scene, role: str) -> tuple[Card, layout.Box | None, Rect]:
    """A whole picture's card, its measured words and where they stand. Raises `NoRoom`."""
    card: Card = getattr(scene.canvas_look, role)
    known = {"captions": scene.caption_space.ground, "brand": scene.brand_room}
    area = place.room(card.place, scene.safe, known).clipped(scene.safe)
    node = _node(scene, role, card.place)
    box = layout.laid(node, scene.said, area.width, area.height, card.place.scale)
    width, height = (_even(box.width), _even(box.height)) if box else (0, 0)
    if area.meets(scene.brand_room) or width > area.width or height > area.height:
        raise scene.no_room(role)
    return card, box, place.seated(card.place, area, width, height)


def _drawn_whole(box: layout.Box | None, scene: Scene, card: Card, rect: Rect) -> Image.Image:
    picture = Image.new("RGBA", scene.canvas.size, (0, 0, 0, 0))
    paint.ground(picture, card.ground, card.shapes, scene.look)
    if box:
        paint.over(picture, rect.x, rect.y, box, scene.look, scene.said)
    return picture
