"""What is seen at moments of a recording: faces, where something moves, how sharp and how bright it is."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.core.units import Seconds
from studio.media.frames.faces import Face, Faces
from studio.media.frames.sampling import Frame, samples
from studio.media.timeline import Span

_GRID = (16, 9)
_MOVED = 18
"""Difference in grey levels from which a cell of the moving map counts as moved."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the upright source picture, in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one moment of a recording shows, in pixels of the upright source picture.

    `moving` is where the picture differs from the sample before, where that is one compact place, else None.
    `sharpness` compares only within one recording; `luma` is 0 to 255; `shades` are the grey levels of a coarse grid
    (16 × 9, row by row), alike for moments of one shot.
    """

    moment: Seconds
    faces: tuple[Face, ...] = ()
    moving: Area | None = None
    sharpness: float = 0.0
    luma: float = 128.0
    shades: tuple[int, ...] = ()


def look(path: Path, spans: Sequence[Span], per_second: float = 0.75) -> list[Glimpse]:
    """What a recording shows in `spans`, in order of time. Raises as `samples`."""
    return seen(samples(path, spans, per_second))


def seen(frames: Iterable[Frame]) -> list[Glimpse]:
    """What frames show, each compared with the one before."""
    import cv2

    detector = Faces()
    result: list[Glimpse] = []
    before: np.ndarray | None = None
    for frame in _ahead(frames):
        scale = frame.size[0] / frame.rgb.shape[1]
        grey = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2GRAY)
        small = cv2.resize(grey, (160, 90), interpolation=cv2.INTER_AREA)
        result.append(
            Glimpse(
                moment=frame.moment,
                faces=tuple(face.scaled(scale) for face in detector.find(frame.rgb)),
                moving=None if before is None else moved(before, small, frame.size),
                sharpness=sharpness(grey),
                luma=float(grey.mean()),
                shades=tuple(int(v) for v in cv2.resize(small, _GRID, interpolation=cv2.INTER_AREA).flatten()),
            )
        )
        before = small
    return result


def _ahead(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The same frames, each decoded while the one before it is looked at."""
    coming = iter(frames)
    with ThreadPoolExecutor(1) as aside:
        following = aside.submit(lambda: next(coming, None))
        while (frame := following.result()) is not None:
            following = aside.submit(lambda: next(coming, None))
            yield frame


def sharpness(grey: np.ndarray) -> float:
    """The variance of the Laplacian of a grey picture: high where edges are crisp."""
    import cv2

    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def moved(before: np.ndarray, now: np.ndarray, size: tuple[int, int]) -> Area | None:
    """Where two grey pictures of one shape differ, in pixels of a picture of `size`; None unless in one place."""
    import cv2

    change = cv2.absdiff(cv2.GaussianBlur(before, (5, 5), 0), cv2.GaussianBlur(now, (5, 5), 0)) > _MOVED
    share = change.mean()
    if not 0.002 < share < 0.25:
        return None
    rows, columns = np.nonzero(change)
    (left, right), (top, bottom) = np.percentile(columns, (4, 96)), np.percentile(rows, (4, 96))
    high, wide = change.shape
    if right - left > 0.45 * wide:
        return None
    across, down = size[0] / wide, size[1] / high
    return Area(left * across, top * down, (right - left + 1) * across, (bottom - top + 1) * down)
