"""Scenic spots: where visitors go, and the unit that views and sales are counted for."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from studio.library.fields import Id, Link, Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A scenic spot."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Id
    name: Annotated[Text, Field(description="名称 · Name")]
    town: Annotated[Text | None, Field(description="乡镇 · Town")] = None
    summary: Annotated[Text | None, Field(description="一句话介绍 · One sentence")] = None
    link: Annotated[Link | None, Field(description="网址 · Where to book or read on")] = None
    coupon: Annotated[Text | None, Field(description="口令 · Word to show or type instead of a code")] = None
