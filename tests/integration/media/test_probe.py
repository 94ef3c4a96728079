from fractions import Fraction

from studio.media.probe import probe
from tests.media import numbered


def test_rate_is_not_taken_for_less_where_pictures_are_stored_out_of_order(tmp_path):
    deep = ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "8", "-b-pyramid", "normal", "-x264-params", "b-adapt=0"]
    recording = probe(numbered(tmp_path / "a.mkv", seconds=12, rate=Fraction(30), video=[*deep, "-g", "250"]))
    assert (recording.rate, recording.variable) == (Fraction(30), False)
