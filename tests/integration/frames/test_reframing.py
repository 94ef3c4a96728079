"""A drawn host over moving scenery, as in a real recording: found, followed and kept whole."""

import math

import pytest
from PIL import Image

from studio.edit import coverframe, reframe
from studio.media.frames.glimpses import look
from studio.media.timeline import Canvas, Span
from tests.scenes import host, scene, written

RATE, SIZE = 10, (1280, 720)
KEEPS = [Span(i * 1.5 + 0.2, i * 1.5 + 1.3) for i in range(4)]


def place(share, moment):
    """The left edge and the right edge of the host."""
    middle = SIZE[0] * share + 30 * math.sin(moment * 2.1)
    return round(middle) - 150, round(middle) + 150


def composed(share, scenery, path):
    """The host swaying before scenery that moves; without a share there is only scenery."""
    figure = host().resize((300, 450))
    pictures = []
    for i in range(6 * RATE):
        left = 3 * i
        picture = scenery.crop((left, 0, left + SIZE[0], SIZE[1]))
        if share is not None:
            picture.paste(figure, (place(share, i / RATE)[0], SIZE[1] - 450), figure)
        pictures.append(picture)
    return written(pictures, path, RATE, keyframes=20)


@pytest.fixture(scope="module")
def scenery() -> Image.Image:
    return scene(5, 1500, 720)


@pytest.mark.parametrize("share", [0.25, 0.8])
def test_swaying_host_at_the_side_stays_whole(share, scenery, tmp_path):
    recording = composed(share, scenery, tmp_path / "host.mp4")
    crops = reframe.crops(KEEPS, look(recording, KEEPS), SIZE, Canvas.PORTRAIT)
    assert None not in crops
    whole = []
    for keep, crop in zip(KEEPS, crops, strict=True):
        for number in range(round(keep.start * RATE), round(keep.end * RATE)):
            left, right = place(share, number / RATE)
            whole.append(crop.x <= left and right <= crop.x + crop.width)
    assert sum(whole) >= 0.97 * len(whole)


def test_scenery_without_a_host_is_not_cropped(scenery, tmp_path):
    recording = composed(None, scenery, tmp_path / "nobody.mp4")
    assert reframe.crops(KEEPS, look(recording, KEEPS), SIZE, Canvas.PORTRAIT) == [None] * len(KEEPS)


def test_cover_shows_the_host_who_is_there_for_a_while(scenery, tmp_path):
    figure = host().resize((300, 450))
    pictures = []
    for i in range(6 * RATE):
        picture = scenery.crop((3 * i, 0, 3 * i + SIZE[0], SIZE[1]))
        if 30 <= i < 50:
            picture.paste(figure, (400, 270), figure)
        pictures.append(picture)
    recording = written(pictures, tmp_path / "guest.mp4", RATE, keyframes=20)
    spans = [Span(0.0, 6.0)]
    assert 3.0 <= coverframe.choose(look(recording, spans, per_second=1.5), spans) < 5.0
