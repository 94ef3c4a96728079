"""Raw footage sorted out: shots found, dark, glaring, blurred, shaken and repeated ones left out, the best ordered.

Pure: everything is judged by the measures of `studio.media.frames.footage`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.core.units import Fps, Seconds, moment_of
from studio.media.frames.footage import Sight
from studio.media.timeline import Span


class Fault(StrEnum):
    """Why footage is left out."""

    DARK = "dark"
    GLARING = "glaring"
    BLURRED = "blurred"
    SHAKEN = "shaken"
    ALIKE = "alike"
    SHORT = "short"


TOLD = {
    Fault.DARK: mark("too dark"),
    Fault.GLARING: mark("overexposed"),
    Fault.BLURRED: mark("blurred"),
    Fault.SHAKEN: mark("shaken"),
    Fault.ALIKE: mark("much like another shot"),
    Fault.SHORT: mark("too short"),
}

LONGEST = Seconds(4.0)
"""The longest that a video stays on one picture."""
USUAL = Seconds(2.5)
"""How long it stays when there is enough to choose from."""
SHORTEST = Seconds(1.0)
"""A shorter piece of good footage is not used."""
HAIR = 1e-3
"""Of a frame: so little is a rounding, no picture."""
_COUNTED = (Fault.DARK, Fault.GLARING, Fault.BLURRED, Fault.SHAKEN)
_EDGE = Seconds(0.05)
"""Left out beside a cut or a bad moment."""
_CUT, _CUT_AGAINST = 14.0, 2.5
"""Difference of two looks, in colour levels, that makes a cut, and how many times that of the looks around."""
_AROUND = 4
_DARK, _DIM, _DIM_AGAINST = 45.0, 75.0, 0.55
_GLARE, _BRIGHT = 0.28, 218.0
_PALE_GLARE, _PALE, _PALE_AGAINST = 0.15, 165.0, 1.3
_SHARP, _SHARP_AGAINST, _SHARP_ENOUGH = 0.24, 0.76, 0.42
_SWAY, _JITTER = 0.0075, 0.0035
"""Change of the movement from look to look, and by how much neighbouring pictures stray from it, as shares of the
width: more is shaking."""
_JITTER_OVER = 0.5
"""Seconds on either side over which shaking is judged."""
_STILL, _STILL_COSTS = 0.1, 0.5
"""The `life` up to which a picture stands still, and what a frozen take loses of its worth."""
_ALIKE = 7.0
"""Mean difference in colour levels up to which two shots show the same."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of footage that is not used, and why."""

    source: int
    span: Span
    fault: Fault


@dataclass(frozen=True, slots=True)
class Take:
    """A good stretch of one shot of the footage number `source`, at most `LONGEST` long.

    `sharp` and `wide` are 0 to 1: how crisp it is, and over how much of the picture. `worth` compares takes.
    """

    source: int
    shot: int
    span: Span
    sharp: float
    wide: float
    worth: float
    shades: tuple[int, ...]


@dataclass(eq=False)
class TooLittleFootage(StudioError):
    """Not enough good footage for the length asked for."""

    wanted: Seconds
    found: Seconds
    missing: Seconds
    dark: Seconds
    glaring: Seconds
    blurred: Seconds
    shaken: Seconds

    message: ClassVar[str] = mark(
        "The video needs {wanted:.1f} s of good footage; there are {found:.1f} s: {missing:.1f} s are missing. "
        "Left out: {dark:.1f} s too dark, {glaring:.1f} s overexposed, {blurred:.1f} s blurred, {shaken:.1f} s shaken."
    )
    hint: ClassVar[str] = mark("Shoot more, steady and in good light, or ask for a shorter video with --seconds.")


@dataclass(frozen=True, slots=True)
class _Standard:
    """What the material as a whole is like: single shots are held against it."""

    luma: float
    sharp: float


def sorted_out(footage: Sequence[Sequence[Sight]]) -> tuple[list[Take], list[Dropped]]:
    """The good takes of all footage, and the stretches left out with their faults, both in order of time."""
    standard = _standard([sight for sights in footage for sight in sights])
    takes: list[Take] = []
    dropped: list[Dropped] = []
    for source, sights in enumerate(footage):
        for shot in shots(sights):
            faults = judged(shot, standard)
            for stretch, fault in _runs(shot, faults):
                span = _span(stretch, shot)
                if fault is not None:
                    dropped.append(Dropped(source, span, fault))
                elif (good := _inside(stretch)).length >= SHORTEST:
                    takes += _takes(source, round(shot[0].moment * 1000), good, stretch, standard)
                else:
                    dropped.append(Dropped(source, span, Fault.SHORT))
    return takes, [one for one in dropped if one.span.length > 0]


def _standard(sights: Sequence[Sight]) -> _Standard:
    if not sights:
        return _Standard(0.0, 0.0)
    sharp = sorted(sight.sharpness for sight in sights)
    return _Standard(median(sight.luma for sight in sights), min(_SHARP_ENOUGH, sharp[len(sharp) * 3 // 4]))


def shots(sights: Sequence[Sight]) -> list[list[Sight]]:
    """The looks parted where the picture changes at once, and by far more than it does all around."""
    if not sights:
        return []
    changes = [difference(one.shades, other.shades) for one, other in pairwise(sights)]
    result = [[sights[0]]]
    for i, sight in enumerate(sights[1:]):
        around = changes[max(0, i - _AROUND) : i] + changes[i + 1 : i + 1 + _AROUND]
        usual = median(around) if around else 0.0
        if changes[i] > _CUT and changes[i] > _CUT_AGAINST * usual:
            result.append([])
        result[-1].append(sight)
    return result


def difference(one: Sequence[int], other: Sequence[int]) -> float:
    """The mean difference of two grids of colours."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def judged(shot: Sequence[Sight], standard: _Standard) -> list[Fault | None]:
    """Why each look of one shot cannot be used, None where it can."""
    shaking = _shaking(shot)
    return [_fault(sight, much, standard) for sight, much in zip(shot, shaking, strict=True)]


def _fault(sight: Sight, shaking: float, standard: _Standard) -> Fault | None:
    if sight.luma < _DARK or (sight.luma < _DIM and sight.luma < _DIM_AGAINST * standard.luma):
        return Fault.DARK
    if sight.glare > _GLARE or sight.luma > _BRIGHT or _is_pale(sight, standard):
        return Fault.GLARING
    if sight.sharpness < max(_SHARP, _SHARP_AGAINST * standard.sharp):
        return Fault.BLURRED
    return Fault.SHAKEN if shaking > 1 else None


def _is_pale(sight: Sight, standard: _Standard) -> bool:
    """Whether a look is partly burnt out and much brighter than the rest of the material."""
    return sight.glare > _PALE_GLARE and sight.luma > max(_PALE, _PALE_AGAINST * standard.luma)


def _shaking(shot: Sequence[Sight]) -> list[float]:
    """For each look how much the movement changes around it, 1 being the most that passes.

    A smooth pan changes little, however fast. Slow shaking shows from look to look; fast shaking moves neighbouring
    pictures otherwise than the looks around them.
    """
    moved = [(sight.moment, sight.shift) for sight in shot[1:] if sight.shift]
    sway = [(moment, _apart(before, now)) for (_, before), (moment, now) in pairwise(moved)]
    jitter = [(now.moment, stray) for now, after in pairwise(shot) if (stray := _stray(now, after)) is not None]
    return [max(_near(sight, sway) / _SWAY, _near(sight, jitter) / _JITTER) for sight in shot]


def _stray(now: Sight, after: Sight) -> float | None:
    """How far the next picture lies from where an even movement to the next look would have it."""
    if now.step is None or after.shift is None:
        return None
    share = now.pause / (after.moment - now.moment)
    return _apart(now.step, (after.shift[0] * share, after.shift[1] * share))


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])


def _near(sight: Sight, changes: Sequence[tuple[Seconds, float]]) -> float:
    near = [change for moment, change in changes if abs(moment - sight.moment) <= _JITTER_OVER]
    return median(near) if near else 0.0


def _runs(shot: Sequence[Sight], faults: Sequence[Fault | None]) -> list[tuple[list[Sight], Fault | None]]:
    """Neighbouring looks of one judgement together."""
    result: list[tuple[list[Sight], Fault | None]] = []
    for sight, fault in zip(shot, faults, strict=True):
        if result and result[-1][1] == fault:
            result[-1][0].append(sight)
        else:
            result.append(([sight], fault))
    return result


def _span(stretch: Sequence[Sight], shot: Sequence[Sight]) -> Span:
    """From the first look to the one after the last, where the shot goes on."""
    after = next((sight.moment for sight in shot if sight.moment > stretch[-1].moment), stretch[-1].moment)
    return Span(stretch[0].moment, after)


def _inside(stretch: Sequence[Sight]) -> Span:
    start, end = stretch[0].moment + _EDGE, stretch[-1].moment - _EDGE
    return Span(Seconds(start), Seconds(max(start, end)))


def _takes(source: int, shot: int, good: Span, stretch: Sequence[Sight], standard: _Standard) -> list[Take]:
    """A good stretch in as few equal takes as keep within the longest."""
    count = max(1, -int(-good.length // LONGEST))
    result = []
    for i in range(count):
        start = good.start + good.length * i / count
        span = Span(Seconds(start), Seconds(start + good.length / count))
        seen = [sight for sight in stretch if span.start <= sight.moment <= span.end] or list(stretch)
        sharp = median(sight.sharpness for sight in seen)
        wide = sum(sight.spread for sight in seen) / len(seen)
        light = 1 - abs(median(sight.luma for sight in seen) - 125) / 125
        still = sum(sight.life <= _STILL for sight in seen) / len(seen)
        worth = sharp / max(standard.sharp, 0.1) + 0.3 * light + 0.1 * span.length / LONGEST - _STILL_COSTS * still
        result.append(Take(source, shot, span, sharp, wide, worth, seen[len(seen) // 2].shades))
    return result


def picked(
    takes: Sequence[Take], frames: int, rate: Fps, dropped: Sequence[Dropped] = ()
) -> tuple[list[Take], list[Dropped]]:
    """The best takes that fill `frames` together, and those left out because another shows the same.

    Few of one shot, none that shows what another shot shows. Raises `TooLittleFootage`, which tells what `dropped` is.
    """
    chosen, alike, spare = _varied(takes)
    count = max(1, round(frames / rate / USUAL))
    result = chosen[:count]
    for take in (*chosen[count:], *spare):
        if sum(whole_frames(one.span, rate) for one in result) >= frames:
            break
        result.append(take)
    found = sum(whole_frames(take.span, rate) for take in result)
    if found < frames:
        raise TooLittleFootage(
            wanted=moment_of(frames, rate), found=moment_of(found, rate), missing=moment_of(frames - found, rate),
            **{fault.value: Seconds(sum(d.span.length for d in dropped if d.fault is fault)) for fault in _COUNTED},
        )  # fmt: skip
    return result, [Dropped(take.source, take.span, Fault.ALIKE) for take in alike]


def spared(takes: Sequence[Take], used: Iterable[tuple[int, Span]]) -> tuple[list[Take], list[Dropped]]:
    """The good takes that no `used` stretch (source, span) touches, best first, and those left out as alike."""
    chosen, alike, further = _varied(takes)
    taken = list(used)

    def is_free(take: Take) -> bool:
        return all(source != take.source or not span.overlap(take.span) for source, span in taken)

    left_out = [Dropped(take.source, take.span, Fault.ALIKE) for take in alike if is_free(take)]
    return [take for take in (*chosen, *further) if is_free(take)], left_out


def whole_frames(span: Span, rate: Fps) -> int:
    """How many frames a stretch has."""
    return int(span.length * rate + HAIR)


def _varied(takes: Sequence[Take]) -> tuple[list[Take], list[Take], list[Take]]:
    """Takes from best to worst, a shot's further ones later; those like another shot's; those like their own shot's."""
    left = sorted(takes, key=lambda take: (-take.worth, take.source, take.span))
    chosen: list[Take] = []
    alike: list[Take] = []
    spare: list[Take] = []
    while left:
        best = max(left, key=lambda take: take.worth - 0.5 * sum(_one_shot(take, one) for one in chosen))
        left.remove(best)
        same = [one for one in chosen if difference(one.shades, best.shades) <= _ALIKE]
        if not same:
            chosen.append(best)
        elif any(_one_shot(best, one) for one in same):
            spare.append(best)
        else:
            alike.append(best)
    return chosen, alike, spare


def _one_shot(one: Take, other: Take) -> bool:
    return (one.source, one.shot) == (other.source, other.shot)


def ordered(takes: Sequence[Take], faces: Mapping[Take, float]) -> list[Take]:
    """The takes as a story: the widest view, people, the rest from wide to near, last the sharpest.

    `faces` gives the share of the picture's height that a face takes, for takes that show one.
    """
    if len(takes) < 2:
        return list(takes)
    left = sorted(takes, key=lambda take: (take.source, take.span))
    first = max(left, key=lambda take: (take not in faces, take.wide))
    left.remove(first)
    last = max(left, key=lambda take: (take.sharp, -take.wide))
    left.remove(last)
    left.sort(key=lambda take: (take not in faces, -take.wide))
    story = [first]
    while left:
        following = next((take for take in left if not _one_shot(take, story[-1])), left[0])
        left.remove(following)
        story.append(following)
    return [*story, last]


def lengths(longest: Sequence[int], total: int) -> list[int]:
    """`total` frames shared out evenly, none more than its `longest`, which are enough together."""
    result = [0] * len(longest)
    while (missing := total - sum(result)) > 0:
        roomy = [i for i, most in enumerate(longest) if result[i] < most]
        share = max(1, missing // len(roomy))
        for i in roomy[: missing // share]:
            result[i] += min(share, longest[i] - result[i])
    return result


def trimmed(span: Span, length: Seconds) -> Span:
    """The middle `length` seconds of a stretch."""
    start = Seconds(span.start + max(0.0, span.length - length) / 2)
    return Span(start, Seconds(start + length))
