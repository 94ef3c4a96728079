"""A campaign from and to its folder: campaign.yaml, sessions/*.yaml. What is right is imported in one transaction."""

from pathlib import Path

import sqlalchemy as sa

from studio.core.access import Deed, NotAllowed, User, require
from studio.library import yamlfile, yamlwriter
from studio.library.exchange import ASK_WHO_MAY, Imported
from studio.library.faults import FilesNotRight, Place, notice, refuse
from studio.plan import store
from studio.plan.check import overlap
from studio.plan.gather import NothingToCheck, gather
from studio.plan.store import CAMPAIGN, SESSION
from studio.storage import documents
from studio.storage.files import write_text


def import_folder(user: User, path: Path, *, only_new: bool = False) -> Imported:
    """Bring in the campaigns and sessions that lie at `path`: a campaign's folder, `campaigns/`, or one file.

    only_new: leave alone what is, or once was, there. The library they name must be in the database already. Raises
    `NotAllowed`, `NothingToCheck` or `CannotLook`.
    """
    require(user, Deed.PLAN)
    files = gather(path)
    if not files.campaigns and not files.sessions:
        raise NothingToCheck(str(path))
    result = Imported()
    with documents.changing() as connection:
        for kind, found in ((CAMPAIGN, files.campaigns), (SESSION, files.sessions)):
            ids: dict[str, Place] = {}
            for file in found:
                try:
                    _bring(connection, user, kind, yamlfile.read(file), ids, only_new, result)
                except FilesNotRight as error:
                    result.rejected += error.problems
    return result


def export(user: User, id: str, folder: Path) -> None:
    """Write a campaign and its sessions, as far as `user` may see them. Raises `NotThere`, `CannotWrite`."""
    campaign = store.campaign(user, id)
    write_text(folder / "campaign.yaml", yamlwriter.written(campaign.body))
    for session in store.sessions(user):
        if session.body.get("campaign") == id:
            write_text(folder / "sessions" / f"{session.id}.yaml", yamlwriter.written(session.body))


def _bring(
    connection: sa.Connection,
    user: User,
    kind: str,
    sheet: yamlfile.Sheet,
    ids: dict[str, Place],
    only_new: bool,
    result: Imported,
) -> None:
    """Import one file. Raises `FilesNotRight` with all that keeps it out."""
    body, place = sheet.value, sheet.place
    id = body.get("id") if isinstance(body, dict) else None
    old = documents.find(connection, kind, id, removed=True) if isinstance(id, str) else None
    checked = store.checked(kind, body, place)
    result.oddities += checked.oddities
    overlaps = overlap(id, place, ids) if isinstance(id, str) else ()
    refuse([*store.faults(kind, body, place, store.known_to(connection, user, old)), *overlaps])
    live = old is not None and old.deleted is None
    if old and (only_new or (live and store.checked(kind, old.body, Place()).value == checked.value)):
        result.same.append(f"{kind}/{id}")
        return
    try:
        store.keep(connection, user, kind, body, old, None)
    except NotAllowed as error:
        refuse([place.problem((), notice(error.message, what=error.what), notice(ASK_WHO_MAY))])
    (result.changed if live else result.new).append(f"{kind}/{id}")
