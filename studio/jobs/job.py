"""One job as it lies in its folder: what was asked, how far it is, how it ended."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

ASKED = "job.json"
TOLD = "told.jsonl"
ENDED = "ended.json"
LOCK = "lock"

_TAIL_BYTES = 1 << 16
_TAIL_LINES = 30


class State(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It ended by itself, with a message."""
    STOPPED = "stopped"
    """Cancelled, or its process died. It can be started again."""


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked and how far it is.

    `arguments` follow `studio` on the command line; `result` is the folder it fills; `code` is its exit code, None
    while there is none; `done` runs from 0 to 1; `step` is the command's own word, `told` its last sentence;
    `message` is what it said beside the progress.
    """

    id: str
    title: str
    arguments: tuple[str, ...]
    result: Path
    started: datetime
    state: State
    code: int | None = None
    done: float = 0.0
    step: str = ""
    segment: str | None = None
    told: str = ""
    message: str = ""


def read_job(folder: Path, *, is_alive: bool) -> Job:
    """The job of `folder`. `is_alive` must have been asked before, so that an end is never taken for a death."""
    asked = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    code = _code(folder / ENDED)
    told, message = _said(_tail(folder / TOLD))
    segment = told.get("segment")
    return Job(
        id=folder.name,
        title=str(asked["title"]),
        arguments=tuple(asked["arguments"]),
        result=Path(asked["result"]),
        started=datetime.fromisoformat(asked["started"]),
        state=_state(code, is_alive=is_alive),
        code=code,
        done=1.0 if code == 0 else _share(told.get("done")),
        step=str(told.get("step") or ""),
        segment=str(segment) if segment else None,
        told=str(told.get("told") or ""),
        message=message,
    )


def _state(code: int | None, *, is_alive: bool) -> State:
    if code is None:
        return State.RUNNING if is_alive else State.STOPPED
    if code == 0:
        return State.DONE
    was_stopped = code < 0 or code == 130
    return State.STOPPED if was_stopped else State.FAILED


def _code(ended: Path) -> int | None:
    """The exit code that was written down, None while there is none."""
    try:
        return int(json.loads(ended.read_text(encoding="utf-8"))["code"])
    except FileNotFoundError:
        return None


def _tail(told: Path) -> list[str]:
    """The last whole lines of what the command said."""
    try:
        with told.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL_BYTES))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    return lines[1:] if size > _TAIL_BYTES else lines


def _said(lines: Iterable[str]) -> tuple[dict[str, Any], str]:
    """The last progress, and the plain lines beside it as one text."""
    progress: dict[str, Any] = {}
    plain: list[str] = []
    for line in lines:
        found = _progress(line)
        if found is not None:
            progress = found
        elif line.strip():
            plain.append(line)
    return progress, "\n".join(plain[-_TAIL_LINES:])


def _progress(line: str) -> dict[str, Any] | None:
    """A line of progress, None for any other."""
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) and "done" in found else None


def _share(value: Any) -> float:
    return min(1.0, max(0.0, float(value))) if isinstance(value, int | float) else 0.0
