"""Captions held against what was really said: how wrong the script's lines are, and how wrong what was said freely."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pysubs2


def text_of(captions: Path) -> str:
    """The captions' words as one text, without marks and breaks."""
    return bare("".join(event.plaintext for event in pysubs2.load(str(captions))))


def bare(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum() or c == ".")


def error_rates(said: Sequence[tuple[str, bool]], seen: str) -> tuple[float, float]:
    """Wrong characters per character, of the script's lines and of the others; `said` are (text, is the script's).

    A character too many counts for the line that it follows.
    """
    truth = "".join(bare(text) for text, _ in said)
    owners = [is_script for text, is_script in said for _ in bare(text)]
    wrong = _wrong(truth, seen)
    return tuple(
        sum(n for n, owner in zip(wrong, owners, strict=True) if owner is kind) / max(1, owners.count(kind))
        for kind in (True, False)
    )


def _wrong(truth: str, seen: str) -> list[int]:
    """For each character of the truth, how many edits the cheapest way to what was seen makes there."""
    rows, columns = len(truth) + 1, len(seen) + 1
    cost = np.zeros((rows, columns), int)
    cost[:, 0], cost[0] = range(rows), range(columns)
    for i in range(1, rows):
        for j in range(1, columns):
            other = cost[i - 1, j - 1] + (truth[i - 1] != seen[j - 1])
            cost[i, j] = min(other, cost[i - 1, j] + 1, cost[i, j - 1] + 1)
    wrong, i, j = [0] * len(truth), rows - 1, columns - 1
    while i or j:
        differs = int(bool(i and j) and truth[i - 1] != seen[j - 1])
        if i and j and cost[i, j] == cost[i - 1, j - 1] + differs:
            wrong[i - 1] += differs
            i, j = i - 1, j - 1
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            wrong[i - 1] += 1
            i -= 1
        else:
            wrong[max(0, i - 1)] += 1
            j -= 1
    return wrong
