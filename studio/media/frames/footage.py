"""Raw footage measured all along: light, sharpness, how the camera moves, what the picture looks like."""

import json
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studio.core import settings
from studio.core.units import Seconds
from studio.media.frames.sampling import steady
from studio.storage.files import fingerprint, write_text

PER_SECOND = 6.0
"""Looks a second: enough to tell a hand's shaking from a pan."""
_MEASURED_AS = 2
"""Raised when measures change, so that remembered ones are taken again."""
_TILES = (8, 5)
_EDGE, _STEP = 9, 24
"""An edge is looked for within so many pixels, and must be so many grey levels high."""
_TELLING = 0.002
"""The least share of the picture with edges from which it can be judged at all."""
_CRISP_TILE = 0.01
"""The share of crisp edges from which a part of the picture counts as sharp."""
_GRID = (8, 5)
_GLARING = 250
_CERTAIN = 0.12
"""The least response of the phase correlation that tells a movement of the whole picture."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at footage.

    `luma` is 0 to 255, `glare` the share of burnt-out pixels. `sharpness` is 0 to 1 for the sharpest part of the
    picture, whatever it shows; `spread` is the share of the picture that is about as sharp. `shift` is how far the
    picture moved since the look before, `step` how far it moves until the very next picture, `pause` seconds
    later, as shares of its width; None when it cannot be told. `life` is the mean difference of those two
    pictures in grey levels: next to none where the picture stands still. `shades` are the colours of a coarse grid
    (8 × 5 × 3).
    """

    moment: Seconds
    luma: float
    glare: float
    sharpness: float
    spread: float
    shift: tuple[float, float] | None
    step: tuple[float, float] | None
    pause: Seconds
    life: float
    shades: tuple[int, ...]


def surveyed(path: Path, progress: Callable[[Seconds], None] = lambda moment: None) -> list[Sight]:
    """Looks all along a recording, in order, remembered by its content. `progress` hears how far it is.

    Decodes all of it the first time. Raises `Truncated`.
    """
    kept = settings.cache("analysis") / f"sights-{_MEASURED_AS}-{fingerprint(path)}.json"
    if kept.is_file():
        return [_read(row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    sights = []
    for sight in survey(path):
        sights.append(sight)
        progress(sight.moment)
    write_text(kept, json.dumps([astuple(sight) for sight in sights]))
    return sights


def _read(row: list[Any]) -> Sight:
    *measures, shift, step, pause, life, shades = row
    moves = [tuple(move) if move else None for move in (shift, step)]
    return Sight(*measures, *moves, pause, life, shades=tuple(shades))


def survey(path: Path, per_second: float = PER_SECOND) -> Iterator[Sight]:
    """Looks all along a recording, in order. Decodes all of it. Raises `Truncated`."""
    import cv2

    before: np.ndarray | None = None
    for frame, following in steady(path, per_second, width=640):
        grey = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2GRAY)
        small, soon = _halved(grey), _halved(cv2.cvtColor(following.rgb, cv2.COLOR_RGB2GRAY))
        sharpness, spread = crispness(grey)
        yield Sight(
            moment=frame.moment,
            luma=float(grey.mean()),
            glare=glare(frame.rgb),
            sharpness=sharpness,
            spread=spread,
            shift=None if before is None else _shift(before, small),
            step=_shift(small, soon),
            pause=Seconds(following.moment - frame.moment),
            life=float(np.abs(small - soon).mean()),
            shades=tuple(int(v) for v in cv2.resize(frame.rgb, _GRID, interpolation=cv2.INTER_AREA).flatten()),
        )
        before = small


def glare(rgb: np.ndarray) -> float:
    """The share of burnt-out pixels: two of their colours at the top, so that a pure colour is none."""
    return float((np.median(rgb, axis=2) >= _GLARING).mean())


def crispness(grey: np.ndarray) -> tuple[float, float]:
    """How sharp a grey picture is at its sharpest edges, and over what share of it; 0 to 1 each.

    An edge is as sharp as the share of its whole step, black to white, that lies between two neighbouring pixels: about
    0.4 in a sharp picture of 640 pixels, 0.3 when it is slightly blurred, whatever the picture shows.
    """
    import cv2

    smooth = cv2.GaussianBlur(grey, (3, 3), 0.5)
    around = np.ones((_EDGE, _EDGE), np.uint8)
    step = cv2.dilate(smooth, around).astype(np.float32) - cv2.erode(smooth, around)
    picture = smooth.astype(np.float32)
    slope = np.zeros_like(picture)
    slope[:, :-1] = np.abs(np.diff(picture, axis=1))
    slope[:-1] = np.maximum(slope[:-1], np.abs(np.diff(picture, axis=0)))
    telling = step > _STEP
    if telling.mean() < _TELLING:
        return 0.0, 0.0
    steepness = np.where(telling, slope / np.maximum(step, 1.0), 0.0)
    sharpest = float(np.percentile(steepness[telling], 98))
    crisp = (steepness > 0.6 * sharpest).astype(np.float32)
    tiles = cv2.resize(crisp, _TILES, interpolation=cv2.INTER_AREA)
    return sharpest, float((tiles > _CRISP_TILE).mean())


def _halved(grey: np.ndarray) -> np.ndarray:
    import cv2

    return cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.float32)


def _shift(before: np.ndarray, now: np.ndarray) -> tuple[float, float] | None:
    import cv2

    window = cv2.createHanningWindow(now.shape[::-1], cv2.CV_32F)
    # phaseCorrelate may lay the window into the pictures it is given
    (across, down), response = cv2.phaseCorrelate(before.copy(), now.copy(), window)
    return (across / now.shape[1], down / now.shape[1]) if response >= _CERTAIN else None
