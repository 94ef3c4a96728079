"""Streamlit's page in Chinese: its language, its title, and the script that translates its own few words."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TITLE = b"<title>Streamlit</title>"
"""By this its page is told from our own."""

SWAPS = (
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (_TITLE, "<title>云造工坊</title>".encode()),
    (b"</head>", b'<script src="/app/static/zh.js" defer></script></head>'),
    (b"You need to enable JavaScript to run this app.", "请打开浏览器的脚本功能（JavaScript）。".encode()),
)

_CONDITIONS = (b"if-none-match", b"if-modified-since", b"accept-encoding")


class ChineseShell:
    """Changes the page's HTML on its way out; everything else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return await self.app(scope, receive, send)
        whole = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        return await self.app({**scope, "headers": whole}, receive, _Swap(send))


class _Swap:
    """A `send` that holds back an HTML page until it is whole, then sends it changed."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            if is_page:
                self.start = message
                return
        if self.start is None or message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body"):
            await self._send_page(self.start)

    async def _send_page(self, start: Message) -> None:
        for old, new in SWAPS if _TITLE in self.body else ():
            self.body = self.body.replace(old, new)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(self.body))
        del headers["etag"]
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": self.body})
