"""Carrying a job out: its runner called, its progress written down, its end kept however long the database is away."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from studio.core.errors import StudioError
from studio.core.i18n import mark, translator
from studio.jobs import store
from studio.jobs.command import CommandBroke, CommandRefused
from studio.jobs.hand import Hand, Runner, Stopped, Why
from studio.jobs.job import Job, State
from studio.storage.database import DatabaseAway
from studio.storage.files import sweep_parts

BROKE = mark("Something broke. Tell us number {number}.")
UNKNOWN = mark("This studio does not know how to do “{kind}”. Bring every worker to the same version.")

T = TypeVar("T")

log = logging.getLogger("studio.jobs")

_LONGEST_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended."""

    state: State
    message: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)


class Carrier:
    """Does jobs in the name of one worker. `carry_out` may be called by several threads at once."""

    def __init__(self, worker: str, runners: Mapping[str, Runner]) -> None:
        self.worker = worker
        self._runners = runners
        self._hands: dict[str, Hand] = {}
        self._leaves = threading.Event()

    def carry_out(self, job_id: str, attempt: int) -> None:
        """Do that attempt of the job to its end. One that is over or was called off is left alone."""
        job = patiently(lambda: store.begin(job_id, attempt, self.worker))
        if job is None:
            return
        hand = Hand(job)
        self._hands[job_id] = hand
        if self._leaves.is_set():
            hand.stop(Why.LEAVING)
        if job.stop:
            hand.stop(Why.ASKED)
        try:
            self._write_down(job, hand, self._outcome(job, hand))
        finally:
            del self._hands[job_id]

    def pulse(self) -> None:
        """Write down what was told since the last pulse, and see who shall stop. Raises `DatabaseAway`."""
        for hand in list(self._hands.values()):
            news = hand.news()
            if news:
                store.tell(hand.job, *news)
            now = store.find(hand.job.id)
            if now is None or (now.worker, now.attempt, now.state) != (self.worker, hand.job.attempt, State.RUNNING):
                hand.stop(Why.LOST)
            elif now.stop:
                hand.stop(Why.ASKED)

    def leave(self, patience: float) -> None:
        """Put back what is being done, so that the next worker does it; waits `patience` seconds for it."""
        self._leaves.set()
        until = time.monotonic() + patience
        while self._hands and time.monotonic() < until:
            for hand in list(self._hands.values()):
                hand.stop(Why.LEAVING)
            time.sleep(0.05)

    def _write_down(self, job: Job, hand: Hand, outcome: Outcome) -> None:
        news = hand.news()
        if outcome.state is State.STOPPED and hand.why is Why.LEAVING:
            patiently(lambda: store.put_back(job))
        else:
            if news:
                patiently(lambda: store.tell(job, *news))
            patiently(lambda: store.end(job, outcome.state, outcome.message, outcome.result))

    def _outcome(self, job: Job, hand: Hand) -> Outcome:
        translate = translator(job.language)
        runner = self._runners.get(job.kind)
        if runner is None:
            return Outcome(State.FAILED, translate(UNKNOWN).format(kind=job.kind))
        if hand.is_stopped():
            return Outcome(State.STOPPED)
        try:
            job.folder.mkdir(parents=True, exist_ok=True)
            sweep_parts(job.folder)
            return Outcome(State.DONE, result=runner(job, hand))
        except Stopped:
            return Outcome(State.STOPPED)
        except CommandRefused as refused:
            return Outcome(State.FAILED, str(refused))
        except StudioError as error:
            return Outcome(State.FAILED, error.told_in(translate))
        except Exception as error:  # a bug of a runner's must not take the worker with it
            number = secrets.token_hex(4)
            log.exception("bug %s in job %s (%s)", number, job.id, job.kind)
            details = {"details": str(error)} if isinstance(error, CommandBroke) else {}
            return Outcome(State.FAILED, translate(BROKE).format(number=number), details)


def patiently(deed: Callable[[], T]) -> T:
    """Do what must not be lost: as often as the database is away, once more."""
    wait = 0.2
    while True:
        try:
            return deed()
        except DatabaseAway as away:
            log.warning("waiting for the database: %s", away.reason)
        time.sleep(wait)
        wait = min(2 * wait, _LONGEST_WAIT_S)
