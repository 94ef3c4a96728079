"""A worker kept running beside the server: started once the pages are served, started again should it die."""

import contextlib
import logging
import threading
from collections.abc import Sequence

from studio.jobs import processes

_PAUSE_S = 1.0
_PATIENCE_S = 25.0  # a worker lets its command put away its halves first

log = logging.getLogger("studio.jobs")


class Keeper:
    """Keeps one process of `studio ARGUMENTS` alive from `start` to `stop`; it never outlives this process."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._command = [*processes.PROGRAM, *arguments]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        """Start the process; comes back at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the process as Ctrl-C does, and wait for its end."""
        self._over.set()
        with contextlib.suppress(RuntimeError):  # it was never started
            self._thread.join()

    def _keep(self) -> None:
        while not self._over.is_set():
            process = processes.start(self._command, {})
            while process.poll() is None and not self._over.wait(0.2):
                pass
            processes.end(process, _PATIENCE_S)
            if not self._over.wait(_PAUSE_S):
                log.warning("the worker ended with %s; another is started", process.returncode)
