"""QR codes: dark on white with a quiet zone, whole pixels a module."""

from functools import cache

import numpy as np

_QUIET = 4
_LEAST_PIXELS = 320


@cache
def matrix(text: str) -> np.ndarray:
    """The code of `text`, quiet zone included: (n, n) of bool, True where it is dark."""
    import segno  # noqa: PLC0415 - only clips with a code pay for it

    made = segno.make(text, error="l", boost_error=True, micro=False)
    return np.array([list(row) for row in made.matrix_iter(border=_QUIET)], dtype=bool)


def module(text: str, size: int) -> int:
    """Pixels a module gets: as many as `size` allows, and enough for a whole code of 320 pixels."""
    count = len(matrix(text))
    return max(size // count, -(-_LEAST_PIXELS // count))


def width(text: str, size: int) -> int:
    """How wide the code gets, in pixels."""
    return module(text, size) * len(matrix(text))
