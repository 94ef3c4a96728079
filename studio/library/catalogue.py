"""The library as a whole: found, read, and asked for entries by their ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from studio.core.errors import StudioError
from studio.core.findings import Problem
from studio.core.i18n import mark
from studio.core.settings import shipped
from studio.library import yamlfile
from studio.library.brands import Brand
from studio.library.faults import FilesNotRight, Place, notice, refuse
from studio.library.hosts import Host
from studio.library.products import Product
from studio.library.spots import Spot
from studio.library.validation import check

SHELVES: dict[str, type] = {"products": Product, "spots": Spot, "brands": Brand, "hosts": Host}
"""The library's files, without .yaml, and what each holds a list of."""


@dataclass(eq=False)
class NotALibrary(StudioError):
    """A folder that holds none of the library's files, or is not there."""

    folder: str

    message: ClassVar[str] = mark("{folder} is not a library.")
    hint: ClassVar[str] = mark("Name a folder that holds products.yaml, spots.yaml, brands.yaml and hosts.yaml.")


@dataclass(eq=False)
class NoLibrary(StudioError):
    """No library lies where one is looked for."""

    session: str

    message: ClassVar[str] = mark("No library was found for {session}.")
    hint: ClassVar[str] = mark("Give it with --library, or work where a folder campaigns/library lies.")


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """The county's entries by id. `places` says where each was read, by shelf and id. Two are never equal."""

    folder: Path
    products: Mapping[str, Product] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    brands: Mapping[str, Brand] = field(default_factory=dict)
    hosts: Mapping[str, Host] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict, repr=False)

    def place(self, shelf: str, entry: str) -> Place:
        """Where an entry stands; the empty place for one made in memory."""
        return self.places.get((shelf, entry), Place())


@dataclass(frozen=True, slots=True)
class Reading:
    """A library as far as it could be read. `named`: ids that are written, by shelf, those of faulty entries too.

    A shelf whose file cannot be read is not in `named`: nobody can say what is on it.
    `written` are the entries as their files say them, each with its shelf and place, the faulty ones among them.
    """

    library: Library
    named: Mapping[str, frozenset[str]]
    faults: tuple[Problem, ...]
    oddities: tuple[Problem, ...]
    written: tuple[tuple[str, Mapping[str, Any], Place], ...] = ()

    def is_unread(self, shelf: str, entry: str) -> bool:
        """Whether an entry may well be there and is not in the library, its own faults or its file's in the way."""
        is_there = shelf not in self.named or entry in self.named[shelf]
        return is_there and entry not in getattr(self.library, shelf)


def is_library(folder: Path) -> bool:
    """Whether `folder` holds one of the library's files."""
    return any((folder / f"{shelf}.yaml").is_file() for shelf in SHELVES)


def find_library(session_file: Path, given: Path | None = None) -> Path:
    """The library for a session: the given one, else `campaigns/library` above the session, else in this folder.

    Raises `NotALibrary` or `NoLibrary`.
    """
    if given is not None:
        if not is_library(given):
            raise NotALibrary(str(given))
        return given
    here = Path.cwd()
    for folder in (*session_file.resolve().parents, here):
        library = folder / "campaigns" / "library"
        if is_library(library):
            return library.relative_to(here) if library.is_relative_to(here) else library
    raise NoLibrary(str(session_file))


def load_library(folder: Path) -> Library:
    """The library in `folder`. Raises `NotALibrary`, or `FilesNotRight` with all that keeps it from being read."""
    reading = read_library(folder)
    refuse(reading.faults)
    return reading.library


def names(library: Library) -> tuple[str, ...]:
    """Every name that may be said on air: products, spots, brands, hosts, towns."""
    entries = (*library.products.values(), *library.spots.values(), *library.brands.values(), *library.hosts.values())
    towns = (getattr(entry, "town", None) for entry in entries)
    return tuple(dict.fromkeys(name for name in (*(entry.name for entry in entries), *towns) if name))


def mark_file(library: Library, brand: Brand) -> Path | None:
    """The picture of a brand's mark: below the library's folder, else below the shipped assets; None if it has none."""
    if brand.mark is None:
        return None
    for folder in (library.folder, shipped("assets")):
        path = below(folder, brand.mark)
        if path and path.is_file():
            return path
    return None


def below(folder: Path, written: str) -> Path | None:
    """The path that is `written` in a file of `folder`; None where it leads out of the folder."""
    path = (folder / written).resolve()
    return path if path.is_relative_to(folder.resolve()) else None


def entries_of(sheet: yamlfile.Sheet) -> Iterator[tuple[Any, Place]]:
    """The entries of a shelf's file as they are written. Raises `FilesNotRight` where it is no list."""
    if sheet.value and not isinstance(sheet.value, list):
        what, advice = mark("This file must be a list of entries."), mark("Begin each entry with “- id: …”.")
        raise FilesNotRight((sheet.place.problem((), notice(what), notice(advice)),))
    yield from ((written, sheet.place.below(number)) for number, written in enumerate(sheet.value))


def used_twice(entry: str, place: Place, first: Place) -> Problem:
    """An id that stands twice on the same shelf."""
    what = notice(mark("The id “{id}” is used twice, also in line {line}."), id=entry, line=first.line("id"))
    return place.problem(("id",), what, notice(mark("Give one of the two another id.")))


def read_library(folder: Path) -> Reading:
    """Whatever can be read in `folder`, and what cannot. Raises `NotALibrary`."""
    if not is_library(folder):
        raise NotALibrary(str(folder))
    shelves: dict[str, dict[str, Any]] = {}
    places: dict[tuple[str, str], Place] = {}
    named: dict[str, frozenset[str]] = {}
    faults: list[Problem] = []
    oddities: list[Problem] = []
    written: list[tuple[str, Mapping[str, Any], Place]] = []
    for shelf in SHELVES:
        read = _Shelf(shelf, folder / f"{shelf}.yaml")
        shelves[shelf] = read.entries
        places.update({(shelf, entry): place for entry, place in read.places.items()})
        if read.is_list:
            named[shelf] = frozenset(read.places)
        faults += read.faults
        oddities += read.oddities
        written += ((shelf, entry, place) for entry, place in read.written)
    return Reading(Library(folder, **shelves, places=places), named, tuple(faults), tuple(oddities), tuple(written))


class _Shelf:
    """One file of the library: its entries by id and the place of each; `is_list` unless it cannot be read as such."""

    def __init__(self, shelf: str, path: Path) -> None:
        self.entries: dict[str, Any] = {}
        self.places: dict[str, Place] = {}
        self.written: list[tuple[Mapping[str, Any], Place]] = []
        self.faults: list[Problem] = []
        self.oddities: list[Problem] = []
        self.is_list = True
        if not path.is_file():
            return
        try:
            for written, place in entries_of(yamlfile.read(path)):
                self._add(SHELVES[shelf], written, place)
        except FilesNotRight as error:
            self.faults += error.problems
            self.is_list = False

    def _add(self, kind: type, written: Any, place: Place) -> None:
        checked = check(kind, written, place)
        self.faults += checked.faults
        self.oddities += checked.oddities
        if isinstance(written, dict):
            self.written.append((written, place))
        entry = written.get("id") if isinstance(written, dict) else None
        if not isinstance(entry, str):
            return
        if entry in self.places:
            self.faults.append(used_twice(entry, place, self.places[entry]))
            return
        self.places[entry] = place
        if checked.value is not None:
            self.entries[entry] = checked.value
