"""Who is let past: people who are logged in. Strangers reach the public addresses and nothing else, by any way."""

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.core.errors import StudioError
from studio.library import accounts, tokens
from studio.web.people import let_in, token_of
from studio.web.problems import translate_for

PUBLIC = ("/account/", "/health/")
"""Each has routes of ours and a catch-all of its own, or what no route takes would be Streamlit's page."""

SHELL = ("/static/", "/app/static/")
"""Streamlit's own hundred files, the same for everyone: a good signature is enough, the database is not asked."""

LOGIN = "/account/login"


class Gate:
    """Asks for each request who it is, and puts the `User` into the scope. A page's cookie is renewed on the way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        if scope["type"] == "lifespan" or (scope["type"] == "http" and scope["path"].startswith(PUBLIC)):
            return await self.app(scope, receive, send)
        asked = HTTPConnection(scope)
        token, now = token_of(asked), datetime.now(UTC)
        if scope["path"].startswith(SHELL) and tokens.read(token, now):
            return await self.app(scope, receive, send)
        try:
            user = await run_in_threadpool(accounts.user_of, token)
        except StudioError as error:
            return await _refuse(PlainTextResponse(error.told_in(translate_for(asked)), 503), scope, receive, send)
        if user is None:
            return await _refuse(_stranger(asked), scope, receive, send)
        renewed = tokens.renewed(token, now) if _is_page(asked) else None
        sent = _Renewing(send, asked, renewed) if renewed else send
        return await self.app({**scope, "user": user}, receive, sent)


class _Renewing:
    """A `send` that adds the renewed cookie to the answer."""

    def __init__(self, send: Send, asked: HTTPConnection, token: str) -> None:
        self.send, self.asked, self.token = send, asked, token

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            cookie = let_in(self.asked, Response(), self.token).headers["set-cookie"]
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await self.send(message)


def _is_page(asked: HTTPConnection) -> bool:
    """Whether a person opens a page. Only then the cookie is renewed: a late picture must not undo a logout."""
    return asked.scope.get("method") == "GET" and "text/html" in asked.headers.get("accept", "")


def _stranger(asked: HTTPConnection) -> Response:
    if not _is_page(asked):
        return PlainTextResponse("", 401)
    wanted = asked.url.path + (f"?{asked.url.query}" if asked.url.query else "")
    back = "" if wanted == "/" else f"?next={quote(wanted, safe='/')}"
    return RedirectResponse(LOGIN + back, 303)


async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "websocket":
        await answer(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 4401})
