import itertools

import pytest

from studio.media.frames.faces import Face, squares


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (640, 480), (500, 500), (853, 120)])
def test_squares_cover_the_picture_and_stay_inside(size):
    laid = squares(*size)
    covered = {(x, y) for left, top, side in laid for x in (left, left + side) for y in (top, top + side)}
    assert min(p[0] for p in covered) == min(p[1] for p in covered) == 0
    assert (max(p[0] for p in covered), max(p[1] for p in covered)) == size
    starts = sorted(max(left, top) for left, top, _ in laid)
    assert all(b - a < laid[0][2] for a, b in itertools.pairwise(starts))


def test_face_scales_with_its_picture():
    assert Face(10, 20, 30, 40, 0.5).scaled(2) == Face(20, 40, 60, 80, 0.5)
