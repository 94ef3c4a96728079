"""Where a line of a caption may end: between phrases, never inside a name or between a number and its unit."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from PIL import ImageFont

_PARTICLES = "的了吗呢吧啊呀嘛们着"
_NEVER_FIRST = " ”’」』）)》" + _PARTICLES
_LINE, _UNEVEN, _LONELY, _SHORT, _NO_PAUSE = 10.0, 8.0, 60.0, 8.0, 8.0
"""What a line costs: by being there, by differing from the even length, by one character, by few, by no pause."""
_BINDING = re.compile(
    r"\b(an?|the|and|or|but|of|to|in|on|at|for|with|from|by|as|is|are|was|that|which|my|your|our|this)$", re.IGNORECASE
)
"""English words that stand with what follows them."""

Fits = Callable[[str], bool]

PAUSES = "，。、；：！？…,.;:!?"
_DROPPED_AT_END = "，。、；：,.;: "
_NUMBER = r"(?:\d+(?:[.,:：/]\d+)*|[零〇一二两三四五六七八九十百千万亿半几]+(?:点[零〇一二三四五六七八九十]+)?)"
_UNIT = (
    r"(?:块钱?|元钱?|角|毛钱?|分钱?|万|亿|公斤|千克|克|斤|两|吨|毫升|升|公里|千米|米|厘米|毫米|度|℃|[%\uff05]|折|号链接|号|"
    r"盒|袋|包|瓶|罐|箱|份|单|件|个|只|颗|枚|粒|片|张|位|名|人|天|晚|年|月|日|点钟?|分钟|小时|秒|岁|倍|成|次|期|亩|kg|g|ml|L)"
)
_DIGITS = "零一二三四五六七八九十"
"""Alone, one of these mostly begins a word: 四周, 一撕就开."""
_SMALL = rf"(?:(?<=[块元毛])[零〇一二三四五六七八九半\d](?!{_UNIT}|[十百千\d]))?"
_FIGURE = re.compile(rf"(?:[¥￥$]\s?)?(?:百分之)?{_NUMBER}\s?{_UNIT}*{_SMALL}|[A-Za-z0-9][A-Za-z0-9'’.\-_/+&@]*")


def ruler(font: Path, size: int) -> Callable[[str], float]:
    """A measure of texts set in a font file at `size` pixels to the em; the answer is in pixels."""
    face = ImageFont.truetype(str(font), size)
    return face.getlength


def atoms(text: str, terms: Sequence[str] = ()) -> list[str]:
    """`text` in pieces that no line may tear: phrases, terms, figures with units; marks stay with what they end."""
    forbidden = {i for start, end in _held(text, terms) for i in range(start + 1, end)}
    forbidden |= {i for i, c in enumerate(text) if c in PAUSES + _NEVER_FIRST and i}
    forbidden |= {i + 1 for i, c in enumerate(text) if c in "“‘「『（(《¥￥"}
    forbidden |= {match.end() for match in _FIGURE.finditer(text) if match.group() in _DIGITS}
    cuts = [0]
    for phrase in _phrases(text):
        cuts.append(cuts[-1] + len(phrase))
    cuts += [i + 1 for i, c in enumerate(text) if c in PAUSES + " "]
    cuts += [match.end() for match in _FIGURE.finditer(text)]
    kept = [i for i in sorted({0, len(text), *cuts}) if i not in forbidden or i == len(text)]
    return [text[a:b] for a, b in pairwise(kept)]


def broken(text: str, fits: Fits, terms: Sequence[str] = (), tear: bool = True) -> list[str]:
    """`text` in lines that fit once `shown`, as even as its phrases allow; joined they are the text again.

    A phrase that no line can hold is torn between characters, unless `tear` is false.
    """
    pieces = atoms(text, terms)
    if tear:
        pieces = [part for atom in pieces for part in _torn(atom, fits)]
    return _packed(pieces, fits)


def shown(line: str) -> str:
    """A line as captions write it: no comma or full stop at its end, and a space for those between Chinese words."""
    inner = re.sub(r"(?<=[^\x00-\x7f])[，。；：]+\s*(?=\S)", " ", line.strip())
    return inner.rstrip(_DROPPED_AT_END).lstrip("，。、；：！？…,;:!? ")


def wide_length(text: str) -> float:
    """The length in Chinese characters; a Latin one counts half."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in text)


@cache
def _parser():
    import budoux

    return budoux.load_default_simplified_chinese_parser()


def _phrases(text: str) -> list[str]:
    if not any(ord(c) > 0x2E7F for c in text):
        return re.findall(r"\S+\s*|\s+", text)
    return _parser().parse(text)


def _held(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Stretches that stay whole."""
    found = [match.span() for match in _FIGURE.finditer(text)]
    for term in terms:
        found += [match.span() for match in re.finditer(re.escape(term), text)] if len(term) > 1 else []
    return found


def _torn(atom: str, fits: Fits) -> list[str]:
    """A piece too long for any line, torn where it hurts least: before a particle, beside a figure, in the middle."""
    if fits(shown(atom)) or len(atom) < 2:
        return [atom]
    edges = [edge for match in _FIGURE.finditer(atom) for edge in match.span()]
    edges += [len(atom) - 1] if atom[-1] in _PARTICLES else []
    middle = len(atom) // 2
    at = min((edge for edge in edges if 0 < edge < len(atom)), key=lambda edge: abs(edge - middle), default=middle)
    return [*_torn(atom[:at], fits), *_torn(atom[at:], fits)]


def _packed(pieces: Sequence[str], fits: Fits) -> list[str]:
    """The cheapest way to set the pieces in lines: few, even, ending at pauses, none of one character."""
    wanted = wide_length("".join(pieces)) / max(1, _fewest(pieces, fits))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        choices: list[tuple[float, int]] = []
        for start in range(end - 1, -1, -1):
            line = "".join(pieces[start:end])
            if not fits(shown(line)) and start < end - 1:
                break
            choices.append((best[start][0] + _cost(line, wanted, end == len(pieces)), start))
        best.append(min(choices))
    result: list[str] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        result.append("".join(pieces[start:end]))
        end = start
    return result[::-1]


def _fewest(pieces: Sequence[str], fits: Fits) -> int:
    """How many lines a plain filling takes."""
    count, line = 0, ""
    for piece in pieces:
        if line and fits(shown(line + piece)):
            line += piece
        else:
            count, line = count + 1, piece
    return count


def _cost(line: str, wanted: float, is_last: bool) -> float:
    length = wide_length(shown(line))
    cost = _LINE + _UNEVEN * ((length - wanted) / max(1.0, wanted)) ** 2
    if length < 2:
        cost += _LONELY
    elif length < 3:
        cost += _SHORT
    if not is_last and line.rstrip()[-1:] not in PAUSES:
        cost += _NO_PAUSE
        if _BINDING.search(line.rstrip()):
            cost += _SHORT
    return cost
