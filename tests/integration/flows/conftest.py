import json
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from studio.cli.main import run
from tests.media import numbered

SLOW = Fraction(10)
LIBRARY = Path(__file__).parents[3] / "campaigns" / "library"

SESSION = """id: test-night
title: 试播
host: tea-farmer
spot: huping-mountain
starts: 2027-04-05T20:00:00+08:00
segments:
  - {id: opening, kind: opening, title: 开场, seconds: 1, script: 大家好。}
  - {id: tea, kind: product, product: shimen-yinfeng, title: 石门银峰, seconds: 3, price: "168.00",
     points: [海拔八百米], link: "https://shop.example/yinfeng", script: 茶园海拔八百米。一盒一百六十八元。}
  - {id: honey, kind: product, product: huping-honey, title: 壶瓶山蜂蜜, seconds: 3, price: "88.00",
     script: 一瓶500克。今晚88元。}
"""


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def own_home(shared_home, monkeypatch):
    """One home for all of these tests: what is drawn once serves them all, as it serves people."""
    monkeypatch.setenv("STUDIO_HOME", str(shared_home))


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """A recording for what does not depend on its rate: few pictures a second, so that clips are made soon."""
    return numbered(tmp_path_factory.mktemp("recordings") / "live.mp4", rate=SLOW)


@pytest.fixture
def session(tmp_path):
    file = tmp_path / "session.yaml"
    file.write_text(SESSION, encoding="utf-8")
    return file


@pytest.fixture
def studio(monkeypatch, capsys):
    """Run the command; returns its exit code, what it printed, and what it said on stderr."""

    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["studio", *map(str, arguments)])
        capsys.readouterr()
        code = run()
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def sliced(studio, session, tmp_path):
    """Slice a recording into `tmp_path/out`; returns the manifest."""

    def ran(recording, *options, out=tmp_path / "out"):
        code, printed, said = studio(
            "slice", recording, "--session", session, "--library", LIBRARY, "--out", out, "--engine", "script",
            "--json", *options,
        )  # fmt: skip
        assert code == 0, said
        manifest = json.loads(printed)
        assert manifest == json.loads((out / "slices.json").read_text(encoding="utf-8"))
        return manifest

    return ran
