"""What holds for every module: errors say what to do, commands have help, packages say what they are."""

import importlib
import pkgutil
from dataclasses import is_dataclass

import pytest
import typer

import studio
import studio.cli
from studio.core.errors import StudioError


def modules():
    return [m.name for m in pkgutil.walk_packages(studio.__path__, "studio.") if not m.name.endswith("__main__")]


def family(kind):
    for child in kind.__subclasses__():
        yield child
        yield from family(child)


@pytest.fixture(scope="module")
def errors():
    for name in modules():
        if name not in ("studio.app.main",) and not name.startswith("studio.app."):
            importlib.import_module(name)
    return [kind for kind in family(StudioError) if kind.__module__.startswith("studio.")]


def test_every_error_says_what_happened_and_what_to_do(errors):
    assert len(errors) > 20
    assert [kind.__name__ for kind in errors if not (is_dataclass(kind) and kind.message and kind.hint)] == []


def test_every_command_has_help():
    commands = [importlib.import_module(f"studio.cli.{m.name}") for m in pkgutil.iter_modules(studio.cli.__path__)]
    apps = [module.app for module in commands if isinstance(getattr(module, "app", None), typer.Typer)]
    registered = [command for app in apps for command in app.registered_commands]
    assert len(registered) >= 8
    assert [command.name for command in registered if not (command.callback.__doc__ or command.help)] == []


def test_every_package_says_what_it_is():
    packages = [m.name for m in pkgutil.walk_packages(studio.__path__, "studio.") if m.ispkg]
    assert [name for name in packages if not importlib.import_module(name).__doc__] == []
