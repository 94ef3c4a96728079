"""Tokens: the signed one that a browser shows as its cookie, and one-time ones of links."""

import contextlib
import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

from studio.core import settings

COOKIE = "studio_login"
UNUSED = timedelta(hours=12)
"""A login that is not used for so long ends."""
LONGEST = timedelta(days=7)
"""No login lasts longer."""
_RENEWED_AFTER = timedelta(hours=1)
_FILE = "secret"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Login:
    """What a browser's cookie says: whose it is, of which epoch, when the login began and when it was last renewed."""

    account: str
    epoch: int
    begun: datetime
    renewed: datetime


def signed(login: Login) -> str:
    """The login as a cookie's text."""
    return _signer().dumps([login.account, login.epoch, *(int(at.timestamp()) for at in (login.begun, login.renewed))])


def read(token: str | None, now: datetime) -> Login | None:
    """What the cookie says; None where it is none, was altered or has ended."""
    try:
        account, epoch, *times = _signer().loads(token or "")
        begun, renewed = (datetime.fromtimestamp(at, UTC) for at in times)
    except (BadSignature, ValueError, TypeError, OverflowError):
        return None
    has_ended = now - renewed > UNUSED or now - begun > LONGEST
    return None if has_ended else Login(account, epoch, begun, renewed)


def renewed(token: str | None, now: datetime) -> str | None:
    """The cookie of a login that goes on, with new time to be unused; None while the old one is young enough."""
    login = read(token, now)
    if login is None or now - login.renewed < _RENEWED_AFTER:
        return None
    return signed(Login(login.account, login.epoch, login.begun, now))


def one_time() -> str:
    """A token for a link that nobody can guess."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """What is kept of a one-time token: who reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signer() -> URLSafeSerializer:
    secret = settings.own_secret() or _own_secret(settings.home() / _FILE)
    return URLSafeSerializer(secret, salt="studio.login", signer_kwargs={"digest_method": hashlib.sha256})


@cache
def _own_secret(path: Path) -> str:
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    """Write a secret that only this system user can read; of two processes that do so the first one's stays."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    part = Path(name)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(_BYTES))
    try:
        path.hardlink_to(part)
    except FileExistsError:
        pass
    except OSError:  # a disk without links, such as a stick
        part.replace(path)
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
