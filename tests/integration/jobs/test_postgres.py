"""Several workers on one PostgreSQL, and a PostgreSQL that goes away under them."""

import os
import time

import pytest

from studio.jobs import queue, store
from studio.jobs.job import State
from studio.storage import database

PROMISE_S = 45


def ask(to, **more):
    return queue.ask("count", "数一数", {"to": to, **more})


def is_under_way(job):
    return job.done > 0


def starts(job):
    return len(list(job.folder.glob("start-*")))


def test_two_workers_share_the_queue_and_no_job_is_done_twice(postgres_url, start_worker, until):
    start_worker()
    start_worker()
    jobs = [ask(15, number=number) for number in range(4)]
    done = [until(job) for job in jobs]
    assert [(job.state, starts(job)) for job in done] == [(State.DONE, 1)] * 4
    assert len({job.worker for job in done}) == 2


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
@pytest.mark.parametrize("machine", ["this", "another"])
def test_job_of_a_dead_worker_is_taken_over_in_time(postgres_url, start_worker, until, machine):
    workers = [start_worker(TRIAL_HOST="elsewhere" if machine == "another" else ""), start_worker()]
    until_there(2)
    jobs = [ask(40, number=number) for number in range(2)]
    for job in jobs:
        until(job, is_under_way)
    workers[0].kill()
    workers[0].wait()
    killed = time.monotonic()
    lost = next(job for job in map(lambda job: queue.read(job.id), jobs) if pid_of(job.worker) == workers[0].pid)
    until(lost, lambda job: job.worker != lost.worker or starts(lost) == 2, within=PROMISE_S)
    assert time.monotonic() - killed <= PROMISE_S
    assert [until(job).state for job in jobs] == [State.DONE] * 2
    assert [starts(job) for job in jobs] == [2 if job.id == lost.id else 1 for job in jobs]


def test_postgres_restarted_during_a_job_loses_nothing(own_postgres, monkeypatch, start_worker, until):
    url = own_postgres.fresh()
    monkeypatch.setenv("STUDIO_DATABASE_URL", url)
    start_worker()
    running, waiting = ask(80), ask(3)
    until(running, is_under_way)
    own_postgres.stop()
    time.sleep(4)
    with pytest.raises(database.DatabaseAway):
        queue.read(running.id)
    own_postgres.start()
    done = [until(job, within=180) for job in (running, waiting)]
    assert [(job.state, starts(job)) for job in done] == [(State.DONE, 1)] * 2
    database.close()


def until_there(count):
    deadline = time.monotonic() + 90
    while len(store.workers()) < count:
        assert time.monotonic() < deadline, "the workers never came"
        time.sleep(0.1)


def pid_of(worker_id):
    return next(worker.pid for worker in store.workers() if worker.id == worker_id)
