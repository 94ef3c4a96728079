"""The cover: a frame of the clip with its title set in type, the price, and the mark in its usual place."""

import numpy as np
from PIL import Image

from studio.edit import platforms
from studio.edit.overlays import pieces
from studio.edit.overlays.facts import Facts
from studio.edit.overlays.looks import Look
from studio.edit.overlays.pieces import Scene
from studio.edit.platforms import Platform
from studio.media.timeline import Canvas


def draw_cover(
    look: Look, facts: Facts, canvas: Canvas, frame: np.ndarray, platform: Platform | None = None
) -> Image.Image:
    """The cover over `frame`: (height, width, 3) of uint8, RGB, of the canvas's size. Raises `NoRoom`."""
    scene = Scene(look, facts, canvas, platform or platforms.load())
    picture = Image.fromarray(frame).convert("RGBA")
    picture.alpha_composite(pieces.whole(scene, "cover").draw())
    for still in pieces.stills(scene):
        if still.role == "brand":
            picture.alpha_composite(still.draw(), (still.rect.x, still.rect.y))
    return picture.convert("RGB")
