"""Our own processes: started apart from the terminal, tethered to who started them. What differs by system is here.

A tethered process holds the reading end of a pipe as its stdin. Its parent lets go of the other end, or dies, and
the process stops as if by Ctrl-C: nothing renders on beside the worker that took its job.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import IO

PROGRAM = (sys.executable, "-m", "studio")
_TETHER = "STUDIO_TETHERED"
_NICE = 5  # pages stay quick while clips are rendered


def start(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    yields: bool = False,
    stdout: IO[bytes] | int | None = None,
    stderr: IO[bytes] | int | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` tethered, out of reach of the terminal's Ctrl-C. One that `yields` lets the pages go first."""
    whole = {**os.environ, _TETHER: "1", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **environment}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | (subprocess.BELOW_NORMAL_PRIORITY_CLASS if yields else 0)
        return subprocess.Popen(
            command, env=whole, stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, creationflags=flags
        )
    process = subprocess.Popen(
        command, env=whole, stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, start_new_session=True
    )
    if yields:
        with contextlib.suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
    return process


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Let go of the tether: the process stops as if by Ctrl-C."""
    if process.stdin is not None:
        process.stdin.close()


def end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Let go of the tether, wait for the end, and kill what has not ended after `patience` seconds."""
    interrupt(process)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def hold_tether() -> bool:
    """In a process that `start` started: stop by Ctrl-C's own way once the parent lets go. Returns whether it was."""
    if os.environ.pop(_TETHER, None) is None:  # taken off, so that what this process starts is not tethered to nothing
        return False
    signal.signal(signal.SIGINT, signal.default_int_handler)  # started where Ctrl-C is ignored, it must hear ours
    threading.Thread(target=_watch, name="tether", daemon=True).start()
    return True


def _watch() -> None:
    while os.read(0, 1):  # unbuffered: a lock on stdin would be held against the interpreter's end
        pass
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def is_gone(pid: int) -> bool:
    """Whether no process of this machine has that id. Where the system cannot be asked, nobody is said to be gone."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
