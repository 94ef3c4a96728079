"""What becomes of a job in the hands of its runner; who calls the runner is seen in test_worker."""

import re
import signal
import sys
import time
from pathlib import Path

import pytest

from studio.jobs import processes, queue
from studio.jobs.hand import Stopped
from studio.jobs.job import State
from studio.storage.files import CannotWrite
from tests.inprocess import working
from tests.integration.jobs.command_job import RESULT, command_job

NO_ROOM = "切片 写不进去：x\n换一个能写的文件夹，磁盘上要有空间。"


@pytest.fixture
def run(monkeypatch):
    """Ask for a command that is a piece of Python."""
    trial = str(Path(__file__).with_name("trial_command.py"))
    monkeypatch.setattr(processes, "PROGRAM", (sys.executable, trial))
    return lambda code, *given: queue.ask("command", "春茶", {"arguments": [code, *given]})


@pytest.fixture
def worker():
    with working({"command": command_job}) as carrier:
        yield carrier


def is_at(step):
    return lambda job: job.step == step


def test_command_tells_its_progress_and_is_done(run, worker, until):
    job = run("tell(0.4); open(given[0], 'w').write('x')", RESULT + ".txt")
    done = until(job)
    assert (done.state, done.done, done.step, done.segment, done.message) == (State.DONE, 1.0, "render", "a", "")
    assert Path(f"{done.folder}/result.txt").read_text() == "x"
    assert done.started <= done.ended


def test_command_that_refuses_is_failed_with_its_own_words(run, worker, until):
    job = until(run("tell(0.4); sys.stderr.write('磁盘满了。\\n换一个。'); sys.exit(2)"))
    assert (job.state, job.message, job.done, job.result) == (State.FAILED, "磁盘满了。\n换一个。", 0.4, {})


def test_command_that_breaks_off_is_told_by_a_number_with_details_for_a_helper(run, worker, until):
    job = until(run("raise RuntimeError('坏了')"))
    assert job.state is State.FAILED
    assert re.fullmatch("出错了。请把编号 [0-9a-f]{8} 告诉我们。", job.message)
    assert job.result["details"].endswith("RuntimeError: 坏了")


def test_command_speaks_the_language_of_the_job(worker, until, run):
    code = "import os; sys.stderr.write(os.environ['STUDIO_LANG']); sys.exit(2)"
    job = queue.ask("command", "tea", {"arguments": [code]}, language="en")
    assert until(job).message == "en"


def test_cancel_lets_the_command_put_away_its_halves(run, worker, until, tmp_path):
    cleaned = tmp_path / "cleaned"
    job = run(f"import time\ntry:\n tell(0.4); time.sleep(60)\nfinally:\n open({str(cleaned)!r}, 'w').close()")
    until(job, is_at("render"))
    queue.cancel(job.id)
    assert until(job, within=9).state is State.STOPPED
    assert cleaned.exists()


def test_cancel_reaches_a_command_started_where_ctrl_c_is_ignored(run, worker, until):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        job = run("import time; tell(0.4); time.sleep(60)")
        until(job, is_at("render"))
        queue.cancel(job.id)
        assert until(job, within=9).state is State.STOPPED
    finally:
        signal.signal(signal.SIGINT, before)


def test_command_that_does_not_hear_is_killed(run, worker, until, monkeypatch):
    monkeypatch.setattr("studio.jobs.command._PATIENCE_S", 1.0)
    job = run("import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); tell(0.4); time.sleep(60)")
    until(job, is_at("render"))
    queue.cancel(job.id)
    assert until(job, within=9).state is State.STOPPED


def test_cancelled_command_goes_once_more(run, worker, until):
    job = run("import time; tell(0.4); time.sleep(60 if not open(given[0], 'a').tell() else 0)", RESULT + ".txt")
    until(job, is_at("render"))
    queue.cancel(job.id)
    until(job)
    Path(f"{job.folder}/result.txt").write_text("x")
    queue.again(job.id)
    done = until(job)
    assert (done.state, done.attempt) == (State.DONE, 2)


def test_worker_that_leaves_puts_its_job_back(run, until):
    with working({"command": command_job}):
        job = run("import time; tell(0.4); time.sleep(60)")
        until(job, is_at("render"))
    now = queue.read(job.id)
    assert (now.state, now.attempt, now.worker, now.done) == (State.WAITING, 2, None, 0.0)


def fails_with(error):
    def runner(job, hand):
        raise error

    return runner


@pytest.mark.parametrize(
    ("runner", "state", "message"),
    [
        (fails_with(CannotWrite(path="切片", reason="x")), State.FAILED, NO_ROOM),
        (fails_with(Stopped()), State.STOPPED, ""),
        (lambda job, hand: {"clips": 5}, State.DONE, ""),
    ],
)  # fmt: skip
def test_runner_ends(until, runner, state, message):
    with working({"trial": runner}):
        job = until(queue.ask("trial", "春茶", {}))
    assert (job.state, job.message) == (state, message)


def test_kind_that_nobody_knows_is_failed(worker, until):
    job = until(queue.ask("dance", "春茶", {}))
    assert (job.state, "dance" in job.message) == (State.FAILED, True)


def test_progress_is_written_down_now_and_then_however_often_it_is_told(until, monkeypatch):
    written = []
    monkeypatch.setattr("studio.jobs.store.tell", lambda job, done, *more: written.append(done))

    def runner(job, hand):
        for number in range(100_000):
            hand.told(number / 100_000)
        time.sleep(0.3)
        return {}

    with working({"trial": runner}):
        until(queue.ask("trial", "春茶", {}))
    assert 1 <= len(written) < 100
