"""One at a time for each upload: two who write cannot mix their bytes, and a dead connection cannot keep others out."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import anyio

_turns: dict[str, "Turn"] = {}


@dataclass
class Turn:
    """What those who want the same upload share. `waiting` counts who has it and who wants it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    receiving: anyio.CancelScope | None = None
    waiting: int = 0

    @contextmanager
    def listening(self) -> Generator[anyio.CancelScope]:
        """While bytes are awaited here, the next who wants a turn ends it: the newest connection is the live one."""
        with anyio.CancelScope() as scope:
            self.receiving = scope
            if self.waiting > 1:
                scope.cancel()
            try:
                yield scope
            finally:
                self.receiving = None


@asynccontextmanager
async def taking(upload_id: str) -> AsyncGenerator[Turn]:
    """Wait for the upload to be free, after asking who listens there to leave."""
    turn = _turns.setdefault(upload_id, Turn())
    turn.waiting += 1
    if turn.receiving:
        turn.receiving.cancel()
    try:
        async with turn.lock:
            yield turn
    finally:
        turn.waiting -= 1
        if not turn.waiting:
            del _turns[upload_id]
