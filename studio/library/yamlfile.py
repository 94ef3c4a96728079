"""The one reader of YAML that people write: every value stays text, every key keeps its line.

Text stays text because YAML guesses badly: 20:00 would become 1200, "012" would become 10, `no` would become false.
An empty value (`link:`) counts as not written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from studio.core.errors import why
from studio.core.findings import Problem
from studio.core.i18n import mark
from studio.library.faults import FilesNotRight, Place, Route, notice

LARGEST_MB = 8
"""More than ten thousand products."""
DEEPEST = 20
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

SAVE_AS_UTF8 = mark("Open the file in a text editor and save it again with the encoding UTF-8.")
UNPRINTABLE = mark("There is an unprintable character in this line.")
TYPE_AGAIN = mark("Delete the line and type it again.")
LOOK_AT_SYNTAX = mark(
    "Look at this line and the one above: a half-width colon and a space, quotes that close, even indentation."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read: texts in lists and mappings, and the place that knows their lines."""

    value: Any
    place: Place


def read(path: Path, called: str | None = None) -> Sheet:
    """Read a file; `called` is how problems call it. Raises `FilesNotRight`."""
    return parse(_bytes_of(path), called or str(path))


def parse(data: bytes, file: str) -> Sheet:
    """Read a file's bytes; `file` is how problems call it. Raises `FilesNotRight`."""
    text = _text_of(data, file)
    _refuse_characters(text, file)
    composer = _Composer(file)
    try:
        value = composer.document(yaml.parse(text, _LOADER))
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line = where.line + 1 if where else 0
        shown = next(islice(text.splitlines(), max(line - 1, 0), None), "").strip()[:60]
        what = mark("This cannot be read as YAML: “{shown}”")
        raise _refusal(file, line, what, LOOK_AT_SYNTAX, shown=shown) from error
    if composer.problems:
        raise FilesNotRight(tuple(composer.problems))
    return Sheet(value, Place(file, composer.lines))


def is_readable(value: Any, depth: int = DEEPEST) -> bool:
    """Whether a value could have been read from a file: printable texts in lists and mappings, not nested deeply."""
    if isinstance(value, str):
        return not _UNPRINTABLE.search(value)
    if depth and isinstance(value, dict):
        return all(is_readable(part, depth - 1) for pair in value.items() for part in pair)
    return bool(depth) and isinstance(value, list) and all(is_readable(part, depth - 1) for part in value)


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise _refusal(str(path), 0, mark("There is no such file."), mark("Look at the path."))
    if not path.is_file():
        raise _refusal(str(path), 0, mark("This is not a file."), mark("Name a YAML file."))
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_MB * 1_000_000 + 1)
    except OSError as error:
        what, advice = mark("The file cannot be opened: {reason}"), mark("Look at your rights to read it.")
        raise _refusal(str(path), 0, what, advice, reason=why(error)) from error


def _text_of(data: bytes, file: str) -> str:
    if len(data) > LARGEST_MB * 1_000_000:
        what = mark("The file is larger than {size} MB.")
        raise _refusal(file, 0, what, mark("Split it, or take out what does not belong in it."), size=LARGEST_MB)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = mark("The file is not written in UTF-8; it may be GBK.")
        raise _refusal(file, line, what, SAVE_AS_UTF8) from error


def _refuse_characters(text: str, file: str) -> None:
    """Refuse tabs, on which YAML's readers disagree, and characters that no editor shows."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            raise _refusal(file, number, mark("There is a tab in this line."), mark("Put spaces where the tab is."))
        if _UNPRINTABLE.search(line):
            raise _refusal(file, number, UNPRINTABLE, TYPE_AGAIN)


def _refusal(file: str, line: int, what: str, advice: str, **facts: Any) -> FilesNotRight:
    return FilesNotRight((Problem(file, line, notice(what, **facts), notice(advice)),))


class _Composer:
    """Builds plain values from YAML's events, one document, no anchors, to a fixed depth."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Route, int] = {}
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Any:
        """The value of the only document; an empty file is an empty text."""
        value: Any = ""
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    what = mark("A second document begins here, with ---.")
                    raise self._stop(event, what, mark("Keep one document in a file; give the other its own file."))
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, ())
        return value

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Route) -> Any:
        self._refuse_anchor(event)
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            if _UNPRINTABLE.search(event.value):
                raise self._stop(event, UNPRINTABLE, TYPE_AGAIN)
            return event.value
        if len(path) >= DEEPEST:
            raise self._stop(event, mark("Values are nested too deeply here."), mark("Write it flatter."))
        return self._list(events, path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(events, path)

    def _list(self, events: Iterator[yaml.Event], path: Route) -> list[Any]:
        found: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, events, (*path, len(found))))
        return found

    def _mapping(self, events: Iterator[yaml.Event], path: Route) -> dict[str, Any]:
        found: dict[str, Any] = {}
        seen: set[str] = set()
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            if key in seen:
                what, advice = mark("“{key}” is written twice in the same entry."), mark("Keep one of the two.")
                self.problems.append(Problem(self.file, _line(event), notice(what, key=key[:60]), notice(advice)))
            seen.add(key)
            self.lines[(*path, key)] = _line(event)
            written = next(events)
            value = self._value(written, events, (*path, key))
            if not _is_empty(written):
                found[key] = value
        return found

    def _key(self, event: yaml.Event) -> str:
        self._refuse_anchor(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._stop(event, mark("A list or a mapping cannot be a key."), LOOK_AT_SYNTAX)
        return event.value

    def _refuse_anchor(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            what = mark("Anchors and aliases (& and *) are not used here.")
            raise self._stop(event, what, mark("Write the value out; put a text that begins with & or * in quotes."))

    def _stop(self, event: yaml.Event, what: str, advice: str) -> FilesNotRight:
        return _refusal(self.file, _line(event), what, advice)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _is_empty(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.value == "" and event.style in (None, "")
