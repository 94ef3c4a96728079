"""What a template.yaml may hold. Read by looks.py; drawn by layout.py and paint.py.

Lengths are pixels of the output. A length inside a shape may also be a share of what it lies in: `50%`, `100%-24`.
A colour is a name of the look's `colours` or #RRGGBB, with an opacity in percent after a slash where wanted: `ink/80`.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Colour = Annotated[str, StringConstraints(pattern=r"^(#[0-9A-Fa-f]{6}|[a-z][a-z0-9_]*)(/(100|[0-9]{1,2}))?$")]
Share = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?%([+-]\d+)?$")]
Length = int | float | Share
Size = Annotated[int, Field(gt=0, le=1920)]
Room = Annotated[int, Field(ge=0, le=1920)]
Face = Literal["sans", "medium", "black", "serif", "brush"]
Word = Literal[
    "product_name",
    "price",
    "unit",
    "daily_price",
    "host_name",
    "host_title",
    "spot_name",
    "code",
    "coupon",
    "slogan",
    "cover_title",
]
Side = Literal["start", "centre", "end"]


ROLES = ("brand", "product_name", "price_card", "lower_third")
"""The pieces over the moving picture, in the order they are placed."""


class Part(BaseModel):
    """Base of everything a template holds: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Gradient(Part):
    """Colours running into one another, evenly spaced."""

    colours: Annotated[tuple[Colour, ...], Field(min_length=2, max_length=5)]
    towards: Literal["down", "right", "corner"] = "down"


Fill = Colour | Gradient


class Edge(Part):
    """A line around a box, inside its rim."""

    colour: Colour
    width: Annotated[int, Field(gt=0, le=40)] = 2


class Shadow(Part):
    """A soft shadow; it takes room around its box."""

    colour: Colour
    blur: Annotated[int, Field(ge=0, le=60)] = 16
    drop: Annotated[int, Field(ge=0, le=40)] = 6


class Shape(Part):
    """A drawing behind the words: a box, an oval, or a polygon with straight or flowing sides."""

    kind: Literal["box", "oval", "polygon"]
    at: tuple[Length, Length, Length, Length] | None = None
    points: Annotated[tuple[tuple[Length, Length], ...], Field(max_length=200)] = ()
    fill: Fill | None = None
    edge: Edge | None = None
    radius: Room = 0
    flowing: bool = False

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if self.kind == "polygon" and len(self.points) < 3:
            raise ValueError("a polygon needs at least three points")
        if self.kind != "polygon" and self.at is None:
            raise ValueError("a box or an oval needs at: [x, y, width, height]")
        return self


class Node(Part):
    """Something in the flow. It is left out where a word of `needs` is missing or one of `unless` is there."""

    needs: tuple[Word, ...] = ()
    unless: tuple[Word, ...] = ()
    firm: bool = False


class Text(Node):
    """Words, with facts in braces: `¥{price}`. Too long, they shrink a little, wrap to `lines`, shrink to `least`.

    Chinese of up to `upright` characters stands as one column, top to bottom.
    """

    kind: Literal["text"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    size: Size
    least: Size | None = None
    face: Face = "sans"
    colour: Colour
    lines: Annotated[int, Field(ge=1, le=4)] = 1
    align: Side = "start"
    leading: Annotated[float, Field(ge=1.0, le=2.0)] = 1.24
    spacing: Annotated[float, Field(ge=0.0, le=1.0)] = 0.0
    strike: Colour | None = None
    upright: Annotated[int, Field(ge=0, le=16)] = 0
    outline: Edge | None = None


class Icon(Node):
    """One of the look's own small drawings, in a square."""

    kind: Literal["icon"]
    icon: str
    size: Size


class Marks(Node):
    """The brands' marks side by side, a thin line between them."""

    kind: Literal["marks"]
    size: Size
    gap: Room = 20
    colour: Colour
    divider: Colour


class Code(Node):
    """The link as a QR code, dark on white, at most `size` pixels wide with its quiet zone."""

    kind: Literal["code"]
    size: Annotated[int, Field(ge=360, le=900)] = 420
    colour: Colour = "#111111"


class Stack(Node):
    """Items one under another or side by side, perhaps in a box with shapes behind them.

    A `width` stays where everything else shrinks, so that long words gain room.
    """

    kind: Literal["column", "row"]
    items: Annotated[tuple["AnyNode", ...], Field(max_length=24)] = ()
    gap: Room = 0
    pad: tuple[Room, Room, Room, Room] = (0, 0, 0, 0)
    align: Literal["start", "centre", "end", "baseline"] = "start"
    justify: Literal["start", "centre", "end", "between"] = "start"
    width: Size | None = None
    height: Size | None = None
    grow: bool = False
    fill: Fill | None = None
    edge: Edge | None = None
    radius: Room = 0
    shadow: Shadow | None = None
    behind: Annotated[tuple[Shape, ...], Field(max_length=40)] = ()


AnyNode = Annotated[Text | Icon | Marks | Code | Stack, Field(discriminator="kind")]


class Draws(Part):
    """What every piece shows, on any canvas that has no drawing of its own."""

    brand: AnyNode
    product_name: AnyNode
    price_card: AnyNode
    lower_third: AnyNode
    end_card: AnyNode
    cover: AnyNode


class Place(Part):
    """The most room a piece may take, measured from the picture's safe part, another piece or the captions.

    `width` may be a share of the safe part. `under` hangs the piece below another one, `above` stands it on one; `y` is
    the distance. `sits` is where in that room a smaller piece lies; it follows from the rest unless said. `scale` draws
    it larger or smaller than written; `draw` is a drawing of this canvas's own.
    """

    across: Side = "start"
    down: Literal["top", "middle", "bottom"] = "top"
    under: Literal["brand", "product_name", "price_card"] | None = None
    above: Literal["captions", "product_name", "price_card"] | None = None
    x: int = 0
    y: int = 0
    width: Size | Annotated[str, StringConstraints(pattern=r"^([1-9]\d?|100)%$")]
    height: Size
    sits: Literal["top", "middle", "bottom"] | None = None
    scale: Annotated[float, Field(ge=0.4, le=2.0)] = 1.0
    draw: AnyNode | None = None


class Enters(Part):
    """How a piece comes in: it slides `distance` pixels from a side while it fades in."""

    side: Literal["left", "right", "above", "below"] = "left"
    distance: Room = 120
    seconds: Annotated[float, Field(gt=0, le=1.0)] = 0.6


class Arrivals(Part):
    """Which pieces come in moving; the others are simply there."""

    product_name: Enters | None = None
    price_card: Enters | None = None
    lower_third: Enters | None = None


class Captions(Part):
    """How captions look; the studio keeps them inside the platform's safe zone."""

    size: Annotated[int, Field(ge=40, le=96)]
    bottom: Annotated[int, Field(ge=40, le=700)]
    characters: Annotated[int, Field(ge=8, le=20)]
    colour: Colour
    outline_colour: Colour
    outline: Annotated[float, Field(ge=2, le=10)] = 5
    shadow: Annotated[float, Field(ge=0, le=6)] = 0


class Card(Part):
    """A whole picture: a ground with shapes on it, and one block of words. Without a ground it lies over a frame."""

    ground: Fill | None = None
    shapes: Annotated[tuple[Shape, ...], Field(max_length=60)] = ()
    place: Place


class CanvasLook(Part):
    """A look on one canvas. Pieces keep `margin` from the picture's sides."""

    margin: Annotated[int, Field(ge=24, le=200)]
    captions: Captions
    brand: Place
    product_name: Place
    price_card: Place
    lower_third: Place
    end_card: Card
    cover: Card


class Canvases(Part):
    """The look on every canvas there is."""

    portrait: Annotated[CanvasLook, Field(alias="9:16")]
    landscape: Annotated[CanvasLook, Field(alias="16:9")]


class Template(Part):
    """A whole template.yaml."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    about: str = ""
    colours: dict[str, Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]]
    icons: dict[str, tuple[Shape, ...]] = {}
    draws: Draws
    enters: Arrivals = Arrivals()
    canvases: Canvases
