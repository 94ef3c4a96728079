"""Where a written entry stands in its file, and the one refusal that lists everything wrong with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, ClassVar

from studio.core.errors import StudioError
from studio.core.findings import Notice, Problem, Verbatim
from studio.core.i18n import Translate, mark

Route = tuple[str | int, ...]
"""The way to a value inside a file: keys and positions, such as ("segments", 0, "price")."""


@dataclass(frozen=True, slots=True)
class Place:
    """The lines of one file's keys, below `root`. The empty place, for values made in memory, knows line 0 only."""

    file: str = ""
    lines: Mapping[Route, int] = field(default_factory=dict)
    root: Route = ()

    def line(self, *path: str | int) -> int:
        """The line of the key at `path`, else of the nearest thing around it; 0 when nothing is known."""
        whole = (*self.root, *path)
        return next((self.lines[whole[:n]] for n in range(len(whole), -1, -1) if whole[:n] in self.lines), 0)

    def below(self, *path: str | int) -> "Place":
        """The same file, seen from the value at `path`."""
        return Place(self.file, self.lines, (*self.root, *path))

    def problem(self, path: Route, what: Notice, advice: Notice) -> Problem:
        """A problem with the value at `path`."""
        return Problem(self.file, self.line(*path), what, advice)


@dataclass(eq=False)
class FilesNotRight(StudioError):
    """Files that cannot be used as they are. Each problem says where and what to do."""

    problems: tuple[Problem, ...]

    message: ClassVar[str] = mark("These files cannot be used as they are:")
    hint: ClassVar[str] = mark("Mend them, then look again with “studio check”.")

    def told_in(self, translate: Translate) -> str:
        """One paragraph per problem, between the message and the hint."""
        told = (told_problem(problem, translate) for problem in self.problems)
        return "\n".join([translate(self.message), *told, translate(self.hint)])


@dataclass(eq=False)
class EntryNotRight(FilesNotRight):
    """An entry that was written in the studio and cannot be kept. The problems' facts name the fields."""

    message: ClassVar[str] = mark("This cannot be saved as it is:")
    hint: ClassVar[str] = mark("Mend it, then save again.")


def told_problem(problem: Problem, translate: Translate) -> str:
    """`file:line: what`, then the advice, indented, on a line of its own."""
    advice = problem.advice.told_in(translate)
    told = problem.what.told_in(translate) + (f"\n    {advice}" if advice else "")
    return f"{where(problem)}: {told}" if problem.file else told


def where(problem: Problem) -> str:
    """`file:line`, or the file alone."""
    return f"{problem.file}:{problem.line}" if problem.line else problem.file


def unknown_id(
    place: Place, route: Route, shelf: str, entry: str, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """An id that is not on the library's `shelf`, with the nearest that are; none on a shelf not `known`."""
    if shelf not in known or entry in known[shelf]:
        return
    what = notice(mark("The library’s {shelf}.yaml has no “{id}”."), shelf=Verbatim(shelf), id=Verbatim(entry))
    near = get_close_matches(entry, sorted(known[shelf]), n=3, cutoff=0.5) or sorted(known[shelf])[:3]
    advice = mark("Enter it there, or use an id that is there.")
    if near:
        advice = mark("Enter it there, or use an id that is there, such as {near}.")
    yield place.problem(route, what, notice(advice, near=Verbatim(", ".join(near))))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `FilesNotRight` where there is any problem."""
    found = tuple(problems)
    if found:
        raise FilesNotRight(found)


def notice(text: str, **facts: Any) -> Notice:
    """A notice, its facts named in place."""
    return Notice(text, facts)
