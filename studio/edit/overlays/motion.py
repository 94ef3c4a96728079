"""Pieces coming in, drawn by moviepy into short clips with alpha. The only door to moviepy."""

import os
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from studio.core.units import Fps
from studio.edit.overlays.schema import Enters
from studio.storage.files import writing

_FADED_AT = 0.6
"""The share of the way at which a piece is fully opaque."""


def film(still: Image.Image, enters: Enters, frames: int, rate: Fps, file: Path) -> None:
    """Write `frames` frames of `still` coming in, at `rate`, as a .mov with alpha. Raises `CannotWrite`."""
    clip = _clip(still, enters, frames, rate)
    with writing(file) as part:
        clip.write_videofile(
            str(part), fps=float(rate), codec="qtrle", audio=False, logger=None, ffmpeg_params=["-pix_fmt", "argb"]
        )


def moment(still: Image.Image, enters: Enters, frame: int, frames: int) -> Image.Image:
    """What frame number `frame` of the same film shows, as a picture of `still`'s size."""
    return Image.fromarray(_frame(np.asarray(still), enters, (frame + 1) / (frames + 1)))


def _clip(still: Image.Image, enters: Enters, frames: int, rate: Fps) -> Any:
    pixels = np.asarray(still)
    made = _moviepy().VideoClip

    def at(t: float) -> np.ndarray:
        return _frame(pixels, enters, (round(t * float(rate)) + 1) / (frames + 1))

    # half a frame over: moviepy counts the whole frames in it
    length = (frames + 0.5) / float(rate)
    mask = made(lambda t: at(t)[..., 3] / 255.0, is_mask=True, duration=length)
    return made(lambda t: at(t)[..., :3], duration=length).with_mask(mask)


def _frame(pixels: np.ndarray, enters: Enters, way: float) -> np.ndarray:
    """The piece after `way` (0 to 1) of its coming in: (h, w, 4) of uint8, in the still's own box.

    It brakes as it arrives; what is still outside the box is not seen.
    """
    left = round(enters.distance * (1 - way) ** 3)
    height, width = pixels.shape[:2]
    step_x, step_y = {"left": (-1, 0), "right": (1, 0), "above": (0, -1), "below": (0, 1)}[enters.side]
    dx = step_x * min(left, width - 1)
    dy = step_y * min(left, height - 1)
    result = np.zeros_like(pixels)
    result[max(0, dy) : height + min(0, dy), max(0, dx) : width + min(0, dx)] = pixels[
        max(0, -dy) : height + min(0, -dy), max(0, -dx) : width + min(0, -dx)
    ]
    result[..., 3] = (result[..., 3] * min(1.0, way / _FADED_AT)).astype(np.uint8)
    return result


def _moviepy() -> Any:
    """The moviepy package with the studio's own ffmpeg; an empty or foreign FFMPEG_BINARY must not reach it."""
    given = os.environ.pop("FFMPEG_BINARY", None)
    try:
        import moviepy
    finally:
        if given is not None:
            os.environ["FFMPEG_BINARY"] = given
    return moviepy
