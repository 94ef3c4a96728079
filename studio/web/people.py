"""Who asks: the person the gate let in, and the cookie by which a browser is known."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from studio.core.access import User
from studio.library import tokens


def user_of_request(request: HTTPConnection) -> User:
    """The person the gate let in. On a public address nobody was asked: a `KeyError`, which is a bug."""
    return request.scope["user"]


def token_of(request: HTTPConnection) -> str | None:
    """The text of the login's cookie."""
    return request.cookies.get(tokens.COOKIE)


def address_of(request: HTTPConnection) -> str:
    """The address somebody asks from, by which wrong passwords are counted."""
    return request.client.host if request.client else ""


def let_in(request: HTTPConnection, response: Response, token: str) -> Response:
    """Give the browser its cookie; over https it never leaves in the clear."""
    is_secure = request.url.scheme in ("https", "wss")
    age = int(tokens.UNUSED.total_seconds())
    response.set_cookie(tokens.COOKIE, token, max_age=age, httponly=True, samesite="lax", secure=is_secure)
    return response


def let_out(response: Response) -> Response:
    """Take the cookie away."""
    response.delete_cookie(tokens.COOKIE, httponly=True, samesite="lax")
    return response
