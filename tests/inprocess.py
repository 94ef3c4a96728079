"""A worker without DBOS, in the test's own process: for tests of what is done, not of who does it."""

import threading
from contextlib import contextmanager

from studio.jobs import store
from studio.jobs.carrier import Carrier
from studio.jobs.job import State


@contextmanager
def working(runners):
    """Jobs that wait are done, all at once, until the block ends."""
    carrier, over, doing = Carrier("in-process", runners), threading.Event(), []

    def see():
        while not over.wait(0.05):
            carrier.pulse()
            for job in store.open_jobs():
                if job.state is State.WAITING and (job.id, job.attempt) not in doing:
                    doing.append((job.id, job.attempt))
                    threads.append(threading.Thread(target=carrier.carry_out, args=doing[-1]))
                    threads[-1].start()

    threads = [threading.Thread(target=see)]
    threads[0].start()
    try:
        yield carrier
    finally:
        over.set()
        threads[0].join()
        carrier.leave(15)
        for thread in threads[1:]:
            thread.join()
