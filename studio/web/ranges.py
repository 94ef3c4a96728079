"""`Range: bytes=…` of a request, one part of it; a rule that a server may always answer with the whole."""

import re

_RANGE = re.compile(r"bytes=(\d{0,16})-(\d{0,16})")


class Unsatisfiable(Exception):
    """A part that begins after the file's end."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """The part `[start, end)` of a file of `size` bytes; None for the whole. Raises `Unsatisfiable`."""
    asked = _RANGE.fullmatch(header.strip())
    if asked is None or not (asked[1] or asked[2]):
        return None
    if not asked[1]:
        start, end = max(0, size - int(asked[2])), size
    else:
        start, end = int(asked[1]), min(size, int(asked[2]) + 1) if asked[2] else size
    if start >= size or start >= end:
        raise Unsatisfiable
    return start, end
