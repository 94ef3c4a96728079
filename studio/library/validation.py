"""From a sheet of texts to values: pydantic checks, and what it finds is told in our own words with the line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from studio.core.findings import Problem, Verbatim
from studio.core.i18n import mark
from studio.library.faults import FilesNotRight, Place, notice
from studio.library.fields import REFUSALS

_UNKNOWN_FIELD = "unexpected_keyword_argument"

MISSING = (mark("“{field}” is missing."), mark("Add a line “{field}: …” to this entry."))
_SAID = REFUSALS | {
    "missing": MISSING,
    _UNKNOWN_FIELD: (
        mark("There is no field “{field}” here."),
        mark("Look at the spelling; “studio schema” lists the fields. The line is not used."),
    ),
    "literal_error": (mark("“{field}” cannot be “{given}”."), mark("Write one of: {expected}.")),
    "tuple_type": (mark("“{field}” must be a list."), mark("Write it as [one, two], or one item a line after “- ”.")),
    "dataclass_type": (mark("“{field}” must hold fields of its own."), mark("Write its fields indented below it.")),
}
_OTHERWISE = (mark("“{field}” cannot be “{given}”."), mark("“studio schema” says what may stand here."))
THIS_ENTRY = mark("this entry")

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Checked(Generic[Entry]):
    """What came of one written entry.

    faults: why there is no value. oddities: fields that nobody reads; the value stands without them.
    """

    value: Entry | None
    faults: tuple[Problem, ...] = ()
    oddities: tuple[Problem, ...] = ()

    def only(self) -> Entry:
        """The value. Raises `FilesNotRight` where there is none."""
        if self.value is None:
            raise FilesNotRight(self.faults)
        return self.value


@cache
def adapter(kind: type) -> TypeAdapter:
    """Pydantic's reader of a record, built when first asked for."""
    return TypeAdapter(kind)


def check(kind: type[Entry], written: Any, place: Place) -> Checked[Entry]:
    """The record of `kind` that `written` (texts, lists and mappings) stands for."""
    try:
        return Checked(adapter(kind).validate_python(written))
    except ValidationError as error:
        found = error.errors(include_url=False)
    unknown = [detail for detail in found if detail["type"] == _UNKNOWN_FIELD]
    oddities = _told_in_order(unknown, place)
    if len(unknown) < len(found):
        faults = (detail for detail in found if detail["type"] != _UNKNOWN_FIELD)
        return Checked(None, _told_in_order(faults, place), oddities)
    for detail in unknown:
        written = _without(written, detail["loc"])
    return Checked(adapter(kind).validate_python(written), (), oddities)


def _told_in_order(details: Iterable[ErrorDetails], place: Place) -> tuple[Problem, ...]:
    return tuple(sorted((_told(detail, place) for detail in details), key=lambda problem: problem.line))


def _told(detail: ErrorDetails, place: Place) -> Problem:
    route = detail["loc"]
    what, advice = _SAID.get(detail["type"], _OTHERWISE)
    names = [part for part in route if isinstance(part, str)]
    facts = {
        "field": Verbatim(names[-1]) if names else THIS_ENTRY,
        "given": Verbatim(_shown(detail)),
        "expected": Verbatim(_expected(detail)),
    }
    return place.problem(route, notice(what, **facts), notice(advice, **facts))


def _shown(detail: ErrorDetails) -> str:
    """What was given, as people may read it: a text, cut where it is long, or the outline of a list or mapping."""
    given = detail["input"]
    return "[…]" if isinstance(given, list) else "{…}" if isinstance(given, dict) else str(given)[:60]


def _expected(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")


def _without(written: Any, way: tuple[int | str, ...]) -> Any:
    """`written` without the key at `way`; nothing is changed in place."""
    here, rest = way[0], way[1:]
    if isinstance(written, Mapping):
        if not rest:
            return {key: value for key, value in written.items() if key != here}
        return {**written, here: _without(written[here], rest)}
    return [_without(value, rest) if position == here else value for position, value in enumerate(written)]
