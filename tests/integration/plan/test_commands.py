import json
import sys

import pytest

from studio.cli.main import run


@pytest.fixture
def studio(monkeypatch, capsys):
    """Runs the command; returns its exit code, what it printed and what it complained of."""
    monkeypatch.setenv("STUDIO_LANG", "en")

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["studio", *map(str, words)])
        code = run()
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_check_of_the_sample_finds_nothing(studio, county):
    code, out, err = studio("check", county.session)
    assert (code, out, err) == (0, f"Nothing wrong in {county.session}.\n", "")


def test_check_tells_file_line_and_advice(studio, county):
    line = county.spoil(county.products, "stock: 2000", "stock: many")
    code, out, _ = studio("check", county.session)
    assert code == 1
    assert out.splitlines() == [
        f"{county.products}:{line}: “stock” is not a whole number: “many”",
        "    Write digits only, such as 60.",
        "Problems found: 1",
    ]


def test_check_prints_json(studio, county):
    line = county.spoil(county.session, "host: tea-farmer", "host: farmer")
    code, out, _ = studio("check", county.session, "--json")
    assert code == 1
    assert json.loads(out) == [
        {
            "file": str(county.session),
            "line": line,
            "problem": "The library’s hosts.yaml has no “farmer”.",
            "advice": "Enter it there, or use an id that is there, such as tea-farmer.",
        }
    ]
    assert studio("check", county.campaign, "--json")[:2] == (0, "[]\n")


def test_check_of_nothing_is_refused(studio, tmp_path):
    code, out, err = studio("check", tmp_path / "none")
    assert (code, out) == (2, "")
    assert err.startswith(f"There is nothing to check at {tmp_path / 'none'}.")


def test_schema_is_printed_or_written(studio, tmp_path):
    code, out, _ = studio("schema", "session")
    assert (code, json.loads(out)["title"]) == (0, "Session")
    assert studio("schema", "session", "--out", tmp_path / "s.json")[:2] == (0, "")
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == json.loads(out)


def test_schema_of_an_unknown_kind_is_refused(studio):
    assert studio("schema", "poem")[0] == 2
