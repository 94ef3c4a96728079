"""Breaking a text into lines and choosing its size: pure rules over a measure of width."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[str, int], float]
"""How wide a line gets at a size, in pixels."""

_OPENING = "（《「『【〈“‘([{"
_CLOSING = "，。、；：！？）》」』】〉”’…·)]},.;:!?%℃"
_ATOMS = re.compile(r"[0-9A-Za-z.,:%+\-/¥_'’]+|.", re.DOTALL)
_KEPT_ON_ONE_LINE, _KEPT_WHOLE = 0.85, 0.8
_STEP = 0.95


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it will stand: its size and lines; `is_cut` where not all of it found room."""

    size: int
    lines: tuple[str, ...]
    is_cut: bool = False


def fitted(
    text: str, room: float, size: int, least: int, lines: int, measure: Measure, phrases: Sequence[str] = ()
) -> Fitted:
    """The largest setting of `text` within `room` pixels.

    One line down to 85 % of `size`, then up to `lines` even lines, smaller down to `least`, then cut with “…”.
    `phrases`, the text in pieces, are kept whole as long as that costs no more than a fifth of the size.
    """
    smallest = min(size, least)
    for tried in _sizes(size, max(smallest, round(size * _KEPT_ON_ONE_LINE)) if lines > 1 else smallest):
        if measure(text, tried) <= room:
            return Fitted(tried, (text,))
    for parts, lowest in ((list(phrases), round(size * _KEPT_WHOLE)), (atoms(text), smallest)):
        for tried in _sizes(size, max(lowest, smallest)) if parts else ():
            for count in range(2, lines + 1):
                found = _even(parts, room, count, lambda line, tried=tried: measure(line, tried))
                if found:
                    return Fitted(tried, found)
    return _cut(text, room, smallest, lines, lambda line: measure(line, smallest))


def _sizes(size: int, smallest: int) -> list[int]:
    found = [size]
    while found[-1] > smallest:
        found.append(max(smallest, min(found[-1] - 1, round(found[-1] * _STEP))))
    return found


def atoms(text: str) -> list[str]:
    """The smallest runs that no line break may tear: characters, figures, Latin words, with the marks they carry."""
    result: list[str] = []
    for piece in _ATOMS.findall(text):
        is_bound = result and (piece in _CLOSING or result[-1][-1] in _OPENING)
        if is_bound:
            result[-1] += piece
        else:
            result.append(piece)
    return result


def _filled(parts: list[str], room: float, width: Callable[[str], float]) -> list[str] | None:
    """Lines filled one after another; None where a part is wider than the room."""
    lines = [""]
    for part in parts:
        if width((lines[-1] + part).strip()) <= room:
            lines[-1] += part
        elif width(part.strip()) <= room:
            lines.append(part)
        else:
            return None
    return [line.strip() for line in lines]


def _even(parts: list[str], room: float, count: int, width: Callable[[str], float]) -> tuple[str, ...] | None:
    """`count` lines of nearly the same width within `room`, or None."""
    full = _filled(parts, room, width)
    if full is None or len(full) > count:
        return None
    low, high = width("".join(parts)) / count, float(room)
    best = full
    for _ in range(8):
        middle = (low + high) / 2
        found = _filled(parts, middle, width)
        if found is not None and len(found) <= count:
            best, high = found, middle
        else:
            low = middle
    return tuple(best)


def _cut(text: str, room: float, size: int, count: int, width: Callable[[str], float]) -> Fitted:
    """As much of the text as `count` lines hold, the last ending in “…”."""
    lines, rest = [], text
    for index in range(count):
        is_last = index == count - 1
        length = len(rest)
        while length > 0 and width(rest[:length] + ("…" if is_last and length < len(rest) else "")) > room:
            length -= 1
        lines.append(rest[:length] + ("…" if is_last and length < len(rest) else ""))
        rest = rest[length:]
        if not rest:
            break
    return Fitted(size, tuple(line.strip() for line in lines if line.strip()), is_cut=bool(rest))
