"""Where an import comes from: a library's folder, one of its files, or an Excel workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library import yamlfile
from studio.library.catalogue import SHELVES, NotALibrary, entries_of, is_library
from studio.library.rows import Row, Rows
from studio.library.workbook.read import read

YAML = frozenset({".yaml", ".yml"})
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


@dataclass(eq=False)
class NotImportable(StudioError):
    """A path that is nothing the library could be imported from."""

    path: str

    message: ClassVar[str] = mark("{path} cannot be imported.")
    hint: ClassVar[str] = mark(
        "Name a library’s folder, one of its files (products.yaml, spots.yaml, brands.yaml, hosts.yaml), "
        "or an Excel workbook saved as .xlsx."
    )


def of_path(path: Path, name: str | None = None) -> Rows:
    """The rows of a library's folder, of one of its files, or of a workbook.

    name: what the file was called where it came from. Raises `NotImportable`, `NotALibrary`, `FilesNotRight`, or
    what `workbook.read` raises.
    """
    called = Path(name or path.name)
    if path.is_dir():
        if not is_library(path):
            raise NotALibrary(str(path))
        files = [(shelf, path / f"{shelf}.yaml") for shelf in SHELVES]
        return Rows(
            tuple(row for shelf, file in files if file.is_file() for row in _rows(shelf, file, str(file))), (), path
        )
    if path.is_file() and called.suffix.lower() in WORKBOOKS:
        return read(path, called.name)
    shelf = next((shelf for shelf in SHELVES if called.stem.lower().startswith(shelf)), None)
    if not path.is_file() or called.suffix.lower() not in YAML or shelf is None:
        raise NotImportable(str(called if name else path))
    return Rows(tuple(_rows(shelf, path, name or str(path))), (), path.parent)


def _rows(shelf: str, file: Path, called: str) -> Iterator[Row]:
    for written, place in entries_of(yamlfile.read(file, called)):
        yield Row(shelf, written, place)
