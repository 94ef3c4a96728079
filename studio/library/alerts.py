"""What in the library needs somebody soon: stopped products, papers that lapse, stock that is gone. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from studio.core.access import Scope
from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.library.brands import Brand
from studio.library.catalogue import Library
from studio.library.faults import notice
from studio.library.products import Product, day_problems

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Alert:
    """One sentence, the shelf and entry it is about, and whom it concerns. `is_now`: it stops work already."""

    what: Notice
    shelf: str
    entry: str
    scope: Scope
    is_now: bool


@lru_cache(maxsize=2)
def alerts(library: Library, today: date) -> tuple[Alert, ...]:
    """Everything that stops work today, then what will within a month, in the library's order."""
    found = [alert for product in library.products.values() for alert in _of_product(product, today)]
    found += [alert for brand in library.brands.values() for alert in _of_brand(brand, library, today)]
    return tuple(sorted(found, key=lambda alert: not alert.is_now))


def _of_product(product: Product, today: date) -> Iterator[Alert]:
    brands = frozenset({product.brand} if product.brand else ())
    scope = Scope(spots=frozenset(product.spots), brands=brands)
    for _, what, _ in day_problems(product, today):
        yield Alert(what, "products", product.id, scope, is_now=True)
    report = product.batch.report if product.batch else None
    if report and report.until and today <= report.until <= today + SOON:
        what = mark("{product}: its report is valid until {until} only.")
        told = notice(what, product=product.name, until=str(report.until))
        yield Alert(told, "products", product.id, scope, is_now=False)


def _of_brand(brand: Brand, library: Library, today: date) -> Iterator[Alert]:
    for licence in brand.licences:
        names = "、".join(library.products[one].name for one in licence.products if one in library.products)
        facts = {"brand": brand.name, "products": names, "until": str(licence.until)}
        spots = frozenset(
            spot for one in licence.products if one in library.products for spot in library.products[one].spots
        )
        scope = Scope(spots=spots, brands=frozenset({brand.id}))
        if licence.covers(today) and licence.is_suspended(today):
            what = mark("The licence of {brand} for {products} is suspended.")
            yield Alert(notice(what, **facts), "brands", brand.id, scope, is_now=True)
        elif today <= licence.until <= today + SOON:
            what = mark("The licence of {brand} for {products} ends on {until}.")
            yield Alert(notice(what, **facts), "brands", brand.id, scope, is_now=False)
