"""Which part of the picture a clip shows: one constant crop for each kept piece, following the host.

Pure. A crop never moves inside a piece, so it costs the renderer nothing; it changes only at cuts, and only when the
host is no longer well inside the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from studio.media.frames.faces import Face
from studio.media.frames.glimpses import Glimpse
from studio.media.timeline import Canvas, Crop, Span

SAME_SHAPE = 0.01
"""How far the picture's shape may be from the canvas's and still count as the same."""
SHOULDERS = 1.5
"""From the middle of a face to the edge of the shoulders, in face widths."""
_LEAST = 0.9
"""What must be seen of the host on either side at least, in face widths: a closer face is not cropped."""
_ABOVE, _BELOW = 0.7, 2.0
"""Hair above and chest below a face, in face heights."""
_NEAR = 4.0
"""Seconds around a piece in which other glimpses tell about it too."""
_OFF = 0.3
"""By how much of the crop the host's places may differ over pieces that share one crop."""
_TIGHT = 1.06
"""How much wider than the crop the host's places may be together, so that a hair's breadth makes no jump."""
_SMALLEST = 0.03
"""A face smaller than this share of the picture's height is not followed."""
_SURE = 0.55
_TRUSTED = 0.65
"""A face as sure as this is believed even when it keeps still, and counts beside another's."""
_STIR = 0.06
"""How far a living face moves at least, in face widths."""
_BESIDE = 0.5
"""A second person is at least this large beside the first: children and guests, not faces on posters."""
_ALIKE = 14.0
"""Mean difference in grey levels up to which two glimpses are of one shot."""


@dataclass(frozen=True, slots=True)
class _Host:
    """Where the host is along the axis the crop moves on, over a piece: edges that must be seen, and the wish."""

    low: float
    high: float
    middle: float


def crops(spans: Sequence[Span], seen: Sequence[Glimpse], size: tuple[int, int], canvas: Canvas) -> list[Crop | None]:
    """One crop for each kept piece of a picture of `size`, or None: fitted over its own blurred background.

    A picture of the canvas's shape is shown whole. A portrait picture is never cropped.
    """
    width, height = size
    wanted = canvas.size[0] / canvas.size[1]
    if abs(width / height / wanted - 1) <= SAME_SHAPE:
        return [Crop(0, 0, _even(width), _even(height))] * len(spans)
    if height > width:
        return [None] * len(spans)
    across = width / height > wanted
    long, room = (width, height * wanted) if across else (height, width / wanted)
    faces = [_plausible(glimpse.faces, height) for glimpse in seen]
    hosts = [_host(span, seen, faces, across, room) for span in spans]
    starts = _steady(_inherited(hosts, spans, seen), long, room)
    return [None if start is None else _crop(start, size, room, across) for start in starts]


def _crop(start: float, size: tuple[int, int], room: float, across: bool) -> Crop:
    width, height = size
    long = width if across else height
    side = min(_even(long), 2 * round(room / 2))
    at = min(_even(start), _even(long - side))
    return Crop(at, 0, side, _even(height)) if across else Crop(0, at, _even(width), side)


def _even(value: float) -> int:
    return int(value) // 2 * 2


def _plausible(faces: Sequence[Face], height: int) -> list[Face]:
    return [face for face in faces if face.score >= _SURE and face.height >= _SMALLEST * height]


def _host(
    span: Span, seen: Sequence[Glimpse], faces: Sequence[Sequence[Face]], across: bool, room: float
) -> _Host | None:
    """Where the host is during `span`; None when nobody can be relied upon or would not fit."""
    inside = [i for i, glimpse in enumerate(seen) if span.start <= glimpse.moment <= span.end]
    near = [i for i, g in enumerate(seen) if span.start - _NEAR <= g.moment <= span.end + _NEAR]
    inside = inside or near
    people = [who for who in _people(near, faces) if _is_reliable(who, inside, near)]
    people.sort(key=_weight, reverse=True)
    if people:
        everyone = [face for who in _together(people) for face in who.values()]
        return _around(everyone, across, room, SHOULDERS) or _around_one(people[0], inside, across, room)
    return _moving([seen[i] for i in inside], across, room)


def _people(near: Sequence[int], faces: Sequence[Sequence[Face]]) -> list[dict[int, Face]]:
    """Faces of one place and size put together: for each such person the face by glimpse."""
    people: list[dict[int, Face]] = []
    for i in near:
        for face in faces[i]:
            matching = [who for who in people if i not in who and _same(face, who)]
            if matching:
                min(matching, key=lambda who: _away(face, who))[i] = face
            else:
                people.append({i: face})
    return people


def _together(people: Sequence[dict[int, Face]]) -> list[dict[int, Face]]:
    """The host, who comes first, and those who are surely people too and not much smaller."""
    host, *others = people
    least = _BESIDE * median(face.width for face in host.values())
    return [host, *(
        who for who in others
        if median(face.score for face in who.values()) >= _TRUSTED
        and median(face.width for face in who.values()) >= least
    )]  # fmt: skip


def _same(face: Face, who: dict[int, Face]) -> bool:
    last = list(who.values())[-1]
    return 0.5 < face.width / last.width < 2 and _away(face, who) < 1.6 * max(face.width, last.width)


def _away(face: Face, who: dict[int, Face]) -> float:
    last = list(who.values())[-1]
    return max(abs(face.middle[0] - last.middle[0]), abs(face.middle[1] - last.middle[1]))


def _is_reliable(who: dict[int, Face], inside: Sequence[int], near: Sequence[int]) -> bool:
    """Whether a face stays long enough to be a person: false ones in scenery come and go."""
    here = sum(1 for i in inside if i in who)
    if not here:
        return False
    sure = median(face.score for face in who.values())
    if len(near) == 1:
        return sure >= _TRUSTED
    if sure < _TRUSTED and not _stirs(who):
        return False
    if here >= 0.6 * len(inside) and here >= 2:
        return True
    return len(who) >= max(2, 0.5 * len(near))


def _stirs(who: dict[int, Face]) -> bool:
    """Whether a face moves at all: what looks a little like one in the furniture never does."""
    wide = median(face.width for face in who.values())
    places = [[face.middle[axis] for face in who.values()] for axis in (0, 1)]
    return any(max(along) - min(along) > _STIR * wide for along in places)


def _weight(who: dict[int, Face]) -> float:
    """How much of a host somebody is: often seen, surely seen, large."""
    return sum(face.score for face in who.values()) * median(face.width for face in who.values())


def _around_one(who: dict[int, Face], inside: Sequence[int], across: bool, room: float) -> _Host | None:
    """The one host, shoulders and all where they fit, else as much of them as does."""
    here = [face for i, face in who.items() if i in inside]
    for sides in (SHOULDERS, 1.2, _LEAST):
        if host := _around(list(who.values()), across, room, sides) or _around(here, across, room, sides):
            return host
    return None


def _around(faces: Sequence[Face], across: bool, room: float, sides: float) -> _Host | None:
    """The stretch that all `faces` take with `sides` face widths beside their middles; None when `room` is less."""
    if across:
        edges = [(face.middle[0] - sides * face.width, face.middle[0] + sides * face.width) for face in faces]
    else:
        edges = [(face.y - _ABOVE * face.height, face.y + (1 + _BELOW) * face.height) for face in faces]
    low, high = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    return _Host(low, high, (low + high) / 2) if high - low <= room else None


def _moving(here: Sequence[Glimpse], across: bool, room: float) -> _Host | None:
    """Where something moves before a still background, when that is one place throughout."""
    areas = [glimpse.moving for glimpse in here if glimpse.moving]
    if len(here) < 2 or len(areas) < max(2, 0.6 * len(here)):
        return None
    if across:
        edges = [(area.x, area.x + area.width) for area in areas]
    else:
        edges = [(area.y, area.y + area.height) for area in areas]
    low, high = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    return _Host(low, high, (low + high) / 2) if high - low <= 0.9 * room else None


def _inherited(hosts: Sequence[_Host | None], spans: Sequence[Span], seen: Sequence[Glimpse]) -> list[_Host | None]:
    """Pieces in which the host was not made out take the place from a neighbour of the same shot."""
    result: list[_Host | None] = []
    for i, host in enumerate(hosts):
        if host is None:
            around = [j for j in (i - 1, i + 1) if 0 <= j < len(hosts) and hosts[j] is not None]
            alike = [j for j in around if _one_shot(spans[i], spans[j], seen)]
            host = hosts[alike[0]] if alike else None
        result.append(host)
    return result


def _one_shot(one: Span, other: Span, seen: Sequence[Glimpse]) -> bool:
    """Whether the glimpses of two pieces that are nearest in time show the same picture."""
    mine = [g for g in seen if one.start <= g.moment <= one.end and g.shades]
    theirs = [g for g in seen if other.start <= g.moment <= other.end and g.shades]
    if not mine or not theirs:
        return False
    pair = min(((a, b) for a in mine for b in theirs), key=lambda ab: abs(ab[0].moment - ab[1].moment))
    return alike(*pair)


def alike(one: Glimpse, other: Glimpse) -> bool:
    """Whether two glimpses could be of one shot."""
    pairs = list(zip(one.shades, other.shades, strict=True))
    return bool(pairs) and sum(abs(a - b) for a, b in pairs) / len(pairs) <= _ALIKE


def _steady(hosts: Sequence[_Host | None], long: float, room: float) -> list[float | None]:
    """Where each crop starts: one place for as many pieces in a row as it shows the host well in, then the next."""
    result: list[float | None] = []
    run: list[_Host] = []
    for host in [*hosts, None]:
        if run and (host is None or not _share_a_crop([*run, host], room)):
            middle = (min(h.low for h in run) + max(h.high for h in run)) / 2
            result += [min(max(0.0, middle - room / 2), long - room)] * len(run)
            run = []
        if host is None:
            result.append(None)
        else:
            run.append(host)
    return result[:-1]


def _share_a_crop(hosts: Sequence[_Host], room: float) -> bool:
    """Whether one crop shows the host well in all these pieces: inside it, and not far off its middle."""
    low, high = min(host.low for host in hosts), max(host.high for host in hosts)
    middles = [host.middle for host in hosts]
    return high - low <= _TIGHT * room and max(middles) - min(middles) <= _OFF * room
