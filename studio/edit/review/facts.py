"""The facts a clip is judged by, taken from the library as it stands today: price, batch, report, licence, mark."""

from collections.abc import Sequence
from datetime import date

from studio.core.findings import Notice
from studio.core.i18n import Translate, mark
from studio.core.units import Fen, yuan
from studio.edit.review.clip import Facts
from studio.library.catalogue import Library
from studio.library.licences import refusal
from studio.library.products import Product, day_problems

ESTIMATED = mark("The captions are estimated from the script; nobody has read them yet.")
NO_BATCH = mark("No batch is entered for this product.")


def facts_of(
    product: Product, library: Library, days: tuple[date, date], price: Fen | None, notices: Sequence[str], *,
    marked: bool, estimated: bool, translate: Translate,
) -> Facts:  # fmt: skip
    """The facts of a clip of `product`; `days` are the session's and today, `price` in fen is what the clip shows.

    `notices` are what the cut had to say of the clip, in people's words; they are exceptions, as is every doubt about
    the product's rights and proofs.
    """
    batch = product.batch
    report = batch.report if batch else None
    refused = refusal(library, product, *days)
    doubts: list[Notice] = [what for _, what, _ in day_problems(product, max(days))]
    if refused and product.brand:
        doubts.append(refused)
    if estimated:
        doubts.append(Notice(ESTIMATED))
    if product.kind == "goods" and batch is None:
        doubts.append(Notice(NO_BATCH))
    told = [doubt.told_in(translate) for doubt in doubts]
    return Facts(
        price=yuan(price) if price is not None else None,
        batch=batch.lot if batch else None,
        report=f"{report.number or ''} {report.until or ''}".strip() if report else None,
        licence=None if refused else _licence(product, library, days[0]),
        mark=marked,
        estimated=estimated,
        exceptions=tuple(dict.fromkeys([*told, *notices])),
    )


def _licence(product: Product, library: Library, day: date) -> str | None:
    """The brand, and until when its licence runs."""
    brand = library.brands.get(product.brand or "")
    covering = [one for one in brand.licences if product.id in one.products and one.covers(day)] if brand else []
    return f"{brand.name} {max(one.until for one in covering)}" if brand and covering else None
