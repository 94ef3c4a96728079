"""The recognisers on real models; what cannot be had here is skipped with its reason, or fails where it is required.

`STUDIO_TEST_MODELS=required` gets the models and insists on them; without it only models got before are used.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from studio.cli.main import run
from studio.core.settings import shipped
from studio.media.ffmpeg import binary
from studio.media.speech.faster import FasterWhisper
from studio.media.speech.openai import OpenAiWhisper
from tests.integration.speech import weights

SHARED = next((p / "shared" / "media" for p in Path(__file__).parents if (p / "shared" / "media").is_dir()), Path())
"""Real recordings, kept beside the project."""
RECORDINGS = shipped("campaigns") / "2098-spring-tea" / "recordings"
REQUIRED = os.environ.get("STUDIO_TEST_MODELS") == "required"
ENGINES = {"faster-whisper": FasterWhisper, "whisper": OpenAiWhisper}


def lacking(reason: str):
    """Fails where everything is required, else skips."""
    (pytest.fail if REQUIRED else pytest.skip)(reason)


def model_for(engine: str) -> Path:
    """Whisper base for an engine."""
    if engine == "whisper" and find_spec("whisper") is None:
        lacking("openai-whisper is not installed: pip install 'yunzao-studio[whisper]'")
    if not REQUIRED and not (weights.CACHE / "base" / "model.bin").exists():
        pytest.skip("no speech model for tests; STUDIO_TEST_MODELS=required gets one")
    try:
        return weights.base_pt() if engine == "whisper" else weights.base()
    except weights.NotToBeHad as reason:
        return lacking(f"Whisper base cannot be had: {reason}")


@pytest.fixture(scope="session", params=ENGINES)
def engine(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def model(engine) -> Path:
    return model_for(engine)


@pytest.fixture(scope="session")
def recogniser(engine, model):
    return ENGINES[engine](model)


@pytest.fixture
def shared():
    """A real recording by its name."""

    def found(name: str) -> Path:
        if not (SHARED / name).is_file():
            pytest.skip(f"the recording {name} is not here")
        return SHARED / name

    return found


@pytest.fixture
def part(tmp_path):
    """A stretch of the sample recording's sound, seconds from its start, as a file of its own."""

    def cut(start: float, end: float) -> Path:
        file = tmp_path / f"{start}.wav"
        stretch = ["-ss", str(start), "-to", str(end), "-i", str(RECORDINGS / "opening-night.mp4")]
        subprocess.run([binary(), "-v", "error", "-y", *stretch, "-vn", str(file)], check=True, timeout=60)
        return file

    return cut


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
