"""Whether the mark may be drawn: one licence governs the whole mark, the parent brand beside the child."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.library.brands import Brand, Licence
from studio.library.catalogue import Library
from studio.library.faults import Route, notice
from studio.library.products import Product


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the mark may not be drawn, and the field of the brand that says so; no field where no licence is there."""

    why: Notice
    field: Route = ()


def refusal(library: Library, product: Product, session_day: date, today: date) -> Notice | None:
    """Why the mark may not be drawn beside the product, or None where it may.

    A licence must cover the product and the session's day, and must not be suspended by then or by today.
    """
    found = refused(library, product, session_day, today)
    return found.why if found else None


def refused(library: Library, product: Product, session_day: date, today: date) -> Refusal | None:
    """The same with the field at fault."""
    brand = library.brands.get(product.brand or "")
    if brand is None:
        return _without_brand(product)
    covering = [(number, licence) for number, licence in enumerate(brand.licences) if product.id in licence.products]
    if not covering:
        what = mark("No licence of {brand} covers {product}.")
        return Refusal(notice(what, brand=brand.name, product=product.name))
    latest = max(session_day, today)
    if any(one.covers(session_day) and not one.is_suspended(latest) for _, one in covering):
        return None
    return _closest(brand, product, covering, session_day, latest)


def _without_brand(product: Product) -> Refusal:
    if product.brand is None:
        return Refusal(notice(mark("{product} is sold under no brand."), product=product.name))
    what = mark("{product} names the brand “{brand}”, which is not in the library.")
    return Refusal(notice(what, product=product.name, brand=product.brand))


def _closest(
    brand: Brand, product: Product, covering: Sequence[tuple[int, Licence]], day: date, latest: date
) -> Refusal:
    """What to say of licences none of which will do: of one in its term first, else of the one that ran longest."""
    number, licence = max(covering, key=lambda pair: (pair[1].covers(day), pair[1].until))
    facts = {"brand": brand.name, "product": product.name, "day": str(day)}
    field = ("licences", number)
    if licence.covers(day):
        since = str(licence.suspended_from) if licence.suspended_from else ""
        what = mark("The licence of {brand} for {product} is suspended.")
        if since:
            what = mark("The licence of {brand} for {product} is suspended from {since}.")
        return Refusal(notice(what, **facts, since=since), (*field, "suspended_from" if since else "status"))
    if licence.until < day:
        what = mark("The licence of {brand} for {product} lapsed on {until}, before {day}.")
        return Refusal(notice(what, **facts, until=str(licence.until)), (*field, "until"))
    what = mark("The licence of {brand} for {product} begins on {begins}, after {day}.")
    return Refusal(notice(what, **facts, begins=str(licence.begins)), (*field, "from"))
