"""`/api/upload`: the tus protocol with creation, termination and expiration, streamed to the disk.

What has arrived is kept when a connection drops or the process dies; `HEAD` says how much that is. The answer to the
last piece comes when the file was looked into, and names its medium in `Studio-Medium`. An empty piece at the end asks
for that once more.
"""

import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from email.utils import format_datetime
from typing import TypeVar

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from studio.core.access import NotAllowed
from studio.core.errors import StudioError
from studio.core.ids import is_id
from studio.core.settings import BadSetting
from studio.flows import bring_files
from studio.storage import uploads
from studio.storage.blobs import StoreAway
from studio.storage.database import DatabaseAway
from studio.storage.files import CannotWrite
from studio.storage.uploads import Upload
from studio.web.people import user_of_request
from studio.web.problems import refusal
from studio.web.turns import Turn, taking
from studio.web.tus import ABOUT, BYTES, RESUMABLE, Refused, count, metadata, method_of, refuse_other_versions

T = TypeVar("T")
Deeds = Mapping[str, Callable[[Request], Awaitable[Response]]]

_PIECE = 1 << 20
_DRAINED = 64 << 20
_STATUS: Mapping[type[StudioError], int] = {
    NotAllowed: 403,
    bring_files.UploadMissing: 404,
    uploads.OverQuota: 413,
    uploads.NoRoom: 507,
    CannotWrite: 507,
    DatabaseAway: 503,
    StoreAway: 503,
    BadSetting: 503,
}
_NOT_WHAT_WAS_SAID = 415


async def collection(request: Request) -> Response:
    """What is spoken here, or a new upload."""
    return await _answer(request, {"POST": _begin})


async def one(request: Request) -> Response:
    """How far an upload is, its next bytes, or its end."""
    return await _answer(request, {"HEAD": _tell, "PATCH": _append, "DELETE": _abandon})


async def _answer(request: Request, deeds: Deeds) -> Response:
    method = method_of(request.headers, request.method)
    if method == "OPTIONS":
        return Response(status_code=204, headers=ABOUT)
    try:
        refuse_other_versions(request.headers)
        if method not in deeds:
            raise Refused(405)  # noqa: TRY301 - one place answers every refusal
        answer = await deeds[method](request)
    except Refused as refused:
        answer = Response(status_code=refused.status, headers=ABOUT if refused.status == 412 else None)
    except StudioError as error:
        answer = refusal(request, error, _STATUS.get(type(error), _NOT_WHAT_WAS_SAID))
    answer.headers.update(RESUMABLE)
    await _drain(request)
    return answer


async def _begin(request: Request) -> Response:
    size = count(request.headers, "upload-length")
    told = metadata(request.headers.get("upload-metadata", ""))
    kind, spots = told.get("kind", "recording"), frozenset(filter(None, told.get("spots", "").split(",")))
    if kind not in uploads.KINDS or not all(map(is_id, spots)):
        raise Refused(400)
    upload = await run_in_threadpool(
        bring_files.begin, user_of_request(request), name=told.get("filename", ""), kind=kind, size=size, spots=spots
    )
    return await _stand(upload, 201, {"Location": f"/api/upload/{upload.id}"})


async def _tell(request: Request) -> Response:
    async with _own(request) as (upload, _):
        return await _stand(upload, 200)


async def _append(request: Request) -> Response:
    if request.headers.get("content-type") != BYTES:
        raise Refused(415)
    stated = count(request.headers, "upload-offset")
    async with _own(request) as (upload, turn):
        offset = await run_in_threadpool(uploads.offset, upload)
        if stated != offset:
            raise Refused(409)
        if offset < upload.size:
            offset = await _receive(request, upload, turn, upload.size - offset)
        if offset == upload.size:
            await run_in_threadpool(bring_files.finish, user_of_request(request), upload.id)
            upload = await _find(request)
        return await _stand(upload, 204)


async def _abandon(request: Request) -> Response:
    async with _own(request) as (upload, _):
        await run_in_threadpool(bring_files.abandon, user_of_request(request), upload.id)
    return Response(status_code=204)


async def _find(request: Request) -> Upload:
    return await run_in_threadpool(bring_files.find, user_of_request(request), request.path_params["id"])


@contextlib.asynccontextmanager
async def _own(request: Request) -> AsyncGenerator[tuple[Upload, Turn]]:
    """The person's own upload as it is when it is their turn. Strangers disturb nobody: they are sent off before."""
    await _find(request)
    async with taking(request.path_params["id"]) as turn:
        yield await _find(request), turn


async def _receive(request: Request, upload: Upload, turn: Turn, left: int) -> int:
    """Write the body piece by piece, memory holding one of them; returns how much there is then."""
    stated = request.headers.get("content-length", "")
    length = int(stated) if stated.isdigit() else 0
    if length > left:
        raise Refused(413)
    await run_in_threadpool(uploads.refuse_without_room, upload.name, length)
    piece = bytearray()
    async with _in_thread(uploads.appending(upload)) as part:
        with contextlib.suppress(ClientDisconnect), turn.listening():
            async for chunk in request.stream():
                left -= len(chunk)
                if left < 0:
                    raise Refused(413)
                piece += chunk
                if len(piece) >= _PIECE:
                    full, piece = piece, bytearray()  # before the wait: who leaves here must not write it again
                    await run_in_threadpool(part.write, full)
        await run_in_threadpool(part.write, piece)
    return await run_in_threadpool(uploads.offset, upload)


async def _stand(upload: Upload, status: int, more: Mapping[str, str] | None = None) -> Response:
    """An answer that says how far the upload is."""
    offset, expires = await run_in_threadpool(lambda: (uploads.offset(upload), uploads.expires(upload)))
    headers = {
        "Upload-Offset": str(offset),
        "Upload-Length": str(upload.size),
        "Upload-Expires": format_datetime(expires, usegmt=True),
        **(more or {}),
    }
    return Response(status_code=status, headers=headers | ({"Studio-Medium": upload.media} if upload.media else {}))


async def _drain(request: Request) -> None:
    """Take what is still being sent: a browser whose body is cut off never reads why."""
    seen = 0
    with contextlib.suppress(ClientDisconnect, RuntimeError):  # RuntimeError: it was read to its end before
        async for chunk in request.stream():
            seen += len(chunk)
            if seen > _DRAINED:
                break


@contextlib.asynccontextmanager
async def _in_thread(manager: AbstractContextManager[T]) -> AsyncGenerator[T]:
    """A context manager that touches the disk, entered and left in a thread: pages share the loop."""
    value = await run_in_threadpool(manager.__enter__)
    try:
        yield value
    except BaseException as error:
        with anyio.CancelScope(shield=True):
            if not await run_in_threadpool(manager.__exit__, type(error), error, error.__traceback__):
                raise
    else:
        await run_in_threadpool(manager.__exit__, None, None, None)
