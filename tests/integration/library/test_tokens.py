import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from studio.core import settings
from studio.library import tokens

NOW = datetime(2027, 4, 5, 12, tzinfo=UTC)


def cookie(begun=timedelta(0), renewed=timedelta(0)):
    return tokens.signed(tokens.Login("a1", 3, NOW - begun, NOW - renewed))


def test_cookie_says_who_it_was_given_to():
    assert tokens.read(cookie(), NOW) == tokens.Login("a1", 3, NOW, NOW)


@pytest.mark.parametrize("text", [None, "", "x", "a.b.c", "WzEsMl0.x", "é", "\x00"])
def test_what_is_no_cookie_is_nobody(text):
    assert tokens.read(text, NOW) is None


def test_altered_cookie_is_nobody():
    text = cookie()
    for at in range(len(text) - 1):  # the last letter of base64 carries bits that say nothing
        assert tokens.read(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :], NOW) is None


def test_cookie_of_another_studio_is_nobody(monkeypatch):
    text = cookie()
    monkeypatch.setenv("STUDIO_SECRET", "another")
    assert tokens.read(text, NOW) is None


@pytest.mark.parametrize(
    ("begun", "renewed", "lasts"),
    [
        (timedelta(hours=12), timedelta(hours=12), True),
        (timedelta(hours=12), timedelta(hours=12, seconds=1), False),
        (timedelta(days=7), timedelta(0), True),
        (timedelta(days=7, seconds=1), timedelta(0), False),
    ],
)
def test_login_ends_when_unused_and_after_a_week(begun, renewed, lasts):
    assert (tokens.read(cookie(begun, renewed), NOW) is not None) is lasts


def test_cookie_is_renewed_after_an_hour_and_keeps_its_beginning():
    assert tokens.renewed(cookie(), NOW) is None
    renewed = tokens.renewed(cookie(timedelta(hours=2), timedelta(hours=1)), NOW)
    assert tokens.read(renewed, NOW) == tokens.Login("a1", 3, NOW - timedelta(hours=2), NOW)


MAKE = """
import pathlib, sys
from studio.library import tokens
tokens._make(pathlib.Path(sys.argv[1]))
print(pathlib.Path(sys.argv[1]).read_text())
"""


def test_secret_of_processes_that_start_together_is_one(tmp_path):
    started = [
        subprocess.Popen([sys.executable, "-c", MAKE, str(tmp_path / "secret")], stdout=subprocess.PIPE)
        for _ in range(4)
    ]  # fmt: skip
    assert len({process.communicate(timeout=120)[0] for process in started}) == 1
    assert [process.returncode for process in started] == [0] * 4
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_secret_is_for_its_owner_alone():
    cookie()
    assert stat.S_IMODE((settings.home() / "secret").stat().st_mode) == 0o600
