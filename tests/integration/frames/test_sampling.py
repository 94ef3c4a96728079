import numpy as np
import pytest
from PIL import Image

from studio.media.frames.sampling import frame_at, samples, steady
from studio.media.probe import Truncated
from studio.media.timeline import Span
from tests.media import ffmpeg, number_in, numbered
from tests.scenes import turned

RATE = 25


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    coded = ["-c:v", "libx264", "-preset", "fast", "-g", "50", "-pix_fmt", "yuv420p"]
    return numbered(tmp_path_factory.mktemp("sampling") / "long.mp4", seconds=12, video=coded)


def read(rgb):
    return number_in(Image.fromarray(rgb))


def test_samples_show_their_own_moments(recording):
    found = list(samples(recording, [Span(1.0, 11.0)], per_second=1))
    assert [read(frame.rgb) for frame in found] == [round(frame.moment * RATE) for frame in found]
    assert len(found) >= 5
    assert all(1.0 <= frame.moment < 11.0 for frame in found)


def test_spans_between_keyframes_are_decoded(recording):
    spans = [Span(0.3, 1.6), Span(4.4, 5.8), Span(10.2, 10.9)]
    found = list(samples(recording, spans))
    for span in spans:
        inside = [frame for frame in found if span.start <= frame.moment <= span.end]
        assert len(inside) == 2
        assert [read(frame.rgb) for frame in inside] == [round(frame.moment * RATE) for frame in inside]


def test_samples_are_small_and_know_the_full_size(recording):
    frame = next(samples(recording, [Span(0.0, 2.0)], width=320))
    assert (frame.rgb.shape, frame.size) == ((180, 320, 3), (640, 360))


def test_steady_looks_run_through_all(recording):
    found = list(steady(recording, 5))
    moments = [frame.moment for frame, _ in found]
    assert moments[0] == 0
    assert moments[-1] > 11.7
    assert max(np.diff(moments)) <= 0.25
    assert all(0 < after.moment - frame.moment <= 0.13 for frame, after in found)


@pytest.mark.parametrize("number", [0, 7, 49, 50, 51, 180, 299])
def test_frame_at_is_exact(recording, number):
    assert read(frame_at(recording, number / RATE)) == number


def test_frame_after_the_end_is_the_last(recording):
    assert read(frame_at(recording, 30.0)) == 299


def test_late_first_picture_counts_as_zero(recording, tmp_path):
    late = tmp_path / "late.mkv"
    tone = ["-f", "lavfi", "-i", "sine=duration=12"]
    ffmpeg("-itsoffset", "0.6", "-i", recording, *tone, "-map", "0:v", "-map", "1:a", "-c:v", "copy", late)
    assert read(frame_at(late, 40 / RATE)) == 40
    assert [read(f.rgb) for f in samples(late, [Span(4.2, 5.4)])] == [
        round(f.moment * RATE) for f in samples(late, [Span(4.2, 5.4)])
    ]


@pytest.mark.parametrize(("degrees", "turns"), [(90, 1), (270, 3), (180, 2)])
def test_turned_video_comes_upright(recording, tmp_path, degrees, turns):
    frame = frame_at(turned(recording, degrees, tmp_path / "turned.mp4"), 1.0)
    assert np.array_equal(frame, np.rot90(frame_at(recording, 1.0), turns))


def test_wide_pixels_come_square(recording, tmp_path):
    wide = tmp_path / "wide.mp4"
    ffmpeg("-i", recording, "-t", "2", "-vf", "setsar=3/2", "-c:v", "libx264", "-preset", "ultrafast", "-an", wide)
    assert next(samples(wide, [Span(0.0, 2.0)])).size == (960, 360)
    assert frame_at(wide, 1.0).shape == (360, 960, 3)


def test_what_is_no_video_is_refused(tmp_path):
    (tmp_path / "a.mp4").write_bytes(b"no video" * 100)
    with pytest.raises(Truncated):
        frame_at(tmp_path / "a.mp4", 0.0)
