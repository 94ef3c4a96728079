from pathlib import Path
from shutil import copytree

import pytest

CAMPAIGNS = Path(__file__).parents[3] / "campaigns"


class County:
    """A copy of the sample county that a test may spoil."""

    def __init__(self, root):
        self.root = root
        self.session = root / "2098-spring-tea" / "sessions" / "opening-night.yaml"
        self.campaign = root / "2098-spring-tea" / "campaign.yaml"
        self.products = root / "library" / "products.yaml"
        self.brands = root / "library" / "brands.yaml"
        self.hosts = root / "library" / "hosts.yaml"
        self.spots = root / "library" / "spots.yaml"

    def spoil(self, file, old, new):
        """Replace the only `old` in a file; returns the line where it stood."""
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def county(tmp_path):
    copytree(CAMPAIGNS, tmp_path / "campaigns")
    return County(tmp_path / "campaigns")
