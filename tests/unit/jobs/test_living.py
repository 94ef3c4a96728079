from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from studio.jobs.living import DEAD_S, SILENT_S, Living
from studio.jobs.store import Worker

NOON = datetime(2027, 4, 5, 12, tzinfo=UTC)
HERE = Worker("here", "office", 7, NOON, NOON)
THERE = Worker("there", "county", 7, NOON, NOON)


@pytest.fixture
def living():
    """Someone on the office's machine, where every process but this one is gone."""
    return Living("office", is_gone=lambda pid: True)


def watched(living, worker, until, *, every=2.0, beating=False):
    """What a look at `until` seconds says, after looks at every step before."""
    found, now = None, 0.0
    while now <= until:
        beat = NOON + timedelta(seconds=now) if beating else NOON
        found = living.look([replace(worker, beat=beat)], now)
        now += every
    return found


def test_who_was_never_seen_before_lives(living):
    assert living.look([HERE, THERE], 0.0) == {"here", "there"}


@pytest.mark.parametrize(("until", "found"), [(SILENT_S - 2, {"here"}), (SILENT_S, set())])
def test_silent_process_of_this_machine_that_is_gone_is_dead_soon(living, until, found):
    assert watched(living, HERE, until) == found


@pytest.mark.parametrize(("until", "found"), [(DEAD_S - 2, {"there"}), (DEAD_S, set())])
def test_silent_worker_of_another_machine_is_given_longer(living, until, found):
    assert watched(living, THERE, until) == found


def test_silent_process_that_is_still_there_is_given_as_long():
    living = Living("office", is_gone=lambda pid: False)
    assert watched(living, HERE, DEAD_S - 2) == {"here"}


@pytest.mark.parametrize("worker", [HERE, THERE])
def test_who_beats_lives_whatever_its_clock_says(living, worker):
    assert watched(living, worker, 10 * DEAD_S, beating=True) == {worker.id}


def test_who_could_not_look_begins_anew(living):
    assert watched(living, THERE, DEAD_S - 2) == {"there"}
    assert living.look([THERE], DEAD_S - 2 + 60) == {"there"}
    assert living.look([THERE], DEAD_S - 2 + 65) == {"there"}


def test_takeover_is_within_the_promise():
    assert DEAD_S + 5 < 45
