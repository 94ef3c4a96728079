"""`kill -9` of the worker, its command and ffmpeg at once, in the middle of a real render."""

import contextlib
import json
import os
import signal
import subprocess
import time

import imageio_ffmpeg
import pytest

from studio.core.access import STUDIO
from studio.edit.review import store as review
from studio.flows.sample import import_sample
from studio.jobs import queue, store
from studio.jobs.job import State
from studio.plan import store as plan_store
from studio.storage import media

from .conftest import subprocesses_of

TEA = {"id": "tea", "product": "shimen-yinfeng", "title": "石门银峰", "script": "看银峰。"}
HONEY = {"id": "honey", "product": "huping-honey", "title": "壶瓶山蜂蜜", "script": "看蜂蜜。"}
SESSION = {
    "id": "small-night",
    "title": "春茶小场",
    "host": "tea-farmer",
    "spot": "huping-mountain",
    "starts": "2027-04-05T20:00:00+08:00",
    "segments": [{**segment, "kind": "product", "seconds": "6"} for segment in (TEA, HONEY)],
}


@pytest.fixture
def asked(tmp_path):
    """A wish for two clips of a recording that was brought in."""
    line = "-v error -f lavfi -i testsrc2=s=1280x720:r=25:d=12 -f lavfi -i sine=f=300:d=12 -pix_fmt yuv420p"
    recording = tmp_path / "昨晚 的录像.mp4"
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *line.split(), str(recording)], check=True)
    import_sample(STUDIO)
    plan_store.put_session(STUDIO, SESSION)
    brought = media.keep(recording, name=recording.name, kind="recording")
    return {"recording": brought.id, "session": SESSION["id"], "engine": "script"}


def parts(job):
    return list((job.folder / "result").rglob("*.part*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without a signal")
@pytest.mark.parametrize("after", [0, 5])
def test_worker_that_is_ended_by_a_service_manager_leaves_in_order(start_real_worker, after):
    worker = start_real_worker()
    deadline = time.monotonic() + 60
    while not store.workers():
        assert time.monotonic() < deadline, "the worker never came"
        time.sleep(0.1)
    time.sleep(after)
    worker.terminate()
    assert worker.wait(30) == 130
    assert store.workers() == []


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
def test_render_that_was_killed_is_finished_and_leaves_no_half(start_real_worker, asked, until):
    job = queue.ask("slice", "春茶小场", asked)
    worker = start_real_worker()
    until(job, lambda job: any(".honey-" in str(part) for part in parts(job)), within=200)
    for pid in [worker.pid, *subprocesses_of(worker.pid)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    worker.wait()
    time.sleep(0.5)
    assert parts(job) != []
    tea = (job.folder / "result") / "tea" / "clip.mp4"
    before = tea.stat().st_mtime_ns
    start_real_worker()
    assert until(job, within=200).state is State.DONE
    manifest = json.loads(((job.folder / "result") / "slices.json").read_text(encoding="utf-8"))
    assert [clip["segment"] for clip in manifest["clips"]] == ["tea", "honey"]
    assert [clip.segment for clip in review.of_job(STUDIO, job.id)] == ["tea", "honey"]
    assert parts(job) == []
    assert tea.stat().st_mtime_ns == before
