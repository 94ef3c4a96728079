"""One clip as it lies in the studio, where it stands on its way to approval, and which steps lead on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from studio.core.access import Deed, Scope
from studio.core.errors import StudioError
from studio.core.i18n import mark


class State(StrEnum):
    """Where a clip stands."""

    DRAFT = "draft"
    WAITING = "waiting"
    """Its maker asks for approval."""
    RETURNED = "returned"
    """The brand office gave it back with a note."""
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Step:
    """A deed that leads from some states to another, and the right it takes."""

    before: frozenset[State]
    after: State
    right: Deed


STEPS: dict[str, Step] = {
    "edited": Step(frozenset(State), State.DRAFT, Deed.MAKE),
    "asked": Step(frozenset({State.DRAFT, State.RETURNED}), State.WAITING, Deed.MAKE),
    "withdrew": Step(frozenset({State.WAITING}), State.DRAFT, Deed.MAKE),
    "approved": Step(frozenset({State.WAITING}), State.APPROVED, Deed.APPROVE),
    "returned": Step(frozenset({State.WAITING, State.APPROVED}), State.RETURNED, Deed.APPROVE),
    "reopened": Step(frozenset({State.APPROVED}), State.WAITING, Deed.APPROVE),
}
"""Every deed by its name in the audit log."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a clip is judged by: what it shows, and the rights and proofs it stands under.

    `exceptions` are sentences that need somebody's eye; a clip without any is as all others of its group.
    """

    price: str | None = None
    batch: str | None = None
    report: str | None = None
    licence: str | None = None
    mark: bool = False
    estimated: bool = False
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptClip:
    """A clip in the studio. `files` are media ids by video, cover, srt, vtt, ass; `edits` what people changed by hand.

    `details` is the clip's line of the manifest it came from, with the `edits` it was made with. `version` rises with
    every change.
    """

    id: str
    kind: str
    job: str
    session: str | None
    segment: str
    product: str
    title: str
    owner: str | None
    spots: frozenset[str]
    brands: frozenset[str]
    state: State
    note: str
    files: Mapping[str, str]
    facts: Facts
    details: Mapping[str, Any]
    edits: Mapping[str, Any]
    version: int
    made: datetime
    changed: datetime

    @property
    def scope(self) -> Scope:
        """Whom it belongs to."""
        return Scope(self.spots, self.brands, self.owner)

    @property
    def shows_its_edits(self) -> bool:
        """Whether the video was made with all that was changed by hand."""
        return self.details.get("edits", {}) == self.edits


@dataclass(eq=False)
class StepNotOpen(StudioError):
    """A step that does not lead on from where the clip stands."""

    title: str

    message: ClassVar[str] = mark("“{title}” is no longer where this page shows it.")
    hint: ClassVar[str] = mark("Somebody was quicker. Look at the clip once more.")


@dataclass(eq=False)
class NoteMissing(StudioError):
    """A clip given back without a word why."""

    title: str

    message: ClassVar[str] = mark("Say what is to be mended in “{title}”.")
    hint: ClassVar[str] = mark("Write a sentence, then give it back.")


@dataclass(eq=False)
class EditsNotShown(StudioError):
    """A clip shown to the brand office before its changes are in the video."""

    title: str

    message: ClassVar[str] = mark("The changes to “{title}” are not in the video yet.")
    hint: ClassVar[str] = mark("Make the clip again first, or take the changes back.")


@dataclass(frozen=True, slots=True)
class Group:
    """Clips that stand under the same facts, so that one look may do for all. Exceptions stand alone."""

    facts: Facts
    product: str
    clips: tuple[KeptClip, ...] = field(default=())

    @property
    def is_exception(self) -> bool:
        """Whether somebody must look at it."""
        return bool(self.facts.exceptions)


def grouped(clips: Iterable[KeptClip]) -> list[Group]:
    """The clips by product and identical facts: exceptions first, then the largest groups; in each, as they came."""
    groups: dict[Any, list[KeptClip]] = {}
    for clip in clips:
        alone = clip.id if clip.facts.exceptions else ""
        groups.setdefault((clip.product, clip.facts, alone), []).append(clip)
    found = [Group(facts, product, tuple(members)) for (product, facts, _), members in groups.items()]
    return sorted(found, key=lambda group: (not group.is_exception, -len(group.clips)))


def step_of(clip: KeptClip, deed: str) -> Step:
    """The step that `deed` takes from where the clip stands. Raises `StepNotOpen`."""
    step = STEPS[deed]
    if clip.state not in step.before:
        raise StepNotOpen(title=clip.title)
    return step
