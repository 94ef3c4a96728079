"""Passwords: what one must be like, and how it is kept (argon2id)."""

import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from studio.core.errors import StudioError
from studio.core.i18n import mark

SHORTEST = 8
LONGEST = 200
_FEWEST_DIFFERENT = 4
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")

_kept = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=47_104, parallelism=1),))  # as OWASP advises
_two_at_once = threading.BoundedSemaphore(2)
"""One takes 46 MB: a crowd at the login page must not take the machine's memory."""


@dataclass(eq=False)
class WeakPassword(StudioError):
    """A password that is guessed at once."""

    shortest: int

    message: ClassVar[str] = mark("This password is too easy to guess.")
    hint: ClassVar[str] = mark(
        "Take at least {shortest} characters, not your login name, not a run like 12345678. "
        "Three words of your own are good."
    )


def keep(password: str, login: str) -> str:
    """The password as it is kept. Raises `WeakPassword`."""
    plain = _plain(password)
    if _is_weak(plain.casefold(), login.casefold()):
        raise WeakPassword(shortest=SHORTEST)
    with _two_at_once:
        return _kept.hash(plain)


def fits(password: str, kept: str | None) -> bool:
    """Whether this is the password; where none is kept the answer takes as long."""
    with _two_at_once:
        return _kept.verify(_plain(password), kept or _decoy()) and kept is not None


def _is_weak(password: str, login: str) -> bool:
    too_short_or_long = not SHORTEST <= len(password) <= LONGEST
    is_run = any(password in run for run in _RUNS)
    return too_short_or_long or is_run or password == login or len(set(password)) < _FEWEST_DIFFERENT


def _plain(password: str) -> str:
    """The same letters from every keyboard: a Chinese one may send them full-width."""
    return unicodedata.normalize("NFKC", password)[: LONGEST + 1]


@cache
def _decoy() -> str:
    return _kept.hash("nobody has this password")
