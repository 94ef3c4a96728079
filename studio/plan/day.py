"""What keeps a session's products from the air on its day, told by segment."""

from collections.abc import Iterator
from datetime import date

from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.core.units import yuan
from studio.library import licences
from studio.library.catalogue import Library
from studio.library.faults import notice
from studio.library.products import day_problems
from studio.plan.runofshow import Segment, Session, day_of

GONE = mark("This product is no longer in the library.")
DEARER = mark("{product} costs {price} yuan here, more than its everyday price of {daily} yuan.")


def problems(session: Session, library: Library, today: date) -> dict[str, list[Notice]]:
    """The problems of each segment that has any, by its id."""
    found = {segment.id: list(_of(segment, session, library, today)) for segment in session.segments}
    return {id: told for id, told in found.items() if told}


def _of(segment: Segment, session: Session, library: Library, today: date) -> Iterator[Notice]:
    if segment.product is None:
        return
    product = library.products.get(segment.product)
    if product is None:
        yield notice(GONE)
        return
    day = day_of(session)
    yield from (what for _, what, _ in day_problems(product, day))
    refused = licences.refusal(library, product, day, today) if product.brand else None
    if refused:
        yield refused
    if segment.price is not None and product.price is not None and segment.price > product.price:
        facts = {"product": product.name, "price": yuan(segment.price), "daily": yuan(product.price)}
        yield notice(DEARER, **facts)
