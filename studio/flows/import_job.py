"""A file for the library, imported in the background: in the name of who asked, with the rights they have by then.

What is imported and the job's end are kept in one transaction: killed at any moment, both are there or neither.
"""

from collections.abc import Mapping
from typing import Any

from studio.core.access import Deed, NotAllowed, User, require
from studio.core.i18n import mark, translator
from studio.jobs import queue
from studio.jobs.hand import Hand, Stopped
from studio.jobs.job import Job
from studio.library import accounts, exchange
from studio.library.sources import of_path
from studio.storage import documents, media
from studio.storage.media import Medium, MediumDeleted

KIND = "library_import"
TITLE = mark("Import of {name}")
OTHERS = mark("start an import that somebody else asked for")
READING, IMPORTING = mark("reading the file"), mark("importing")


def ask_import(user: User, medium_id: str, language: str) -> Job:
    """Have a file that was uploaded imported. Raises `NotAllowed`, `MediumDeleted`."""
    require(user, Deed.STOCK)
    title = translator(language)(TITLE).format(name=_file(user, medium_id).name)
    return queue.ask(KIND, title, {"file": medium_id}, owner=user.id, language=language)


def again(user: User, job: Job) -> None:
    """Start an import that has ended once more: it is done in the name of who asked, so they alone may.

    Raises `NotAllowed`.
    """
    if job.owner != user.id:
        raise NotAllowed(what=OTHERS)
    queue.again(job.id)


def import_job(job: Job, hand: Hand) -> Mapping[str, Any]:
    """Import the file. Returns `Imported.as_data`."""
    user = accounts.acting(job.owner or "")
    medium = _file(user, job.asked["file"])
    hand.told(0, READING)
    rows = of_path(media.local(medium), medium.name)

    def progress(share: float) -> None:
        if hand.is_stopped():
            raise Stopped
        hand.told(share, IMPORTING)

    with documents.changing() as connection:
        came = exchange.bring(connection, user, rows, medium.name, progress=progress)
        result = came.as_data(translator(job.language))
        hand.end(connection, result)
    return result


def _file(user: User, medium_id: str) -> Medium:
    medium = media.seen(user, medium_id)
    if medium is None:
        raise MediumDeleted
    return medium
