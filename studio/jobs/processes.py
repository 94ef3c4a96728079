"""Processes that outlive the one that started them: started, seen alive, interrupted. POSIX only, and only here.

A job's process holds the lock of its folder for as long as it lives, so neither a restart of the server nor a pid
used again can make a dead job look alive.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

from studio.jobs.job import LOCK

PID = "pid"
_PATIENCE = 10.0
_TRIES, _LOOK = 10, 0.02  # someone who only looks holds the lock for an instant


def is_alive(folder: Path) -> bool:
    """Whether a process holds the folder's lock."""
    handle = _locked(folder, fcntl.LOCK_SH)  # shared, so that two who look do not see each other
    if handle is None:
        return True
    os.close(handle)
    return False


def start(folder: Path, command: Sequence[str], environment: Mapping[str, str], lock: int) -> None:
    """Run `command` in a session of its own, watched by `studio.jobs.watcher`, with `lock` handed over to it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "studio.jobs.watcher", str(folder), str(lock), *command],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[lock],
        start_new_session=True,
    )
    (folder / PID).write_text(str(process.pid), encoding="utf-8")
    threading.Thread(target=process.wait, daemon=True).start()  # else it stays a zombie until the server ends


@contextlib.contextmanager
def taking(folder: Path) -> Generator[int | None]:
    """The folder's lock as a file handle for the block, None where a process holds it."""
    handle = _locked(folder, fcntl.LOCK_EX)
    for _ in range(_TRIES):
        if handle is not None:
            break
        time.sleep(_LOOK)
        handle = _locked(folder, fcntl.LOCK_EX)
    try:
        yield handle
    finally:
        if handle is not None:
            os.close(handle)


def interrupt(folder: Path) -> None:
    """Ask the folder's processes to stop as Ctrl-C does; what has not stopped after 10 s is killed."""
    if not is_alive(folder):
        return
    group = int((folder / PID).read_text(encoding="utf-8"))
    _signal(group, signal.SIGINT)
    threading.Thread(target=_insist, args=(folder, group), daemon=True).start()


def _insist(folder: Path, group: int) -> None:
    until = time.monotonic() + _PATIENCE
    while is_alive(folder):
        if time.monotonic() > until:
            _signal(group, signal.SIGKILL)
            return
        time.sleep(0.2)


def _signal(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def _locked(folder: Path, kind: int) -> int | None:
    """A handle that holds the lock, None where another process holds it."""
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
