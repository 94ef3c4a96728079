import pysubs2
import pytest

from studio.media import subtitles
from studio.media.captions import CaptionStyle, Cue
from studio.media.timeline import Span

CUES = [Cue(Span(0.5, 1.75), ("石门银峰",)), Cue(Span(61.0, 62.5), ("第一行", "第二行"))]
STYLE = CaptionStyle("Noto Sans SC", 72, bottom=420, width=864, characters=12, colour="#FFEECC")


def test_an_unknown_ending_is_refused(tmp_path):
    with pytest.raises(subtitles.NoSuchCaptionFile):
        subtitles.write(tmp_path / "a.txt", CUES)
    assert list(tmp_path.iterdir()) == []


def test_cue_text_keeps_a_space_between_latin_lines():
    assert Cue(Span(0, 1), ("for your", "country")).text == "for your country"
    assert Cue(Span(0, 1), ("第一行", "第二行")).text == "第一行第二行"
    assert Cue(Span(0, 1), ()).text == ""


@pytest.mark.parametrize("ending", ["srt", "vtt", "ass"])
def test_what_is_written_reads_back(tmp_path, ending):
    path = tmp_path / f"captions.{ending}"
    subtitles.write(path, CUES, STYLE, (1080, 1920))
    events = pysubs2.load(str(path)).events
    assert [(e.start, e.end, e.plaintext) for e in events] == [
        (500, 1750, "石门银峰"),
        (61000, 62500, "第一行\n第二行"),
    ]


def test_ass_carries_the_canvas_and_the_style(tmp_path):
    path = tmp_path / "captions.ass"
    subtitles.write(path, CUES, STYLE, (1080, 1920))
    subs = pysubs2.load(str(path))
    style = subs.styles["Default"]
    assert (subs.info["PlayResX"], subs.info["PlayResY"]) == ("1080", "1920")
    assert (style.fontname, style.fontsize, style.marginv, style.alignment) == ("Noto Sans SC", 72, 420, 2)
    assert (style.primarycolor.r, style.primarycolor.g, style.primarycolor.b) == (0xFF, 0xEE, 0xCC)


@pytest.mark.parametrize("ending", ["srt", "vtt", "ass"])
def test_a_script_cannot_give_orders(tmp_path, ending):
    path = tmp_path / f"captions.{ending}"
    subtitles.write(path, [Cue(Span(0, 1), (r"{\pos(0,0)}甲\N<i>乙</i> --> & 丙",))], STYLE, (1080, 1920))
    written = path.read_text("utf-8")
    assert "{" not in written
    if ending != "ass":
        assert "<i>" not in written
        assert written.count("-->") == 1
    event = pysubs2.load(str(path)).events[0]
    assert "pos(0,0)" in event.plaintext
    assert "\n" not in event.plaintext
