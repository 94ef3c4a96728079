"""A clip's graphics over any picture, at a moment: what the studio shows before a render, from the very same pieces."""

from fractions import Fraction

from PIL import Image, ImageOps

from studio.core.units import Fps, Seconds, frame_at
from studio.edit.overlays import motion, pieces, schedule
from studio.edit.overlays.draw import END_CARD
from studio.edit.overlays.facts import Facts
from studio.edit.overlays.looks import Look
from studio.edit.overlays.pieces import Scene
from studio.edit.platforms import Platform
from studio.media.timeline import Canvas

BODY = Seconds(20.0)


def preview(
    look: Look,
    facts: Facts,
    canvas: Canvas,
    platform: Platform,
    background: Image.Image,
    at: Seconds,
    body: Seconds = BODY,
    end_card: Seconds = END_CARD,
    rate: Fps = Fraction(30),
) -> Image.Image:
    """The picture at `at` seconds of a clip of `body` seconds and an end card, `background` filling the canvas.

    Captions are not part of it. Raises `NoRoom`.
    """
    scene = Scene(look, facts, canvas, platform)
    frame = frame_at(at, rate)
    is_over = frame >= frame_at(body, rate)
    if is_over:
        picture = pieces.whole(scene, "end_card").draw().copy()
    else:
        picture = ImageOps.fit(background.convert("RGBA"), canvas.size)
    for still in pieces.stills(scene):
        enters = schedule.enters_of(still.role, look.template.enters)
        when = schedule.showing(still.role, enters, body, end_card, rate)
        if when.stands and frame_at(when.stands.start, rate) <= frame < frame_at(when.stands.end, rate):
            picture.alpha_composite(still.draw(), (still.rect.x, still.rect.y))
        elif enters and when.moves and frame_at(when.moves.start, rate) <= frame < frame_at(when.moves.end, rate):
            first, count = frame_at(when.moves.start, rate), frame_at(when.moves.length, rate)
            shown = motion.moment(still.draw(), enters, frame - first, count)
            picture.alpha_composite(shown, (still.rect.x, still.rect.y))
    return picture.convert("RGB")
