"""What a runner holds while it works: the job, a place to tell how far it is, and whether it shall stop."""

import threading
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import sqlalchemy as sa

from studio.jobs import store
from studio.jobs.job import Job


class Why(Enum):
    """Why work shall stop."""

    ASKED = "a person cancelled it"
    LEAVING = "the worker goes; another takes the job"
    LOST = "the job is another worker's by now"


class Stopped(Exception):
    """Work that was put down because it shall stop. A runner that sees `is_stopped()` raises it."""


class Hand:
    """One runner's hold on one job. Any thread may tell and ask."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.why: Why | None = None
        self._news: tuple[float, str, str | None] | None = None
        self._lock = threading.Lock()

    def told(self, done: float, step: str = "", segment: str | None = None) -> None:
        """Say how far the work is: the share done, a marked text, the segment's id. As often as you like."""
        with self._lock:
            self._news = (min(1.0, max(0.0, done)), step, segment)

    def is_stopped(self) -> bool:
        """Whether the work shall stop."""
        return self.why is not None

    def stop(self, why: Why) -> None:
        """Ask the runner to stop. The first reason holds, but a job that is lost is lost."""
        if self.why is None or why is Why.LOST:
            self.why = why

    def end(self, connection: sa.Connection, result: Mapping[str, Any]) -> None:
        """Write down a good end in the work's own transaction: what was done and its end are kept together or not.

        Raises `Stopped` where the work shall stop.
        """
        if self.is_stopped() or not store.end_within(connection, self.job, result):
            raise Stopped

    def news(self) -> tuple[float, str, str | None] | None:
        """What was told since the last time it was asked for."""
        with self._lock:
            news, self._news = self._news, None
        return news


Runner = Callable[[Job, Hand], Mapping[str, Any]]
"""Does a job and returns its result, plain JSON. Started again after a crash, it uses what it had finished."""
