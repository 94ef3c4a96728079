"""`/export/…`: what is written down for the person who asks, made anew each time and kept nowhere."""

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from studio.core.access import User
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library import exchange
from studio.web.files import HEADERS
from studio.web.people import user_of_request
from studio.web.problems import refusal, translate_for

LIBRARY = mark("Library")
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def library(request: Request) -> Response:
    """The workbook of all that the person may see."""
    try:
        book = await run_in_threadpool(_workbook, user_of_request(request))
    except StudioError as error:
        return refusal(request, error, 503)
    name = quote(f"{translate_for(request)(LIBRARY)}.xlsx")
    return Response(
        book, headers={**HEADERS, "Content-Disposition": f"attachment; filename*=utf-8''{name}"}, media_type=_EXCEL
    )


def _workbook(user: User) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.xlsx"
        exchange.export(user, path)
        return path.read_bytes()
