from studio.edit.overlays.place import Rect, captions, room, safe, seated
from studio.edit.overlays.schema import Captions, Place
from studio.edit.platforms import SafeZone

SIZE = (1080, 1920)
SAFE = Rect(56, 56, 968, 1808)
TOLD = Captions(size=72, bottom=422, characters=12, colour="#FFFFFF", outline_colour="#000000", outline=5)


class Sided:
    margin = 56


def test_safe_part_keeps_the_larger_of_margin_and_zone():
    assert safe(Sided(), SIZE, SafeZone()) == SAFE
    assert safe(Sided(), SIZE, SafeZone(top=151, right=140, bottom=400, left=20)) == Rect(56, 152, 884, 1368)


def test_captions_stand_in_the_middle_with_two_lines_of_room():
    space = captions(TOLD, SIZE, SAFE)
    assert (space.size, space.bottom, space.width) == (72, 422, 874)
    assert space.ground == Rect(103, 1920 - 422 - 209, 874, 209)


def test_captions_shrink_where_buttons_leave_less_room():
    space = captions(TOLD, SIZE, Rect(56, 150, 884, 1370))
    assert (space.size, space.width) == (66, 800)
    assert space.ground.right <= 940


def test_captions_rise_above_a_platforms_words():
    assert captions(TOLD, SIZE, Rect(56, 56, 968, 1364)).bottom == 500


def test_room_is_measured_from_sides_pieces_and_captions():
    others = {"captions": Rect(100, 1300, 800, 200), "brand": Rect(56, 56, 700, 84)}
    assert room(Place(width=400, height=100), SAFE, others) == Rect(56, 56, 400, 100)
    assert room(Place(across="end", under="brand", y=20, width=400, height=100), SAFE, others) == Rect(
        624, 160, 400, 100
    )
    assert room(Place(above="captions", y=30, width="50%", height=100), SAFE, others) == Rect(56, 1170, 484, 100)
    assert room(Place(across="centre", down="bottom", width=101, height=101), SAFE, others) == Rect(490, 1764, 100, 100)


def test_piece_sits_towards_the_side_it_is_measured_from():
    area = Rect(100, 200, 400, 300)
    assert seated(Place(width=400, height=300), area, 200, 100) == Rect(100, 200, 200, 100)
    assert seated(Place(across="end", above="captions", width=400, height=300), area, 200, 100) == Rect(
        300, 400, 200, 100
    )
    assert seated(Place(across="centre", width=400, height=300, sits="middle"), area, 200, 100) == Rect(
        200, 300, 200, 100
    )


def test_rectangles_know_what_they_share():
    one = Rect(0, 0, 10, 10)
    assert (one.meets(Rect(9, 9, 5, 5)), one.meets(Rect(10, 0, 5, 5))) == (True, False)
    assert (one.holds(Rect(2, 2, 8, 8)), one.holds(Rect(2, 2, 9, 8))) == (True, False)
    assert one.clipped(Rect(4, -5, 100, 8)) == Rect(4, 0, 6, 3)
