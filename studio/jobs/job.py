"""One job: what was asked, how far it is, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from studio.core import settings
from studio.core.access import Scope


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It could not be done; the message says why, in the owner's language."""
    STOPPED = "stopped"
    """Cancelled. It can be started again."""


ACTIVE = frozenset({State.WAITING, State.RUNNING})


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked and how far it is.

    `kind` names the runner, `asked` is what it is given, `result` what it returned. `done` runs from 0 to 1, `step` is
    a marked text. `attempt` grows each time the job is started afresh. `stop`: a person asked it to stop.
    """

    id: str
    kind: str
    title: str
    asked: Mapping[str, Any]
    language: str
    owner: str | None
    spots: frozenset[str]
    state: State
    attempt: int
    done: float
    step: str
    segment: str | None
    message: str
    result: Mapping[str, Any]
    stop: bool
    asked_at: datetime
    started: datetime | None
    ended: datetime | None
    worker: str | None

    @property
    def scope(self) -> Scope:
        """Whom it belongs to."""
        return Scope(spots=self.spots, owner=self.owner)

    @property
    def folder(self) -> Path:
        """Where the job works, on the machine of its worker; there when it runs, kept from one attempt to the next."""
        return settings.home() / "jobs" / self.id
