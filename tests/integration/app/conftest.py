import os
import sys
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from studio.app.parts.begin import Options, command

import studio
from studio.core import settings
from studio.core.access import Role, User
from studio.jobs import processes, queue
from studio.jobs.job import ACTIVE
from studio.library import accounts
from studio.media.timeline import Canvas
from tests.inprocess import working

MAIN = str(Path(studio.__file__).parent / "app" / "main.py")


@pytest.fixture
def open_page(monkeypatch):
    """The studio as it stands at an address, opened by a person with a browser of that language."""

    def opened(locale="zh-CN", user=User("wu", "伍建国", Role.ADMINISTRATOR), **address):
        monkeypatch.setattr(accounts, "user_of", lambda token: user)
        page = AppTest.from_file(MAIN, default_timeout=60)
        page.context = {"locale": locale, "url": "http://studio.test/", "timezone": "Asia/Shanghai"}
        page.query_params.update(address)
        return page.run()

    return opened


@pytest.fixture
def cut(monkeypatch, tmp_path):
    """Start a pretended job; it has ended, or is as far as `until` says, when it comes back."""
    pretends = Path(__file__).with_name("pretend_slice.py")
    monkeypatch.setattr(processes, "PROGRAM", (sys.executable, str(pretends)))
    session = settings.shipped("campaigns") / "2098-spring-tea" / "sessions" / "opening-night.yaml"

    def run(mode="", until=None):
        monkeypatch.setitem(os.environ, "PRETEND", mode)
        recording = tmp_path / f"{mode or 'good'}.mp4"
        options = Options(Canvas.PORTRAIT, "mountain", "none", None, None, accept_estimated=True)
        asked = {"arguments": command(recording, session, options)}
        job = queue.ask("command", "春茶节开幕直播 · 昨晚.mp4", asked)
        deadline = time.monotonic() + 60
        while queue.read(job.id).state in ACTIVE and (until is None or queue.read(job.id).step != until):
            assert time.monotonic() < deadline, "the job does not get on"
            time.sleep(0.05)
        return queue.read(job.id)

    with working():
        yield run
