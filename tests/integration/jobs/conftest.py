import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.jobs import processes, queue
from studio.jobs.job import ACTIVE

TRIAL = Path(__file__).with_name("trial_worker.py")


@pytest.fixture
def start_worker():
    """Start a real worker with trial runners, in a process of its own."""
    started = []

    def start(**environment):
        with (Path(os.environ["STUDIO_HOME"]) / f"worker-{len(started)}.log").open("wb") as log:
            process = processes.start([sys.executable, str(TRIAL)], environment, stdout=log, stderr=log)
        started.append(process)
        return process

    yield start
    for process in started:
        processes.end(process, 20)


@pytest.fixture
def start_real_worker():
    """Start a real worker that does what the studio does, in a process of its own."""
    started = []

    def start():
        started.append(processes.start([sys.executable, "-m", "studio", "worker"], {}))
        return started[-1]

    yield start
    for process in started:
        processes.end(process, 20)


@pytest.fixture
def until():
    """Wait for a job to be as `is_so` says; returns it."""

    def wait(job, is_so=lambda job: job.state not in ACTIVE, within=90):
        deadline = time.monotonic() + within
        while not is_so(now := queue.read(job.id)):
            assert time.monotonic() < deadline, now
            time.sleep(0.1)
        return now

    return wait


def logs():
    """What the workers of this test complained of."""
    return "".join(log.read_text() for log in sorted(Path(os.environ["STUDIO_HOME"]).glob("worker-*.log")))


def subprocesses_of(pid):
    """The ids of the processes that `pid` started and theirs."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(map(int, line.split()) for line in listed.splitlines())
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}
