import itertools
import random
from dataclasses import replace

import pytest

from studio.core.units import Fps, Seconds
from studio.edit.shots import (
    LONGEST,
    Fault,
    TooLittleFootage,
    lengths,
    ordered,
    picked,
    shots,
    sorted_out,
    spared,
    trimmed,
)
from studio.media.frames.footage import PER_SECOND, Sight
from studio.media.timeline import Span

STEP = 1 / PER_SECOND
RATE = Fps(30)


def colours(scene):
    chance = random.Random(scene)
    return tuple(chance.randrange(40, 220) for _ in range(120))


def sight(moment, scene=0, **other):
    usual = Sight(
        moment=moment,
        luma=120,
        glare=0.0,
        sharpness=0.4,
        spread=0.5,
        shift=(0.001, 0.0),
        step=(0.0002, 0.0),
        pause=1 / 30,
        life=1.5,
        shades=colours(scene),
    )
    return replace(usual, **other)


def filmed(*parts):
    """Footage of scenes one after another: (scene, seconds, what is special about every look) each."""
    found, moment = [], 0.0
    for scene, seconds, other in parts:
        for _ in range(round(seconds * PER_SECOND)):
            found.append(sight(moment, scene, **other))
            moment += STEP
    return found


def shaken(sights, start, end, by=0.02):
    return [
        replace(s, shift=(by if i % 2 else -by, by / 2)) if start <= s.moment < end else s for i, s in enumerate(sights)
    ]


def faults(sights):
    return {(dropped.fault, round(dropped.span.start)) for dropped in sorted_out([sights])[1]}


def test_shots_part_where_the_picture_changes_at_once():
    parts = shots(filmed((1, 3, {}), (2, 2, {}), (3, 4, {})))
    assert [round(part[0].moment, 3) for part in parts] == [0, 3, 5]


def test_a_pan_is_one_shot():
    def grid(i):
        return tuple((v + 20 * i) % 256 for v in range(120))

    assert len(shots([sight(i * STEP, shades=grid(i)) for i in range(12)])) == 1


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"luma": 20}, Fault.DARK),
        ({"luma": 60}, Fault.DARK),
        ({"glare": 0.5}, Fault.GLARING),
        ({"luma": 235}, Fault.GLARING),
        ({"luma": 190, "glare": 0.2}, Fault.GLARING),
        ({"sharpness": 0.2}, Fault.BLURRED),
        ({"sharpness": 0.29}, Fault.BLURRED),
    ],
)
def test_bad_shot_is_left_out_with_its_fault(other, fault):
    assert faults(filmed((1, 4, {}), (2, 3, other), (3, 4, {}))) == {(fault, 4)}


def test_shaken_part_of_a_shot_is_left_out_alone():
    takes, dropped = sorted_out([shaken(filmed((1, 12, {})), 4, 8)])
    assert [d.fault for d in dropped] == [Fault.SHAKEN]
    assert all(take.span.end <= 4.1 or take.span.start >= 7.5 for take in takes)
    assert sum(take.span.length for take in takes) > 6.5


def test_shaking_as_fast_as_the_looks_shows_between_pictures():
    sights = [replace(s, step=(0.006 * (-1) ** i, 0.0)) for i, s in enumerate(filmed((1, 5, {})))]
    assert {d.fault for d in sorted_out([sights])[1]} == {Fault.SHAKEN}


def test_fast_smooth_pan_is_not_shaken():
    sights = [replace(s, shift=(0.03, 0.004), step=(0.006, 0.001)) for s in filmed((1, 5, {}))]
    assert sorted_out([sights])[1] == []


def test_fast_smooth_pan_is_not_shaken_where_pictures_lie_unevenly():
    sights = [
        replace(s, shift=(0.06, 0.0), step=(0.36 * pause, 0.0), pause=pause)
        for s, pause in zip(filmed((1, 5, {})), itertools.cycle([1 / 60, 1 / 15, 1 / 30]), strict=False)
    ]
    assert sorted_out([sights])[1] == []


def test_shaking_that_every_look_meets_at_the_same_point_shows():
    sights = [replace(s, shift=(0.0, 0.0), step=(0.01, 0.0)) for s in filmed((1, 5, {}))]
    assert {d.fault for d in sorted_out([sights])[1]} == {Fault.SHAKEN}


def test_hand_held_calm_is_not_shaken():
    sights = [replace(s, shift=(0.002 * (-1) ** i, 0.001)) for i, s in enumerate(filmed((1, 5, {})))]
    assert sorted_out([sights])[1] == []


def test_frozen_picture_comes_last():
    frozen = {"life": 0.0, "sharpness": 0.45}
    chosen, _ = picked(sorted_out([filmed((1, 3, frozen), (2, 3, {}), (3, 3, {}))])[0], 150, RATE)
    assert sorted(round(take.span.start) for take in chosen) == [3, 6]


def test_movement_that_cannot_be_told_is_not_shaken():
    assert sorted_out([[replace(s, shift=None, step=None) for s in filmed((1, 5, {}))]])[1] == []


def test_evenly_soft_material_is_used():
    assert sorted_out([filmed((1, 4, {"sharpness": 0.27}))])[1] == []


def test_shot_of_a_blink_is_too_short():
    assert faults(filmed((1, 4, {}), (2, 0.7, {}), (3, 4, {}))) == {(Fault.SHORT, 4)}


def test_takes_stay_off_cuts_and_within_the_longest():
    takes, _ = sorted_out([filmed((1, 9, {}), (2, 3, {}))])
    assert all(take.span.length <= LONGEST for take in takes)
    assert all(take.span.end < 8.95 or take.span.start > 9.05 for take in takes)


def test_repeated_shot_is_picked_once_and_its_better_one():
    footage = [filmed((1, 3, {}), (2, 3, {}), (1, 3, {"sharpness": 0.45}), (3, 3, {}))]
    chosen, alike = picked(sorted_out(footage)[0], 225, RATE)
    assert sorted(round(take.span.start) for take in chosen) == [3, 6, 9]
    assert [(d.fault, round(d.span.start)) for d in alike] == [(Fault.ALIKE, 0)]


def test_variety_comes_before_a_second_take_of_one_shot():
    footage = [filmed((1, 12, {"sharpness": 0.45}), (2, 3, {}), (3, 3, {}))]
    takes = [replace(t, shades=colours(100 + i)) for i, t in enumerate(sorted_out(footage)[0])]
    chosen, _ = picked(takes, 240, RATE)
    assert len({take.shot for take in chosen}) == 3


def test_one_long_still_shot_fills_the_video():
    chosen, alike = picked(sorted_out([filmed((1, 14, {}))])[0], 360, RATE)
    assert sum(take.span.length for take in chosen) >= 12
    assert alike == []


def test_too_little_footage_tells_what_is_missing_and_why():
    takes, dropped = sorted_out([filmed((1, 3, {}), (2, 4, {"luma": 10}))])
    with pytest.raises(TooLittleFootage) as raised:
        picked(takes, 300, RATE, dropped)
    error = raised.value
    assert (round(error.found, 1), round(error.missing, 1), round(error.dark, 1)) == (2.7, 7.3, 3.8)


def test_story_opens_wide_shows_people_and_ends_on_the_sharpest():
    takes, _ = sorted_out([filmed(*((scene, 3, {}) for scene in range(5)))])
    detail, sharp, people, wide, near = takes
    takes = [
        replace(detail, wide=0.3), replace(sharp, sharp=0.6, wide=0.35), replace(people, wide=0.5),
        replace(wide, wide=0.9), replace(near, wide=0.4),
    ]  # fmt: skip
    story = ordered(takes, {takes[2]: 0.2})
    assert [takes.index(take) for take in story] == [3, 2, 4, 0, 1]


def test_other_footage_gives_another_order():
    first, _ = sorted_out([filmed((1, 3, {"spread": 0.9}), (2, 3, {"spread": 0.5}), (3, 3, {"sharpness": 0.44}))])
    other, _ = sorted_out([filmed((1, 3, {"sharpness": 0.44}), (2, 3, {"spread": 0.5}), (3, 3, {"spread": 0.9}))])
    assert [first.index(t) for t in ordered(first, {})] == [0, 1, 2]
    assert [other.index(t) for t in ordered(other, {})] == [2, 1, 0]


def test_takes_of_one_shot_do_not_follow_each_other_where_others_can_stand_between():
    takes, _ = sorted_out([filmed((1, 12, {"spread": 0.8}), (2, 3, {}), (3, 3, {}), (4, 3, {"sharpness": 0.5}))])
    story = ordered(takes, {})
    assert sum(one.shot == other.shot for one, other in itertools.pairwise(story)) == 0


@pytest.mark.parametrize("longest", [[100, 100, 100], [30, 100, 100], [61, 62, 78], [10, 10, 181]])
def test_lengths_add_up_exactly_and_keep_their_limits(longest):
    found = lengths(longest, 201)
    assert sum(found) == 201
    assert all(0 < length <= most for length, most in zip(found, longest, strict=True))


def test_take_is_trimmed_to_its_middle():
    take, *_ = sorted_out([filmed((1, 3, {}))])[0]
    half = trimmed(take.span, Seconds(1.0))
    assert half.length == pytest.approx(1.0)
    assert half.start - take.span.start == pytest.approx(take.span.end - half.end)
    assert half.overlap(take.span) == pytest.approx(1.0)


def test_spare_takes_are_good_unused_and_not_alike():
    takes = sorted_out([filmed((1, 3, {}), (2, 3, {}), (3, 3, {}), (1, 3, {}))])[0]
    spare, alike = spared(takes, [(0, Span(Seconds(3.5), Seconds(5.5)))])
    assert sorted(round(take.span.start) for take in spare) in ([0, 6], [6, 9])
    assert [one.fault for one in alike] == [Fault.ALIKE]
    assert spared(takes, [(1, Span(Seconds(0.0), Seconds(99.0)))])[0] != []
