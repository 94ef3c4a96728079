"""`/files/{id}`: recordings that were brought in and files that jobs made, with Range, so that players can seek."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from studio.jobs import results
from studio.storage import uploads

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}

_KINDS = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".json": "application/json",
}


async def send_file(request: Request) -> Response:
    """The file, to be shown; with `?as=NAME` to be saved under that name. 404 for an id that names none."""
    found = await run_in_threadpool(_find, request.path_params["id"])
    if found is None:
        return PlainTextResponse("", 404)
    wished = request.query_params.get("as")
    name = uploads.shown_name(Path(wished).stem) + found.suffix if wished else None
    kind = _KINDS.get(found.suffix, "text/plain; charset=utf-8" if name is None else "application/octet-stream")
    return FileResponse(found, headers=HEADERS, media_type=kind, filename=name)


def _find(file_id: str) -> Path | None:
    upload = uploads.find(file_id)
    return upload.path if upload else results.find(file_id)
