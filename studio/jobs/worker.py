"""A worker: takes one job after the other from the queue, and sees to the jobs of workers that died.

DBOS gives each waiting job to one worker alone. Two jobs at once on a machine are two workers. The worker beats while
it lives; whoever sees a beat fall silent gives the dead one's jobs back to the queue, where they start again.
"""

import contextlib
import os
import secrets
import socket
import sqlite3
import threading
import time
from collections.abc import Generator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from studio.core import settings
from studio.jobs import processes, store
from studio.jobs.carrier import Carrier, log, patiently
from studio.jobs.hand import Runner
from studio.jobs.job import Job, State
from studio.jobs.living import BEAT_S, Living
from studio.jobs.store import Worker
from studio.storage import database
from studio.storage.database import DatabaseAway

if TYPE_CHECKING:
    from dbos import DBOS

_QUEUE = "renders"
_WORKFLOW = "carry_out"
_VERSION = "1"  # of the workflow, not of the studio: what waits is also for the worker after an update
_PULSE_S = 1.0
_LOOK_S = 1.0
_LEAVING_S = 15.0  # a command has ten seconds to put away its halves


def work(runners: Mapping[str, Runner], *, name: str | None = None, until: threading.Event | None = None) -> None:
    """Do jobs until `until` is set or Ctrl-C; what is being done then is put back for the next worker."""
    me = _worker(name or socket.gethostname())
    carrier = Carrier(me.id, runners)
    patiently(lambda: store.beat(me))
    with contextlib.ExitStack() as leaving:
        leaving.callback(_strike_off, me)
        dbos = _launched(me, carrier)
        leaving.callback(dbos.destroy)
        leaving.enter_context(_pulsing(me, carrier))
        leaving.callback(carrier.leave, _LEAVING_S)
        _see_to_the_queue(dbos, me, until or threading.Event())


def _worker(name: str) -> Worker:
    now = datetime.now(UTC)
    return Worker(f"{name[:48]}-{secrets.token_hex(4)}", socket.gethostname(), os.getpid(), now, now)


def _launched(me: Worker, carrier: Carrier) -> "type[DBOS]":
    from dbos import DBOS, DBOSConfig

    @DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=None)
    def carry_out(job_id: str, attempt: int) -> None:
        carrier.carry_out(job_id, attempt)

    config = DBOSConfig(
        name="yunzao-studio",
        system_database_url=_queue_url(),
        executor_id=me.id,
        application_version=_VERSION,
        log_level="ERROR",
    )
    DBOS(config=config)
    DBOS.launch()
    DBOS.register_queue(_QUEUE, worker_concurrency=1, polling_interval_sec=0.5, on_conflict="always_update")
    return DBOS


def _queue_url() -> str:
    """Where DBOS keeps its own tables: with ours, but for SQLite, where its polling would hold up the pages."""
    if settings.own_database():
        return database.url()
    path = settings.home() / "queue.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{path.as_posix()}"


@contextlib.contextmanager
def _pulsing(me: Worker, carrier: Carrier) -> Generator[None]:
    """A thread that beats, and writes down how far the jobs are, as long as the block lasts."""
    over = threading.Event()
    thread = threading.Thread(target=_pulse, args=(me, carrier, over), name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _pulse(me: Worker, carrier: Carrier, over: threading.Event) -> None:
    beaten = time.monotonic()
    while not over.wait(_PULSE_S):
        try:
            carrier.pulse()
            if time.monotonic() - beaten >= BEAT_S:
                store.beat(me)
                beaten = time.monotonic()
        except DatabaseAway as away:
            log.warning("no beat: %s", away.reason)


def _strike_off(me: Worker) -> None:
    with contextlib.suppress(DatabaseAway):  # else the others see it by the silence
        store.strike_off([me.id])


def _see_to_the_queue(dbos: "type[DBOS]", me: Worker, until: threading.Event) -> None:
    """Hand over what waits, and give back what the dead held, again and again."""
    living = Living(me.host, processes.is_gone)
    handed: set[str] = set()
    while not until.wait(_LOOK_S):
        try:
            alive = _give_back(dbos, me, living)
            _hand_over(dbos, alive, handed)
        except DatabaseAway as away:
            log.warning("the queue waits: %s", away.reason)


def _give_back(dbos: "type[DBOS]", me: Worker, living: Living) -> frozenset[str]:
    """Put what dead workers were doing back into the queue; returns who lives.

    The holders are read first: whoever holds a job by then has beaten before.
    """
    holders = {
        flow.executor_id
        for flow in dbos.list_workflows(status="PENDING", queue_name=_QUEUE, load_input=False, load_output=False)
    }
    workers = store.workers()
    alive = living.look(workers, time.monotonic()) | {me.id}
    dead = {holder for holder in holders if holder is not None} - alive
    if dead:
        _recover(sorted(dead))
    struck = {worker.id for worker in workers} - alive
    if struck:
        log.warning("workers that died: %s", ", ".join(sorted(struck)))
        store.strike_off(struck)
    return alive


def _recover(dead: list[str]) -> None:
    """Give the jobs of those executors back, each once, whoever else does the same.

    DBOS's public `resume_workflow` does not ask who holds the job: of two workers that see the same death, the second
    would take the job from the first. This one does.
    """
    from dbos._dbos import _get_dbos_instance
    from dbos._recovery import recover_pending_workflows

    recover_pending_workflows(_get_dbos_instance(), dead)


def _hand_over(dbos: "type[DBOS]", alive: frozenset[str], handed: set[str]) -> None:
    """Give DBOS what it does not have yet: an attempt's name makes a second time the first."""
    from dbos import EnqueueOptions

    for job in store.open_jobs():
        attempt = f"{job.id}-{job.attempt}"
        if attempt not in handed and _is_free(job, alive):
            options = EnqueueOptions(
                workflow_name=_WORKFLOW, queue_name=_QUEUE, workflow_id=attempt, app_version=_VERSION
            )
            dbos.enqueue_workflow_with_options(options, job.id, job.attempt)
            handed.add(attempt)


def _is_free(job: Job, alive: frozenset[str]) -> bool:
    return job.state is State.WAITING or job.worker not in alive
