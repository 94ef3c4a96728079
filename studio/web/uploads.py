"""`PUT /api/upload?name=…&kind=recording|table`: a file of any size, streamed to the disk and looked into."""

import contextlib
import shutil
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO, ClassVar, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.media.probe import probe
from studio.storage import uploads
from studio.storage.files import writing
from studio.web.problems import refusal

LEFT_FREE = 1 << 30
"""Bytes that an upload must leave on the disk: clips are made from it."""

LARGEST_TABLE = 4 << 20

T = TypeVar("T")

_PIECE = 1 << 20
_RECORDINGS = frozenset({".mp4", ".mov", ".m4v", ".mkv", ".flv", ".ts", ".webm", ".avi", ".mpg", ".wmv", ".3gp"})
_TABLES = frozenset({".csv", ".json", ".xlsx", ".xls", ".txt", ".tsv"})


@dataclass(eq=False)
class NoRoom(StudioError):
    """A file larger than the disk can take."""

    name: str
    free_gb: float

    message: ClassVar[str] = mark("{name} does not fit: {free_gb:.1f} GB are free for uploads.")
    hint: ClassVar[str] = mark("Free some space on the disk, then bring the file again.")


@dataclass(eq=False)
class NotATable(StudioError):
    """A file of markers that is no table."""

    name: str

    message: ClassVar[str] = mark("{name} is not a table of markers.")
    hint: ClassVar[str] = mark("Choose the CSV, Excel or JSON file with the columns at, kind, segment and note.")


async def receive(request: Request) -> Response:
    """Take the file in; answers with its id, name and size, or says why not."""
    name = uploads.shown_name(request.query_params.get("name", ""))
    is_table = request.query_params.get("kind") == "table"
    upload_id = uploads.new_id()
    path = uploads.folder() / f"{upload_id}{_suffix(name, is_table=is_table)}"
    try:
        room = await run_in_threadpool(_room)
        _refuse_if_larger(_stated_size(request), room, name, is_table=is_table)
        async with _in_thread(writing(path)) as part:
            await _stream(request, part, room, name, is_table=is_table)
            await run_in_threadpool(_look_into, part, name, is_table=is_table)
        kept = await run_in_threadpool(uploads.keep, upload_id, name, path)
    except ClientDisconnect:
        return Response(status_code=400)
    except StudioError as error:
        return refusal(request, error, 507 if isinstance(error, NoRoom) else 415)
    return JSONResponse({"id": kept.id, "name": kept.name, "size": kept.size}, 201)


def _room() -> int:
    return shutil.disk_usage(uploads.folder()).free - LEFT_FREE


def _stated_size(request: Request) -> int:
    stated = request.headers.get("content-length", "")
    return int(stated) if stated.isdigit() else 0


def _refuse_if_larger(size: int, room: int, name: str, *, is_table: bool) -> None:
    if size > room:
        raise NoRoom(name=name, free_gb=max(0, room) / 1e9)
    if is_table and size > LARGEST_TABLE:
        raise NotATable(name=name)


async def _stream(request: Request, part: Path, room: int, name: str, *, is_table: bool) -> None:
    """Write the body piece by piece; memory holds one piece."""
    piece, size = bytearray(), 0
    async with _in_thread(part.open("wb")) as file:
        async for chunk in request.stream():
            size += len(chunk)
            _refuse_if_larger(size, room, name, is_table=is_table)
            piece += chunk
            if len(piece) >= _PIECE:
                await _write(file, piece)
        await _write(file, piece)


async def _write(file: BinaryIO, piece: bytearray) -> None:
    await run_in_threadpool(file.write, piece)
    piece.clear()


def _look_into(part: Path, name: str, *, is_table: bool) -> None:
    """Judge by content. Raises the error of what it is not, with the person's own name for it."""
    if is_table:
        if not _is_table(part):
            raise NotATable(name=name)
        return
    try:
        probe(part)
    except StudioError as error:
        raise _renamed(error, name) from error


def _renamed(error: Any, name: str) -> StudioError:
    return replace(error, path=name) if hasattr(error, "path") else error


def _is_table(part: Path) -> bool:
    """Text, or one of Excel's own two formats."""
    head = part.read_bytes()
    is_excel = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    is_text = b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return bool(head) and (is_excel or is_text)


def _suffix(name: str, *, is_table: bool) -> str:
    """The name's ending where it is a usual one: the only thing of a name that reaches the disk."""
    suffix = PurePath(name).suffix.lower()
    if is_table:
        return suffix if suffix in _TABLES else ".csv"
    return suffix if suffix in _RECORDINGS else ".mp4"


@contextlib.asynccontextmanager
async def _in_thread(manager: AbstractContextManager[T]) -> AsyncGenerator[T]:
    """A context manager that touches the disk, entered and left in a thread: pages share the loop."""
    value = await run_in_threadpool(manager.__enter__)
    try:
        yield value
    except BaseException as error:
        if not await run_in_threadpool(manager.__exit__, type(error), error, error.__traceback__):
            raise
    else:
        await run_in_threadpool(manager.__exit__, None, None, None)
