"""Things worth telling that stop nothing: a notice beside a result, a problem found in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studio.core.i18n import Translate


class Verbatim(str):
    """A fact that stays as it is written, in every language: the name of a field, an id."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence beside a result: a marked English template and its facts.

    A fact may itself be a marked text or another notice; it is translated too, unless it is `Verbatim`.
    """

    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def told_in(self, translate: Translate) -> str:
        """The sentence as people read it."""
        return translate(self.text).format(**{name: _told(fact, translate) for name, fact in self.facts.items()})


def _told(fact: Any, translate: Translate) -> Any:
    if isinstance(fact, Notice):
        return fact.told_in(translate)
    return translate(fact) if isinstance(fact, str) and not isinstance(fact, Verbatim) else fact


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file people wrote: where, what, what to do. `line` counts from 1; 0 is the whole file."""

    file: str
    line: int
    what: Notice
    advice: Notice
