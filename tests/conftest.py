"""The folder is the marker: `tests/unit`, `integration`, `browser`, `bench`."""

import os
import sys
from pathlib import Path

import pytest

pytest_plugins = ["tests.postgres"]
HERE = Path(__file__).parent
ON_POSTGRES = os.environ.get("STUDIO_TEST_DATABASE") == "postgresql"


FOLDERS = ["unit", "integration", "browser", "bench"]


def pytest_collection_modifyitems(items):
    """The quick ones first; the browser last, because Playwright leaves its event loop running in the tests' thread."""
    for item in items:
        item.add_marker(Path(item.path).relative_to(HERE).parts[0])
    items.sort(key=lambda item: FOLDERS.index(Path(item.path).relative_to(HERE).parts[0]))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """No test reads or writes the developer's models and caches."""
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("studio-home")))


@pytest.fixture(autouse=True)
def own_database(request, monkeypatch):
    """No test reads or writes the developer's database; a folder with a home of its own has this one still."""
    monkeypatch.delenv("STUDIO_DATABASE_URL", raising=False)
    if ON_POSTGRES and not request.node.get_closest_marker("unit"):
        request.getfixturevalue("postgres_url")
    yield
    if "studio.storage.database" in sys.modules:
        sys.modules["studio.storage.database"].close()
