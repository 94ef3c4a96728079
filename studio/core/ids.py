"""Names of entries and folders that people write: short, plain, and unable to leave their folder."""

import re

PATTERN = r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?"
_NAMES_OF_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def is_id(text: str) -> bool:
    """Whether `text` may name an entry, and so a folder, on every system."""
    return re.fullmatch(PATTERN, text) is not None and _NAMES_OF_DEVICES.fullmatch(text) is None
