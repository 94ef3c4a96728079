"""The demo cuts the sample with the very flow that people use."""

import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from studio.cli import demo as command
from studio.cli.main import run
from studio.core.access import STUDIO
from studio.edit.review import store as review
from studio.edit.review.clip import State
from studio.flows.demo import Demonstration, demonstrate, sample
from studio.media import sound
from studio.media.probe import probe
from studio.media.timeline import Span

DAY = date(2027, 4, 5)


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The honey clip of the sample, asked for two times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        order = replace(sample(tmp_path_factory.mktemp("out")), only=("honey",))
        first = demonstrate(order, DAY, str)
        return order, first, demonstrate(order, DAY, str)


def test_demo_asks_for_no_model(tmp_path):
    order = sample(tmp_path)
    assert (order.engine, order.model, order.out) == ("script", None, tmp_path)


def test_clip_is_made_then_used_again(twice):
    _, first, second = twice
    assert first.reused == frozenset()
    assert second.reused == frozenset({"honey"})
    assert second.slices.clips == first.slices.clips


def test_clip_is_upright_captioned_and_marked_as_estimated(twice):
    order, first, _ = twice
    (clip,) = first.slices.clips
    assert (clip.width, clip.height, clip.engine) == (1080, 1920, "script")
    assert clip.estimated
    assert clip.burnt_in
    assert probe(order.out / clip.path).length == pytest.approx(clip.duration_s, abs=0.05)


def kept_of(said, clip):
    """How much of a sentence stayed, in seconds."""
    return sum(max(0.0, min(said["end"], end) - max(said["start"], start)) for start, end in clip.keeps)


def test_slip_is_gone(twice, truth):
    (clip,) = twice[1].slices.clips
    dropped = [said for said in truth if said["dropped"]]
    assert len(dropped) == 3
    assert [kept_of(said, clip) for said in dropped] == [0.0] * 3


def test_nothing_is_cut_inside_a_sentence_but_its_pauses(twice, truth):
    order, first, _ = twice
    (clip,) = first.slices.clips
    for said in (said for said in truth if said["segment"] == "honey" and not said["dropped"]):
        for (_, gone), (back, _) in pairwise(clip.keeps):
            start, end = max(gone, said["start"] + 0.05), min(back, said["end"] - 0.05)
            if end > start:
                assert peak(order.recording, start, end) < -45, (said["text"], start, end)


def peak(recording, start, end):
    """The loudest 20 ms of a stretch, in dB of full scale."""
    samples = sound.decode(recording, Span(start, end)).astype(float)
    frames = np.lib.stride_tricks.sliding_window_view(samples, 320)[::160]
    return 10 * np.log10(np.max(np.mean(frames**2, axis=1)) + 1e-12)


def test_long_pauses_are_tightened(twice, truth):
    (clip,) = twice[1].slices.clips
    body = clip.duration_s - clip.end_card_s
    spoken = sum(said["end"] - said["start"] for said in truth if said["segment"] == "honey" and not said["dropped"])
    assert spoken < body < spoken + 4


@pytest.fixture
def quick(monkeypatch, twice):
    """The command `studio demo`, with the work done before; returns its exit code."""
    order, first, _ = twice
    done = Demonstration(first.slices, first.took, frozenset({"honey"}))
    monkeypatch.setattr(command, "demonstrate", lambda *told: done)
    opened = []
    monkeypatch.setattr(command, "open_studio", lambda port, *, demo: opened.append((port, demo)))

    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["studio", "demo", "--out", str(order.out), *arguments])
        return run(), opened

    return ran


def test_command_tells_where_and_how_many_were_used_again(quick, twice, capsys, monkeypatch):
    monkeypatch.setenv("STUDIO_LANG", "en")
    assert quick("--no-serve") == (0, [])
    said = capsys.readouterr().out
    assert f"1 clips lie in {twice[0].out.resolve()}" in said
    assert "0 made now, 1 used again from before" in said
    assert "The captions come from the script (estimated)" in said


def test_command_opens_the_studio_with_the_clips_in_it(quick):
    assert quick("--port", "8899") == (0, [(8899, True)])
    (clip,) = review.all(STUDIO)
    assert (clip.segment, clip.state, sorted(clip.files)) == (
        "honey",
        State.DRAFT,
        ["ass", "cover", "srt", "video", "vtt"],
    )
    assert quick("--port", "8899")[0] == 0
    assert review.all(STUDIO) == [clip]
