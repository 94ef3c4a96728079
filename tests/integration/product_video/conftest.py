import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from studio.cli.main import run
from tests.media import ffmpeg
from tests.scenes import RATE, blurred, darker, pan, written

LIBRARY = Path(__file__).parents[3] / "campaigns" / "library"


@pytest.fixture(scope="session")
def footage(tmp_path_factory):
    """25 s of raw footage with a dark, a blurred and a shaken shot planted; see `PLANTED`."""
    folder = tmp_path_factory.mktemp("footage")
    pictures = [
        *pan(11, 4), *pan(12, 3, darker), *pan(13, 4), *pan(14, 3, blurred), *pan(15, 4), *pan(16, 3, shake=24),
        *pan(17, 4),
    ]  # fmt: skip
    silent = written(pictures, folder / "silent.mp4", RATE)
    path = folder / "raw.mp4"
    tone = ["-f", "lavfi", "-i", "sine=frequency=300:duration=25"]
    ffmpeg("-i", silent, *tone, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", path)
    return path


@pytest.fixture(scope="session")
def studio(tmp_path_factory):
    """Run the command; returns its exit code, what it printed, and what it said on stderr.

    What was measured once is remembered for the tests that follow.
    """
    home = tmp_path_factory.mktemp("home")

    def ran(*arguments):
        printed, said = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed), redirect_stderr(said):
            patch.setenv("STUDIO_HOME", str(home))
            patch.setattr(sys, "argv", ["studio", *map(str, arguments)])
            code = run()
        return code, printed.getvalue(), said.getvalue()

    return ran


@pytest.fixture(scope="session")
def made(studio, tmp_path_factory):
    """Make a video; returns its manifest."""

    def ran(*footage, seconds=8.5, options=()):
        out = tmp_path_factory.mktemp("out") / "new" / "video.mp4"
        asked = ["--product", "shimen-yinfeng", "--spot", "huping-mountain", "--seconds", seconds, "--out", out]
        code, printed, said = studio("product-video", *footage, *asked, "--library", LIBRARY, "--json", *options)
        assert code == 0, said
        return json.loads(printed)

    return ran


@pytest.fixture(scope="session")
def video(made, footage):
    """One video of `footage`, 8.5 s long."""
    return made(footage)
