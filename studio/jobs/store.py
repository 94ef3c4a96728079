"""The tables of jobs and workers, and all that is asked of them.

A job that runs belongs to one worker: what another tells of it changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from studio.jobs.job import ACTIVE, Job, State
from studio.storage.database import METADATA, Moment, reading, transaction

_jobs = sa.Table(
    "jobs",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("wish", sa.String(64), nullable=False, unique=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("asked", sa.JSON, nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("owner", sa.String(32)),
    sa.Column("spots", sa.JSON, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("done", sa.Float, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("segment", sa.Text),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("result", sa.JSON, nullable=False),
    sa.Column("stop", sa.Boolean, nullable=False),
    sa.Column("asked_at", Moment, nullable=False, index=True),
    sa.Column("started", Moment),
    sa.Column("ended", Moment),
    sa.Column("worker", sa.String(64)),
)
_workers = sa.Table(
    "workers",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("started", Moment, nullable=False),
    sa.Column("beat", Moment, nullable=False),
)
_AFRESH: dict[str, Any] = {"done": 0.0, "step": "", "segment": None, "message": "", "ended": None}


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that takes jobs; `id` is new at each start, `beat` when it last said that it lives."""

    id: str
    host: str
    pid: int
    started: datetime
    beat: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; two with the same `key` are the same wish."""

    key: str
    kind: str
    title: str
    asked: Mapping[str, Any]
    language: str
    owner: str | None
    spots: frozenset[str]


def add(job_id: str, wish: Wish, state: State = State.WAITING) -> Job:
    """The job of a wish: a new one under `job_id`, else the one that was there. Both at once is one."""
    values = {
        "id": job_id, "wish": wish.key, "kind": wish.kind, "title": wish.title, "asked": dict(wish.asked),
        "language": wish.language, "owner": wish.owner, "spots": sorted(wish.spots), "state": state,
        "attempt": 1, "result": {}, "stop": False, "asked_at": _now(), **_AFRESH,
    }  # fmt: skip
    with transaction() as connection:
        there = connection.execute(sa.select(_jobs).where(_jobs.c.wish == wish.key)).mappings().one_or_none()
        if there is None:
            connection.execute(_insert_once(connection, values))
            there = connection.execute(sa.select(_jobs).where(_jobs.c.wish == wish.key)).mappings().one()
        return _job(dict(there))


def find(job_id: str) -> Job | None:
    """The job of that id, None where there is none."""
    with reading() as connection:
        row = connection.execute(sa.select(_jobs).where(_jobs.c.id == job_id)).mappings().one_or_none()
    return _job(dict(row)) if row else None


def page(limit: int, before: datetime | None, kinds: Iterable[str], states: Iterable[State]) -> list[Job]:
    """Jobs asked for earlier than `before`, the last one first; without kinds or states those of all."""
    asked = sa.select(_jobs).order_by(_jobs.c.asked_at.desc(), _jobs.c.id).limit(limit)
    if before is not None:
        asked = asked.where(_jobs.c.asked_at < before)
    for column, wanted in ((_jobs.c.kind, list(kinds)), (_jobs.c.state, list(states))):
        asked = asked.where(column.in_(wanted)) if wanted else asked
    return _read(asked)


def open_jobs() -> list[Job]:
    """What waits or runs, the first asked for first."""
    return _read(sa.select(_jobs).where(_jobs.c.state.in_(ACTIVE)).order_by(_jobs.c.asked_at))


def naming(text: str) -> list[Job]:
    """Jobs that were asked for with this text in it, such as a medium's id, the last asked for first."""
    named = sa.cast(_jobs.c.asked, sa.Text).contains(text, autoescape=True)
    return _read(sa.select(_jobs).where(named).order_by(_jobs.c.asked_at.desc()))


def renew(job_id: str) -> None:
    """Let a job that has ended wait once more, as a new attempt; one that has not ended stays as it is."""
    values = {**_AFRESH, "state": State.WAITING, "attempt": _jobs.c.attempt + 1, "stop": False, "worker": None}
    _change(job_id, _jobs.c.state.not_in(ACTIVE), {**values, "asked_at": _now(), "started": None})


def withdraw(job_id: str) -> None:
    """Stop what waits at once, and ask what runs to stop."""
    _change(job_id, _jobs.c.state == State.WAITING, {"state": State.STOPPED, "ended": _now()})
    _change(job_id, _jobs.c.state == State.RUNNING, {"stop": True})


def begin(job_id: str, attempt: int, worker: str) -> Job | None:
    """The job as it now runs on `worker`; None where that attempt is over or was called off."""
    values = {**_AFRESH, "state": State.RUNNING, "worker": worker, "started": _now()}
    is_ours = (_jobs.c.attempt == attempt) & _jobs.c.state.in_(ACTIVE)
    return find(job_id) if _change(job_id, is_ours, values) else None


def tell(job: Job, done: float, step: str, segment: str | None) -> None:
    """Write down how far the job is, as long as it is its worker's."""
    _change(job.id, _runs(job), {"done": done, "step": step, "segment": segment})


def end(job: Job, state: State, message: str = "", result: Mapping[str, Any] | None = None) -> None:
    """Write down how the job ended, as long as it is its worker's."""
    _change(job.id, _runs(job), _ended(state, message, result or {}))


def end_within(connection: sa.Connection, job: Job, result: Mapping[str, Any]) -> bool:
    """Write down a good end in somebody's transaction; False where the job was called off or is not its worker's."""
    goes_on = (_jobs.c.id == job.id) & _runs(job) & sa.not_(_jobs.c.stop)
    values = _ended(State.DONE, "", result)
    return connection.execute(_jobs.update().where(goes_on).values(**values)).rowcount > 0


def put_back(job: Job) -> None:
    """Let a job whose worker goes wait for another one, as a new attempt."""
    values = {**_AFRESH, "state": State.WAITING, "attempt": _jobs.c.attempt + 1, "worker": None}
    _change(job.id, _runs(job), values)


def beat(worker: Worker) -> None:
    """Write down that the worker lives, now."""
    with transaction() as connection:
        changed = connection.execute(_workers.update().where(_workers.c.id == worker.id).values(beat=_now()))
        if not changed.rowcount:
            values = {"id": worker.id, "host": worker.host, "pid": worker.pid, "started": worker.started}
            connection.execute(_workers.insert().values(**values, beat=_now()))


def workers() -> list[Worker]:
    """Every worker that has not been struck off."""
    with reading() as connection:
        return [Worker(**dict(row)) for row in connection.execute(sa.select(_workers)).mappings()]


def strike_off(worker_ids: Iterable[str]) -> None:
    """Forget workers that went or died."""
    with transaction() as connection:
        connection.execute(_workers.delete().where(_workers.c.id.in_(list(worker_ids))))


def _runs(job: Job) -> sa.ColumnElement[bool]:
    return (_jobs.c.attempt == job.attempt) & (_jobs.c.worker == job.worker) & (_jobs.c.state == State.RUNNING)


def _ended(state: State, message: str, result: Mapping[str, Any]) -> dict[str, Any]:
    values = {"state": state, "message": message, "result": dict(result), "ended": _now()}
    return {**values, "done": 1.0} if state is State.DONE else values


def _change(job_id: str, condition: sa.ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    with transaction() as connection:
        changed = connection.execute(_jobs.update().where(_jobs.c.id == job_id, condition).values(**values))
        return changed.rowcount > 0


def _insert_once(connection: sa.Connection, values: Mapping[str, Any]) -> sa.Insert:
    """An insert that gives way to one that came first."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - one dialect's own
    else:
        from sqlalchemy.dialects.sqlite import insert  # noqa: PLC0415 - one dialect's own
    return insert(_jobs).values(**values).on_conflict_do_nothing(index_elements=["wish"])


def _read(asked: sa.Select) -> list[Job]:
    with reading() as connection:
        return [_job(dict(row)) for row in connection.execute(asked).mappings()]


def _job(row: Mapping[str, Any]) -> Job:
    values: dict[str, Any] = {name: value for name, value in row.items() if name != "wish"}
    values |= {"spots": frozenset(row["spots"]), "state": State(row["state"])}
    return Job(**values)


def _now() -> datetime:
    return datetime.now(UTC)
