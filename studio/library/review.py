"""What is wrong in a library: faults, ids that lead nowhere or overlap, gaps in its entries, and what has run out."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from studio.core.findings import Problem, Verbatim
from studio.core.i18n import mark
from studio.core.ids import is_id
from studio.library import licences
from studio.library.brands import Brand
from studio.library.catalogue import SHELVES, Library, Reading, mark_file
from studio.library.faults import Place, Route, notice, unknown_id
from studio.library.products import Product, day_problems, missing

ADD_A_LINE = mark("Add a line “{field}: …” to this entry.")
SWAP_DAYS = mark("Write the first day after “from” and the last after “until”.")
RENEW = mark("Renew the licence in brands.yaml, or sell without the mark.")


def problems(reading: Reading, today: date) -> Iterator[Problem]:
    """Everything wrong in the library, as judged for `today`."""
    yield from reading.faults
    yield from reading.oddities
    yield from _dead_references(reading)
    yield from _overlapping_ids(reading)
    library = reading.library
    for spot in library.spots.values():
        if spot.town is None:
            yield lacks(library.place("spots", spot.id), "town")
    for brand in library.brands.values():
        yield from _brand_problems(library, brand)
    for product in library.products.values():
        yield from product_problems(library, product, today)
        yield from _licence_problem(library, product, today)


def product_problems(library: Library, product: Product, day: date) -> Iterator[Problem]:
    """What keeps one product from going on air on `day`, at its own lines."""
    place = library.place("products", product.id)
    yield from (lacks(place, name) for name in missing(product))
    if product.begins and product.until and product.begins > product.until:
        yield _ends_before_it_begins(place, ("until",))
    yield from (place.problem(route, what, advice) for route, what, advice in day_problems(product, day))


def licence_problem(library: Library, product: Product, refused: licences.Refusal) -> Problem:
    """A refused mark, told where the licence stands; where there is none, at the product."""
    if refused.field:
        place, route = library.place("brands", product.brand or ""), refused.field
    else:
        place, route = library.place("products", product.id), ("brand",)
    return place.problem(route, refused.why, notice(RENEW))


def _licence_problem(library: Library, product: Product, today: date) -> Iterator[Problem]:
    """A licence that will begin is no problem yet, nor is a product that claims no mark."""
    if product.brand not in library.brands:
        return
    refused = licences.refused(library, product, today, today)
    if refused and refused.field[-1:] != ("from",):
        yield licence_problem(library, product, refused)


def _dead_references(reading: Reading) -> Iterator[Problem]:
    """The ids that lead nowhere, those in entries with other faults among them."""
    for shelf, written, place in reading.written:
        for route, other, entry in _references(shelf, written):
            if isinstance(entry, str) and is_id(entry):
                yield from unknown_id(place, route, other, entry, reading.named)


def _references(shelf: str, written: Mapping[str, Any]) -> Iterator[tuple[Route, str, Any]]:
    """Where an entry names others, on which shelf, and whom."""
    if shelf in ("products", "hosts"):
        yield from ((("spots", number), "spots", spot) for number, spot in enumerate(_list(written, "spots")))
    if shelf == "products":
        yield ("brand",), "brands", written.get("brand")
    if shelf == "brands":
        yield ("parent",), "brands", written.get("parent")
        for number, licence in enumerate(_list(written, "licences")):
            products = _list(licence, "products") if isinstance(licence, dict) else []
            yield from ((("licences", number, "products", at), "products", one) for at, one in enumerate(products))


def _list(written: Mapping[str, Any], key: str) -> list[Any]:
    found = written.get(key)
    return found if isinstance(found, list) else []


def _overlapping_ids(reading: Reading) -> Iterator[Problem]:
    """An id names one thing in the whole library, so that a folder or a link of that name can mean only that."""
    first: dict[str, Place] = {}
    for shelf in SHELVES:
        for entry in sorted(reading.named.get(shelf, ())):
            place = reading.library.place(shelf, entry)
            if entry in first:
                where = f"{first[entry].file}:{first[entry].line('id')}"
                what = notice(mark("The id “{id}” is used also in {where}."), id=entry, where=where)
                yield place.problem(("id",), what, notice(mark("Give one of the two another id.")))
            first.setdefault(entry, place)


def _brand_problems(library: Library, brand: Brand) -> Iterator[Problem]:
    place = library.place("brands", brand.id)
    if brand.kind == "child" and brand.parent is None:
        yield lacks(place, "parent")
    if brand.kind == "parent" and brand.licences:
        advice = notice(mark("Move the licences to the child brand; one licence covers both marks."))
        yield place.problem(("licences",), notice(mark("A parent brand holds no licences.")), advice)
    parent = library.brands.get(brand.parent or "")
    if parent and parent.kind != "parent":
        what, advice = mark("“{id}” is not a parent brand."), mark("Name a brand of the kind parent.")
        yield place.problem(("parent",), notice(what, id=parent.id), notice(advice))
    if brand.mark and mark_file(library, brand) is None:
        what, advice = mark("There is no picture {path}."), mark("Put it into the library’s folder, or mend the path.")
        yield place.problem(("mark",), notice(what, path=brand.mark), notice(advice))
    for number, licence in enumerate(brand.licences):
        if licence.begins > licence.until:
            yield _ends_before_it_begins(place, ("licences", number, "until"))


def lacks(place: Place, name: str) -> Problem:
    """A field that is missing from the entry at `place`."""
    field = Verbatim(name)
    return place.problem((), notice(mark("“{field}” is missing."), field=field), notice(ADD_A_LINE, field=field))


def _ends_before_it_begins(place: Place, route: Route) -> Problem:
    return place.problem(route, notice(mark("It ends before it begins.")), notice(SWAP_DAYS))
