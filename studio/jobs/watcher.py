"""`python -m studio.jobs.watcher FOLDER LOCK COMMAND...`: runs a job's command and writes down how it ended.

The exit code is known to the parent alone, and the server may be gone by then: so the parent is this small process.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from studio.jobs.job import ENDED, TOLD
from studio.storage.files import write_json

_NICE = 5  # pages stay quick while clips are rendered


def watch(folder: Path, lock: int, command: list[str]) -> int:
    """Run `command` to its end, its words going to the folder; returns its exit code."""
    with (folder / TOLD).open("wb") as told:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=told, pass_fds=[lock]
        )
        code = child.wait()
    write_json(folder / ENDED, {"code": code})
    return code


def main() -> None:
    """Watch the command of `sys.argv`."""
    signal.signal(signal.SIGINT, lambda *_: None)  # the group's Ctrl-C is the command's; it stops, we write it down
    os.nice(_NICE)
    folder, lock, *command = sys.argv[1:]
    watch(Path(folder), int(lock), command)


if __name__ == "__main__":
    main()
