"""How a field looks in a cell, and what people's cells mean: every form reads into the text that YAML would hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from studio.library.fields import COUNT as COUNT_TEXT
from studio.library.fields import MONEY as MONEY_TEXT

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YES, _NO = "是", "否"


def text_of(cell: Any) -> str:
    """A cell's value as text; a whole number has no point, a day no time."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Plain text. Other forms say otherwise. `number_format` is Excel's."""

    number_format: str = "@"
    width: int = 16

    def read(self, cell: Any) -> Any:
        """What a filled cell says, as YAML would hold it."""
        return text_of(cell)

    def write(self, value: Any) -> Any:
        """What to put into a cell for a value that holds good."""
        return " ".join(value.split())


class Money(Form):
    """An amount in yuan, a number in Excel."""

    def read(self, cell: Any) -> str:
        """With two decimals, as people write prices; what is no amount stays as it is and is refused later."""
        text = text_of(cell)
        return f"{Decimal(text):.2f}" if re.fullmatch(MONEY_TEXT, text) else text

    def write(self, value: str) -> Decimal:
        """The number."""
        return Decimal(value)


class Count(Form):
    """A whole number."""

    def write(self, value: str) -> Any:
        """The number."""
        return int(value) if re.fullmatch(COUNT_TEXT, value) else value


class Day(Form):
    """A day: a date in Excel; people also write 2027/4/5 or 2027年4月5日."""

    def read(self, cell: Any) -> str:
        """As 2027-04-05."""
        text = text_of(cell)
        found = _DAY.fullmatch(text)
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else text

    def write(self, value: str) -> date:
        """The date."""
        return date.fromisoformat(value)


class Recall(Day):
    """A day, or whether at all."""

    def read(self, cell: Any) -> str:
        """The day, yes or no."""
        return {_YES: "yes", _NO: "no"}.get(text_of(cell)) or super().read(cell)

    def write(self, value: str) -> Any:
        """The date, or 是 and 否."""
        words = {"yes": _YES, "true": _YES, "no": _NO, "false": _NO}
        return words.get(value.lower()) or super().write(value)


class Lines(Form):
    """Several texts, a line of the cell each."""

    def read(self, cell: Any) -> list[str]:
        """The lines that are not blank."""
        return [line.strip() for line in text_of(cell).splitlines() if line.strip()]

    def write(self, value: Sequence[str]) -> str:
        """A line each."""
        return "\n".join(" ".join(line.split()) for line in value)


class Ids(Form):
    """Several ids or colours, which hold neither spaces nor commas."""

    def read(self, cell: Any) -> list[str]:
        """The words between commas, 、 and spaces."""
        return [word for word in re.split(r"[\s,，、;；]+", text_of(cell)) if word]

    def write(self, value: Sequence[str]) -> str:
        """Set apart by 、, as lists are in Chinese."""
        return "、".join(value)


@dataclass(frozen=True, slots=True)
class Choice(Form):
    """One of a few words, in Chinese in the cell."""

    words: Mapping[str, str]

    def read(self, cell: Any) -> str:
        """Our word for it; another one stays and is refused later."""
        text = text_of(cell)
        return next((ours for ours, shown in self.words.items() if shown == text), text)

    def write(self, value: str) -> str:
        """The Chinese."""
        return self.words[value]


TEXT = Form()
WIDE = Form(width=40)
MONEY = Money(number_format="0.00", width=12)
COUNT = Count(number_format="0", width=10)
DAY = Day(number_format="yyyy-mm-dd", width=14)
RECALL = Recall(number_format="yyyy-mm-dd", width=12)
LINES = Lines(width=32)
IDS = Ids(width=28)
