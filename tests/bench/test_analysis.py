"""Listening to an hour: where there is speech, and how loud it is."""

from studio.media import sound
from studio.media.speech import vad
from tests.bench.conftest import cost, ffmpeg


def test_an_hour_is_heard_in_a_quarter_of_a_minute(folder, recording):
    hour = folder / "hour.m4a"
    ffmpeg("-stream_loop", "59", "-i", recording.path, "-map", "0:a", "-c", "copy", "-t", "3600", hour)
    spent = {}
    spans = []
    spent["speech"] = cost(lambda: spans.extend(vad.speech(sound.decode(hour))))
    spent["loudness"] = cost(lambda: sound.measure(hour))
    print(f"\nan hour of sound: {spent}; {len(spans)} stretches of speech")
    assert len(spans) >= 60 * 12
    assert sum(one.wall for one in spent.values()) <= 15
