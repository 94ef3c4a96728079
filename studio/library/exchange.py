"""The library from and to files: YAML and Excel. What is right is imported, all of it in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from studio.core.access import Deed, NotAllowed, User, may, require
from studio.core.findings import Problem
from studio.core.i18n import Translate, mark
from studio.library import marks, store, written
from studio.library.catalogue import SHELVES, used_twice
from studio.library.faults import Place, notice, where
from studio.library.rows import Row, Rows
from studio.library.sources import WORKBOOKS, of_path
from studio.library.validation import check
from studio.library.workbook.write import write
from studio.storage import documents
from studio.storage.database import reading
from studio.storage.documents import Document

ASK_WHO_MAY = mark("Ask the brand office or the administrator to import it.")


@dataclass(slots=True)
class Imported:
    """What came of an import: things as `products/tea`, and whatever was left out or not read, by place and reason."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    oddities: list[Problem] = field(default_factory=list)

    def as_data(self, translate: Translate) -> dict[str, Any]:
        """Plain values for JSON, each problem in people's words."""
        problems = {
            name: [
                {"row": where(one), "reason": one.what.told_in(translate), "advice": one.advice.told_in(translate)}
                for one in found
            ]
            for name, found in (("rejected", self.rejected), ("oddities", self.oddities))
        }
        return {"new": self.new, "changed": self.changed, "same": self.same, **problems}


def import_files(user: User, path: Path, name: str | None = None, *, only_new: bool = False) -> Imported:
    """Bring in a library's folder, one of its files, or a workbook: everything that is right, or nothing on a fault.

    name: what an uploaded file was called. only_new: leave alone what is, or once was, there. Raises `NotAllowed`, and
    what `sources.of_path` raises for a path that cannot be read at all.
    """
    require(user, Deed.STOCK)
    rows = of_path(path, name)
    with documents.changing() as connection:
        return bring(connection, user, rows, name or path.name, only_new=only_new)


def bring(
    connection: sa.Connection,
    user: User,
    rows: Rows,
    source: str,
    *,
    only_new: bool = False,
    progress: Callable[[float], None] = lambda share: None,
) -> Imported:
    """What `import_files` does, within a transaction of `documents.changing()`.

    source: what the rows came from, for the log. progress: told the share that is done before each row; what it raises
    ends the import. Raises `NotAllowed`.
    """
    require(user, Deed.STOCK)
    return _Import(connection, user, rows, source, only_new).done(progress)


def export(user: User, path: Path) -> None:
    """Write what `user` may see: a workbook where `path` ends in .xlsx, else a folder that can be imported again.

    Raises `CannotWrite` or `TooLongForExcel`.
    """
    require(user, Deed.SEE)
    with reading() as connection:
        found = documents.every(connection, *store.KINDS.values(), marks.KIND)
    shelves = {
        shelf: [one.body for one in found if one.kind == kind and store.sees(user, store.scope_of(shelf, one.body))]
        for shelf, kind in store.KINDS.items()
    }
    if path.suffix.lower() in WORKBOOKS:
        write(path, shelves)
    else:
        store.lay_out(path, shelves, found)


class _Import:
    """One import under way."""

    def __init__(self, connection: sa.Connection, user: User, rows: Rows, source: str, only_new: bool) -> None:
        self.connection, self.user, self.rows, self.source, self.only_new = connection, user, rows, source, only_new
        there = documents.every(connection, *store.KINDS.values(), marks.KIND, removed=True)
        self.there = {(one.kind, one.id): one for one in there}
        self.seen: dict[tuple[str, str], Place] = {}
        self.result = Imported(rejected=list(rows.rejected))

    def done(self, progress: Callable[[float], None]) -> Imported:
        """Bring in row after row; the order becomes that of the files."""
        for number, row in enumerate(self.rows.rows):
            progress(number / len(self.rows.rows))
            self._bring(row)
        if may(self.user, Deed.APPROVE) and not self.only_new:  # whose order it is: the county's
            for shelf, kind in store.KINDS.items():
                ordered = [id for found, id in self.seen if found == shelf]
                documents.arrange(self.connection, kind, ordered)
        return self.result

    def _bring(self, row: Row) -> None:
        kind = store.KINDS[row.shelf]
        id = row.body.get("id") if isinstance(row.body, Mapping) else None
        old = self.there.get((kind, id)) if isinstance(id, str) else None
        body = row.over(old.body if old and old.deleted is None else None)
        checked = check(SHELVES[row.shelf], body, row.place)
        self.result.oddities += checked.oddities
        faults = [*checked.faults, *self._faults(row, body)]
        if faults or checked.value is None:
            self.result.rejected += faults
            return
        try:
            picture = self._picture(row, body)
            self._write(row, body, checked.value, old, picture)
        except NotAllowed as error:
            what = notice(error.message, what=error.what)
            self.result.rejected.append(row.place.problem((), what, notice(ASK_WHO_MAY)))
        except marks.NotAMark as error:
            what = notice(error.message, path=error.path)
            self.result.rejected.append(row.place.problem(("mark",), what, notice(error.hint)))

    def _faults(self, row: Row, body: Any) -> list[Problem]:
        found = written.faults(body, row.place, written.LONGEST_ENTRY)
        id = body.get("id") if isinstance(body, Mapping) else None
        if isinstance(id, str):
            first = self.seen.setdefault((row.shelf, id), row.place)
            if first is not row.place:
                found.append(used_twice(id, row.place, first))
        return found

    def _write(self, row: Row, body: Any, value: Any, old: Document | None, picture: Any) -> None:
        name = f"{row.shelf}/{body['id']}"
        live = old if old and old.deleted is None else None
        if old and (self.only_new or (live and self._is_same(row.shelf, live, value) and not picture)):
            self.result.same.append(name)
            return
        store.require_write(self.user, row.shelf, body, *([old.body] if old else []))
        if picture:
            id, kept = picture
            documents.save(self.connection, marks.KIND, id, kept, version=None, owner=None, by=self.user)
        store.keep(self.connection, self.user, store.KINDS[row.shelf], body, old, None, source=self.source)
        (self.result.changed if live else self.result.new).append(name)

    def _is_same(self, shelf: str, old: Document, value: Any) -> bool:
        """Whether both mean the same, however they are written."""
        return check(SHELVES[shelf], old.body, Place()).value == value

    def _picture(self, row: Row, body: Any) -> tuple[str, dict[str, Any]] | None:
        """The picture of a brand's mark where the folder has another one than the database. Raises `NotAMark`."""
        named = body.get("mark") if row.shelf == "brands" else None
        file = marks.find(self.rows.folder, named) if named and self.rows.folder else None
        if file is None or named is None:
            return None
        id, kept = marks.kept(named, marks.bytes_of(file))
        there = self.there.get((marks.KIND, id))
        return None if there and there.body == kept else (id, kept)
