"""The folder is the marker: `tests/unit`, `integration`, `browser`, `bench`."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(Path(item.path).relative_to(HERE).parts[0])


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """No test reads or writes the developer's models and caches."""
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("studio-home")))
    monkeypatch.delenv("STUDIO_DATABASE_URL", raising=False)
    yield
    if "studio.storage.database" in sys.modules:
        sys.modules["studio.storage.database"].close()
