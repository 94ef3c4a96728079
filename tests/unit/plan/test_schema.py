import json
from pathlib import Path

import pytest

from studio.plan.schema import RECORDS, schema

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", RECORDS)
def test_published_schema_is_current(name):
    """Write it again with: studio schema NAME --out docs/reference/NAME.schema.json."""
    assert json.loads((REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8")) == schema(name)


def test_no_field_may_be_null():
    assert "null" not in json.dumps([schema(name) for name in RECORDS])


def test_session_names_what_must_be_there():
    assert schema("session")["required"] == ["id", "title", "host", "spot", "starts", "segments"]
    assert schema("product")["required"] == ["id", "name", "kind"]


def test_dates_carry_the_names_of_the_files():
    assert {"from", "until"} <= schema("campaign")["properties"].keys()
    assert {"from", "until"} <= schema("brand")["$defs"]["Licence"]["properties"].keys()


def test_segments_of_the_kind_product_name_one_and_no_others_do():
    segment = schema("session")["$defs"]["Segment"]
    assert segment["if"] == {"properties": {"kind": {"const": "product"}}, "required": ["kind"]}
    assert segment["then"] == {"required": ["product"]}
    assert segment["else"] == {"properties": {"product": False}}
