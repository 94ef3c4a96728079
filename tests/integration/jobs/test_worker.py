"""Real workers in processes of their own, and what becomes of their jobs when they are killed."""

import os
import random
import signal
import sqlite3
import time
from itertools import pairwise

import pytest

from studio.jobs import queue, store
from studio.jobs.job import State
from studio.storage import database

from .conftest import logs, subprocesses_of

KILLS = int(os.environ.get("STUDIO_TEST_KILLS", "6"))


def ask(to, **more):
    return queue.ask("count", "数一数", {"to": to, **more})


def is_under_way(job):
    return job.done > 0


def starts(job):
    return len(list(job.folder.glob("start-*")))


def test_jobs_are_done_one_after_the_other_in_the_order_they_were_asked_for(start_worker, until):
    jobs = [ask(3, number=number) for number in range(3)]
    start_worker()
    done = [until(job) for job in jobs]
    assert [(job.state, job.result, starts(job)) for job in done] == [(State.DONE, {"counted": 3}, 1)] * 3
    assert [later.started >= earlier.ended for earlier, later in pairwise(done)] == [True, True]


def test_running_job_is_stopped_and_goes_once_more(start_worker, until):
    start_worker()
    job = ask(600)
    until(job, is_under_way)
    queue.cancel(job.id)
    stopped = until(job, within=10)
    assert stopped.state is State.STOPPED
    for number in range(600):
        (job.folder / f"piece-{number}").touch()
    queue.again(job.id)
    assert (until(job).state, queue.read(job.id).attempt, starts(job)) == (State.DONE, 2, 2)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
def test_job_of_a_killed_worker_is_taken_over_and_finished(start_worker, until):
    first = start_worker()
    job = ask(20)
    until(job, is_under_way)
    start_worker()
    first.kill()
    first.wait()
    killed = time.monotonic()
    done = until(job)
    assert time.monotonic() - killed < 45
    assert (done.state, done.attempt, starts(job)) == (State.DONE, 1, 2)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
def test_command_of_a_killed_worker_stops_by_itself(start_worker, until, tmp_path):
    worker = start_worker()
    cleaned = tmp_path / "cleaned"
    code = f"import time\ntry:\n tell(0.4); time.sleep(60)\nfinally:\n open({str(cleaned)!r}, 'w').close()"
    job = queue.ask("command", "春茶", {"arguments": [code]})
    until(job, lambda job: job.step == "render")
    commands = subprocesses_of(worker.pid)
    assert len(commands) == 1
    worker.kill()
    worker.wait()
    deadline = time.monotonic() + 10
    while not cleaned.exists():
        assert time.monotonic() < deadline, "the command works on beside nobody"
        time.sleep(0.05)


def test_everything_is_killed_and_goes_on_at_the_next_start(start_worker, until):
    running = ask(20)
    worker = start_worker()
    until(running, is_under_way)
    waiting = ask(2)
    worker.kill()
    worker.wait()
    start_worker()
    assert [until(job).state for job in (running, waiting)] == [State.DONE, State.DONE]
    assert (starts(running), starts(waiting)) == (2, 1)


def test_worker_that_is_let_go_puts_its_job_back_and_ends(start_worker, until):
    worker = start_worker()
    job = ask(600)
    until(job, is_under_way)
    worker.stdin.close()
    worker.wait(30)
    assert (queue.read(job.id).state, queue.read(job.id).attempt) == (State.WAITING, 2)
    assert store.workers() == []
    assert logs() == ""


def test_job_survives_the_loss_of_the_queue(start_worker, until):
    job = ask(20)
    worker = start_worker()
    until(job, is_under_way)
    worker.kill()
    worker.wait()
    if database.url().startswith("sqlite"):
        for file in database.settings.home().glob("queue.sqlite*"):
            file.unlink()
    start_worker()
    assert until(job).state is State.DONE


@pytest.mark.skipif(bool(os.environ.get("STUDIO_TEST_DATABASE")), reason="SQLite's own trouble")
@pytest.mark.parametrize("file", ["studio.sqlite", "queue.sqlite"])
def test_locked_database_loses_nothing(start_worker, until, file):
    start_worker()
    job = ask(30)
    until(job, is_under_way)
    with sqlite3.connect(database.settings.home() / file, isolation_level=None) as held:
        held.execute("BEGIN IMMEDIATE")
        time.sleep(18)
        held.execute("ROLLBACK")
    held.close()
    done = until(job)
    assert (done.state, starts(job)) == (State.DONE, 1)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
@pytest.mark.timeout(1200)
def test_random_kills_lose_no_job(start_worker, until):
    """Whatever the moment: starting, taking a job, working, writing down its end."""
    chance = random.Random(2098)
    jobs = []
    for number in range(KILLS):
        jobs.append(ask(4, number=number))
        worker = start_worker()
        time.sleep(chance.uniform(0.5, 9))
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    start_worker()
    assert {until(job, within=300).state for job in jobs} == {State.DONE}
    assert {job.result["counted"] for job in map(lambda job: queue.read(job.id), jobs)} == {4}
