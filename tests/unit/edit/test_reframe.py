import math

import pytest

from studio.edit.reframe import crops
from studio.media.frames.faces import Face
from studio.media.frames.glimpses import Area, Glimpse
from studio.media.timeline import Canvas, Crop, Span

HD = (1920, 1080)
PIECES = [Span(5.0 * i, 5.0 * i + 3.0) for i in range(8)]


def face(middle, width=110.0, y=330.0, score=0.85):
    return Face(middle - width / 2, y, width, width * 1.1, score)


def glimpses(place, spans=PIECES, each=3):
    """Glimpses spread over spans; `place(moment)` gives the faces seen then."""
    moments = [span.start + span.length * (i + 0.5) / each for span in spans for i in range(each)]
    return [Glimpse(moment, tuple(place(moment))) for moment in moments]


@pytest.mark.parametrize("share", [0.25, 0.8])
def test_swaying_host_at_the_side_stays_whole(share):
    def sways(moment):
        return 1920 * share + 60 * math.sin(moment * 2.3)

    found = crops(PIECES, glimpses(lambda m: [face(sways(m))]), HD, Canvas.PORTRAIT)
    moments = [(span.start + i * 0.1, crop) for span, crop in zip(PIECES, found, strict=True) for i in range(30)]
    whole = [c.x <= sways(m) - 165 and sways(m) + 165 <= c.x + c.width for m, c in moments]
    assert sum(whole) >= 0.97 * len(whole)


def test_crop_is_even_and_inside_the_picture():
    found = crops(PIECES, glimpses(lambda m: [face(1890.0)]), (1919, 1079), Canvas.PORTRAIT)
    assert found == [Crop(1312, 0, 606, 1078)] * len(PIECES)


def test_still_host_gives_one_crop_for_all_pieces():
    found = crops(PIECES, glimpses(lambda m: [face(600.0 + 9 * math.sin(m * 7))]), HD, Canvas.PORTRAIT)
    assert len(set(found)) == 1


def test_host_who_walks_over_is_followed_at_a_cut():
    found = crops(PIECES, glimpses(lambda m: [face(400.0 if m < 20 else 1500.0)]), HD, Canvas.PORTRAIT)
    assert [crop.x < 500 for crop in found] == [True] * 4 + [False] * 4


def test_false_faces_in_scenery_do_not_steer():
    def place(moment):
        stray = face((moment * 773) % 1800 + 60, score=0.9)
        return [face(480.0 + 12 * math.sin(moment), score=0.6), stray]

    found = crops(PIECES, glimpses(place), HD, Canvas.PORTRAIT)
    assert all(crop is not None and crop.x <= 315 and crop.x + crop.width >= 645 for crop in found)


def test_false_faces_alone_give_no_crop():
    found = crops(PIECES, glimpses(lambda m: [face((m * 773) % 1800 + 60)]), HD, Canvas.PORTRAIT)
    assert found == [None] * len(PIECES)


def test_what_looks_a_little_like_a_face_and_never_moves_is_no_host():
    found = crops(PIECES, glimpses(lambda m: [face(1580.0, score=0.62)]), HD, Canvas.PORTRAIT)
    assert found == [None] * len(PIECES)


def test_face_on_a_poster_beside_the_host_does_not_move_the_crop():
    alone = crops(PIECES, glimpses(lambda m: [face(700.0)]), HD, Canvas.PORTRAIT)
    beside = crops(
        PIECES, glimpses(lambda m: [face(700.0), face(880.0, 40.0), face(900.0, 90.0, score=0.6)]), HD, Canvas.PORTRAIT
    )
    assert beside == alone


def test_nobody_seen_gives_no_crop():
    assert crops(PIECES, glimpses(lambda m: []), HD, Canvas.PORTRAIT) == [None] * len(PIECES)


def test_two_hosts_near_each_other_are_both_shown():
    found = crops(PIECES, glimpses(lambda m: [face(700.0, 70.0), face(1000.0, 70.0)]), HD, Canvas.PORTRAIT)
    assert all(crop.x <= 595 and crop.x + crop.width >= 1105 for crop in found)


def test_two_hosts_far_apart_leave_the_larger():
    found = crops(PIECES, glimpses(lambda m: [face(300.0, 80.0), face(1500.0, 130.0)]), HD, Canvas.PORTRAIT)
    assert all(crop.x > 1000 for crop in found)


def test_face_too_close_for_a_crop_is_fitted():
    assert crops(PIECES, glimpses(lambda m: [face(960.0, 500.0)]), HD, Canvas.PORTRAIT) == [None] * len(PIECES)


def test_something_that_moves_in_one_place_is_followed():
    seen = [Glimpse(m.moment, moving=Area(1300, 300, 200, 600)) for m in glimpses(lambda m: [])]
    assert [crop.x for crop in crops(PIECES, seen, HD, Canvas.PORTRAIT)] == [1096] * len(PIECES)


def test_piece_without_a_face_takes_the_place_of_its_shot():
    shades = (90,) * 144
    seen = [
        Glimpse(g.moment, () if 10 <= g.moment < 14 else g.faces, shades=shades)
        for g in glimpses(lambda m: [face(600.0)])
    ]
    assert len(set(crops(PIECES, seen, HD, Canvas.PORTRAIT))) == 1


def test_piece_of_another_shot_without_a_face_is_fitted():
    seen = [
        Glimpse(g.moment, (), shades=(200,) * 144)
        if 5 <= g.moment < 9
        else Glimpse(g.moment, g.faces, shades=(60,) * 144)
        for g in glimpses(lambda m: [face(600.0)])
    ]
    found = crops(PIECES[:2], seen[:6], HD, Canvas.PORTRAIT)
    assert (found[0] is None, found[1]) == (False, None)


@pytest.mark.parametrize("size", [(1080, 1920), (720, 1280), (608, 1080)])
def test_picture_of_the_canvas_shape_is_shown_whole(size):
    found = crops(PIECES[:1], glimpses(lambda m: [face(100.0)]), size, Canvas.PORTRAIT)
    assert found == [Crop(0, 0, *size)]


@pytest.mark.parametrize(
    ("size", "canvas"),
    [((1080, 1440), Canvas.PORTRAIT), ((1080, 2340), Canvas.PORTRAIT), ((1080, 1920), Canvas.LANDSCAPE)],
)
def test_portrait_picture_is_never_cropped(size, canvas):
    assert crops(PIECES[:1], glimpses(lambda m: [face(500.0)]), size, canvas) == [None]


def test_wide_picture_of_odd_size_on_a_wide_canvas_is_shown_whole():
    assert crops(PIECES[:1], [], (853, 481), Canvas.LANDSCAPE) == [Crop(0, 0, 852, 480)]


def test_four_by_three_on_a_wide_canvas_keeps_head_and_chest():
    found = crops(PIECES, glimpses(lambda m: [face(700.0, 150.0, y=120.0)]), (1440, 1080), Canvas.LANDSCAPE)
    assert found == [Crop(0, 0, 1440, 810)] * len(PIECES)
