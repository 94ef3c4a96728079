import json
import re
import subprocess
import sys

import pytest

from studio.cli.main import run
from studio.core.settings import shipped
from studio.library import accounts, audit, invites
from studio.library.catalogue import SHELVES, load_library

CAMPAIGNS = shipped("campaigns")
COUNT = sum(len(getattr(load_library(CAMPAIGNS / "library"), shelf)) for shelf in SHELVES)


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


def test_library_goes_in_and_out(studio, tmp_path):
    code, out, err = studio("library", "import", CAMPAIGNS / "library")
    assert (code, out, err) == (0, f"New: {COUNT}, changed: 0, the same: 0, left out: 0.\n", "")
    book, folder = tmp_path / "资源 库.xlsx", tmp_path / "资源 库"
    assert studio("library", "export", book) == (0, f"Written to {book}.\n", "")
    assert json.loads(studio("library", "export", folder, "--json")[1]) == {"path": str(folder)}
    for path in (book, folder):
        code, out, _ = studio("library", "import", path, "--json")
        told = json.loads(out)
        assert (code, len(told.pop("same"))) == (0, COUNT)
        assert told == {"new": [], "changed": [], "rejected": [], "oddities": []}
    (entry,) = audit.history("spot", "changti-pass")
    assert (entry.who, entry.deed) == ("studio", "added")


def test_rows_left_out_are_told_and_the_others_kept(studio, tmp_path):
    file = tmp_path / "spots.yaml"
    file.write_text("- {id: a, name: 甲}\n- {id: B, name: 乙}\n", encoding="utf-8")
    code, out, _ = studio("library", "import", file, "--json")
    advice = "Use small Latin letters, digits, - and _, at most 64, such as opening-night."
    told = json.loads(out)
    assert (code, told["new"]) == (1, ["spots/a"])
    assert told["rejected"] == [{"row": f"{file}:2", "reason": "“B” cannot be an id.", "advice": advice}]
    code, out, _ = studio("library", "import", file)
    assert (code, out.splitlines()[0]) == (1, f"{file}:2: “B” cannot be an id.")


def test_campaign_goes_in_and_out(studio, tmp_path):
    studio("library", "import", CAMPAIGNS / "library")
    assert studio("campaign", "import", CAMPAIGNS)[:2] == (0, "New: 2, changed: 0, the same: 0, left out: 0.\n")
    assert studio("campaign", "export", "2098-spring-tea", tmp_path / "a")[0] == 0
    assert studio("campaign", "import", tmp_path / "a")[:2] == (0, "New: 0, changed: 0, the same: 2, left out: 0.\n")
    code, out, err = studio("campaign", "export", "none", tmp_path / "b")
    assert (code, out, err.splitlines()[0]) == (2, "", "There is no “none” here.")


def test_only_administrator_who_lost_the_password_gets_a_link_on_this_machine(studio):
    user = accounts.user_of(invites.accept(invites.first_invite(), "Wu", "three words mine"))
    assert studio("people", "list") == (0, "wu\twu\tAdministrator\n", "")
    code, out, _ = studio("people", "link", "WU", "--address", "https://studio.test/")
    assert code == 0
    (token,) = re.findall(r"https://studio\.test/account/join/(\S+)", out)
    assert accounts.user_of(invites.accept(token, "", "other words mine")) == user
    links = [entry for entry in audit.latest(user, 9) if entry.deed == "link_made"]
    assert [(entry.who, entry.detail["account"]) for entry in links] == [("studio", user.id)]
    code, out, err = studio("people", "link", "nobody")
    assert (code, out, err.splitlines()[0]) == (2, "", "There is no such account.")


def test_what_is_no_library_is_refused(studio, tmp_path):
    code, out, err = studio("library", "import", tmp_path / "none.xlsx")
    assert (code, out, err.splitlines()[0]) == (2, "", f"{tmp_path / 'none.xlsx'} cannot be imported.")


def test_commands_on_files_need_no_database(studio, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    session = CAMPAIGNS / "2098-spring-tea" / "sessions" / "opening-night.yaml"
    assert studio("check", session)[0] == 0
    code, _, err = studio("library", "import", CAMPAIGNS / "library")
    assert (code, err.splitlines()[0][:38]) == (2, "The studio's database does not answer:")


def test_the_heavy_stays_out_until_it_is_needed():
    commands = "studio.cli.library, studio.cli.campaign, studio.cli.slice"
    asked = f"import sys, {commands}; print({{*sys.modules}} & {{'openpyxl', 'alembic', 'pandas'}})"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
