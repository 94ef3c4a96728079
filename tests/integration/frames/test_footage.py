from statistics import median

import numpy as np
import pytest

from studio.media.frames.footage import glare, survey
from tests.media import ffmpeg
from tests.scenes import SIZE, scene, written


def test_shaking_from_one_picture_to_the_next_shows_in_what_encoders_leave_out_first(tmp_path):
    whole = scene(31)
    boxes = ((40 + 14 * (i % 2), 60) for i in range(72))
    plain = written((whole.crop((x, y, x + SIZE[0], y + SIZE[1])) for x, y in boxes), tmp_path / "plain.mp4", 24)
    file = tmp_path / "film.mp4"
    ffmpeg("-i", plain, "-c:v", "libx264", "-bf", "3", "-b_strategy", "0", file)
    steps = [sight.step for sight in survey(file)]
    assert [abs(step[0]) for step in steps] == pytest.approx([14 / 640] * len(steps), abs=0.002)


def test_a_frozen_picture_has_no_life(tmp_path):
    still = written([scene(32, *SIZE)] * 30, tmp_path / "still.mp4", 15)
    assert median(sight.life for sight in survey(still)) < 0.1


def test_pure_colours_are_no_glare():
    assert glare(np.full((4, 4, 3), (255, 40, 40), np.uint8)) == 0
    assert glare(np.full((4, 4, 3), (255, 255, 190), np.uint8)) == 1
