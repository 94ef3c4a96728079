"""Units as types, so that a number cannot be taken for another."""

from fractions import Fraction
from typing import NewType

Seconds = NewType("Seconds", float)
"""A length or a moment in seconds; moments count from the start of the recording unless said otherwise."""

Fen = NewType("Fen", int)
"""Money in fen, a hundredth of a yuan. Never a float."""

Fps = Fraction
"""Frames per second, exact: 30000/1001, never 29.97."""

Lufs = NewType("Lufs", float)
"""Integrated loudness after EBU R128."""

Decibel = NewType("Decibel", float)
"""A gain, or a level relative to full scale."""

Pixels = NewType("Pixels", int)
"""A length in the picture."""


def frame_at(moment: Seconds, rate: Fps) -> int:
    """The number of the frame shown nearest to `moment`, counted from 0."""
    return round(Fraction(moment).limit_denominator(1_000_000) * rate)


def moment_of(frame: int, rate: Fps) -> Seconds:
    """When `frame` begins."""
    return Seconds(float(frame / rate))


def yuan(amount: Fen) -> str:
    """An amount as people read it: `168.00`, never with a thousands mark."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"
