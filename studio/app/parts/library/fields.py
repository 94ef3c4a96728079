"""The fields of an entry as people know them: their names, and how each is asked for. Lists and forms follow this."""

from dataclasses import dataclass
from enum import StrEnum

from studio.core.i18n import mark
from studio.library.faults import Route


class Form(StrEnum):
    """How a field is asked for and shown."""

    LINE = "line"
    LINES = "lines"
    MONEY = "money"
    LINK = "link"
    DAY = "day"
    RECALL = "recall"
    CHOICE = "choice"
    ENTRY = "entry"
    ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: where it stands in the body, what it is called. `choices` are words by value, `shelf` is whose ids."""

    route: Route
    label: str
    form: Form = Form.LINE
    choices: tuple[tuple[str, str], ...] = ()
    shelf: str = ""
    is_needed: bool = False


KINDS = (
    ("goods", mark("Goods")), ("ticket", mark("Ticket")), ("stay", mark("Overnight stay")),
    ("experience", mark("Experience")),
    ("package", mark("Package")), ("service", mark("Service")),
)  # fmt: skip
LEVELS = (("parent", mark("Parent brand")), ("child", mark("Child brand")))
RESULTS = (("passed", mark("Passed")), ("failed", mark("Failed")))
SECTORS = (
    ("农产品", mark("Farm produce")), ("农资", mark("Farm supplies")), ("工业品", mark("Manufactured goods")),
    ("手作", mark("Handicraft")),
)  # fmt: skip
NAME = Field(("name",), mark("Name"), is_needed=True)
TOWN = Field(("town",), mark("Town"))
SPOTS = Field(("spots",), mark("Spots"), Form.ENTRIES, shelf="spots")
LINK = Field(("link",), mark("Web address"), Form.LINK)
COUPON = Field(("coupon",), mark("Coupon word"))

GROUPS: dict[str, tuple[tuple[str, tuple[Field, ...]], ...]] = {
    "products": (
        (mark("Selling"), (
            NAME,
            Field(("kind",), mark("Kind"), Form.CHOICE, KINDS, is_needed=True),
            Field(("price",), mark("Everyday price (yuan)"), Form.MONEY),
            Field(("unit",), mark("Sold by")),
            Field(("stock",), mark("Stock")),
            Field(("points",), mark("Selling points"), Form.LINES),
            LINK,
            COUPON,
        )),
        (mark("Where it comes from"), (
            Field(("sector",), mark("Sector"), Form.CHOICE, SECTORS),
            TOWN,
            SPOTS,
            Field(("brand",), mark("Child brand"), Form.ENTRY, shelf="brands"),
            Field(("origin",), mark("Origin")),
            Field(("grade",), mark("Grade")),
            Field(("net_weight",), mark("Net weight")),
        )),
        (mark("Batch and report"), (
            Field(("batch", "lot"), mark("Batch number")),
            Field(("batch", "harvested"), mark("Harvested or made on"), Form.DAY),
            Field(("batch", "report", "result"), mark("Inspection result"), Form.CHOICE, RESULTS),
            Field(("batch", "report", "laboratory"), mark("Laboratory")),
            Field(("batch", "report", "number"), mark("Report number")),
            Field(("batch", "report", "date"), mark("Report of"), Form.DAY),
            Field(("batch", "report", "until"), mark("Report valid until"), Form.DAY),
            Field(("batch", "recalled"), mark("Recalled"), Form.RECALL),
        )),
        (mark("Validity"), (
            Field(("capacity_per_day",), mark("Guests a day")),
            Field(("from",), mark("From"), Form.DAY),
            Field(("until",), mark("Until"), Form.DAY),
        )),
    ),
    "spots": (("", (NAME, TOWN, Field(("summary",), mark("In one sentence")), LINK, COUPON)),),
    "brands": (
        ("", (
            NAME,
            Field(("kind",), mark("Kind"), Form.CHOICE, LEVELS, is_needed=True),
            Field(("parent",), mark("Parent brand"), Form.ENTRY, shelf="brands"),
            Field(("slogan",), mark("Slogan")),
            Field(("colours",), mark("Colours"), Form.LINES),
        )),
    ),
    "hosts": (
        ("", (NAME, Field(("title",), mark("Title shown on air")), TOWN, SPOTS)),
    ),
}  # fmt: skip
LICENCE = (
    Field(("products",), mark("Licensed products"), Form.ENTRIES, shelf="products", is_needed=True),
    Field(("holder",), mark("Licence holder")),
    Field(("from",), mark("From"), Form.DAY, is_needed=True),
    Field(("until",), mark("Until"), Form.DAY, is_needed=True),
    Field(("status",), mark("State"), Form.CHOICE, (("active", mark("Valid")), ("suspended", mark("Suspended")))),
    Field(("suspended_from",), mark("Suspended from"), Form.DAY),
)
TITLES = {
    "products": mark("Products"), "spots": mark("Spots"), "brands": mark("Brands"), "hosts": mark("Hosts"),
}  # fmt: skip
"""What the shelves are called."""


def label_of(name: str) -> str:
    """What people call the field of that written name; the name itself where it is none of ours."""
    fields = [field for groups in GROUPS.values() for _, group in groups for field in group]
    return next((field.label for field in (*fields, *LICENCE) if field.route[-1] == name), name)
