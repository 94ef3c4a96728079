"""A script laid over what was heard: which of its clauses were said, where, and what was said beside them.

Every heard syllable is either taken by the script or said freely; every clause of the script is either said or skipped.
The cheapest account of the whole wins, so that no clause can borrow what fits another one better.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.media.speech.syllables import distance

_FREE = 0.35
"""What a heard syllable costs that is not in the script."""
_SKIP, _SKIP_ONCE = 0.3, 0.5
"""What a clause costs that was not said, for each syllable and by itself."""
_MISSED = _EXTRA = 1.0
"""What a syllable of a said clause costs that was not heard, and one heard inside it that it does not have."""
_BREAK = 3.0
"""What it costs to speak freely in the middle of a clause."""

_START, _TOOK, _HEARD_MORE, _NOT_HEARD, _SKIPPED, _RETURNED = range(6)


@dataclass(frozen=True, slots=True)
class Alignment:
    """`taken[i]` is the script's syllable that heard syllable i says, or None; `inside[i]` the clause it lies in."""

    taken: tuple[int | None, ...]
    inside: tuple[int | None, ...]


def align(heard: Sequence[str], script: Sequence[str], clauses: Sequence[tuple[int, int]]) -> Alignment:
    """Lay `script` over `heard`, both in syllables; `clauses` are (first, last) stretches that cover the script."""
    if not heard or not script:
        return Alignment((None,) * len(heard), (None,) * len(heard))
    moves, left = _costs(heard, script, clauses)
    return _walked_back(moves, left, clauses, len(script))


def _costs(
    heard: Sequence[str], script: Sequence[str], clauses: Sequence[tuple[int, int]]
) -> tuple[np.ndarray, np.ndarray]:
    """The best move into every state, (heard + 1, script + 1), and where speaking freely begins."""
    size = len(script) + 1
    opening = np.full(size, _BREAK)
    opening[[0, *(last for _, last in clauses)]] = 0.0
    columns = {sound: np.array([distance(s, sound) for s in script]) for sound in set(heard)}
    moves = np.zeros((len(heard) + 1, size), np.int8)
    left = np.zeros((len(heard) + 1, size), bool)
    bound = np.full(size, np.inf)
    bound[0] = 0.0
    _go_on(bound, moves[0], clauses)
    free = bound + opening
    left[0] = True
    for at, sound in enumerate(heard, 1):
        free = free + _FREE
        taken = np.full(size, np.inf)
        taken[1:] = bound[:-1] + columns[sound]
        more = bound + _EXTRA
        new = np.minimum(taken, more)
        moves[at] = np.where(taken <= more, _TOOK, _HEARD_MORE)
        returned = free < new
        new[returned] = free[returned]
        moves[at][returned] = _RETURNED
        bound = new
        _go_on(bound, moves[at], clauses)
        leaving = bound + opening < free
        free = np.where(leaving, bound + opening, free)
        left[at] = leaving
    return moves, left


def _go_on(bound: np.ndarray, moves: np.ndarray, clauses: Sequence[tuple[int, int]]) -> None:
    """Without hearing anything: miss syllables, skip whole clauses."""
    _miss(bound, moves)
    for first, last in clauses:
        cost = bound[first] + _SKIP_ONCE + _SKIP * (last - first)
        if cost < bound[last]:
            bound[last] = cost
            moves[last] = _SKIPPED
    _miss(bound, moves)


def _miss(bound: np.ndarray, moves: np.ndarray) -> None:
    steps = np.arange(len(bound)) * _MISSED
    reached = np.minimum.accumulate(bound - steps) + steps
    better = reached < bound - 1e-9
    bound[better] = reached[better]
    moves[better] = _NOT_HEARD


def _walked_back(moves: np.ndarray, left: np.ndarray, clauses: Sequence[tuple[int, int]], script: int) -> Alignment:
    first_of = {last: first for first, last in clauses}
    clause_at = [index for index, (first, last) in enumerate(clauses) for _ in range(first, last)]
    at, place, is_free = len(moves) - 1, script, False
    taken: list[int | None] = [None] * at
    inside: list[int | None] = [None] * at
    while at or place:
        if is_free:
            if left[at, place]:
                is_free = False
            else:
                at -= 1
            continue
        move = moves[at, place]
        if move == _TOOK:
            at, place = at - 1, place - 1
            taken[at], inside[at] = place, clause_at[place]
        elif move == _HEARD_MORE:
            at -= 1
            inside[at] = clause_at[min(place, script - 1)]
        elif move == _NOT_HEARD:
            place -= 1
        elif move == _SKIPPED:
            place = first_of[place]
        else:
            at, is_free = at - 1, True
    return Alignment(tuple(taken), tuple(inside))
