"""QR codes read back from an encoded clip: what a phone would read."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from studio.core.units import Seconds
from studio.media.frames.sampling import frame_at
from studio.media.timeline import Span

_MOMENTS = (0.5, 0.75, 0.25, 0.9)
"""Where in the span to look, as shares of it: animated pieces stand still in the middle."""


def read_code(clip: Path, span: Span) -> str | None:
    """The text of a QR code that `clip` shows in `span`; None when none can be read."""
    for share in _MOMENTS:
        moment = Seconds(span.start + share * span.length)
        if text := read_picture(frame_at(clip, moment)):
            return text
    return None


def read_picture(rgb: np.ndarray) -> str | None:
    """The text of a QR code in a picture, (height, width, 3) uint8; None when none can be read."""
    import cv2

    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    reader = cv2.QRCodeDetector()
    for view in _views(grey):
        text, corners, _ = reader.detectAndDecode(view)
        if text:
            return text
        if corners is not None:
            _, texts, _, _ = reader.detectAndDecodeMulti(view)
            if found := next((t for t in texts if t), None):
                return found
    return None


def _views(grey: np.ndarray) -> Iterator[np.ndarray]:
    """The picture at several sizes and darknesses, the likeliest first."""
    import cv2

    yield grey
    for scale in (0.5, 1.5, 2.0):
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        yield cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how)
    yield cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    yield cv2.bitwise_not(grey)
