"""What is let in: requests that were meant for this address. Who may come in is asked next, by `gate.py`.

A page of a stranger's can make the browser ask 127.0.0.1, under the stranger's own name (DNS rebinding) or as a
foreign origin. Both are refused, for pages, sockets, files and uploads alike.
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from studio.web.proxy import FORWARDED

LOCAL = ("127.0.0.1", "localhost", "::1")

_KEPT_OUT = 403


class Door:
    """Lets pass what names one of `hosts`, and comes from this very origin where it says where it comes from."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOCAL) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        if scope["type"] == "lifespan" or self._is_ours(Headers(scope=scope), is_named=FORWARDED in scope):
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            await receive()
            return await send({"type": "websocket.close", "code": 4403})
        return await PlainTextResponse("", _KEPT_OUT)(scope, receive, send)

    def _is_ours(self, headers: Headers, *, is_named: bool) -> bool:
        host = headers.get("host", "")
        origin = headers.get("origin")
        foreign_site = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
        is_host = _name(host) in self.hosts or (is_named and _name(host) is not None)
        return is_host and not foreign_site and (origin is None or urlsplit(origin).netloc == host)


def _name(host: str) -> str | None:
    """The name in a Host header, without its port; None for what is no host."""
    try:
        parts = urlsplit(f"//{host}")
        has_more = bool(parts.username or parts.password or parts.path or parts.query or parts.fragment)
        has_more = has_more or (parts.port or 0) < 0  # asking for the port is what checks it
    except ValueError:
        return None
    return None if has_more else parts.hostname
