"""One of our own commands as a job's work: `studio …` in a process of its own, its progress passed on."""

import json
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from typing import IO, Any

from studio.jobs import processes
from studio.jobs.hand import Hand, Stopped

_REFUSED, _STOPPED = 2, 130
_PATIENCE_S = 10.0
_LOOK_S = 0.2
_KEPT_LINES = 30


class CommandRefused(Exception):
    """The command refused; its text is what it told people, in the job's language."""


class CommandBroke(Exception):
    """The command broke off: a bug, or it was killed. Its text is the last that it said."""


def run(arguments: Sequence[str], hand: Hand) -> str:
    """Run `studio` with `arguments` (`--progress json` is added) for the hand's job; returns what it printed.

    Raises `CommandRefused`, `CommandBroke`, and `Stopped` when it was stopped: it puts away its halves first.
    """
    environment = {"STUDIO_LANG": hand.job.language}
    command = [*processes.PROGRAM, *arguments, "--progress", "json"]
    with tempfile.TemporaryFile() as printed:
        process = processes.start(command, environment, yields=True, stdout=printed, stderr=subprocess.PIPE)
        said: deque[str] = deque(maxlen=_KEPT_LINES)
        listener = threading.Thread(target=_listen, args=(process.stderr, hand, said), daemon=True)
        listener.start()
        try:
            _wait(process, hand)
        finally:
            processes.end(process, 0 if process.poll() is not None else _PATIENCE_S)
        listener.join(_PATIENCE_S)
        printed.seek(0)
        return _outcome(process.returncode, "\n".join(said), printed.read().decode("utf-8", "replace"), hand)


def _wait(process: subprocess.Popen[bytes], hand: Hand) -> None:
    """Until the process ended, or shall."""
    while not hand.is_stopped():
        try:
            process.wait(_LOOK_S)
        except subprocess.TimeoutExpired:
            continue
        return


def _listen(stderr: IO[bytes] | None, hand: Hand, said: deque[str]) -> None:
    for raw in stderr or ():
        line = raw.decode("utf-8", "replace").rstrip()
        step = progress(line)
        if step is not None:
            hand.told(*step)
        elif line:
            said.append(line)
    if stderr is not None:
        stderr.close()


def _outcome(code: int, said: str, printed: str, hand: Hand) -> str:
    if code == 0:
        return printed
    if hand.is_stopped() or code == _STOPPED:
        raise Stopped
    if code == _REFUSED:
        raise CommandRefused(said)
    raise CommandBroke(said or f"exit {code}")


def progress(line: str) -> tuple[float, str, str | None] | None:
    """A line of progress as share, step and segment; None for any other."""
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
        return float(found["done"]), str(found.get("step") or ""), _text(found.get("segment"))
    except (ValueError, TypeError, KeyError):
        return None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
