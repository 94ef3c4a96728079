"""Stills framed as the renderer frames the clip: cropped, or whole over their own blurred background."""

import numpy as np

from studio.media.timeline import Canvas, Crop

_BACKGROUND = 8
_DARKER = 0.08 * 255
_PALER = 0.9


def framed(rgb: np.ndarray, crop: Crop | None, canvas: Canvas) -> np.ndarray:
    """The picture as a clip on `canvas` shows it: (height, width, 3) uint8 of the canvas's size.

    `rgb` is the upright source picture of full size; without a crop it is fitted over its own blurred background.
    """
    import cv2

    width, height = canvas.size
    if crop is not None:
        part = rgb[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width]
        return cv2.resize(part, (width, height), interpolation=_way(part, width))
    result = _background(rgb, width, height)
    scale = min(width / rgb.shape[1], height / rgb.shape[0])
    size = (min(width, round(rgb.shape[1] * scale / 2) * 2), min(height, round(rgb.shape[0] * scale / 2) * 2))
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    result[top : top + size[1], left : left + size[0]] = cv2.resize(rgb, size, interpolation=_way(rgb, size[0]))
    return result


def _background(rgb: np.ndarray, width: int, height: int) -> np.ndarray:
    """The picture filling the canvas, strongly blurred, a little darker and paler."""
    import cv2

    small = (width // _BACKGROUND, height // _BACKGROUND)
    scale = max(small[0] / rgb.shape[1], small[1] / rgb.shape[0])
    filling = (max(small[0], round(rgb.shape[1] * scale)), max(small[1], round(rgb.shape[0] * scale)))
    shrunk = cv2.resize(rgb, filling, interpolation=cv2.INTER_AREA)
    left, top = (filling[0] - small[0]) // 2, (filling[1] - small[1]) // 2
    part = shrunk[top : top + small[1], left : left + small[0]]
    blurred = cv2.blur(cv2.blur(part, (17, 17)), (17, 17)).astype(np.float32)
    grey = blurred @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    toned = grey[..., None] + (blurred - grey[..., None]) * _PALER - _DARKER
    return cv2.resize(np.clip(toned, 0, 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)


def _way(part: np.ndarray, width: int) -> int:
    import cv2

    return cv2.INTER_AREA if part.shape[1] > width else cv2.INTER_CUBIC
