"""Words on the terminal, in the user's language."""

from typing import Any

import typer

from studio.core.i18n import Translate, translator
from studio.core.settings import language


def spoken() -> Translate:
    """The user's language."""
    return translator(language())


def say(text: str, **facts: Any) -> None:
    """Print a marked text with its facts."""
    typer.echo(spoken()(text).format(**facts))
