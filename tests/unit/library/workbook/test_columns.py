"""A field that is added to a record must get its column, or Excel would lose it."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from studio.library.brands import Licence
from studio.library.catalogue import SHELVES
from studio.library.validation import adapter
from studio.library.workbook.columns import LICENCE, SHEETS, sheets


def inner(hint):
    """The record that a field holds one of, if any."""
    if is_dataclass(hint):
        return hint
    return next((found for part in get_args(hint) if part is not ... and (found := inner(part))), None)


def routes(record, above=()):
    written = adapter(record).json_schema()["properties"]
    for name, field in zip(written, fields(record), strict=True):
        part = inner(get_type_hints(record)[field.name])
        if part is None:
            yield (*above, name)
        elif part is not Licence:
            yield from routes(part, (*above, name))


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_field_has_one_column(shelf):
    assert sorted(column.route for column in SHEETS[shelf][1]) == sorted(routes(SHELVES[shelf]))


def test_every_field_of_a_licence_has_one_column():
    assert sorted(column.route for column in LICENCE) == sorted([("brand",), *routes(Licence)])


def test_heads_are_told_apart():
    for title, columns in sheets():
        heads = [column.head for column in columns]
        assert len(set(heads)) == len(heads), title


@pytest.mark.parametrize("shelf", ["products", "brands"])
def test_choices_are_those_of_the_field(shelf):
    choices = {column.route: column.form.words for column in SHEETS[shelf][1] if hasattr(column.form, "words")}
    for route, words in choices.items():
        record = SHELVES[shelf]
        for name in route[:-1]:
            record = inner(get_type_hints(record)[name])
        assert tuple(words) == get_args(get_type_hints(record)[route[-1]])
