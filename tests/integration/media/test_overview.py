import base64
import io

import pytest
from PIL import Image

from studio.media import overview as module
from studio.media.overview import BINS, overview
from tests.media import number_in, numbered

HALF = "aevalsrc='if(lt(t,4),0.3*sin(2*PI*300*t),0)':s=48000:d=8"


def test_overview_shows_where_it_is_loud_and_what_is_seen(tmp_path):
    found = overview(numbered(tmp_path / "live.mp4", sound=HALF))
    assert found.length == pytest.approx(8, abs=0.1)
    half = BINS // 2
    assert min(found.loudness[10 : half - 20]) > 50
    assert max(found.loudness[half + 20 :]) == 0
    assert len(found.pictures) == 8
    for moment, picture in found.pictures:
        seen = Image.open(io.BytesIO(base64.b64decode(picture)))
        assert number_in(seen.resize((640, 360))) == round(moment * 25)


def test_a_second_look_reads_what_was_kept(tmp_path, monkeypatch):
    file = numbered(tmp_path / "live.mp4", seconds=2.0)
    first = overview(file)
    monkeypatch.setattr(module, "_looked", None)
    assert overview(file) == first


def test_a_silent_recording_has_a_flat_line(tmp_path):
    assert set(overview(numbered(tmp_path / "live.mp4", seconds=2.0, sound="none")).loudness) == {0}
