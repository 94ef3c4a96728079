"""`/files/{id}`: media for those who may see them, with Range, so that players can seek."""

from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from studio.core.errors import StudioError
from studio.storage import blobs, media
from studio.storage.media import Medium
from studio.web.people import user_of_request
from studio.web.problems import refusal
from studio.web.ranges import Unsatisfiable, wanted

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}

_KINDS = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".vtt": "text/vtt; charset=utf-8",
    ".json": "application/json",
}


async def send_file(request: Request) -> Response:
    """The file, to be shown; with `?as=NAME` to be saved under that name.

    404 for an id that names none, and for what the person may not see: ids are not confirmed to strangers.
    """
    try:
        return await run_in_threadpool(_answer, request)
    except StudioError as error:
        return refusal(request, error, 503)


def _answer(request: Request) -> Response:
    medium = media.seen(user_of_request(request), request.path_params["id"])
    if medium is None:
        return PlainTextResponse("", 404)
    headers = _headers(request, medium.suffix)
    path = blobs.on_disk(medium.key)
    if path is not None:
        return _from_disk(path, headers)
    return _from_afar(request, medium, headers)


def _headers(request: Request, suffix: str) -> dict[str, str]:
    """The file's own headers; its type goes by the ending that we gave it and is never guessed."""
    wished = request.query_params.get("as")
    if wished is None:
        return {**HEADERS, "Content-Type": _KINDS.get(suffix, "text/plain; charset=utf-8")}
    name = media.shown_name(Path(wished).stem) + suffix
    return {
        **HEADERS,
        "Content-Type": _KINDS.get(suffix, "application/octet-stream"),
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}",
    }


def _from_disk(path: Path, headers: dict[str, str]) -> Response:
    return FileResponse(path, headers=headers) if path.is_file() else PlainTextResponse("", 404)


def _from_afar(request: Request, medium: Medium, headers: dict[str, str]) -> Response:
    """The same from a store that is no folder: fetched piece by piece, only what was asked for."""
    if not blobs.holds(medium.key, medium.size):
        return PlainTextResponse("", 404)
    try:
        part = wanted(request.headers.get("range", ""), medium.size)
    except Unsatisfiable:
        return PlainTextResponse("", 416, {"Content-Range": f"bytes */{medium.size}"})
    start, end = part or (0, medium.size)
    headers |= {"Accept-Ranges": "bytes", "Content-Length": str(end - start)}
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{medium.size}"
    if request.method == "HEAD":
        return Response(status_code=206 if part else 200, headers=headers)
    return StreamingResponse(blobs.pieces(medium.key, start, end), 206 if part else 200, headers)
