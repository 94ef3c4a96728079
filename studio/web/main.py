"""The one process: Streamlit's pages, our routes beside them, one port. Start it through `serve`, never bare."""

import contextlib
import gc
import logging
import os
import secrets
import threading
from collections.abc import AsyncGenerator, Callable, Collection
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn.config
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import studio
from studio.core.errors import StudioError
from studio.core.i18n import mark, translator
from studio.core.settings import language
from studio.library import store
from studio.web import account, exports, files, uploads
from studio.web.door import LOCAL, Door
from studio.web.gate import Gate
from studio.web.problems import nothing_here
from studio.web.proxy import Proxied
from studio.web.shell import ChineseShell
from studio.web.theme import THEME

PAGES = Path(studio.__file__).parent / "app" / "main.py"  # by path: web never imports app
BROKE = mark("Something broke. Tell us number {number}.")

SERVER: dict[str, Any] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.enableStaticServing": True,
    "server.disconnectedSessionTTL": 1800,
    "server.showEmailPrompt": False,
    "server.maxUploadSize": 1,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "browser.gatherUsageStats": False,
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    "logger.enableRich": False,  # it would print the tracebacks of told errors past our filter
}

log = logging.getLogger("studio.web")


async def ready(request: Request) -> Response:
    """Answers as soon as pages can be opened."""
    return PlainTextResponse("ready")


ROUTES = [
    Route("/health/ready", ready),
    Route("/api/upload", uploads.collection, methods=["OPTIONS", "POST"]),
    Route("/api/upload/{id}", uploads.one, methods=["OPTIONS", "HEAD", "PATCH", "DELETE", "POST"]),
    Route("/files/{id}", files.send_file),
    Route("/export/library.xlsx", exports.library),
]

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def routes(*, demo: bool = False) -> list[Route]:
    """Every address of ours, then a 404 for what lies beside one: Streamlit would answer it with its page."""
    ours = [*account.routes(demo=demo), *ROUTES]
    prefixes = sorted({route.path.split("/")[1] for route in ours})
    return [*ours, *(Route(f"/{prefix}/{{rest:path}}", nothing_here, methods=METHODS) for prefix in prefixes)]


def guards(hosts: Collection[str] = LOCAL, proxy: str | None = None) -> list[Middleware]:
    """What a request passes on its way in, in this order."""
    return [Middleware(Proxied, proxy=proxy), Middleware(Door, hosts=hosts), Middleware(Gate), Middleware(ChineseShell)]


def tell(error: Exception) -> bool:
    """Show an error that reached the page's end: its own words, or a number for one that is a bug."""
    translate = translator(st.session_state.get("lang", language()))
    if isinstance(error, StudioError):
        st.error(error.told_in(translate), icon=":material/error:")
    else:
        number = secrets.token_hex(4)
        log.error("bug %s", number, exc_info=error)
        st.error(translate(BROKE).format(number=number), icon=":material/error:")
    return True


def compose(
    opened: Callable[[], None] = lambda: None,
    hosts: Collection[str] = LOCAL,
    proxy: str | None = None,
    *,
    demo: bool = False,
) -> st.App:
    """The whole as one ASGI application. `opened` is called once it runs; one application a process."""

    @contextlib.asynccontextmanager
    async def lifespan(app: st.App) -> AsyncGenerator[None]:
        opened()
        settling = threading.Thread(target=_settle)
        settling.start()
        yield
        settling.join()

    return st.App(
        PAGES,
        routes=routes(demo=demo),
        lifespan=lifespan,
        on_script_error=tell,
        middleware=guards(hosts, proxy),
    )


def serve(
    port: int,
    opened: Callable[[], None],
    address: str = "127.0.0.1",
    *,
    hosts: Collection[str] = (),
    certificate: tuple[Path, Path] | None = None,
    proxy: str | None = None,
    demo: bool = False,
) -> None:
    """Serve on `port` until stopped; Ctrl-C raises `KeyboardInterrupt` when everything is put away.

    `hosts` are further names it is asked by. `certificate` are the PEM files of the certificate and its key.
    """
    _quiet()
    os.environ["FORWARDED_ALLOW_IPS"] = ""  # uvicorn would believe any program of this machine; `Proxied` asks which
    names = sorted({*LOCAL, address, *hosts})
    config = {**SERVER, **THEME, "server.port": port, "server.address": address}
    config["server.allowedHosts"] = ["*"] if proxy else names  # a proxy's names are known by asking it: the door does
    if certificate:
        config |= dict(zip(("server.sslCertFile", "server.sslKeyFile"), map(str, certificate), strict=True))
    compose(opened, names, proxy, demo=demo).run(config=config)


def _settle() -> None:
    """Load what the first tables and the library's page wait for, and take it out of the garbage collector's sight.

    Streamlit has the collector look at everything there is after every tap.
    """
    import pandas  # noqa: F401

    try:
        store.current()
    except StudioError:
        log.info("the library is not there yet")
    finally:
        gc.collect()
        gc.freeze()


def _quiet() -> None:
    """Keep what is told elsewhere out of the terminal: uvicorn's greeting, Streamlit's tracebacks of told errors."""
    uvicorn.config.LOGGING_CONFIG["loggers"]["uvicorn.error"] = {"level": "WARNING"}
    logging.getLogger("streamlit.error_util").addFilter(_is_no_told_error)


def _is_no_told_error(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], StudioError))
