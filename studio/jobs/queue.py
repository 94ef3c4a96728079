"""The face of jobs: `ask`, `read`, `all`, `again`, `cancel`, and `adopt` for work that was done elsewhere.

Whoever asks needs no worker and no DBOS: a job that is in the table is kept, and the next worker that lives takes it.
Whether a person may is for the caller to ask, by the job's `scope`.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from studio.core.access import Deed, User, may
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.jobs import store
from studio.jobs.job import ACTIVE, Job, State
from studio.jobs.store import Wish

_ID = re.compile(r"[0-9a-f]{16}")
_READ_AT_ONCE = 100


@dataclass(eq=False)
class JobMissing(StudioError):
    """A job that is not there, or no longer."""

    id: str

    message: ClassVar[str] = mark("There is no job {id}.")
    hint: ClassVar[str] = mark("Go back to the start and choose one from the list.")


def ask(
    kind: str,
    title: str,
    asked: Mapping[str, Any],
    *,
    owner: str | None = None,
    spots: Iterable[str] = (),
    language: str = "zh_CN",
) -> Job:
    """Have the runner of `kind` do what is `asked` (plain JSON). Comes back when the wish is kept, not when it is done.

    The same person asking for the same again is given the same job: it goes on, or once more where it had ended.
    """
    wish = Wish(_key(kind, asked, owner), kind, title, asked, language, owner, frozenset(spots))
    job = store.add(secrets.token_hex(8), wish)
    return job if job.state in ACTIVE else again(job.id)


def again(job_id: str) -> Job:
    """Start a job that has ended once more, with what was asked. Raises `JobMissing`."""
    store.renew(read(job_id).id)
    return read(job_id)


def adopt(
    kind: str, title: str, asked: Mapping[str, Any], *, owner: str | None, spots: Iterable[str], language: str
) -> Job:
    """A job for work that was done elsewhere already, as if it had been asked for and had ended well."""
    wish = Wish(_key(kind, asked, owner), kind, title, asked, language, owner, frozenset(spots))
    return store.add(secrets.token_hex(8), wish, State.DONE)


def read(job_id: str) -> Job:
    """The job as it stands now; the id comes from an address and is not trusted. Raises `JobMissing`."""
    job = store.find(job_id) if _ID.fullmatch(job_id) else None
    if job is None:
        raise JobMissing(id=job_id)
    return job


def made_with(medium_id: str) -> list[Job]:
    """The jobs that were given this medium, ended or not, the last asked for first."""
    return store.naming(medium_id)


def cancel(job_id: str) -> None:
    """Stop a job: one that waits at once, one that runs as Ctrl-C would; one that ended stays. Raises `JobMissing`."""
    store.withdraw(read(job_id).id)


def all(
    limit: int = 50,
    before: datetime | None = None,
    *,
    kinds: Iterable[str] = (),
    states: Iterable[State] = (),
    seen_by: User | None = None,
) -> list[Job]:
    """The last jobs, asked for earlier than `before`, the newest first; for `seen_by` those it may see."""
    found: list[Job] = []
    while len(found) < limit:
        page = store.page(_READ_AT_ONCE, before, kinds, states)
        found += [job for job in page if seen_by is None or may(seen_by, Deed.SEE, job.scope)]
        if len(page) < _READ_AT_ONCE:
            break
        before = page[-1].asked_at
    return found[:limit]


def _key(kind: str, asked: Mapping[str, Any], owner: str | None) -> str:
    text = json.dumps([kind, asked, owner], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
