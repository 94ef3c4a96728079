"""The run-of-show: what happens in a live session, segment by segment, and what the host says."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, ValidationError
from pydantic.config import JsonDict

from studio.core.clock import COUNTY_TIME
from studio.core.findings import Problem
from studio.core.i18n import mark
from studio.core.ids import is_id
from studio.library import yamlfile
from studio.library.catalogue import Library
from studio.library.faults import Place, Route, notice, refuse, unknown_id
from studio.library.fields import Id, Instant, Length, Link, Money, Text, Words
from studio.library.validation import Checked, adapter, check

ADD_A_SEGMENT = mark("Write at least one, such as the opening.")
GIVE_AN_ID = mark("Give one of the two another id.")

_ONLY_PRODUCTS: JsonDict = {
    "if": {"properties": {"kind": {"const": "product"}}, "required": ["kind"]},
    "then": {"required": ["product"]},
    "else": {"properties": {"product": False}},
}
"""In the schema: a segment of the kind product names one, and no other does."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One timed block of a session. The price is what the product costs during the session."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", json_schema_extra=_ONLY_PRODUCTS)

    id: Annotated[Id, Field(description="环节编号，本场唯一 · Unique in the session")]
    kind: Annotated[
        Literal["opening", "product", "spot", "game", "notice", "closing"],
        Field(description="开场、产品、景点、互动、预告、收尾 · What it is"),
    ]
    title: Annotated[Text, Field(description="名称 · Title")]
    seconds: Annotated[Length, Field(description="计划时长（秒）· Planned length")]
    product: Annotated[Id | None, Field(description="产品，只用于 kind: product · Library id, for products")] = None
    role: Annotated[
        Literal["traffic", "welfare", "hero", "profit", "image"] | None,
        Field(description="引流、福利、爆款、利润、形象 · Role in the line-up"),
    ] = None
    price: Annotated[Money | None, Field(description="直播价（元）· Price during the session, in yuan")] = None
    spot: Annotated[Id | None, Field(description="所属景点 · The spot it belongs to")] = None
    points: Annotated[tuple[Text, ...], Field(description="必须说到的卖点 · What the host must say")] = ()
    link: Annotated[Link | None, Field(description="购买网址 · Where it is sold")] = None
    script: Annotated[Words, Field(description="话术 · The words")] = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A live session as its file says it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", title="Session")

    id: Id
    title: Annotated[Text, Field(description="名称 · Title")]
    host: Annotated[Id, Field(description="主播 · Library id of the host")]
    spot: Annotated[Id, Field(description="景点 · Library id of the spot")]
    starts: Annotated[Instant, Field(description="开播时间，带时区 · Start, with its time zone")]
    segments: Annotated[
        tuple[Segment, ...], Field(description="环节 · The segments, in order", json_schema_extra={"minItems": 1})
    ]
    campaign: Annotated[Id | None, Field(description="营销活动 · The campaign it belongs to")] = None


@dataclass(frozen=True, slots=True)
class Session(Written):
    """A live session, and where it was read."""

    place: Place = field(default_factory=Place, compare=False, repr=False)


def day_of(session: Session) -> date:
    """The county's day on which the session starts; all of it is judged for that day, also past midnight."""
    return session.starts.astimezone(COUNTY_TIME).date()


def day_in(sheet: yamlfile.Sheet) -> date | None:
    """The same of a session whose file has other faults; None where its start cannot be read."""
    written = sheet.value.get("starts") if isinstance(sheet.value, dict) else None
    try:
        return adapter(Instant).validate_python(written).astimezone(COUNTY_TIME).date()
    except ValidationError:
        return None


def load_session(path: Path) -> Session:
    """The session in a file. Raises `FilesNotRight`."""
    return read_session(path).only()


def read_session(path: Path) -> Checked[Session]:
    """What can be read of a session's file, and what cannot. Raises `FilesNotRight` for a file that is no YAML."""
    return session_of(yamlfile.read(path))


def session_of(sheet: yamlfile.Sheet) -> Checked[Session]:
    """The same of a file already read as YAML."""
    if isinstance(sheet.value, list):
        what, advice = mark("A session is not a list."), mark("A list of products, for one, belongs in products.yaml.")
        return Checked(None, (sheet.place.problem((), notice(what), notice(advice)),))
    checked = check(Written, sheet.value or {}, sheet.place)
    faults = (*checked.faults, *_faults(sheet))
    if checked.value is None or faults:
        return Checked(None, faults, checked.oddities)
    values = {name.name: getattr(checked.value, name.name) for name in fields(checked.value)}
    return Checked(Session(**values, place=sheet.place), (), checked.oddities)


def _faults(sheet: yamlfile.Sheet) -> Iterator[Problem]:
    """What only the segments together, or a segment's kind, can show to be wrong."""
    if isinstance(sheet.value, dict) and sheet.value.get("segments") == []:
        yield sheet.place.problem(("segments",), notice(mark("There is no segment.")), notice(ADD_A_SEGMENT))
    seen: dict[str, int] = {}
    for number, segment in enumerate(segments_in(sheet)):
        place = sheet.place.below("segments", number)
        yield from _product_faults(segment, place)
        name = segment.get("id")
        if isinstance(name, str) and name in seen:
            what = notice(mark("The id “{id}” is used twice, also in line {line}."), id=name, line=seen[name])
            yield place.problem(("id",), what, notice(GIVE_AN_ID))
        elif isinstance(name, str):
            seen[name] = place.line("id")


def _product_faults(segment: dict[str, Any], place: Place) -> Iterator[Problem]:
    is_product = segment.get("kind") == "product"
    if is_product and "product" not in segment:
        what, advice = mark("“{field}” is missing."), mark("Add a line “{field}: …” to this entry.")
        yield place.problem(("product",), notice(what, field="product"), notice(advice, field="product"))
    if not is_product and "product" in segment and "kind" in segment:
        what = mark("Only a segment of the kind product has a product.")
        yield place.problem(("product",), notice(what), notice(mark("Write “kind: product”, or take this line out.")))


def resolve(session: Session, library: Library) -> None:
    """See that the library has every host, spot and product of the session. Raises `FilesNotRight`."""
    shelves = {"hosts": library.hosts, "spots": library.spots, "products": library.products}
    refuse(unknown(session, shelves))


def unknown(session: Session, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """The ids of the session that are not among the `known` ones of their shelf."""
    inside = [(segment.product, segment.spot) for segment in session.segments]
    return _dead(session.host, session.spot, inside, session.place, known)


def unknown_in_part(sheet: yamlfile.Sheet, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """The same of a session whose file has other faults: every id that stands there as a text is looked up."""
    written = sheet.value if isinstance(sheet.value, dict) else {}
    inside = [(segment.get("product"), segment.get("spot")) for segment in segments_in(sheet)]
    return _dead(written.get("host"), written.get("spot"), inside, sheet.place, known)


def segments_in(sheet: yamlfile.Sheet) -> list[dict[str, Any]]:
    """The segments as written; what is none stands as an empty one."""
    written = sheet.value.get("segments") if isinstance(sheet.value, dict) else None
    return [one if isinstance(one, dict) else {} for one in written] if isinstance(written, list) else []


def _dead(
    host: Any, spot: Any, inside: Sequence[tuple[Any, Any]], place: Place, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    asked: list[tuple[str, Any, Route]] = [("hosts", host, ("host",)), ("spots", spot, ("spot",))]
    for number, (product, where) in enumerate(inside):
        asked.append(("products", product, ("segments", number, "product")))
        asked.append(("spots", where, ("segments", number, "spot")))
    for shelf, entry, route in asked:
        if isinstance(entry, str) and is_id(entry):
            yield from unknown_id(place, route, shelf, entry, known)
