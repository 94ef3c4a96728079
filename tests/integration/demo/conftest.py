import csv
import json

import pytest

from studio.core.settings import shipped

RECORDINGS = shipped("campaigns") / "2098-spring-tea" / "recordings"


@pytest.fixture(scope="session")
def truth():
    """Every sentence of the sample recording with its true times."""
    return json.loads((RECORDINGS / "opening-night.truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def rows():
    """The sample recording's markers."""
    with (RECORDINGS / "opening-night.markers.csv").open(encoding="utf-8", newline="") as file:
        return [{**row, "at": float(row["at"])} for row in csv.DictReader(file)]
