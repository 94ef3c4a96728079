import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.core import settings
from studio.jobs import queue, results
from studio.jobs.job import State

SAYS = (
    "import json,sys; print(json.dumps({'done':0.4,'step':'render','segment':'a','told':'石门银峰'}), file=sys.stderr)"
)


@pytest.fixture
def run(monkeypatch):
    """Start a job whose command is a piece of Python."""

    def start(code, *arguments, title="春茶"):
        monkeypatch.setattr(queue, "PROGRAM", (sys.executable, "-c", code))
        return queue.start(title, arguments)

    return start


def ended(job, *, within=20):
    until = time.monotonic() + within
    while queue.read(job.id).state is State.RUNNING:
        assert time.monotonic() < until, "the job does not end"
        time.sleep(0.05)
    return queue.read(job.id)


def told(job, step, *, within=20):
    until = time.monotonic() + within
    while queue.read(job.id).step != step:
        assert time.monotonic() < until, f"the job never told of {step}"
        time.sleep(0.05)


def test_job_tells_its_progress_and_is_done(run):
    job = run(f"{SAYS}; open(sys.argv[1], 'w').write('x')", queue.RESULT + ".txt")
    assert job.state is State.RUNNING
    done = ended(job)
    assert (done.state, done.done, done.step, done.segment, done.told) == (State.DONE, 1.0, "render", "a", "石门银峰")
    assert Path(f"{done.result}.txt").read_text() == "x"


def test_job_that_fails_keeps_what_it_said(run):
    job = ended(run(f"{SAYS}; print('磁盘满了。', file=sys.stderr); sys.exit(2)"))
    assert (job.state, job.message, job.done) == (State.FAILED, "磁盘满了。", 0.4)


def test_same_wish_is_not_started_twice(run):
    code = f"{SAYS}; import time; time.sleep(60)"
    first, second = run(code, "slice"), run(code, "slice")
    assert second.id == first.id
    assert [job.id for job in queue.all()] == [first.id]
    queue.cancel(first.id)
    ended(first)


def test_cancel_lets_the_command_clean_up(run, tmp_path):
    mark = tmp_path / "cleaned"
    code = f"import time\ntry:\n {SAYS}; time.sleep(60)\nfinally:\n open({str(mark)!r}, 'w').close()"
    job = run(code)
    told(job, "render")
    queue.cancel(job.id)
    assert ended(job).state is State.STOPPED
    assert mark.exists()


def test_cancel_reaches_a_command_started_where_ctrl_c_is_ignored(run):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        job = run(f"{SAYS}; import time; time.sleep(60)")
        told(job, "render")
        queue.cancel(job.id)
        assert ended(job, within=8).state is State.STOPPED
    finally:
        signal.signal(signal.SIGINT, before)


def test_job_whose_processes_were_killed_is_stopped_and_starts_again(run):
    job = run(f"{SAYS}; import time; time.sleep(60)")
    told(job, "render")
    os.killpg(int((settings.home() / "jobs" / job.id / "pid").read_text()), signal.SIGKILL)
    assert ended(job).state is State.STOPPED
    once_more = queue.again(job.id)
    assert (once_more.state, once_more.result) == (State.RUNNING, job.result)
    queue.cancel(job.id)
    ended(job)


def test_job_outlives_the_server_that_started_it():
    server = (
        "import sys; from studio.jobs import queue\n"
        "queue.PROGRAM = (sys.executable, '-c', 'import time; time.sleep(0.8)')\n"
        "sys.stdout.write(queue.start('t', []).id)"
    )
    started = subprocess.run([sys.executable, "-c", server], capture_output=True, text=True, check=True)
    job = queue.read(started.stdout)
    assert job.state is State.RUNNING
    assert ended(job).state is State.DONE


def test_unknown_job_and_paths_for_ids_are_refused():
    for name in ("0" * 16, "../" + "0" * 16, "..", "", "0" * 15 + "/"):
        with pytest.raises(queue.JobMissing):
            queue.read(name)


def test_adopted_result_is_one_job_that_is_done(tmp_path):
    first, second = queue.adopt("示例", tmp_path), queue.adopt("示例", tmp_path)
    assert first.id == second.id
    assert (second.state, second.result) == (State.DONE, tmp_path.resolve())


def test_adopted_result_can_be_made_again(monkeypatch, tmp_path):
    monkeypatch.setattr(queue, "PROGRAM", (sys.executable, "-c", "import sys; open(sys.argv[1] + '/x', 'w').close()"))
    job = queue.adopt("示例", tmp_path, [queue.RESULT])
    assert ended(queue.again(job.id)).state is State.DONE
    assert (tmp_path / "x").exists()


def test_names_lead_to_the_files_of_the_result_and_to_nothing_else(tmp_path):
    inside = tmp_path / "result"
    (inside / "honey").mkdir(parents=True)
    (inside / ".hidden").mkdir()
    for file in ("honey/clip.mp4", "slices.json", "honey/notes.txt", ".hidden/clip.mp4", "../outside.mp4"):
        (inside / file).write_text("x")
    (inside / "link.mp4").symlink_to(tmp_path / "outside.mp4")
    job = queue.adopt("示例", inside)
    found = {file: results.find(results.name_of(job.id, file)) for file in ("honey/clip.mp4", "slices.json")}
    assert found == {"honey/clip.mp4": inside / "honey/clip.mp4", "slices.json": inside / "slices.json"}
    for file in ("honey/notes.txt", ".hidden/clip.mp4", "../outside.mp4", "link.mp4", "honey"):
        assert results.find(results.name_of(job.id, file)) is None
    assert results.find("../../etc/passwd") is None


def test_lines_that_are_no_progress_are_the_message(run):
    lines = json.dumps('{broken\n[1]\n\n{"done": "much"}\nplain')
    job = ended(run(f"import sys; sys.stderr.write({lines}); sys.exit(1)"))
    assert (job.message, job.done) == ("{broken\n[1]\nplain", 0.0)
