"""Errors as the browser reads them: problem+json, in the language of the person who asked."""

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import LANGUAGE_COOKIE, LANGUAGES, Translate, translator


def language_for(request: HTTPConnection) -> str:
    """The one the person chose, English for a browser that asks for it, else the studio's own: as the pages do."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    asked = request.headers.get("accept-language", "").lower()
    return "en" if asked.startswith("en") else settings.language()


def translate_for(request: HTTPConnection) -> Translate:
    """The function that turns marked text into the language of whoever asks."""
    return translator(language_for(request))


def refusal(request: Request, error: StudioError, status: int) -> Response:
    """The error as problem+json; `code` is the class's name, `detail` what people read."""
    told = {"code": type(error).__name__, "status": status, "detail": error.told_in(translate_for(request))}
    return JSONResponse(told, status, media_type="application/problem+json")


async def nothing_here(request: Request) -> Response:
    """404 for what no route of ours takes, where Streamlit would answer 200 with its page."""
    return PlainTextResponse("", 404)
