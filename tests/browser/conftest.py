"""A browser, and a studio of its own to look at. Pictures of every page go to out/screenshots (git-ignored)."""

import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from studio.core.access import STUDIO, Role
from studio.flows.sample import import_sample
from tests.people import at_home, browser_cookie, token_at

HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "out" / "screenshots"
WIDTHS = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
}
LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = {"CSV", "Excel", "JSON", "xlsx"}
"""What may stand in Latin letters on a Chinese page: names of formats and brands."""
COUNT_TAPS = (
    "addEventListener('pointerdown', () => { sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1 }, true)"
)
HOMES = {}
"""The studio home of the server at an address."""


@pytest.fixture(scope="session")
def chromium():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", *quiet])
        yield browser
        browser.close()


@dataclass
class Visit:
    """One browser window and what went wrong in it."""

    page: object
    address: str
    width: str
    foreign: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def open(self, path="/"):
        self.page.goto(self.address + path, wait_until="commit")
        self.page.wait_for_selector("h1", timeout=60_000)
        self.settle()

    def settle(self):
        """Until Streamlit has drawn to its end."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)

    def picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{self.width}.png")

    def words(self):
        """Every text people can read or hear: of the page, its fields and its components."""
        return self.page.evaluate(
            """() => {
              const found = []
              const visit = root => {
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
                while (walker.nextNode()) {
                  const node = walker.currentNode
                  if (node.nodeType === Node.TEXT_NODE) {
                    const silent = 'script, style, noscript, svg, [translate=no]'
                    if (!node.parentElement?.closest(silent)) found.push(node.data)
                  } else {
                    for (const name of ['placeholder', 'alt', 'title', 'aria-label'])
                      found.push(node.getAttribute(name) ?? '')
                    if (node.shadowRoot) visit(node.shadowRoot)
                  }
                }
              }
              visit(document.documentElement)
              return found.filter(text => text.trim())
            }"""
        )

    def english(self):
        """The texts on the page with Latin words that are no names."""
        return sorted({text.strip() for text in self.words() if set(LATIN.findall(text)) - NAMES})

    def flaws(self):
        """What is wrong with the page as it stands: English words, controls too low to tap, a sideways scroll."""
        too_wide = self.page.evaluate("document.documentElement.scrollWidth") - self.page.viewport_size["width"]
        return [*self.english(), *self.low_taps(), *([f"{too_wide} px too wide"] if too_wide > 0 else [])]

    def taps(self):
        """How often this window was tapped so far, counted by the browser."""
        return self.page.evaluate("Number(sessionStorage.taps ?? 0)")

    def low_taps(self):
        """Controls lower than 44 px, as (what, height); what is 1 px high is for screen readers alone."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('button, summary, a, input:not([type=checkbox]), [role=combobox]')]
              .filter(e => e.offsetParent && !e.closest('[data-testid=stHeader]'))
              .map(e => [e.textContent.trim() || e.tagName, e.closest('[data-baseweb=select]') ?? e])
              .map(([what, e]) => [what, e.getBoundingClientRect().height])
              .filter(([, height]) => height > 1 && height < 43.5)"""
        )


@pytest.fixture
def homes():
    """The studio home of the server at an address."""
    return HOMES


@pytest.fixture
def role():
    """Who opens the window; None for a stranger."""
    return Role.ADMINISTRATOR


def is_complaint(said):
    """An error in the console, but for the two places where Streamlit looks for itself under a page's address."""
    return said.type == "error" and "/_stcore/" not in (said.location or {}).get("url", "")


@pytest.fixture
def window(chromium, studio_address):
    """Opens windows of a Chinese browser on the studio; foreign requests and complaints of any fail the test."""
    address, visits = studio_address, []

    def opened(width, role=None, **bound):
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **WIDTHS[width])
        visit = Visit(context.new_page(), address, width)
        visits.append(visit)
        context.add_init_script(COUNT_TAPS)
        if role:
            context.add_cookies([browser_cookie(token_at(HOMES[address], role, **bound), address)])
        ours = (address, address.replace("http", "ws"), "data:", "blob:")
        visit.page.on("request", lambda asked: asked.url.startswith(ours) or visit.foreign.append(asked.url))
        visit.page.on("console", lambda said: is_complaint(said) and visit.complaints.append(said.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        return visit

    yield opened
    for visit in visits:
        visit.page.context.close()
    assert [(visit.foreign, visit.complaints) for visit in visits] == [([], [])] * len(visits)


@pytest.fixture(params=WIDTHS)
def visit(request, window, role):
    """A window of one person, desk and phone."""
    return window(request.param, role)


@pytest.fixture(scope="session")
def recording(tmp_path_factory):
    import imageio_ffmpeg

    path = tmp_path_factory.mktemp("recording") / "昨晚的直播.mp4"
    line = "-v error -f lavfi -i testsrc2=s=640x360:r=25:d=12 -f lavfi -i sine=f=300:d=12 -pix_fmt yuv420p"
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *line.split(), str(path)], check=True)
    return path


@pytest.fixture(scope="session")
def large(recording, tmp_path_factory):
    """The recording, with bytes behind it that players skip: three pieces of what the browser sends at once."""
    content, size = recording.read_bytes(), 20_000_000
    path = tmp_path_factory.mktemp("large") / "昨晚的大录像.mp4"
    path.write_bytes((content + struct.pack(">I4s", size - len(content), b"free")).ljust(size, b"\0"))
    return path


@pytest.fixture(scope="session")
def serving():
    """Runs a program with a free port as its last argument: `with serving(program, folder, environment) as address`."""
    return run_server


@pytest.fixture(scope="session")
def studio_address(tmp_path_factory, serving):
    """A studio with the sample county in it, its worker beside it."""
    folder = tmp_path_factory.mktemp("studio")
    home = folder / "数据 文件夹"
    with at_home(home):
        import_sample(STUDIO)
    with serving(["-m", "studio", "open", "--no-browser", "--port"], folder, {"STUDIO_HOME": str(home)}) as address:
        yield address


@contextmanager
def run_server(program, folder, environment, ready="/health/ready"):
    """Run a server on a free port in `folder` until the test is over; its address. `ready` answers when it is up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder / "server.log").open("wb")
    command = [sys.executable, *program, str(port)]
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log)
    try:
        _wait_until_ready(port, ready)
        address = f"http://127.0.0.1:{port}"
        HOMES[address] = environment["STUDIO_HOME"]
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()
    complaints = (folder / "server.log").read_text(encoding="utf-8")
    assert "Traceback" not in complaints, complaints


def _wait_until_ready(port, ready):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{ready}", timeout=5).close()
        except OSError:  # refused, or too busy to answer in time
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the studio never became ready")
