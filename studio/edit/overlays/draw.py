"""Drawing a clip's pieces into files: the one way from a look and facts to what the renderer lays over the picture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from studio.core.findings import Notice, Verbatim
from studio.core.i18n import mark
from studio.core.units import Fps, Seconds, frame_at
from studio.edit.overlays import motion, pieces, schedule
from studio.edit.overlays.facts import Facts, words
from studio.edit.overlays.looks import Look
from studio.edit.overlays.pieces import Scene, Still
from studio.edit.overlays.place import Rect
from studio.edit.overlays.type import missing
from studio.edit.platforms import Platform
from studio.media.captions import CaptionStyle
from studio.media.timeline import Canvas, Piece, Span
from studio.storage.files import digest, writing

NO_GLYPH = mark("Our fonts have no shape for {characters}: left out of the overlays.")
SHORTENED = mark("“{text}” is too long for the picture and ends in “…” there; a shorter one is shown whole.")

END_CARD = Seconds(2.5)
"""How long a clip's end card stands."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A clip's graphics as files: pieces with place and span, the end card, the captions' style.

    `code_box` is where the QR code stands on the end card, None without one.
    """

    pieces: tuple[Piece, ...]
    end_card: Path | None
    captions: CaptionStyle
    code_box: Rect | None
    notices: tuple[Notice, ...] = ()


def draw(
    look: Look,
    facts: Facts,
    canvas: Canvas,
    platform: Platform,
    body: Seconds,
    end_card: Seconds,
    rate: Fps,
    folder: Path,
) -> Drawn:
    """Draw the pieces of a clip of `body` seconds, followed by `end_card` seconds, into `folder`, a cache.

    What is there already is used again. Raises `NoRoom` and `CannotWrite`.
    """
    scene = Scene(look, facts, canvas, platform)
    stills = pieces.stills(scene)
    shown = [piece for still in stills for piece in _pieces(still, scene, body, end_card, rate, folder)]
    wholes = [pieces.whole(scene, role) for role in ("cover", "end_card") if role == "cover" or end_card > 0]
    card = _written(wholes[-1], folder) if end_card > 0 else None
    notices = tuple(_shortcomings(facts, [*stills, *wholes]))
    return Drawn(tuple(shown), card, pieces.style(scene), pieces.code_box(scene) if card else None, notices)


def _shortcomings(facts: Facts, stills: Sequence[Still]) -> Iterator[Notice]:
    """What the pieces could not say as it was written."""
    names = [brand.name for brand in facts.marks if not brand.file]
    lost = missing("".join([*words(facts).values(), *names]))
    if lost:
        yield Notice(NO_GLYPH, {"characters": Verbatim(lost)})
    for text in dict.fromkeys(text for still in stills for text in still.cut):
        yield Notice(SHORTENED, {"text": Verbatim(text)})


def _pieces(still: Still, scene: Scene, body: Seconds, end_card: Seconds, rate: Fps, folder: Path) -> list[Piece]:
    """A piece in time: its coming in as a film, then itself as an image."""
    enters = schedule.enters_of(still.role, scene.look.template.enters)
    when = schedule.showing(still.role, enters, body, end_card, rate)
    found: list[Piece] = []
    if when.moves and enters:
        count = frame_at(when.moves.length, rate)
        name = digest([still.key, enters.model_dump(), count, str(rate)])
        file = _kept(
            folder / f"{still.role}-{name}.mov", lambda path: motion.film(still.draw(), enters, count, rate, path)
        )
        found.append(_piece(still, file, when.moves, moving=True))
    if when.stands:
        found.append(_piece(still, _written(still, folder), when.stands, moving=False))
    return found


def _piece(still: Still, file: Path, span: Span, moving: bool) -> Piece:
    rect = still.rect
    return Piece(still.role, file, rect.x, rect.y, rect.width, rect.height, span, moving)


def _written(still: Still, folder: Path) -> Path:
    return _kept(folder / f"{still.role}-{still.key}.png", lambda path: _save(still.draw(), path))


def _kept(file: Path, make: Callable[[Path], None]) -> Path:
    """`file`, made when it is not there."""
    if not file.is_file():
        make(file)
    return file


def _save(picture: Image.Image, file: Path) -> None:
    with writing(file) as part:
        picture.save(part, format="PNG", compress_level=2)
