import threading

import pytest

from studio.core.access import Role, User
from studio.jobs import queue, store
from studio.jobs.job import State

ASKED = {"arguments": ["slice", "春茶 节.mp4"]}


def ended(job, state=State.DONE):
    running = store.begin(job.id, job.attempt, "w1")
    store.end(running, state, "磁盘满了。", {"n": 1})
    return queue.read(job.id)


def test_wish_is_kept_as_it_was_asked():
    job = queue.ask("slice", "春茶", ASKED, owner="a1", spots=["huping", "jiashan"], language="en")
    assert queue.read(job.id) == job
    assert (job.kind, job.title, job.asked, job.language) == ("slice", "春茶", ASKED, "en")
    assert (job.state, job.attempt, job.done, job.stop) == (State.WAITING, 1, 0.0, False)
    assert (job.scope.owner, job.scope.spots) == ("a1", {"huping", "jiashan"})


def test_same_wish_is_the_same_job_while_it_waits_and_runs():
    first = queue.ask("slice", "春茶", ASKED, owner="a1")
    assert queue.ask("slice", "春茶", ASKED, owner="a1") == first
    store.begin(first.id, 1, "w1")
    assert queue.ask("slice", "春茶", ASKED, owner="a1").state is State.RUNNING
    assert [job.id for job in queue.all()] == [first.id]


def test_same_wish_asked_by_many_at_once_is_one_job():
    queue.all()
    found = []
    threads = [threading.Thread(target=lambda: found.append(queue.ask("slice", "春茶", ASKED).id)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (8, 1)


def test_wish_of_somebody_else_or_for_something_else_is_another_job():
    wishes = [("slice", ASKED, "a1"), ("slice", ASKED, "b2"), ("import", ASKED, "a1"), ("slice", {}, "a1")]
    assert len({queue.ask(kind, "春茶", asked, owner=owner).id for kind, asked, owner in wishes}) == 4


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.STOPPED])
def test_job_that_ended_goes_once_more(state):
    job = ended(queue.ask("slice", "春茶", ASKED), state)
    assert (job.state, job.message, job.result) == (state, "磁盘满了。", {"n": 1})
    once_more = queue.again(job.id)
    assert (once_more.state, once_more.attempt, once_more.message, once_more.ended) == (State.WAITING, 2, "", None)
    assert queue.ask("slice", "春茶", ASKED) == once_more


def test_job_that_runs_is_not_started_again():
    job = queue.ask("slice", "春茶", ASKED)
    store.begin(job.id, 1, "w1")
    assert (queue.again(job.id).attempt, queue.read(job.id).worker) == (1, "w1")


def test_waiting_job_is_stopped_at_once_and_never_begun():
    job = queue.ask("slice", "春茶", ASKED)
    queue.cancel(job.id)
    assert queue.read(job.id).state is State.STOPPED
    assert store.begin(job.id, 1, "w1") is None


def test_running_job_is_asked_to_stop():
    job = queue.ask("slice", "春茶", ASKED)
    store.begin(job.id, 1, "w1")
    queue.cancel(job.id)
    assert (queue.read(job.id).state, queue.read(job.id).stop) == (State.RUNNING, True)


def test_job_that_ended_is_not_stopped():
    job = ended(queue.ask("slice", "春茶", ASKED))
    queue.cancel(job.id)
    assert (queue.read(job.id).state, queue.read(job.id).stop) == (State.DONE, False)


def test_what_a_worker_tells_of_a_job_it_lost_changes_nothing():
    job = queue.ask("slice", "春茶", ASKED)
    lost = store.begin(job.id, 1, "w1")
    held = store.begin(job.id, 1, "w2")
    store.tell(held, 0.5, "render", "a")
    store.tell(lost, 0.9, "render", "b")
    store.end(lost, State.FAILED, "断了。")
    store.put_back(lost)
    now = queue.read(job.id)
    assert (now.state, now.worker, now.attempt, now.done, now.segment) == (State.RUNNING, "w2", 1, 0.5, "a")


def test_list_goes_back_page_by_page_newest_first():
    jobs = [queue.ask("slice", str(number), {"n": number}) for number in range(5)]
    ids = [job.id for job in reversed(jobs)]
    first = queue.all(2)
    assert [job.id for job in first] == ids[:2]
    assert [job.id for job in queue.all(9, first[-1].asked_at)] == ids[2:]
    ended(jobs[3])
    queue.ask("import", "表", {})
    assert [job.id for job in queue.all(kinds=["slice"], states=[State.DONE])] == [jobs[3].id]


def test_list_shows_a_person_what_it_may_see():
    hers = queue.ask("slice", "壶瓶山", {"n": 1}, owner="b2", spots=["huping"])
    theirs = queue.ask("slice", "夹山寺", {"n": 2}, owner="c3", spots=["jiashan"])
    operator = User("d4", "向导", Role.SPOT_OPERATOR, spots=frozenset({"jiashan"}))
    assert [job.id for job in queue.all(seen_by=operator)] == [theirs.id]
    assert [job.id for job in queue.all(seen_by=User("b2", "谭", Role.LIVESTREAMER))] == [hers.id]


@pytest.mark.parametrize("name", ["0" * 16, "../" + "0" * 16, "..", "", "0" * 15 + "/", "' OR 1=1 --"])
def test_unknown_job_is_refused(name):
    for deed in (queue.read, queue.again, queue.cancel):
        with pytest.raises(queue.JobMissing):
            deed(name)


def test_work_done_elsewhere_is_one_job_that_is_done():
    def adopted():
        return queue.adopt("slice", "示例", {"session": "a"}, owner="b2", spots=["huping"], language="zh_CN")

    first, second = adopted(), adopted()
    assert (first.id, second.state, second.asked) == (second.id, State.DONE, {"session": "a"})
