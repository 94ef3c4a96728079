"""Pages with forms of our own: the token that shows a form was ours (double submit), and the error told above it."""

import secrets
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library.accounts import WrongLogin
from studio.library.invites import LinkEnded
from studio.library.tries import TooManyTries
from studio.storage.database import DatabaseAway
from studio.web import sheet
from studio.web.problems import language_for, translate_for

COOKIE = "studio_form"
_LARGEST = 1 << 14
_MOST_FIELDS = 12
_OWN = "studio.form"


@dataclass(eq=False)
class NotOurForm(StudioError):
    """A form without our token: from a foreign page, or from one that lay open too long."""

    message: ClassVar[str] = mark("This page lay open too long.")
    hint: ClassVar[str] = mark("Please try once more.")


_STATUS = {WrongLogin: 401, NotOurForm: 403, LinkEnded: 410, TooManyTries: 429, DatabaseAway: 503}
_CANNOT_BE_TAKEN = 422


async def filled(request: Request) -> dict[str, str]:
    """The fields of a form. Raises `NotOurForm` for one without our token, too large or unreadable."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            raise NotOurForm
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise NotOurForm from error
    values = {name: given[0] for name, given in fields.items()}
    mine, sent = request.cookies.get(COOKIE, ""), values.get("token", "")
    if not mine or not secrets.compare_digest(mine.encode(), sent.encode()):
        raise NotOurForm
    return values


def form(request: Request, *parts: str, action: str = "") -> str:
    """A form that carries this browser's token; without `action` it is sent to the page's own address."""
    return sheet.form(action, _token(request), *parts)


def page(request: Request, title: str, *parts: str, error: StudioError | None = None) -> Response:
    """A page in the language of whoever asks, with what went wrong above its parts."""
    translate = translate_for(request)
    told = (sheet.wrong(error.told_in(translate)),) if error else ()
    status = _STATUS.get(type(error), _CANNOT_BE_TAKEN) if error else 200
    answer = sheet.page(translate, language_for(request), title, *told, *parts, status=status)
    if isinstance(error, TooManyTries):
        answer.headers["Retry-After"] = str(error.minutes * 60)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, _token(request), httponly=True, samesite="lax", secure=secure, path="/account/")
    return answer


def _token(request: Request) -> str:
    known = request.cookies.get(COOKIE) or request.scope.get(_OWN) or secrets.token_urlsafe(24)
    request.scope[_OWN] = known
    return known
