"""Figures in a text: prices, weights, lengths and the like, read from digits and from Chinese numerals alike.

三十九块八, 39.8元 and ¥39.80 are one value; so are 百分之五十 and 50%, 八五折 and 8.5折, 半斤 and 0.5斤.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2, "俩": 2, "幺": 1}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_HANZI = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?[万千亿]?|[{_HANZI}]+(?:点[零〇一二三四五六七八九]+)?|半)"
_PERCENT_SIGN = "[%\uff05]"


class Kind(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    WEIGHT = "weight"
    LENGTH = "length"
    PERCENT = "percent"
    DISCOUNT = "discount"
    OTHER = "other"


_UNITS: dict[str, tuple[Kind, Fraction]] = {
    "块钱": (Kind.MONEY, Fraction(1)),
    "块": (Kind.MONEY, Fraction(1)),
    "元": (Kind.MONEY, Fraction(1)),
    "圆": (Kind.MONEY, Fraction(1)),
    "毛": (Kind.MONEY, Fraction(1, 10)),
    "角": (Kind.MONEY, Fraction(1, 10)),
    "公斤": (Kind.WEIGHT, Fraction(1000)),
    "千克": (Kind.WEIGHT, Fraction(1000)),
    "毫克": (Kind.WEIGHT, Fraction(1, 1000)),
    "kg": (Kind.WEIGHT, Fraction(1000)),
    "克": (Kind.WEIGHT, Fraction(1)),
    "g": (Kind.WEIGHT, Fraction(1)),
    "斤": (Kind.WEIGHT, Fraction(500)),
    "吨": (Kind.WEIGHT, Fraction(1_000_000)),
    "公里": (Kind.LENGTH, Fraction(1000)),
    "千米": (Kind.LENGTH, Fraction(1000)),
    "厘米": (Kind.LENGTH, Fraction(1, 100)),
    "毫米": (Kind.LENGTH, Fraction(1, 1000)),
    "米": (Kind.LENGTH, Fraction(1)),
    "折": (Kind.DISCOUNT, Fraction(1)),
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:百分之(?P<share>{_NUMBER}))"
    rf"|(?P<percent>{_NUMBER})\s?{_PERCENT_SIGN}"
    rf"|[¥￥]\s?(?P<yuan>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:元)?"
    rf"|(?P<liang>{_NUMBER})两(?![个只盒瓶袋包箱斤样款种头年天晚三百千万])"
    rf"|(?P<number>{_NUMBER})\s?(?:(?P<unit>{_UNIT})"
    rf"(?P<half>半)?(?P<tail>(?<=块)[零〇一二三四五六七八九\d](?:[毛角]?[一二三四五六七八九\d](?![\d{_HANZI}]))?[毛角]?(?![\d{_HANZI}点]))?)?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `start` up to `end` of its text. `number` as spoken, `value` in yuan, grams, metres or percent."""

    start: int
    end: int
    text: str
    number: Fraction
    value: Fraction
    kind: Kind
    unit: str

    @property
    def is_counted(self) -> bool:
        """Whether it tells an amount, rather than being a one or two in passing."""
        return self.kind is not Kind.OTHER or self.number >= 10

    def agrees(self, other: "Figure") -> bool:
        """Whether both may be the same figure, however written; a misheard unit does not make another figure."""
        return self.number == other.number or (self.kind is other.kind and self.value == other.value)


def figures(text: str) -> list[Figure]:
    """The figures in a text, in order; an ordinary 一 in a word counts too, as kind other."""
    return [found for match in _FIGURE.finditer(text) if (found := _figure(match))]


def spoken(figure: Figure) -> str:
    """The figure as it is said, the same for every way of writing it: 三十九块八, 一百六十八元, 百分之五十."""
    if figure.kind is Kind.MONEY:
        return _money(figure.value)
    if figure.kind is Kind.PERCENT:
        return "百分之" + reading(figure.number)
    return reading(figure.number) + figure.unit


def written_like(value: Fraction, sample: Figure) -> str:
    """A value, in the unit of `sample.number`, written the way `sample` is: in digits or numerals, with its unit."""
    if re.search(r"\d块\d", sample.text) and value.denominator != 1:
        return _decimal(value, 0).replace(".", "块")
    if any(c.isdigit() and c.isascii() for c in sample.text):
        match = re.search(r"\d+(?:,\d{3})*(?:\.(\d+))?", sample.text)
        places = len(match.group(1) or "") if match else 0
        shown = _decimal(value, places)
        head = sample.text[: match.start()] if match else ""
        foot = sample.text[match.end() :] if match else sample.unit
        return head + shown + (foot if not re.search(r"\d", foot) else sample.unit)
    if sample.kind is Kind.MONEY:
        if value.denominator == 1:
            return reading(value) + (sample.unit if sample.unit not in ("毛", "角") else "元")
        return _money(value) if "块" in sample.text else reading(value) + "元"
    if sample.kind is Kind.PERCENT:
        return "百分之" + reading(value)
    if sample.kind is Kind.DISCOUNT and value.denominator != 1 and (value * 10).denominator == 1:
        return reading(value).replace("点", "") + "折"
    return reading(value) + sample.unit


def reading(number: Fraction) -> str:
    """A number in Chinese numerals: 168 一百六十八, 39.8 三十九点八."""
    whole, rest = divmod(number, 1)
    text = _whole(int(whole))
    if rest:
        places = _decimal(rest, 0).split(".")[1]
        text += "点" + "".join("零一二三四五六七八九"[int(c)] for c in places)
    return text


def unglued(figure: Figure) -> list[Figure]:
    """The figure, and what a recogniser may have glued into it: it writes 1508 for 150 and 8, that is 158."""
    digits = re.search(r"\d+", figure.text)
    if not digits or figure.number.denominator != 1:
        return [figure]
    found = [figure]
    for value in sorted(_split_sums(digits.group())):
        text = figure.text[: digits.start()] + str(value) + figure.text[digits.end() :]
        number = Fraction(value)
        found.append(replace(figure, text=text, number=number, value=figure.value / figure.number * number))
    return found


def _split_sums(digits: str) -> set[int]:
    """What the digits come to when a round number and what fills its zeros were written one after the other."""
    found: set[int] = set()
    for at in range(2, len(digits)):
        head, tail = digits[:at], digits[at:]
        zeros = len(head) - len(head.rstrip("0"))
        if len(tail) <= zeros < len(head) and tail[0] != "0":
            found.add(int(head) + int(tail))
            found |= {int(head) + value for value in _split_sums(tail)}
    return found - {int(digits)}


def numeral(text: str) -> Fraction | None:
    """The value of digits or Chinese numerals; None where the text is neither."""
    if re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?[万千亿]?", text):
        factor = (_STEPS | _GROUPS).get(text[-1], 1)
        return Fraction(text.rstrip("万千亿").replace(",", "")) * factor
    if text == "半":
        return Fraction(1, 2)
    whole, _, places = text.partition("点")
    value = _positional(whole) if not set(whole) & set("十百千万亿") else _built(whole)
    if value is None or (places and any(c not in _DIGITS for c in places)):
        return None
    digits = "".join(str(_DIGITS[c]) for c in places)
    return value + (Fraction(int(digits), 10 ** len(digits)) if digits else 0)


def _figure(match: re.Match[str]) -> Figure | None:
    group, unit = match.groupdict(), match["unit"] or ""
    raw = group["share"] or group["percent"] or group["yuan"] or group["liang"] or group["number"]
    number = numeral(raw)
    if number is None:
        return None
    kind, scale = _UNITS.get(unit, (Kind.OTHER, Fraction(1)))
    if group["share"] or group["percent"]:
        kind, unit = Kind.PERCENT, "%"
    elif group["yuan"]:
        kind, unit = Kind.MONEY, "元"
    elif group["liang"]:
        kind, unit, scale = Kind.WEIGHT, "两", Fraction(50)
    if group["half"]:
        number += Fraction(1, 2)
    if group["tail"]:
        small = [_DIGITS.get(c, 0) if not c.isdigit() else int(c) for c in group["tail"] if c not in "毛角"]
        number += sum((Fraction(d, 10 ** (place + 1)) for place, d in enumerate(small)), Fraction(0))
    if kind is Kind.DISCOUNT and number >= 10:
        number /= 10
    return Figure(match.start(), match.end(), match.group(), number, number * scale, kind, unit)


def _positional(text: str) -> Fraction | None:
    """Digits read one by one: 二零二七."""
    if not text or any(c not in _DIGITS for c in text):
        return None
    return Fraction(int("".join(str(_DIGITS[c]) for c in text)))


def _built(text: str) -> Fraction | None:
    """A number built of tens and hundreds; a last digit without its step means a tenth of the step before: 一百六."""
    total = section = digit = 0
    last = 1
    is_plain = True
    for character in text:
        if character in _DIGITS:
            digit, is_plain = _DIGITS[character], character not in "零〇"
            last = last if is_plain else 1
        elif character in _STEPS:
            last = _STEPS[character]
            section += (digit or 1) * last
            digit = 0
        elif character in _GROUPS:
            last = _GROUPS[character]
            total = (total + section + digit) * last
            section = digit = 0
        else:
            return None
    return Fraction(total + section + digit * (last // 10 if last > 10 and is_plain else 1))


def _money(value: Fraction) -> str:
    if value.denominator == 1:
        return reading(value) + "元"
    return reading(value).replace("点", "块")


def _decimal(value: Fraction, places: int) -> str:
    """Plain digits with at least `places` after the point."""
    needed = next((n for n in range(6) if (value * 10**n).denominator == 1), 6)
    return f"{float(value):.{max(places, needed)}f}"


def _whole(number: int) -> str:
    if number < 10:
        return "零一二三四五六七八九"[number]
    for name, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if number >= size:
            head, rest = divmod(number, size)
            text = ("" if name == "十" and head == 1 else _whole(head)) + name
            if not rest:
                return text
            gap = "零" if rest < size // 10 else ""
            tail = _whole(rest)
            return text + gap + ("一" + tail if tail.startswith("十") else tail)
    return ""
