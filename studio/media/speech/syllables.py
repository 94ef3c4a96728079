"""Texts as the syllables they are said in, so that what was heard and what was written can be compared."""

import re
from dataclasses import dataclass
from functools import cache

from studio.media.speech import figures

_FOLDED_HEADS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"), ("r", "l"))
_HEAD = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.*)$")
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
FIGURE = "#"
_TWO = {"er", "liang"}
_OTHER_FIGURE = 0.4
NEAR = 0.35
"""Syllables at most this far apart may be one, misheard."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable or Latin word of a text, and the stretch of the text that writes it; a figure is one stretch."""

    sound: str
    start: int
    end: int
    is_figure: bool = False

    @property
    def key(self) -> str:
        """The sound, marked where it belongs to a figure: figures are compared more kindly."""
        return self.sound + FIGURE if self.is_figure else self.sound


def syllables(text: str) -> list[Syllable]:
    """The text as said: toneless pinyin, small Latin words, figures read out."""
    spoken, places = _read_out(text)
    found: list[Syllable] = []
    of_figures = {figure.start for figure in figures.figures(text) if figure.is_counted}
    for match in re.finditer(r"[\u3400-\u9fff]+|" + _WORD.pattern, spoken):
        if match.group()[0] > "\u3400":
            for offset, sound in enumerate(_pinyin(match.group())):
                start, end = places[match.start() + offset]
                found.append(Syllable(sound, start, end, start in of_figures))
        else:
            found.append(Syllable(match.group().lower(), places[match.start()][0], places[match.end() - 1][1]))
    return found


@cache
def distance(one: str, other: str) -> float:
    """How far apart two keys sound: 0 the same, up to `NEAR` easily confused, 1 nothing alike.

    Syllables of two figures are never far apart: where the script has a price, another price is that price misspoken.
    """
    if one == other:
        return 0.0
    if one.endswith(FIGURE) or other.endswith(FIGURE):
        plain = distance(one.removesuffix(FIGURE), other.removesuffix(FIGURE))
        return min(plain, _OTHER_FIGURE) if one[-1] == other[-1] else plain
    if not _is_pinyin(one) or not _is_pinyin(other):
        return _spelling(one, other)
    if folded(one) == folded(other) or {one, other} == _TWO:
        return 0.15
    (head, tail), (other_head, other_tail) = _parts(one), _parts(other)
    if tail == other_tail:
        return NEAR if {head, other_head} in _ALIKE else 0.7
    if head == other_head:
        return 0.6 if head else 0.9
    return 1.0


@cache
def folded(sound: str) -> str:
    """A syllable with the differences dropped that southern speakers, and recognisers, do not keep."""
    head, tail = _parts(sound)
    for old, new in _FOLDED_HEADS:
        if head == old:
            head = new
            break
    return head + re.sub(r"(?<=[aei])ng$", "n", tail)


_ALIKE = tuple({a, b} for a, b in ("bp", "dt", "gk", "jq", "zc", "bm", "xs", "jz", "qc", "lr", "yw"))


def _parts(sound: str) -> tuple[str, str]:
    match = _HEAD.match(sound)
    return (match[1] or "", match[2]) if match else ("", sound)


@cache
def _is_pinyin(sound: str) -> bool:
    return (
        len(sound) <= 6 and re.fullmatch(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]+(?:ng|n|r)?", sound) is not None
    )


def _spelling(one: str, other: str) -> float:
    """Latin words: alike when most of their letters are, in order."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 3:
        return 1.0
    same = sum(1 for a, b in zip(one, other, strict=False) if a == b)
    back = sum(1 for a, b in zip(one[::-1], other[::-1], strict=False) if a == b)
    return 0.3 if max(same, back) >= 0.7 * len(longer) else 1.0


def _pinyin(hanzi: str) -> list[str]:
    from pypinyin import lazy_pinyin

    sounds = lazy_pinyin(hanzi, errors="ignore")
    return sounds if len(sounds) == len(hanzi) else [(lazy_pinyin(c, errors="ignore") or [c])[0] for c in hanzi]


def _read_out(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with its figures read out, and for every character of that the stretch it comes from.

    Numerals in passing stay as they are: 两 and 半 may be halves of other words, misheard.
    """
    spoken, places, at = "", [], 0
    for figure in figures.figures(text):
        spoken += text[at : figure.start]
        places += [(i, i + 1) for i in range(at, figure.start)]
        if figure.is_counted or any(c.isascii() for c in figure.text):
            said = figures.spoken(figure)
            spoken += said
            places += [(figure.start, figure.end)] * len(said)
        else:
            spoken += figure.text
            places += [(i, i + 1) for i in range(figure.start, figure.end)]
        at = figure.end
    spoken += text[at:]
    places += [(i, i + 1) for i in range(at, len(text))]
    return spoken, places
