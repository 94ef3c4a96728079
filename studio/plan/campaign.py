"""A campaign: a goal, a budget and a period, spots × products × channels."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from studio.core.findings import Problem
from studio.core.ids import is_id
from studio.library import yamlfile
from studio.library.faults import Place, unknown_id
from studio.library.fields import Day, Id, Money, Text
from studio.library.validation import Checked, check


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as planned."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Id
    title: Annotated[Text, Field(description="名称 · Title")]
    begins: Annotated[Day, Field(alias="from", description="从哪天起 · First day")]
    until: Annotated[Day, Field(description="到哪天止（含）· Last day, included")]
    goal: Annotated[Text | None, Field(description="目标 · What it is for")] = None
    budget: Annotated[Money | None, Field(description="预算（元）· Budget in yuan")] = None
    spots: Annotated[tuple[Id, ...], Field(description="景点 · Spots")] = ()
    products: Annotated[tuple[Id, ...], Field(description="产品 · Products")] = ()
    hosts: Annotated[tuple[Id, ...], Field(description="主播 · Hosts")] = ()
    channels: Annotated[tuple[Text, ...], Field(description="渠道 · Channels")] = ()


def load_campaign(path: Path) -> Campaign:
    """The campaign in a file. Raises `FilesNotRight`."""
    return read_campaign(path)[0].only()


def read_campaign(path: Path) -> tuple[Checked[Campaign], Place]:
    """What can be read, what cannot, and where its keys stand. Raises `FilesNotRight` for a file that is no YAML."""
    sheet = yamlfile.read(path)
    return campaign_of(sheet), sheet.place


def campaign_of(sheet: yamlfile.Sheet) -> Checked[Campaign]:
    """What a sheet says of a campaign."""
    return check(Campaign, sheet.value or {}, sheet.place)


def dead_references(written: Any, place: Place, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """The ids in a campaign as `written` that are not among the `known` ones of their shelf, whatever else is wrong."""
    for shelf in ("spots", "products", "hosts"):
        listed = written.get(shelf) if isinstance(written, dict) else None
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, str) and is_id(entry):
                yield from unknown_id(place, (shelf, number), shelf, entry, known)
