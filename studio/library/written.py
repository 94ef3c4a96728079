"""What may be kept of what people write: values that a file could hold, no longer than a file may be."""

import json
from typing import Any

from studio.core.findings import Problem
from studio.core.i18n import mark
from studio.library.faults import EntryNotRight, Place, notice
from studio.library.validation import check
from studio.library.yamlfile import DEEPEST, TYPE_AGAIN, is_readable

LONGEST_ENTRY = 50_000
"""Characters of a library's entry, so that one cannot make the file of its shelf too large to read."""
LONGEST_PLAN = 1_000_000
"""Characters of a session with all its scripts, or of a campaign."""
_AROUND = 2
"""How deep an entry stands in its file: in a list, and one to spare."""

NOT_READABLE = mark("There is an unprintable character here, or a value that is no text.")
TOO_LONG = mark("This is longer than {longest} characters.")
SHORTEN = mark("Shorten it.")


def faults(body: Any, place: Place, longest: int) -> list[Problem]:
    """Why a body cannot be kept, whatever it stands for."""
    if not is_readable(body, DEEPEST - _AROUND):
        return [place.problem((), notice(NOT_READABLE), notice(TYPE_AGAIN))]
    if len(json.dumps(body, ensure_ascii=False)) > longest:
        return [place.problem((), notice(TOO_LONG, longest=longest), notice(SHORTEN))]
    return []


def refuse(kind: type, body: Any) -> None:
    """Raise `EntryNotRight` where the values make no library entry of `kind`."""
    found = (*faults(body, Place(), LONGEST_ENTRY), *check(kind, body, Place()).faults)
    if found:
        raise EntryNotRight(found)
