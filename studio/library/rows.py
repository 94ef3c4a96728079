"""What an import brings: entries as they were written, each with its shelf and the place it stands at."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.findings import Problem
from studio.library.faults import Place, Route


@dataclass(frozen=True, slots=True)
class Row:
    """One written entry. covers: the fields it speaks of; those it does not stay as they are. None is the whole."""

    shelf: str
    body: Any
    place: Place
    covers: tuple[Route, ...] | None = None

    def over(self, old: Mapping[str, Any] | None) -> Any:
        """The entry as it will be, where `old` stands now."""
        if self.covers is None or old is None:
            return self.body
        made = deepcopy(dict(old))
        for route in self.covers:
            put(made, route, at(self.body, route))
        return made


@dataclass(frozen=True, slots=True)
class Rows:
    """What could be read, and what could not. folder: where the pictures of marks lie, for files that name some."""

    rows: tuple[Row, ...]
    rejected: tuple[Problem, ...] = ()
    folder: Path | None = None


def at(body: Any, route: Route) -> Any:
    """What lies at `route`; None where nothing does."""
    for key in route:
        if not isinstance(body, Mapping) or key not in body:
            return None
        body = body[key]
    return body


def put(body: dict[str, Any], route: Route, value: Any) -> None:
    """Set or, for None, take out what lies at `route`; a part that is left empty goes too."""
    key, rest = str(route[0]), route[1:]
    if rest:
        part = body.get(key)
        inner = dict(part) if isinstance(part, Mapping) else {}
        put(inner, rest, value)
        value = inner or None
    if value is None:
        body.pop(key, None)
    else:
        body[key] = value
