from studio.edit.coverframe import choose
from studio.media.frames.faces import Face
from studio.media.frames.glimpses import Glimpse
from studio.media.timeline import Span

KEEPS = [Span(0.0, 4.0), Span(10.0, 16.0)]
SOMEBODY = (Face(100, 100, 90, 90, 0.9),)


def test_sharpest_frame_is_chosen():
    assert choose([Glimpse(1.0, sharpness=100), Glimpse(3.0, sharpness=400)], KEEPS) == 3.0


def test_face_outweighs_a_little_sharpness():
    seen = [Glimpse(1.0, SOMEBODY, sharpness=300), Glimpse(3.0, sharpness=400)]
    assert choose(seen, KEEPS) == 1.0


def test_blurred_face_does_not_win():
    assert choose([Glimpse(1.0, SOMEBODY, sharpness=4), Glimpse(3.0, SOMEBODY, sharpness=400)], KEEPS) == 3.0


def test_dark_and_glaring_frames_are_passed_over():
    seen = [Glimpse(1.0, SOMEBODY, sharpness=400, luma=20), Glimpse(2.0, sharpness=300), Glimpse(3.0, luma=250)]
    assert choose(seen, KEEPS) == 2.0


def test_frames_that_were_cut_away_are_never_chosen():
    assert choose([Glimpse(6.0, SOMEBODY, sharpness=900), Glimpse(12.0, sharpness=1)], KEEPS) == 12.0


def test_without_glimpses_it_is_the_middle_of_the_longest_keep():
    assert choose([], KEEPS) == 13.0
