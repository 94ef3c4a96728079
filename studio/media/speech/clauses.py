"""A script in clauses: the smallest stretches that a host says or leaves out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.media.speech.syllables import Syllable, syllables

_PAUSE = re.compile(r"(?<=[，、；：])|(?<=[,;:])(?=\s)")
_SHORTEST = 4
"""Clauses of fewer syllables are no evidence by themselves; they stand with a neighbour."""


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is part of line `line`; `first` up to `last` are its syllables in the whole script."""

    line: int
    text: str
    first: int
    last: int
    syllables: tuple[Syllable, ...]


def clauses(lines: Sequence[str]) -> list[Clause]:
    """The clauses of all lines, in order; those of a line join to the line, and their syllables to the script."""
    found: list[Clause] = []
    at = 0
    for index, line in enumerate(lines):
        for text in _parts(line):
            said = tuple(syllables(text))
            if said:
                found.append(Clause(index, text, at, at + len(said), said))
                at += len(said)
    return found


def _parts(line: str) -> list[str]:
    parts: list[str] = []
    for piece in _PAUSE.split(line):
        if parts and (_is_short(parts[-1]) or _is_short(piece)):
            parts[-1] += piece
        else:
            parts.append(piece)
    return parts


def _is_short(text: str) -> bool:
    return len(syllables(text)) < _SHORTEST
