"""What the pieces say: the facts of one clip, already checked by whoever hands them over."""

from dataclasses import dataclass, field
from pathlib import Path

from studio.core.units import Fen, yuan


@dataclass(frozen=True, slots=True)
class Mark:
    """A brand's mark: `file` is a PNG with alpha showing all of it; without one it is drawn from name and colours.

    `colours` are #RRGGBB, the first the brand's own.
    """

    name: str
    colours: tuple[str, ...] = ()
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class End:
    """What only the end card says: a link as a code, or else a coupon word, and a slogan."""

    code: str | None = None
    coupon: str | None = None
    slogan: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The words of one clip. What is None is left out of the picture.

    A brand is None where there is no right to show its mark. `unit` stands beside the price: 盒 in ¥168 / 盒.
    """

    product_name: str
    price: Fen | None = None
    unit: str | None = None
    daily_price: Fen | None = None
    parent_brand: Mark | None = None
    child_brand: Mark | None = None
    host_name: str | None = None
    host_title: str | None = None
    spot_name: str | None = None
    end: End = field(default_factory=End)
    cover_title: str | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks to show side by side, parent first."""
        return tuple(mark for mark in (self.parent_brand, self.child_brand) if mark)


WORDS = (
    "product_name",
    "price",
    "unit",
    "daily_price",
    "host_name",
    "host_title",
    "spot_name",
    "code",
    "coupon",
    "slogan",
    "cover_title",
)
"""The names a template may put in braces."""


def words(facts: Facts) -> dict[str, str]:
    """The facts as texts by the names of `WORDS`; what is missing or blank has no entry.

    A daily price is only there where it is higher than the price in force; a cover without a title bears the product.
    """
    lower = facts.price is not None and facts.daily_price is not None and facts.price < facts.daily_price
    found = {
        "product_name": facts.product_name,
        "price": plain(facts.price),
        "unit": facts.unit,
        "daily_price": plain(facts.daily_price) if lower else None,
        "host_name": facts.host_name,
        "host_title": facts.host_title,
        "spot_name": facts.spot_name,
        "code": facts.end.code,
        "coupon": facts.end.coupon,
        "slogan": facts.end.slogan,
        "cover_title": facts.cover_title or facts.product_name,
    }
    return {name: " ".join(text.split()) for name, text in found.items() if text and text.strip()}


def plain(amount: Fen | None) -> str | None:
    """A price as a card shows it: `168`, `39.80`."""
    if amount is None:
        return None
    return str(amount // 100) if amount % 100 == 0 else yuan(amount)
