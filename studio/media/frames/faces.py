"""Faces in a picture, by BlazeFace (full range): small ones too, seen from in front, turned or drawn."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from studio.core.settings import shipped

_SIDE = 192
_GRID = 48
_OVERLAP = 1.15
"""How much longer than the picture's long side the squares laid along it are together."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face from brow to chin, in pixels; `score` is how sure the detector is, 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    score: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def scaled(self, by: float) -> "Face":
        """The same face in a picture `by` times as large."""
        return Face(self.x * by, self.y * by, self.width * by, self.height * by, self.score)


class Faces:
    """The detector. Finds faces from about a fifteenth of the picture's short side."""

    def __init__(self) -> None:
        import cv2

        model = shipped("assets") / "models" / "blazeface" / "full_range.tflite"
        self._net = cv2.dnn.readNetFromTFLite(str(model))
        self._names = sorted(self._net.getUnconnectedOutLayersNames())  # classifier, then regressor

    def find(self, rgb: np.ndarray, at_least: float = 0.5) -> list[Face]:
        """The faces in `rgb`, (height, width, 3) uint8, surest first."""
        import cv2

        found = [face for square in squares(*rgb.shape[1::-1]) for face in self._in_square(rgb, *square, at_least)]
        boxes = [(face.x, face.y, face.width, face.height) for face in found]
        kept = cv2.dnn.NMSBoxes(boxes, [face.score for face in found], at_least, 0.3) if found else ()
        return sorted((found[int(i)] for i in np.array(kept).flatten()), key=lambda face: -face.score)

    def _in_square(self, rgb: np.ndarray, left: int, top: int, side: int, at_least: float) -> list[Face]:
        import cv2

        part = cv2.resize(
            rgb[top : top + side, left : left + side],
            (_SIDE, _SIDE),
            interpolation=cv2.INTER_AREA if side > _SIDE else cv2.INTER_LINEAR,
        )
        self._net.setInput((part.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None])
        likely, boxes = self._net.forward(self._names)
        scores = 1 / (1 + np.exp(-np.clip(likely[0, :, 0], -50, 50)))
        sure = scores > at_least
        middles = boxes[0, sure, :2] / _SIDE + _anchors()[sure]
        sizes = boxes[0, sure, 2:4] / _SIDE
        corners = (middles - sizes / 2) * side + (left, top)
        return [
            Face(float(x), float(y), float(w * side), float(h * side), float(score))
            for (x, y), (w, h), score in zip(corners, sizes, scores[sure], strict=True)
        ]


def squares(width: int, height: int) -> list[tuple[int, int, int]]:
    """Overlapping squares as large as the short side that cover a picture: (left, top, side) each."""
    side, long = min(width, height), max(width, height)
    count = 1 if long <= side * 1.1 else int(np.ceil(long / side * _OVERLAP))
    starts = [round((long - side) * i / max(1, count - 1)) for i in range(count)]
    return [(start, 0, side) if width >= height else (0, start, side) for start in starts]


@cache
def _anchors() -> np.ndarray:
    """The middles of the detector's cells, row by row: (2304, 2) of x and y from 0 to 1."""
    rows, columns = np.mgrid[0:_GRID, 0:_GRID]
    return (np.stack([columns, rows], -1).reshape(-1, 2) + 0.5) / _GRID
