"""The command `studio`: gathers the command modules of this folder, and is where errors become words.

A module with an `app` is a command's and bears its name (`product_video.py` is `studio product-video`): a nameless app
adds one command, a named one is a group. Only the module that is asked for is imported, so each may import freely.
Exit codes: 0 done, 1 something was found, 2 refused with a message, 130 stopped by Ctrl-C.
"""

import importlib
import pkgutil
import re
import sys

import typer
from typer._click.exceptions import BadParameter, MissingParameter, NoSuchOption, UsageError

import studio.cli
from studio.core.errors import StudioError
from studio.core.i18n import Translate, mark, translator
from studio.core.settings import language

WRONG_USE = mark("The command is not right: {reason}")
MISSING = mark("{option} is missing; see “{command} --help”")
UNKNOWN = mark("there is no {option}; see “{command} --help”")
NOT_TAKEN = mark("{option} was given a value it does not take; see “{command} --help”")
TOO_MUCH = mark("see “{command} --help”")
_SIGNS = {("greater", False): "> ", ("greater", True): "≥ ", ("less", False): "< ", ("less", True): "≤ "}
_BY_CTRL_C = 130
STOPPED = mark("Stopped. Nothing half-done was left behind.")


def gathered(asked: str | None = None) -> typer.Typer:
    """The command with the module that `asked` names, else with all. One that cannot be imported fails by its name."""
    whole = typer.Typer(
        name="studio",
        help="云造工坊 · Yunzao Studio",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    whole.callback()(lambda: None)  # keeps the command's name also where it is the only one
    names = [found.name for found in pkgutil.iter_modules(studio.cli.__path__)]
    wanted = (asked or "").replace("-", "_")
    for name in [wanted] if wanted in names else names:
        commands = getattr(importlib.import_module(f"studio.cli.{name}"), "app", None)
        if commands is not None:
            whole.add_typer(commands)
    return whole


def run() -> int:
    """Run the command of `sys.argv`; returns the exit code."""
    translate = translator(language())
    try:
        code = gathered(next(iter(sys.argv[1:]), None))(standalone_mode=False)
    except StudioError as error:
        sys.stderr.write(error.told_in(translate) + "\n")
        return 2
    except UsageError as error:
        sys.stderr.write(translate(WRONG_USE).format(reason=_reason(error, translate)) + "\n")
        return 2
    except (typer.Abort, KeyboardInterrupt):
        code = _BY_CTRL_C
    if code == _BY_CTRL_C:  # which typer, too, makes of Ctrl-C
        sys.stderr.write(translate(STOPPED) + "\n")
    return code if isinstance(code, int) else 0


def _reason(error: UsageError, translate: Translate) -> str:
    """What is wrong with the command line, in people's language."""
    command = error.ctx.command_path if error.ctx else "studio"
    text, option = TOO_MUCH, ""
    if isinstance(error, NoSuchOption):
        text, option = UNKNOWN, error.option_name
    elif isinstance(error, BadParameter) and error.param:
        text = MISSING if isinstance(error, MissingParameter) else NOT_TAKEN
        option = error.param.get_error_hint()
    quoted = re.findall(r"'([^']*)'", error.format_message())
    end = re.search(r"(greater|less) than (or equal to )?(\S+)$", error.format_message())
    choices = [_SIGNS[end[1], bool(end[2])] + end[3]] if end else quoted[2:]
    allowed = f" ({' '.join(choices)})" if text is NOT_TAKEN and choices else ""
    return translate(text).format(option=option.strip("'\"") + allowed, command=command)
