import io

import numpy as np
import pytest
import segno
from PIL import Image, ImageFilter

from studio.media.frames.codes import read_code, read_picture
from studio.media.timeline import Span
from tests.scenes import scene, written

LINK = "https://shop.example/yinfeng?from=clip-01"


def code(size):
    file = io.BytesIO()
    segno.make(LINK, error="m").save(file, kind="png", scale=8, border=4)
    return Image.open(file).convert("RGB").resize((size, size), Image.LANCZOS)


def test_code_is_read_from_an_encoded_clip(tmp_path):
    picture = scene(2, 540, 960)
    with_code = picture.copy()
    with_code.paste(code(200), (170, 600))
    clip = written([picture] * 20 + [with_code] * 20, tmp_path / "clip.mp4", 10)
    assert read_code(clip, Span(2.0, 4.0)) == LINK
    assert read_code(clip, Span(0.0, 1.8)) is None


@pytest.mark.parametrize("size", [110, 160, 420])
def test_code_is_read_small_and_a_little_soft(size):
    picture = scene(3, 540, 960)
    picture.paste(code(size), (60, 400))
    assert read_picture(np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)))) == LINK


def test_no_code_is_made_up():
    assert read_picture(np.asarray(scene(4, 540, 960))) is None
