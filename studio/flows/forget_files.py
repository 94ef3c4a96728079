"""What somebody brought in is deleted for good, and its room comes back. Clips that were made of it stay."""

from dataclasses import dataclass
from typing import ClassVar

from studio.core.access import Deed, NotAllowed, User, may
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.edit.review import store as review
from studio.edit.review.clip import State
from studio.flows import product_video_job
from studio.jobs import queue
from studio.jobs.job import ACTIVE
from studio.library import audit
from studio.storage import media, uploads
from studio.storage.database import transaction
from studio.storage.media import Medium
from studio.storage.uploads import Upload

KINDS = tuple(kind for kind in uploads.KINDS if kind != "mark")
"""What may be deleted here; a mark is its brand's."""
OTHERS = mark("delete what others brought in")


@dataclass(eq=False)
class NeededByJob(StudioError):
    """A file that a job is made with, now or next."""

    name: str
    title: str

    message: ClassVar[str] = mark("{name} cannot be deleted now: the job “{title}” needs it.")
    hint: ClassVar[str] = mark("Wait until the job has ended, or stop it first.")


@dataclass(eq=False)
class NeededByClip(StudioError):
    """A file whose clip may yet be given back, and must then be made anew from it."""

    name: str
    title: str

    message: ClassVar[str] = mark("{name} cannot be deleted now: the clip “{title}” made from it waits for approval.")
    hint: ClassVar[str] = mark("Wait until it is approved, or take the question back first.")


@dataclass(eq=False)
class FileMissing(StudioError):
    """A file that was deleted already, or that this person may not see."""

    message: ClassVar[str] = mark("This file is not here any more.")
    hint: ClassVar[str] = mark("Open the list again.")


def brought(user: User, *, by_everybody: bool = False) -> list[Medium]:
    """What the person brought in, the largest first; what everybody did for an administrator. Raises `NotAllowed`."""
    if by_everybody and not may(user, Deed.SETTLE):
        raise NotAllowed(what=OTHERS)
    return media.all_of(KINDS, None if by_everybody else user.id)


def clips_made_of(user: User, medium_id: str) -> int:
    """How many clips cannot be made anew once the file is gone.

    Raises as `forget` does: who may not delete it, or not now, is told before they are asked.
    """
    return _checked(_own(user, medium_id))


def forget(user: User, medium_id: str) -> None:
    """Delete a file that `user` brought in; an administrator deletes those of others too.

    Raises `NotAllowed`, `FileMissing`, `NeededByJob`, `NeededByClip`, `StoreAway`.
    """
    medium = _own(user, medium_id)
    _checked(medium)
    with transaction() as connection:
        uploads.forget(connection, medium.id)
        audit.record(connection, user, "deleted", medium.kind, medium.id, name=medium.name, size=medium.size)
        if not media.remove(connection, medium):
            raise FileMissing
    for job in queue.made_with(medium.id):
        product_video_job.let_go(job.folder)


def unfinished(user: User) -> list[Upload]:
    """What the person began to bring in and has not ended, the oldest first."""
    return uploads.unfinished(user.id)


def give_up(user: User, upload_id: str) -> None:
    """Delete what has arrived of an upload that `user` will not end. Raises `FileMissing`."""
    upload = uploads.find(upload_id)
    if upload is None or upload.owner != user.id or upload.media:
        raise FileMissing
    uploads.discard(upload)


def _own(user: User, medium_id: str) -> Medium:
    medium = media.seen(user, medium_id)
    if medium is None or medium.kind not in KINDS:
        raise FileMissing
    if medium.owner != user.id and not may(user, Deed.SETTLE):
        raise NotAllowed(what=OTHERS)
    return medium


def _checked(medium: Medium) -> int:
    """A job asked for a moment later fails with a word of its own: nothing is half-done by it."""
    for job in queue.made_with(medium.id):
        if job.state in ACTIVE:
            raise NeededByJob(name=medium.name, title=job.title)
    clips = review.made_of(medium.id)
    for clip in clips:
        if clip.state is State.WAITING:
            raise NeededByClip(name=medium.name, title=clip.title)
    return len(clips)
