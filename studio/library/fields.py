"""Field types of written entries: each takes the text as it stands in the file and says in its own words what is wrong.

A type's refusals are pairs of marked sentences, kept in `REFUSALS` under the name that pydantic carries.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, NoReturn

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from studio.core.i18n import mark
from studio.core.ids import PATTERN, is_id
from studio.core.units import Fen, Seconds

REFUSALS: dict[str, tuple[str, str]] = {
    "not_text": (mark("“{field}” must be one piece of text."), mark("Write the text on one line after the colon.")),
    "not_id": (
        mark("“{given}” cannot be an id."),
        mark("Use small Latin letters, digits, - and _, at most 64, such as opening-night."),
    ),
    "not_money": (
        mark("“{field}” is not an amount in yuan: “{given}”"),
        mark("Write digits with at most two decimals and no sign or unit, such as 168.00."),
    ),
    "not_count": (mark("“{field}” is not a whole number: “{given}”"), mark("Write digits only, such as 60.")),
    "not_seconds": (
        mark("“{field}” is not a length in seconds: “{given}”"),
        mark("Write a number of seconds above 0 and at most 86400, such as 240."),
    ),
    "not_day": (mark("“{field}” is not a date: “{given}”"), mark("Write year-month-day, such as 2027-04-05.")),
    "not_instant": (
        mark("“{field}” is not a date and time: “{given}”"),
        mark("Write it such as 2027-04-05T20:00:00+08:00."),
    ),
    "no_zone": (
        mark("“{field}” does not say its time zone: “{given}”"),
        mark("Add +08:00 at the end, such as 2027-04-05T20:00:00+08:00."),
    ),
    "not_recall": (
        mark("“{field}” is neither a date nor yes or no: “{given}”"),
        mark("Write the day of the recall, such as 2027-04-01."),
    ),
    "not_link": (
        mark("“{field}” is not a web address: “{given}”"),
        mark("Write the whole address, such as https://shop.example/tea, or leave the line out."),
    ),
    "not_colour": (mark("“{field}” is not a colour: “{given}”"), mark('Write it in quotes such as "#1F5C3F".')),
}


def _refuse(kind: str) -> NoReturn:
    raise PydanticCustomError(kind, kind)  # ty: ignore[invalid-argument-type]


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        _refuse("not_text")
    return " ".join(given.split())


def _words(given: Any) -> str:
    if not isinstance(given, str):
        _refuse("not_text")
    return given.strip()


def _id(given: Any) -> str:
    if not isinstance(given, str) or not is_id(given):
        _refuse("not_id")
    return given


def _money(given: Any) -> Fen:
    if not isinstance(given, str) or not re.fullmatch(MONEY, given):
        _refuse("not_money")
    whole, _, part = given.partition(".")
    return Fen(int(whole) * 100 + int(part.ljust(2, "0")))


def _count(given: Any) -> int:
    if not isinstance(given, str) or not re.fullmatch(COUNT, given):
        _refuse("not_count")
    return int(given)


def _seconds(given: Any) -> Seconds:
    if not isinstance(given, str) or not re.fullmatch(LENGTH, given) or not 0 < float(given) <= 86400:
        _refuse("not_seconds")
    return Seconds(float(given))


def _day(given: Any) -> date:
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        _refuse("not_day")
    try:
        return date.fromisoformat(given)
    except ValueError:
        _refuse("not_day")


def _instant(given: Any) -> datetime:
    if not isinstance(given, str) or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", given):
        _refuse("not_instant")
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        _refuse("not_instant")
    if moment.tzinfo is None:
        _refuse("no_zone")
    return moment


def _recall(given: Any) -> date | bool:
    if isinstance(given, str) and given.lower() in RECALL_WORDS:
        return RECALL_WORDS[given.lower()]
    try:
        return _day(given)
    except PydanticCustomError:
        _refuse("not_recall")


def _link(given: Any) -> str:
    if not isinstance(given, str) or not re.fullmatch(LINK, given):
        _refuse("not_link")
    return given


def _colour(given: Any) -> str:
    if not isinstance(given, str) or not re.fullmatch(COLOUR, given):
        _refuse("not_colour")
    return given


MONEY = r"[0-9]{1,8}(\.[0-9]{1,2})?"
COUNT = r"[0-9]{1,9}"
LENGTH = r"[0-9]{1,5}(\.[0-9]{1,3})?"
LINK = r"https?://[^\s/?#]+\.[^\s]+"
COLOUR = r"#[0-9A-Fa-f]{6}"
RECALL_WORDS = {"yes": True, "true": True, "no": False, "false": False}


def _number(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": ["number", "string"], "pattern": f"^{pattern}$", "minimum": 0})


def _string(pattern: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", **more})


Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "minLength": 1})]
Words = Annotated[str, BeforeValidator(_words), WithJsonSchema({"type": "string"})]
Id = Annotated[str, BeforeValidator(_id), _string(PATTERN)]
Money = Annotated[Fen, BeforeValidator(_money), _number(MONEY)]
Count = Annotated[int, BeforeValidator(_count), _number(COUNT)]
Length = Annotated[Seconds, BeforeValidator(_seconds), _number(LENGTH)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
Recall = Annotated[
    date | bool,
    BeforeValidator(_recall),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "boolean"}]}),
]
Link = Annotated[str, BeforeValidator(_link), _string(LINK, format="uri")]
Colour = Annotated[str, BeforeValidator(_colour), _string(COLOUR)]

From = Annotated[Day | None, Field(alias="from", description="从哪天起 · First day")]
Until = Annotated[Day | None, Field(description="到哪天止（含）· Last day, included")]
