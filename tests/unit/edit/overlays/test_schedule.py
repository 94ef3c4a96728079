from fractions import Fraction
from itertools import pairwise

import pytest

from studio.core.units import Seconds, frame_at
from studio.edit.overlays.schedule import showing
from studio.edit.overlays.schema import ROLES, Enters
from studio.media.timeline import Span

RATE = Fraction(30)
MOVING = Enters(side="left", distance=100, seconds=0.5)


def span(first, last, rate=RATE):
    return Span(Seconds(float(first / rate)), Seconds(float(last / rate)))


def shown(role, body, enters=MOVING, end_card=Seconds(2.5), rate=RATE):
    return showing(role, enters, Seconds(body), end_card, rate)


def test_mark_stands_through_the_end_card():
    found = shown("brand", 20, None)
    assert (found.moves, found.stands) == (None, span(0, 675))


def test_price_comes_in_early_and_stays_through_the_body():
    found = shown("price_card", 20)
    assert (found.moves, found.stands) == (span(9, 24), span(24, 600))


def test_lower_third_goes_after_five_seconds_or_two_fifths():
    assert shown("lower_third", 20).stands == span(33, 150)
    assert shown("lower_third", 5).stands == span(30, 60)


def test_name_is_there_from_the_first_frame():
    assert shown("product_name", 20, None).stands == span(0, 600)


@pytest.mark.parametrize("rate", [Fraction(30000, 1001), Fraction(25), Fraction(60), Fraction(12), Fraction(2)])
@pytest.mark.parametrize("body", [1, 1.5, 3, 37.3])
@pytest.mark.parametrize("role", ROLES)
def test_piece_is_seen_in_whole_frames_within_the_clip(role, body, rate):
    found = shown(role, body, rate=rate)
    spans = [part for part in (found.moves, found.stands) if part]
    last = frame_at(Seconds(body + 2.5 if role == "brand" else body), rate)
    frames = [(frame_at(part.start, rate), frame_at(part.end, rate)) for part in spans]
    assert frames
    assert all(0 <= first < end <= last for first, end in frames)
    assert [span(*pair, rate) for pair in frames] == spans
    assert all(before[1] == after[0] for before, after in pairwise(frames))


@pytest.mark.parametrize("role", ["product_name", "price_card"])
@pytest.mark.parametrize("body", [1, 2, 10])
def test_name_and_price_stand_in_most_of_the_body(role, body):
    found = shown(role, body)
    assert found.stands is not None
    assert found.stands.length >= 0.5 * body
