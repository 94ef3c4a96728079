from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import studio
from studio.core.access import STUDIO, Role, User
from studio.flows.sample import import_sample
from studio.library import accounts

MAIN = str(Path(studio.__file__).parent / "app" / "main.py")


@pytest.fixture
def open_page(monkeypatch):
    """A page of the studio, opened by a person with a browser of that language: "clips.py", by default the first."""

    def opened(page=None, user=User("wu", "伍建国", Role.ADMINISTRATOR), locale="zh-CN", **address):
        monkeypatch.setattr(accounts, "user_of", lambda token: user)
        test = AppTest.from_file(MAIN, default_timeout=60)
        test.context = {"locale": locale, "url": "http://studio.test/", "timezone": "Asia/Shanghai"}
        test.run()
        if page:
            test.switch_page(page)
        test.query_params.update(address)
        return test.run()

    return opened


@pytest.fixture
def county():
    """The sample county in the database."""
    import_sample(STUDIO)
