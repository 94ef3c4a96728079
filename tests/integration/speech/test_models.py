"""Models given by path: what is no model is refused in our words, and a model of any size is read."""

import re
from importlib.util import find_spec

import numpy as np
import pytest

from studio.media.speech.engines import choose
from studio.media.speech.models import BrokenModel
from studio.media.speech.openai import OpenAiWhisper
from studio.media.timeline import Span
from tests.integration.speech import weights
from tests.integration.speech.conftest import lacking


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("STUDIO_LANG", "en")


@pytest.fixture
def spoken(part):
    return part(101.7, 104.7)


@pytest.fixture
def wrong(tmp_path):
    """Paths that are no model, by what is wrong with them."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.pt").write_text("not a model", encoding="utf-8")
    (tmp_path / "ggml-base.bin").write_bytes(b"lmgg" + bytes(64))
    (tmp_path / "half").mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / "half" / name).write_text("{}", encoding="utf-8")
    return {
        "nowhere": tmp_path / "no" / "such", "empty": tmp_path / "empty", "text": tmp_path / "text.pt",
        "ggml": tmp_path / "ggml-base.bin", "half": tmp_path / "half", "name": "large-v3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("nowhere", "There is no model at"),
        ("empty", "is not a speech model: – model.bin, config.json, tokenizer.json, vocabulary.txt"),
        ("text", "is not a speech model"),
        ("ggml", "is a ggml model of whisper.cpp"),
        ("half", "cannot be loaded"),
        ("name", "is not on this computer, and nothing is downloaded unasked"),
    ],
)
@pytest.mark.parametrize("way", ["--model", "STUDIO_WHISPER_MODEL"])
def test_wrong_model_is_refused(kind, told, way, wrong, spoken, studio, english, tmp_path, monkeypatch):
    given = ["--model", wrong[kind]] if way == "--model" else []
    if not given:
        monkeypatch.setenv(way, str(wrong[kind]))
    code, printed, said = studio("caption", spoken, "--out", tmp_path / "words.srt", *given)
    assert (code, printed) == (2, "")
    assert told in " ".join(said.split())
    assert "Traceback" not in said
    assert not (tmp_path / "words.srt").exists()


def test_engine_without_a_model_says_how_to_get_one(spoken, studio, english, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    code, _, said = studio("caption", spoken, "--out", tmp_path / "words.srt", "--engine", "faster-whisper")
    assert code == 2
    assert "faster-whisper has no speech model on this computer" in said
    assert re.search(r"studio\s+model\s+fetch\s+base", said)


@pytest.fixture(scope="module")
def random_model(tmp_path_factory):
    """A tiny model of random numbers: all of openai-whisper's path, without anything to get."""
    if find_spec("whisper") is None:
        lacking("openai-whisper is not installed: pip install 'yunzao-studio[whisper]'")
    return weights.random_pt(tmp_path_factory.mktemp("random") / "tiny.pt")


def test_model_is_chosen_by_its_content_and_hears_something(random_model):
    recogniser = choose("auto", random_model)
    sound = np.random.default_rng(1).normal(0, 0.1, 8_000).astype(np.float32)
    (heard,) = recogniser.transcribe(sound, [Span(0.0, 0.5)], "zh")
    assert recogniser.name == "whisper"
    assert heard.span == Span(0.0, 0.5)
    assert 0 <= recogniser.likelihood(sound, Span(0.0, 0.5), "石门银峰", "zh") < 0.01


def test_model_of_the_other_engine_is_refused(random_model, spoken, studio, english, tmp_path):
    order = ["--engine", "faster-whisper", "--model", random_model]
    code, _, said = studio("caption", spoken, "--out", tmp_path / "words.srt", *order)
    assert code == 2
    assert "is a model of whisper" in " ".join(said.split())


def test_cut_off_model_is_refused(random_model, spoken, studio, english, tmp_path):
    broken = tmp_path / "broken.pt"
    data = random_model.read_bytes()
    broken.write_bytes(data[: len(data) // 2])
    code, _, said = studio("caption", spoken, "--out", tmp_path / "words.srt", "--model", broken)
    assert (code, "Traceback" in said) == (2, False)
    with pytest.raises(BrokenModel):
        OpenAiWhisper(broken)
