"""The face of jobs: `start`, `again`, `read`, `cancel`, `all`, and `adopt` for work that was done elsewhere."""

import json
import re
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.jobs import processes
from studio.jobs.job import ASKED, ENDED, TOLD, Job, State, read_job
from studio.storage.files import write_json

RESULT = "{result}"
"""Stands in a command's arguments for the folder of its result."""

PROGRAM = (sys.executable, "-m", "studio")
"""What `arguments` are given to."""

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(eq=False)
class JobMissing(StudioError):
    """A job that is not there, or no longer."""

    id: str

    message: ClassVar[str] = mark("There is no job {id}.")
    hint: ClassVar[str] = mark("Go back to the start and choose one from the list.")


def start(title: str, arguments: Sequence[str], *, language: str = "zh_CN") -> Job:
    """Run `PROGRAM` with `arguments` in the background, progress lines expected on stderr.

    Asked for the same again, the same job goes on: it is not started twice, and its result folder is kept.
    """
    asked = {"title": title, "arguments": list(arguments), "program": list(PROGRAM), "language": language}
    same = next((job.id for job in all() if list(job.arguments) == asked["arguments"]), None)
    folder = _folder(same) if same else _new_folder()
    asked["result"] = str(folder / "result")
    return _run(folder, asked)


def again(job_id: str) -> Job:
    """Start a job once more with what was asked. Raises `JobMissing`."""
    folder = _folder(job_id)
    return _run(folder, json.loads((folder / ASKED).read_text(encoding="utf-8")))


def adopt(title: str, result: Path, arguments: Sequence[str] = ()) -> Job:
    """Show a result that a command made elsewhere as a job that is done; with its `arguments` it can be made again."""
    place = str(result.resolve())
    same = next((job.id for job in all() if str(job.result) == place), None)
    folder = _folder(same) if same else _new_folder()
    with processes.taking(folder) as lock:
        if lock is not None:
            asked = {"title": title, "arguments": list(arguments), "program": list(PROGRAM), "language": "zh_CN"}
            _write(folder, {**asked, "result": place})
            write_json(folder / ENDED, {"code": 0})
    return read(folder.name)


def read(job_id: str) -> Job:
    """The job as it stands now. Raises `JobMissing`."""
    folder = _folder(job_id)
    alive = processes.is_alive(folder)
    return read_job(folder, is_alive=alive)


def cancel(job_id: str) -> None:
    """Stop a running job as Ctrl-C would; one that is not running stays as it is. Raises `JobMissing`."""
    processes.interrupt(_folder(job_id))


def all() -> list[Job]:
    """Every job, the last started first."""
    found = [read(folder.name) for folder in _home().iterdir() if (folder / ASKED).is_file()]
    return sorted(found, key=lambda job: job.started, reverse=True)


def _run(folder: Path, asked: dict[str, Any]) -> Job:
    with processes.taking(folder) as lock:
        if lock is not None:
            (folder / ENDED).unlink(missing_ok=True)
            (folder / TOLD).unlink(missing_ok=True)
            _write(folder, asked)
            command = [part.replace(RESULT, asked["result"]) for part in (*asked["program"], *asked["arguments"])]
            environment = {"STUDIO_LANG": asked["language"], "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
            processes.start(folder, command, environment, lock)
    return read(folder.name)


def _write(folder: Path, asked: dict[str, Any]) -> None:
    write_json(folder / ASKED, {**asked, "started": datetime.now(UTC).isoformat()})


def _home() -> Path:
    home = settings.home() / "jobs"
    home.mkdir(exist_ok=True)
    return home


def _new_folder() -> Path:
    folder = _home() / secrets.token_hex(8)
    folder.mkdir()
    return folder


def _folder(job_id: str) -> Path:
    """The folder of a job; the id comes from an address and is not trusted."""
    folder = _home() / job_id if _ID.fullmatch(job_id) else None
    if folder is None or not (folder / ASKED).is_file():
        raise JobMissing(id=job_id)
    return folder


__all__ = ["PROGRAM", "RESULT", "Job", "JobMissing", "State", "adopt", "again", "all", "cancel", "read", "start"]
