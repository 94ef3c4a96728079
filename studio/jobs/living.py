"""Which workers live. Judged by this process's own clock alone: the clocks of other machines may be wrong."""

from collections.abc import Callable, Iterable
from datetime import datetime

from studio.jobs.store import Worker

BEAT_S = 3.0
"""How often a worker says that it lives."""

SILENT_S = 6.0
"""After so long without a beat, a worker of this machine whose process is gone is dead."""

DEAD_S = 20.0
"""After so long without a beat, any worker is dead."""

_BLINK_S = 10.0


class Living:
    """Remembers when each worker's beat was last seen to change."""

    def __init__(self, host: str, is_gone: Callable[[int], bool]) -> None:
        self._host = host
        self._is_gone = is_gone
        self._seen: dict[str, tuple[datetime, float]] = {}
        self._looked = float("-inf")

    def look(self, workers: Iterable[Worker], now: float) -> frozenset[str]:
        """The ids of those that live, as of `now`, in seconds of a clock that never goes back.

        Who has not looked for a while (the database was away, the machine slept) knows nothing and begins anew:
        the others could not beat either.
        """
        if now - self._looked > _BLINK_S:
            self._seen.clear()
        self._looked = now
        there = list(workers)
        before = self._seen
        self._seen = {worker.id: self._changed(worker, before, now) for worker in there}
        return frozenset(worker.id for worker in there if not self._is_dead(worker, now - self._seen[worker.id][1]))

    def _changed(self, worker: Worker, before: dict[str, tuple[datetime, float]], now: float) -> tuple[datetime, float]:
        seen = before.get(worker.id)
        return seen if seen and seen[0] == worker.beat else (worker.beat, now)

    def _is_dead(self, worker: Worker, silent: float) -> bool:
        is_gone = worker.host == self._host and silent >= SILENT_S and self._is_gone(worker.pid)
        return is_gone or silent >= DEAD_S
