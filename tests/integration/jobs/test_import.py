"""The library's import as a job: the same as the import itself, whoever asks and whenever it is broken off."""

import os
import random
import signal
import threading
import time

import pytest

from studio.core.access import STUDIO, NotAllowed, Role
from studio.core.i18n import translator
from studio.flows import import_job
from studio.flows.import_job import KIND, again, ask_import
from studio.flows.runners import RUNNERS
from studio.jobs import queue
from studio.jobs import store as jobs
from studio.jobs.hand import Hand, Stopped
from studio.jobs.job import ACTIVE, State
from studio.library import accounts, audit, exchange, store
from studio.library.sources import of_path
from studio.storage import database, media
from tests.inprocess import working
from tests.people import person

FILE = """
- {id: huping, name: 壶瓶山}
- {id: jiashan, name: 夹山寺}
- {id: jiashan, name: 又一个}
- {id: nameless}
- {id: pass, name: 长梯隘, shoe: 1}
"""
KILLS = int(os.environ.get("STUDIO_TEST_KILLS", "6"))
ROWS = 400
LASTS_S = 0.5
"""About what an import of so many rows takes: kills fall into it, and some behind it."""


@pytest.fixture
def chief():
    return person()


@pytest.fixture
def bring(tmp_path):
    """Bring a file of spots in, as an upload does; returns its medium's id."""

    def brought(user, text=FILE):
        (tmp_path / "5f3a.yaml").write_text(text, encoding="utf-8")
        return media.keep(tmp_path / "5f3a.yaml", name="spots 景点.yaml", kind="table", owner=user.id).id

    return brought


@pytest.fixture
def held(monkeypatch):
    """An import that has read its file waits until the second of these events is set; the first says that it has."""
    is_read, goes_on = threading.Event(), threading.Event()

    def reading(*given):
        rows = of_path(*given)
        is_read.set()
        assert goes_on.wait(30)
        return rows

    monkeypatch.setattr(import_job, "of_path", reading)
    return is_read, goes_on


def direct(user, medium_id):
    """What an import of the file comes to at this moment; nothing of it is kept."""
    medium = media.find(medium_id)
    with database.engine().connect() as connection:
        came = exchange.bring(connection, user, of_path(media.local(medium), medium.name), medium.name)
    return came.as_data(translator("zh_CN"))


def spots():
    return [one.id for one in store.entries(STUDIO, "spots")]


def done(job, until):
    with working(RUNNERS):
        return until(job)


def test_job_comes_to_what_the_import_itself_does_and_names_who_asked(chief, bring, until):
    store.put(STUDIO, "spots", {"id": "jiashan", "name": "夹山"})
    file = bring(chief)
    expected = direct(chief, file)
    job = done(ask_import(chief, file, "zh_CN"), until)
    assert (job.kind, job.title, job.state, job.message) == (KIND, "导入 spots 景点.yaml", State.DONE, "")
    assert job.result == expected
    assert (expected["new"], expected["changed"], expected["same"]) == (
        ["spots/huping", "spots/pass"], ["spots/jiashan"], [],
    )  # fmt: skip
    assert [(one["row"], one["reason"]) for one in expected["rejected"]] == [
        ("spots 景点.yaml:4", "编号“jiashan”用了两次，另一次在第 3 行。"), ("spots 景点.yaml:5", "缺少“name”。"),
    ]  # fmt: skip
    assert [one["row"] for one in expected["oddities"]] == ["spots 景点.yaml:6"]
    assert [(one.name, one.detail["source"]) for one in audit.history("spot", "huping")] == [
        (chief.name, "spots 景点.yaml")
    ]


def test_asked_again_it_is_the_same_job_and_changes_nothing_more(chief, bring, until):
    file = bring(chief)
    first = done(ask_import(chief, file, "zh_CN"), until)
    again = done(ask_import(chief, file, "zh_CN"), until)
    assert (again.id, again.attempt, again.state) == (first.id, 2, State.DONE)
    assert (again.result["same"], again.result["new"]) == (first.result["new"], [])
    assert [store.entry(STUDIO, "spots", id).version for id in spots()] == [1, 1, 1]


def test_who_may_not_write_the_library_cannot_ask(chief, bring):
    livestreamer, operator = person(Role.LIVESTREAMER), person(Role.SPOT_OPERATOR, spots=["huping"])
    with pytest.raises(NotAllowed):
        ask_import(livestreamer, bring(livestreamer), "zh_CN")
    with pytest.raises(media.MediumDeleted):
        ask_import(operator, bring(chief), "zh_CN")
    assert queue.all() == []


def test_operator_brings_in_only_what_is_theirs(chief, bring, until):
    operator = person(Role.SPOT_OPERATOR, spots=["huping"])
    job = done(ask_import(operator, bring(operator), "zh_CN"), until)
    assert (job.result["new"], spots()) == (["spots/huping"], ["huping"])
    assert [one["row"] for one in job.result["rejected"]] == [f"spots 景点.yaml:{line}" for line in (3, 4, 5, 6)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda chief, her: accounts.close(chief, her.id, 1), "她的账号停用了。"),
        (
            lambda chief, her: accounts.change(chief, her.id, 1, Role.LIVESTREAMER, "她", (), ()),
            "你的账号不能这样做：改资源库",
        ),
    ],
)
def test_rights_are_those_of_the_moment_it_is_done(chief, bring, until, change, reason):
    her = person(Role.BRAND_OFFICE, "她")
    job = ask_import(her, bring(her), "zh_CN")
    change(chief, her)
    job = done(job, until)
    assert (job.state, job.message.splitlines()[0], spots()) == (State.FAILED, reason, [])


def test_file_that_is_no_table_of_ours_fails_in_words(chief, bring, until):
    job = done(ask_import(chief, bring(chief, "- ["), "zh_CN"), until)
    assert (job.state, "spots 景点.yaml" in job.message) == (State.FAILED, True)


def test_cancelled_before_it_is_kept_it_changes_nothing(chief, bring, until, held):
    is_read, goes_on = held
    job = ask_import(chief, bring(chief), "zh_CN")
    with working(RUNNERS):
        assert is_read.wait(30)
        queue.cancel(job.id)
        goes_on.set()
        assert (until(job).state, spots()) == (State.STOPPED, [])
        queue.again(job.id)
        assert (until(job).state, spots()) == (State.DONE, ["huping", "jiashan", "pass"])


def test_nobody_else_starts_it_again_in_her_name(chief, bring, until):
    her = person(Role.BRAND_OFFICE, "她")
    job = ask_import(her, bring(her), "zh_CN")
    queue.cancel(job.id)
    with pytest.raises(NotAllowed):
        again(chief, queue.read(job.id))
    again(her, queue.read(job.id))
    assert (done(job, until).state, len(spots())) == (State.DONE, 3)


def test_end_is_not_kept_by_a_hand_that_lost_the_job(chief, bring):
    job = ask_import(chief, bring(chief), "zh_CN")
    mine = jobs.begin(job.id, job.attempt, "me")
    jobs.begin(job.id, job.attempt, "another")
    with database.transaction() as connection, pytest.raises(Stopped):
        Hand(mine).end(connection, {})
    assert queue.read(job.id).state is State.RUNNING


def test_job_that_is_another_workers_by_now_keeps_nothing(chief, bring, held):
    is_read, goes_on = held
    job = ask_import(chief, bring(chief), "zh_CN")
    with working(RUNNERS):
        assert is_read.wait(30)
        jobs.begin(job.id, job.attempt, "another")
        goes_on.set()
    now = queue.read(job.id)
    assert (now.state, now.worker, now.result, spots()) == (State.RUNNING, "another", {}, [])


def test_worker_that_leaves_in_the_middle_keeps_nothing_and_the_next_does_it(chief, bring, until, monkeypatch):
    at_work, keep = threading.Event(), store.keep

    def slowly(*given, **named):
        at_work.set()
        time.sleep(0.5)
        return keep(*given, **named)

    monkeypatch.setattr(store, "keep", slowly)
    job = ask_import(chief, bring(chief), "zh_CN")
    with working(RUNNERS) as carrier:
        assert at_work.wait(30)
        carrier.leave(10)
    assert (queue.read(job.id).state, spots()) == (State.WAITING, [])
    assert (done(job, until).state, len(spots())) == (State.DONE, 3)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
@pytest.mark.timeout(1200)
def test_random_kills_leave_all_of_an_import_or_nothing_and_lose_none(chief, bring, start_real_worker, until):
    """Whatever the moment: reading, importing, keeping. What was told at the end is what was done, once."""
    chance, asked, at_work = random.Random(2099), {}, 0
    for number in range(KILLS):
        ids = [f"spot-{number}-{row}" for row in range(ROWS)]
        file = bring(chief, "\n".join(f"- {{id: {id}, name: 景点}}" for id in ids))
        asked[ask_import(chief, file, "zh_CN").id] = ids
        worker = start_real_worker()
        until(queue.read(list(asked)[-1]), lambda job: job.state is not State.WAITING)
        time.sleep(chance.uniform(0, LASTS_S))
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        time.sleep(0.2)  # what PostgreSQL was told last it does still
        at_work += queue.read(list(asked)[-1]).state in ACTIVE
        there, jobs_now = set(spots()), [queue.read(id) for id in asked]
        assert [(len(there & set(asked[job.id])), job.state in ACTIVE) for job in jobs_now] == [
            (0, True) if job.state in ACTIVE else (ROWS, False) for job in jobs_now
        ]
    assert at_work, "no kill fell into an import"
    start_real_worker()
    for id, ids in asked.items():
        job = until(queue.read(id))
        assert (job.state, job.result["new"]) == (State.DONE, [f"spots/{id}" for id in ids])
    assert set(spots()) == {id for ids in asked.values() for id in ids}
    assert {store.entry(STUDIO, "spots", id).version for id in spots()} == {1}
