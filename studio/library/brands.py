"""Brands: the county's parent brand, the child brands beside it, and the licences that child brands hold."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from studio.library.fields import Colour, Day, Id, Text


@dataclass(frozen=True, slots=True)
class Licence:
    """The right to show the whole mark, parent beside child, on some products for some time. Both days are included."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    products: Annotated[tuple[Id, ...], Field(description="授权的产品 · Products it covers")]
    begins: Annotated[Day, Field(alias="from", description="从哪天起 · First day")]
    until: Annotated[Day, Field(description="到哪天止（含）· Last day, included")]
    holder: Annotated[Text | None, Field(description="被授权人 · Who holds it")] = None
    status: Annotated[Literal["active", "suspended"], Field(description="有效或停用 · Its state")] = "active"
    suspended_from: Annotated[Day | None, Field(description="从哪天起停用 · First day of a suspension")] = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in its term."""
        return self.begins <= day <= self.until

    def is_suspended(self, day: date) -> bool:
        """Whether it is suspended on `day`; a suspension without a day holds always."""
        if self.suspended_from is None:
            return self.status == "suspended"
        return self.suspended_from <= day


@dataclass(frozen=True, slots=True)
class Brand:
    """A parent brand, or a child brand with its licences."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Id
    name: Annotated[Text, Field(description="名称 · Name, as it stands in the mark")]
    kind: Annotated[Literal["parent", "child"], Field(description="母品牌或子品牌 · Parent or child")]
    parent: Annotated[Id | None, Field(description="母品牌，子品牌必填 · Parent brand, for a child")] = None
    slogan: Annotated[Text | None, Field(description="口号 · Slogan")] = None
    mark: Annotated[Text | None, Field(description="标志图片，库内路径 · Picture of the mark, in the library")] = None
    colours: Annotated[tuple[Colour, ...], Field(description="品牌色 · Colours, the main one before the rest")] = ()
    licences: Annotated[tuple[Licence, ...], Field(description="授权 · Licences, of a child brand")] = ()
