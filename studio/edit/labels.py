"""What a clip says of its product: the library's and the session's facts, and the rights and rules they stand under."""

from datetime import date

from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.edit.overlays.facts import End, Facts, Mark
from studio.edit.platforms import Platform, code_or_coupon
from studio.library.brands import Brand
from studio.library.catalogue import Library, mark_file
from studio.library.licences import refusal
from studio.library.products import Product
from studio.plan.runofshow import Segment, Session, day_of

UNMARKED = mark("Without the brand's mark: {why}")


def of_segment(
    segment: Segment, session: Session, library: Library, platform: Platform, today: date
) -> tuple[Facts, tuple[Notice, ...]]:
    """The facts for a product segment's clip, and why a mark or a code is not among them."""
    product = library.products[segment.product or ""]
    host = library.hosts[session.host]
    spot = library.spots[segment.spot or (product.spots[0] if product.spots else session.spot)]
    parent, child, unmarked = marks(library, product, day_of(session), today)
    link = segment.link or product.link or spot.link
    code, coupon, uncoded = code_or_coupon(link, product.coupon or spot.coupon, platform)
    brand = library.brands.get(product.brand or "")
    facts = Facts(
        product_name=product.name,
        price=segment.price if segment.price is not None else product.price,
        unit=product.unit,
        daily_price=product.price,
        parent_brand=parent,
        child_brand=child,
        host_name=host.name,
        host_title=host.title,
        spot_name=spot.name,
        end=End(code, coupon, brand.slogan if brand else None),
        cover_title=segment.title,
    )
    return facts, tuple(notice for notice in (unmarked, uncoded) if notice)


def marks(library: Library, product: Product, day: date, today: date) -> tuple[Mark | None, Mark | None, Notice | None]:
    """The parent's mark, the child's, and why there are none."""
    refused = refusal(library, product, day, today)
    if refused:
        return None, None, Notice(UNMARKED, {"why": refused})
    child = library.brands[product.brand or ""]
    parent = library.brands.get(child.parent or "")
    return (_mark(library, parent) if parent else None), _mark(library, child), None


def _mark(library: Library, brand: Brand) -> Mark:
    return Mark(brand.name, brand.colours, mark_file(library, brand))
