"""`studio open`: the studio in the browser. The server itself is handed over by `studio/__main__.py`."""

import contextlib
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Protocol

import typer

from studio.core.errors import StudioError
from studio.core.i18n import mark, translator
from studio.core.settings import language
from studio.jobs.keeper import Keeper

HOST = "127.0.0.1"
USUAL_PORT = 8620

OPENED = mark("The studio is open: {address}")
HOW_TO_STOP = mark("Keep this window open. Ctrl-C closes the studio.")

app = typer.Typer()


class Serve(Protocol):
    """Serves the pages on `port` until stopped; calls `opened` once they can be asked for."""

    def __call__(self, port: int, opened: Callable[[], None]) -> None:
        """Serve."""


@dataclass(eq=False)
class PortTaken(StudioError):
    """A port that another program holds."""

    port: int

    message: ClassVar[str] = mark("Port {port} is taken by another program.")
    hint: ClassVar[str] = mark("Leave --port out and a free one is found, or give another.")


_handed_over: list[Serve] = []


def hand_over(serve: Serve) -> None:
    """Take the server: shells do not import each other."""
    _handed_over[:] = [serve]


@app.command("open")
def open_command(
    port: Annotated[int | None, typer.Option(help="端口，默认找一个空的 · Port", min=1, max=65535)] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="不自动打开浏览器 · Do not open the browser")
    ] = False,
) -> None:
    """打开工坊 · Open the studio in the browser."""
    open_studio(port, browser=not no_browser)


def open_studio(port: int | None = None, *, browser: bool = True, page: str = "/") -> None:
    """Serve until stopped, a worker beside the server. Raises `PortTaken`.

    `page` is what the browser is shown, such as `/?job=…`.
    """
    chosen = free_port() if port is None else port
    if not _is_free(chosen):
        raise PortTaken(port=chosen)
    address = f"http://{HOST}:{chosen}{page}"
    worker = Keeper(["worker"])

    def opened() -> None:
        worker.start()
        _tell(address, browser=browser)

    try:
        _handed_over[0](chosen, opened)
    finally:
        worker.stop()


def free_port() -> int:
    """The usual port, so that bookmarks stay good; any free one where it is taken."""
    if _is_free(USUAL_PORT):
        return USUAL_PORT
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return True
    return False


def _tell(address: str, *, browser: bool) -> None:
    translate = translator(language())
    typer.echo(translate(OPENED).format(address=address))
    typer.echo(translate(HOW_TO_STOP))
    if browser and _has_display():
        threading.Timer(0.5, webbrowser.open, [address]).start()  # a moment later the port answers


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
