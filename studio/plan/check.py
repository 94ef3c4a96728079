"""Everything wrong in the files of a campaign, told by file and line, judged for the day of each session."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from studio.core.findings import Problem
from studio.core.i18n import mark
from studio.core.units import yuan
from studio.library import licences, review, yamlfile
from studio.library.catalogue import (
    NoLibrary,
    NotALibrary,
    Reading,
    find_library,
    is_library,
    read_library,
)
from studio.library.faults import FilesNotRight, Place, Route, notice
from studio.library.products import Product
from studio.plan.campaign import campaign_of, dead_references, read_campaign
from studio.plan.day import DEARER
from studio.plan.gather import Gathered, gather
from studio.plan.runofshow import Segment, Session, day_in, day_of, segments_in, session_of, unknown, unknown_in_part


def check(path: Path, today: date, library: Path | None = None) -> list[Problem]:
    """All problems at `path`, each once, by file and line.

    library: the library to use instead of the one found. Raises `NothingToCheck`, `NotALibrary`, `NoLibrary`.
    """
    files = gather(path)
    found = _Judge(files, today, library).problems()
    if path.is_file():
        found = _about_file(found, path)
    return _ordered(found)


def _about_file(found: Iterable[Problem], path: Path) -> list[Problem]:
    """One file of the library is asked about alone; a session is judged with the library's products."""
    only_this = path.name in {"products.yaml", "spots.yaml", "brands.yaml", "hosts.yaml"}
    return [problem for problem in found if not only_this or problem.file == str(path)]


def _ordered(found: Iterable[Problem]) -> list[Problem]:
    """Sorted; what is wrong both today and on a session's day is told once."""
    once = {(problem.file, problem.line, problem.what.text, _subject(problem)): problem for problem in found}
    return sorted(once.values(), key=lambda problem: (problem.file, problem.line))


def _subject(problem: Problem) -> tuple[str, ...]:
    facts = problem.what.facts
    return tuple(str(facts[name]) for name in ("product", "field", "id") if name in facts)


@dataclass(slots=True)
class _Judge:
    """Judges gathered files, reading each library once."""

    files: Gathered
    today: date
    given: Path | None
    readings: dict[Path, Reading] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        found: list[Problem] = []
        for folder in self.files.libraries:
            found += review.problems(self._read(folder), self.today)
        ids: dict[str, Place] = {}
        for file in self.files.campaigns:
            found += self._of_campaign(file, ids)
        for file in self.files.sessions:
            found += self._of_session(file, ids)
        found += (_misnamed(file) for file in self.files.misnamed)
        return found

    def _read(self, folder: Path) -> Reading:
        key = folder.resolve()
        if key not in self.readings:
            self.readings[key] = read_library(folder)
        return self.readings[key]

    def _library_of(self, file: Path) -> Reading:
        beside = self.files.root / "library"
        if self.given is None and is_library(beside):
            return self._read(beside)
        return self._read(find_library(file, self.given))

    def _of_campaign(self, file: Path, ids: dict[str, Place]) -> Iterator[Problem]:
        try:
            sheet = yamlfile.read(file)
        except FilesNotRight as error:
            yield from error.problems
            return
        checked = campaign_of(sheet)
        yield from (*checked.faults, *checked.oddities)
        campaign = checked.value
        if campaign is None:
            yield from self._dead_in_part(file, sheet)
            return
        yield from overlap(campaign.id, sheet.place, ids)
        reading = self._library_of(file)
        yield from reading.faults
        yield from dead_references(sheet.value, sheet.place, reading.named)
        if campaign.begins > campaign.until:
            what, advice = mark("It ends before it begins."), review.SWAP_DAYS
            yield sheet.place.problem(("until",), notice(what), notice(advice))

    def _dead_in_part(self, file: Path, sheet: yamlfile.Sheet) -> Iterator[Problem]:
        """The ids that lead nowhere in a campaign with faults, where there is a library to look them up in."""
        try:
            reading = self._library_of(file)
        except (NoLibrary, NotALibrary):
            return
        yield from reading.faults
        yield from dead_references(sheet.value, sheet.place, reading.named)

    def _of_session(self, file: Path, ids: dict[str, Place]) -> Iterator[Problem]:
        try:
            sheet = yamlfile.read(file)
        except FilesNotRight as error:
            yield from error.problems
            return
        checked = session_of(sheet)
        yield from (*checked.faults, *checked.oddities)
        session = checked.value
        if session is None:
            yield from self._of_part(file, sheet)
            return
        reading = self._library_of(file)
        yield from reading.faults
        yield from overlap(session.id, session.place, ids)
        yield from unknown(session, reading.named)
        yield from _campaign_problems(session, file)
        for number, segment in enumerate(session.segments):
            yield from _segment_problems(session, segment, number, reading, self.today)

    def _of_part(self, file: Path, sheet: yamlfile.Sheet) -> Iterator[Problem]:
        """What else is wrong in a session with faults, as far as its ids and its day can be read."""
        try:
            reading = self._library_of(file)
        except (NoLibrary, NotALibrary):
            return
        yield from reading.faults
        yield from unknown_in_part(sheet, reading.named)
        day = day_in(sheet)
        for segment in segments_in(sheet):
            product = reading.library.products.get(str(segment.get("product")))
            if day is not None and product is not None:
                yield from _sold_on(day, product, reading, self.today)


def overlap(entry: str, place: Place, ids: dict[str, Place]) -> Iterator[Problem]:
    """An id that another file bears too; `ids` holds the places of those read before, and gets this one."""
    if entry in ids:
        where = f"{ids[entry].file}:{ids[entry].line('id')}"
        what = notice(mark("The id “{id}” is used also in {where}."), id=entry, where=where)
        yield place.problem(("id",), what, notice(mark("Give one of the two another id.")))
    ids.setdefault(entry, place)


def _campaign_problems(session: Session, file: Path) -> Iterator[Problem]:
    """Whether a session that lies in a campaign's folder belongs to it. Elsewhere nothing is asked."""
    home = file.resolve().parent.parent / "campaign.yaml"
    if not home.is_file():
        return
    try:
        campaign = read_campaign(home)[0].value
    except FilesNotRight:
        return  # told where the campaign itself is checked
    if campaign is None:
        return
    if session.campaign is None:
        yield review.lacks(session.place, "campaign")
    elif session.campaign != campaign.id:
        what, advice = mark("This folder’s campaign is “{id}”, not “{given}”."), mark("Write “campaign: {id}”.")
        facts = {"id": campaign.id, "given": session.campaign}
        yield session.place.problem(("campaign",), notice(what, **facts), notice(advice, **facts))
    elif not campaign.begins <= day_of(session) <= campaign.until:
        what = mark("The session starts outside its campaign, which runs from {begins} until {until}.")
        facts = {"begins": str(campaign.begins), "until": str(campaign.until)}
        advice = mark("Move the session, or change the campaign’s days.")
        yield session.place.problem(("starts",), notice(what, **facts), notice(advice))


def _segment_problems(
    session: Session, segment: Segment, number: int, reading: Reading, today: date
) -> Iterator[Problem]:
    day = day_of(session)
    product = reading.library.products.get(segment.product or "")
    if product is None:
        return
    route: Route = ("segments", number)
    yield from _sold_on(day, product, reading, today)
    for name in ("role", "price", "points", "script"):
        if getattr(segment, name) in (None, (), ""):
            yield review.lacks(session.place.below(*route), name)
    if segment.price is not None and product.price is not None and segment.price > product.price:
        facts = {"product": product.name, "price": yuan(segment.price), "daily": yuan(product.price)}
        advice = mark("Lower the price of the session, or raise the everyday price in products.yaml.")
        yield session.place.problem((*route, "price"), notice(DEARER, **facts), notice(advice))


def _sold_on(day: date, product: Product, reading: Reading, today: date) -> Iterator[Problem]:
    """What keeps a product, or the mark on it, from the air on that day."""
    library = reading.library
    yield from review.product_problems(library, product, day)
    if product.brand is not None and reading.is_unread("brands", product.brand):
        return
    refused = licences.refused(library, product, day, today)
    if refused:
        yield review.licence_problem(library, product, refused)


def _misnamed(file: Path) -> Problem:
    return Problem(str(file), 0, notice(mark("The file ends in .yml and is not read.")), notice(mark("Call it .yaml.")))
