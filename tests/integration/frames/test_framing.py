import numpy as np

from studio.media.frames.framing import framed
from studio.media.timeline import Canvas, Crop
from tests.scenes import scene


def test_crop_fills_the_canvas_with_its_part():
    picture = np.zeros((360, 640, 3), np.uint8)
    picture[:, 300:] = 200
    still = framed(picture, Crop(300, 0, 202, 360), Canvas.PORTRAIT)
    assert still.shape == (1920, 1080, 3)
    assert (still == 200).all()


def test_fitted_picture_lies_whole_over_its_own_blur():
    picture = np.asarray(scene(1, 640, 360))
    still = framed(picture, None, Canvas.PORTRAIT)
    inner = still[656:1264]
    assert still.shape == (1920, 1080, 3)
    assert abs(inner.mean(axis=(0, 1)) - picture.mean(axis=(0, 1))).max() < 2

    def rough(part):
        return np.abs(np.diff(part.astype(int), axis=1)).mean()

    assert rough(still[:600]) < 0.2 * rough(inner)
    assert still[:600].std() > 1
