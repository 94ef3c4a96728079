"""The command `studio`: gathers every command module of this folder, and is where errors become words.

A module with an `app` is a command's: a nameless one adds its commands to `studio`, a named one becomes a group.
Exit codes: 0 done, 1 something was found, 2 refused with a message, 130 stopped by Ctrl-C.
"""

import importlib
import pkgutil
import sys

import typer
from typer._click.exceptions import UsageError

import studio.cli
from studio.core.errors import StudioError
from studio.core.i18n import mark, translator
from studio.core.settings import language

WRONG_USE = mark("The command is not right: {reason}")
STOPPED = mark("Stopped. Nothing half-done was left behind.")


def gathered() -> typer.Typer:
    """The whole command. A module that cannot be imported is an error with its name."""
    whole = typer.Typer(
        name="studio",
        help="云造工坊 · Yunzao Studio",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for found in pkgutil.iter_modules(studio.cli.__path__):
        commands = getattr(importlib.import_module(f"studio.cli.{found.name}"), "app", None)
        if commands is not None:
            whole.add_typer(commands)
    return whole


def run() -> int:
    """Run the command of `sys.argv`; returns the exit code."""
    translate = translator(language())
    try:
        code = gathered()(standalone_mode=False)
    except StudioError as error:
        sys.stderr.write(error.told_in(translate) + "\n")
        return 2
    except UsageError as error:
        sys.stderr.write(translate(WRONG_USE).format(reason=error.format_message()) + "\n")
        return 2
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write(translate(STOPPED) + "\n")
        return 130
    return code if isinstance(code, int) else 0
