"""`studio open`: the studio in the browser. The server itself is handed over by `studio/__main__.py`."""

import contextlib
import ipaddress
import os
import socket
import sys
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from studio.cli import lan as network
from studio.cli import opening as served
from studio.cli.opening import EVERYWHERE, HERE, Opening, is_everywhere
from studio.cli.words import say
from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.jobs.keeper import Keeper
from studio.storage import certificate as certificates

USUAL_PORT = 8620

OPENED = mark("The studio is open: {address}")
KEPT = mark("All its files are kept in {folder}")
FIRST = mark("Make the administrator's account here. The link works once, for seven days: {link}")
IN_NETWORK = mark("For phones in the same network: {address}")
WARNED_ONCE = mark("The phone warns once, as the studio made its own certificate: choose to go on.")
NOT_SECURE = mark("Without https, passwords cross the network in the clear, and phones give no camera or microphone.")
HOW_TO_STOP = mark("Keep this window open. Ctrl-C closes the studio.")

app = typer.Typer()


@dataclass(eq=False)
class PortTaken(StudioError):
    """A port that another program holds, or an address this machine does not have."""

    port: int
    host: str

    message: ClassVar[str] = mark("Port {port} cannot be opened at {host}: another program has it, or it is not ours.")
    hint: ClassVar[str] = mark("Leave --port out and a free one is found, or give another.")


@dataclass(eq=False)
class HalfACertificate(StudioError):
    """A certificate without its key, or the other way round."""

    message: ClassVar[str] = mark("--cert and --key go together.")
    hint: ClassVar[str] = mark("Give both files, or leave both out.")


@dataclass(eq=False)
class NotAnAddress(StudioError):
    """A proxy that is not given by its IP address."""

    given: str

    message: ClassVar[str] = mark("{given} is no IP address.")
    hint: ClassVar[str] = mark("Give --proxy the address the proxy's requests come from, such as 127.0.0.1.")


@app.command("open")
def open_command(
    host: Annotated[str, typer.Option(help="在哪个地址上开 · Address to open at")] = HERE,
    port: Annotated[int | None, typer.Option(help="端口，默认找一个空的 · Port", min=1, max=65535)] = None,
    lan: Annotated[bool, typer.Option("--lan", help="让同一网络里的手机能打开 · Open to the local network")] = False,
    cert: Annotated[Path | None, typer.Option(help="证书文件（PEM）· Certificate file")] = None,
    key: Annotated[Path | None, typer.Option(help="证书的私钥文件 · The certificate's key")] = None,
    proxy: Annotated[str | None, typer.Option(help="信任的反向代理的地址 · Address of a trusted proxy")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="演示：不用密码，点一下就进 · Sample people, one tap")] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="不自动打开浏览器 · Do not open the browser")
    ] = False,
) -> None:
    """打开工坊 · Open the studio in the browser."""
    where = EVERYWHERE if lan else host
    secured = _given_certificate(cert, key)
    open_studio(port, where, is_secure=lan, certificate=secured, proxy=proxy, demo=demo, browser=not no_browser)


def open_studio(
    port: int | None = None,
    host: str = HERE,
    *,
    is_secure: bool = False,
    certificate: tuple[Path, Path] | None = None,
    proxy: str | None = None,
    demo: bool = False,
    browser: bool = True,
    page: str = "/",
) -> None:
    """Serve until stopped, a worker beside the server. `page` is what the browser is shown, such as `/?job=…`.

    Where there is no administrator yet, the browser is shown the link that makes the first one.
    Raises `PortTaken`, `NotAnAddress`, `BadCertificate`, `RealPeopleHere`.
    """
    chosen = free_port() if port is None else port
    if not _is_free(chosen, host):
        raise PortTaken(port=chosen, host=host)
    names = _names(host, certificate)
    if is_secure and not certificate:
        certificate = certificates.own({HERE, "localhost", "::1", *names})
    opening = Opening(chosen, host, names, certificate, _checked(proxy), demo)
    join = _let_people_in(demo=demo)
    worker = Keeper(["worker"])

    def opened() -> None:
        worker.start()
        _tell(opening, page, join, browser=browser)

    try:
        served.serve(opening, opened)
    finally:
        worker.stop()


def free_port() -> int:
    """The usual port, so that bookmarks stay good; any free one where it is taken."""
    if _is_free(USUAL_PORT, HERE):
        return USUAL_PORT
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


def _is_free(port: int, host: str) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind((host, port))
            return True
    return False


def _let_people_in(*, demo: bool) -> str | None:
    """Open or close the sample people; the path of the first administrator's link where there is none yet."""
    from studio.library import invites, samples  # noqa: PLC0415 - only who opens the studio waits for the database

    if demo:
        samples.open_all()
        return None
    samples.close_all()
    token = invites.first_invite()
    return f"/account/join/{token}" if token else None


def _given_certificate(cert: Path | None, key: Path | None) -> tuple[Path, Path] | None:
    if cert and key:
        return cert, key
    if cert or key:
        raise HalfACertificate
    return None


def _names(host: str, certificate: tuple[Path, Path] | None) -> tuple[str, ...]:
    """What else the studio is called: the names its certificate is for, its addresses in the network."""
    own = network.addresses() if is_everywhere(host) else []
    return (*(certificates.names_of(*certificate) if certificate else ()), *own)


def _checked(proxy: str | None) -> str | None:
    try:
        return proxy and str(ipaddress.ip_address(proxy))
    except ValueError as error:
        raise NotAnAddress(given=proxy or "") from error


def _tell(opening: Opening, page: str, join: str | None, *, browser: bool) -> None:
    say(OPENED, address=opening.here + page)
    say(KEPT, folder=settings.home().resolve())
    if join:
        say(FIRST, link=(opening.outside or opening.here) + join)
    if opening.outside:
        say(IN_NETWORK, address=opening.outside + "/")
        _tell_safety(opening)
        if sys.stdout.isatty():
            typer.echo(network.qr(opening.outside + (join or "/")))
    say(HOW_TO_STOP)
    if browser and _has_display():
        threading.Timer(0.5, webbrowser.open, [opening.here + (join or page)]).start()  # a moment later it answers


def _tell_safety(opening: Opening) -> None:
    if opening.certificate is None and opening.proxy is None:
        say(NOT_SECURE)
    elif opening.certificate and opening.certificate[0].is_relative_to(settings.home()):
        say(WARNED_ONCE)


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
