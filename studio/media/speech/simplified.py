"""Simplified Chinese, always: the small models write Traditional about half the time."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


@cache
def _converter() -> "OpenCC":
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` in Simplified characters; other scripts stay as they are."""
    return _converter().convert(text)


def simplified_pieces(pieces: Sequence[str]) -> list[str]:
    """Pieces of one text, converted as a whole where that keeps their lengths, since phrases decide characters."""
    whole = "".join(pieces)
    converted = simplified(whole)
    if len(converted) != len(whole):
        return [simplified(piece) for piece in pieces]
    result, at = [], 0
    for piece in pieces:
        result.append(converted[at : at + len(piece)])
        at += len(piece)
    return result
