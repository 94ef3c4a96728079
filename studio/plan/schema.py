"""JSON Schema of every kind of file, made from the records that read them."""

from typing import Any

from studio.library.brands import Brand
from studio.library.hosts import Host
from studio.library.products import Product
from studio.library.spots import Spot
from studio.library.validation import adapter
from studio.plan.campaign import Campaign
from studio.plan.runofshow import Written

RECORDS: dict[str, type] = {
    "product": Product,
    "spot": Spot,
    "brand": Brand,
    "host": Host,
    "campaign": Campaign,
    "session": Written,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one record; of the library's kinds it describes one entry of the list in the file."""
    made = adapter(RECORDS[name]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_null(made)}


def _without_null(part: Any) -> Any:
    """A field that may be left out is not written as null; so null goes, with the choice it was part of."""
    if isinstance(part, list):
        return [_without_null(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _without_null(value) for key, value in part.items() if not (key == "default" and value is None)}
    choices = [choice for choice in kept.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **kept}
    return {**kept, "anyOf": choices} if choices else kept
