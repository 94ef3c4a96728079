"""Words: English text is the key, the catalogue gives the Chinese.

Mark words where they are written, translate them where they are shown, never when they are raised or imported.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

Translate = Callable[[str], str]

LANGUAGES = ("zh_CN", "en")
LANGUAGE_COOKIE = "studio_language"
"""Where a browser keeps the language that its person chose."""
DOMAIN = "studio"
_CATALOGUES = Path(__file__).parent.parent / "locale"


def mark(text: str) -> str:
    """Mark a text for the catalogue without translating it."""
    return text


@cache
def translator(language: str) -> Translate:
    """The function that turns marked English text into `language`; text it does not know comes back as it is."""
    found = gettext.translation(DOMAIN, _CATALOGUES, [language], fallback=True)
    return lambda text: found.gettext(text) if text else text
