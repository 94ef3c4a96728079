"""The files a job made, each under a name that leads to it and to nothing else."""

import hashlib
import re
from pathlib import Path

from studio.jobs import queue
from studio.jobs.job import Job

SHOWN = frozenset({".mp4", ".jpg", ".png", ".srt", ".vtt", ".ass", ".json"})

_NAME = re.compile(r"([0-9a-f]{16})-([0-9a-f]{16})")


def folder(job: Job) -> Path:
    """The folder that a job fills."""
    named = job.asked.get("result")
    return Path(named) if named else job.folder / "result"


def name_of(job_id: str, relative: str) -> str:
    """The public name of a file in a job's result; `relative` is its path there, with `/`."""
    return f"{job_id}-{hashlib.sha256(relative.encode()).hexdigest()[:16]}"


def find(name: str) -> Path | None:
    """The file of that public name, None where no job has one."""
    parts = _NAME.fullmatch(name)
    if parts is None:
        return None
    try:
        result = folder(queue.read(parts[1])).resolve()
    except queue.JobMissing:
        return None
    return next((file for file in _shown(result) if name_of(parts[1], _relative(file, result)) == name), None)


def _shown(result: Path) -> list[Path]:
    """The result's files of known kinds, none hidden, none that a link leads elsewhere."""
    files = (file for depth in ("*", "*/*") for file in result.glob(depth))
    return [
        file
        for file in files
        if file.suffix in SHOWN
        and not any(part.startswith(".") for part in file.relative_to(result).parts)
        and file.is_file()
        and file.resolve().is_relative_to(result)
    ]


def _relative(file: Path, result: Path) -> str:
    return file.relative_to(result).as_posix()
