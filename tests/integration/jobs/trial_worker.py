"""A real worker whose runners are for trial: `count` makes files one by one and uses those there are, `command` runs
`trial_command.py` in the place of `studio`."""

import contextlib
import logging
import os
import socket
import sys
import time
from pathlib import Path

from studio.jobs import processes
from studio.jobs.hand import Stopped
from studio.jobs.worker import work

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.integration.jobs.command_job import command_job


def count(job, hand):
    (job.folder / f"start-{time.monotonic_ns()}").touch()
    for number in range(job.asked["to"]):
        if hand.is_stopped():
            raise Stopped
        piece = job.folder / f"piece-{number}"
        if not piece.exists():
            time.sleep(job.asked.get("each", 0.1))
            piece.touch()
        hand.told((number + 1) / job.asked["to"], "counting", str(number))
    return {"counted": job.asked["to"]}


def main():
    processes.hold_tether()
    processes.PROGRAM = (sys.executable, str(Path(__file__).with_name("trial_command.py")))
    if os.environ.get("TRIAL_HOST"):
        socket.gethostname = lambda: os.environ["TRIAL_HOST"]
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    with contextlib.suppress(KeyboardInterrupt):
        work({"count": count, "command": command_job})


if __name__ == "__main__":
    main()
