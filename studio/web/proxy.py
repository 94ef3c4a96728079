"""A proxy in front: what it says of the browser's address, name and scheme is believed from its own address alone."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

FORWARDED = "studio.forwarded"
"""Set in the scope where the proxy named the host: the proxy answers for that name, as it was set up for it."""

_SCHEMES = {"http": {"http": "http", "https": "https"}, "websocket": {"http": "ws", "https": "wss"}}


class Proxied:
    """Puts the browser in the proxy's place where the request comes from `proxy`."""

    def __init__(self, app: ASGIApp, proxy: str | None = None) -> None:
        self.app = app
        self.proxy = proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request."""
        client = scope.get("client")
        if scope["type"] in _SCHEMES and self.proxy and client and client[0] == self.proxy:
            scope = {**scope, **_browser(scope)}
        await self.app(scope, receive, send)


def _browser(scope: Scope) -> Scope:
    """What differs for the browser. Of a list the last entry counts: it is the proxy's own."""
    headers = Headers(scope=scope)
    lists = {name: ",".join(headers.getlist(f"x-forwarded-{name}")) for name in ("for", "proto", "host")}
    told = {name: entries.rpartition(",")[2].strip() for name, entries in lists.items()}
    differs: Scope = {}
    if told["for"]:
        differs["client"] = (told["for"], 0)
    if scheme := _SCHEMES[scope["type"]].get(told["proto"]):
        differs["scheme"] = scheme
    if told["host"]:
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        differs |= {"headers": [*others, (b"host", told["host"].encode("latin-1"))], FORWARDED: True}
    return differs
