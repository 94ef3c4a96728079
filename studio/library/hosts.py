"""Hosts: who speaks to the camera."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from studio.library.fields import Id, Text


@dataclass(frozen=True, slots=True)
class Host:
    """A person who goes on air."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Id
    name: Annotated[Text, Field(description="姓名或艺名 · Name on air")]
    title: Annotated[Text | None, Field(description="身份，如 壶瓶山茶农 · What the lower third says")] = None
    town: Annotated[Text | None, Field(description="乡镇 · Town")] = None
    spots: Annotated[tuple[Id, ...], Field(description="常在的景点 · Spots where the host works")] = ()
