"""The sample recording is what its papers say."""

import itertools

import numpy as np

from studio.core.settings import shipped
from studio.media import sound
from studio.media.probe import probe
from studio.media.speech import script
from studio.media.timeline import Span
from studio.plan.runofshow import load_session

CAMPAIGN = shipped("campaigns") / "2098-spring-tea"
RECORDING = CAMPAIGN / "recordings" / "opening-night.mp4"


def loudness(start, end):
    """How loud a stretch of the recording is, in dB of full scale."""
    samples = sound.decode(RECORDING, Span(start, end)).astype(float)
    return 10 * np.log10(np.mean(samples**2) + 1e-12)


def test_recording_is_small_wide_and_long_enough():
    found = probe(RECORDING)
    assert (found.width, found.height, float(found.rate), found.sound) == (1920, 1080, 25.0, True)
    assert found.length >= 180
    assert sum(file.stat().st_size for file in RECORDING.parent.iterdir()) <= 6 * 1024**2


def test_every_sentence_of_the_session_is_said_in_order(truth):
    session = load_session(CAMPAIGN / "sessions" / "opening-night.yaml")
    written = [(segment.id, line) for segment in session.segments for line in script.sentences(segment.script)]
    assert [(said["segment"], said["text"]) for said in truth if not said["dropped"]] == written


def test_sentences_sound_and_pauses_do_not(truth):
    for said, after in itertools.pairwise(truth):
        speech = loudness(said["start"], said["end"])
        pause = loudness(said["end"] + 0.12, after["start"] - 0.05)
        assert speech - pause > 20, said["text"]


def test_pauses_are_long_enough_to_be_tightened(truth):
    pauses = [after["start"] - said["end"] for said, after in itertools.pairwise(truth)]
    assert sum(pause >= 1.5 for pause in pauses) >= 8


def test_markers_frame_what_is_said(truth, rows):
    for segment in {said["segment"] for said in truth}:
        times = [time for said in truth if said["segment"] == segment for time in (said["start"], said["end"])]
        marked = {row["kind"]: row["at"] for row in rows if row["segment"] == segment}
        assert marked["start"] < min(times)
        assert marked["end"] > max(times)


def test_retake_lies_between_what_it_drops_and_what_is_said_again(truth, rows):
    (retake,) = [row for row in rows if row["kind"] == "retake"]
    sides = {said["end"] <= retake["at"]: said["dropped"] for said in truth if said["segment"] == retake["segment"]}
    assert sides == {True: True, False: False}


def test_highlights_lie_in_a_sentence_with_the_price(truth, rows):
    highlights = [row for row in rows if row["kind"] == "highlight"]
    told = [said["text"] for row in highlights for said in truth if said["start"] < row["at"] < said["end"]]
    assert len(told) == len(highlights) == 4
    assert [text for text in told if "元" not in text] == []
