import numpy as np
import pytest
from PIL import ImageFilter

from studio.media.frames.footage import crispness
from studio.media.frames.glimpses import moved, sharpness
from tests.scenes import scene


def grey(picture):
    return np.asarray(picture.convert("L"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_blur_makes_a_picture_less_crisp_whatever_it_shows(seed):
    picture = scene(seed, 640, 360)
    crisp = [crispness(grey(picture.filter(ImageFilter.GaussianBlur(by))))[0] for by in (0, 1, 2, 4)]
    assert crisp == sorted(crisp, reverse=True)
    assert crisp[0] > 0.33 > crisp[2]
    assert sharpness(grey(picture)) > sharpness(grey(picture.filter(ImageFilter.GaussianBlur(1))))


def test_sharp_subject_before_a_soft_ground_is_crisp_in_a_part():
    picture = scene(4, 640, 360)
    near = picture.filter(ImageFilter.GaussianBlur(5))
    near.paste(picture.crop((200, 80, 400, 280)), (200, 80))
    (whole, wide), (part, narrow) = crispness(grey(picture)), crispness(grey(near))
    assert 0.6 * whole < part <= whole
    assert narrow < 0.6 * wide


def test_nothing_to_see_is_not_crisp():
    assert crispness(np.full((360, 640), 128, np.uint8)) == (0.0, 0.0)


def test_what_moves_before_a_still_ground_is_found():
    still = grey(scene(6, 160, 90)).copy()
    now = still.copy()
    now[30:80, 100:120] = 255 - now[30:80, 100:120]
    area = moved(still, now, (1600, 900))
    assert area.x == pytest.approx(1000, abs=40)
    assert area.x + area.width == pytest.approx(1200, abs=40)


def test_movement_all_over_is_no_subject():
    still = grey(scene(6, 200, 90))
    assert moved(still[:, :160], still[:, 30:190], (1600, 900)) is None


def test_still_picture_has_no_movement():
    still = grey(scene(6, 160, 90))
    assert moved(still, still, (1600, 900)) is None
