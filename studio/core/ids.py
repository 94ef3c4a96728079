"""Names of entries and folders that people write: short, plain, and unable to leave their folder."""

import re
from dataclasses import dataclass
from typing import ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark

PATTERN = r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?"
_NAMES_OF_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


@dataclass(eq=False)
class NotAnId(StudioError):
    """An id that could not be the name of a folder everywhere, or that would lead out of one."""

    given: str

    message: ClassVar[str] = mark("“{given}” cannot be an id.")
    hint: ClassVar[str] = mark("Use small Latin letters, digits, - and _, at most 64, such as opening-night.")


def is_id(text: str) -> bool:
    """Whether `text` may name an entry, and so a folder, on every system."""
    return re.fullmatch(PATTERN, text) is not None and _NAMES_OF_DEVICES.fullmatch(text) is None


def checked_id(text: str) -> str:
    """`text` itself. Raises `NotAnId`."""
    if not is_id(text):
        raise NotAnId(given=text)
    return text
