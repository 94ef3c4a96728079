"""What is laid over the picture, judged by the encoded clip: read by a text recogniser, measured in its pixels."""

import json
import re
import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image

from studio.edit import clip as making
from studio.edit import platforms
from studio.edit.overlays import looks
from studio.edit.overlays.facts import Facts
from studio.edit.overlays.pieces import Scene
from studio.edit.overlays.place import Rect
from studio.media import ffmpeg as program
from studio.media.timeline import Canvas
from tests.integration.flows.conftest import LIBRARY, SESSION
from tests.media import ffmpeg, pictures
from tests.reading import needs_reader, read

SPOKEN = LIBRARY.parent / "2098-spring-tea" / "recordings" / "opening-night.mp4"
GROUND = "0x8a9580"
EARLY, LATE, CARD = 4, 20, 45
"""Frames of the clip: the pieces come in, all are there with a caption, the end card."""
PLAIN = SESSION.replace("一盒一百六十八元。", "")
CHEAPER = PLAIN.replace('"168.00"', '"158.00"')
EACH = [(look, list(Canvas)[number % 2]) for number, look in enumerate(looks.names())]
"""Every look, on one of the canvases."""
LAPSED = ("brands.yaml", "until: 2027-12-31", "until: 2021-12-31")


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    """2.5 s of somebody speaking before a quiet ground."""
    path = tmp_path_factory.mktemp("live") / "live.mp4"
    ground = ["-f", "lavfi", "-i", f"color={GROUND}:s=1280x720:r=12:d=2.5,vignette"]
    voice = ["-ss", 24, "-t", 2.5, "-i", SPOKEN, "-map", "0:v", "-map", "1:a"]
    ffmpeg(*ground, *voice, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", path)
    path.with_suffix(".csv").write_text("at,kind,segment\n0,start,tea\n2.5,end,tea\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def done():
    """Clips that were made for one test and serve the next."""
    return {}


@pytest.fixture
def sliced(studio, recording, tmp_path):
    """Slice the recording's only product; returns the folder and the manifest."""

    def ran(look="mountain", canvas=Canvas.PORTRAIT, session=PLAIN, library=LIBRARY):
        (tmp_path / "session.yaml").write_text(session, "utf-8")
        asked = ["--session", tmp_path / "session.yaml", "--markers", recording.with_suffix(".csv"), "--only", "tea"]
        dressed = ["--library", library, "--look", look, "--canvas", canvas, "--engine", "script"]
        code, printed, said = studio("slice", recording, *asked, *dressed, "--out", tmp_path / "out", "--json")
        assert code == 0, said
        return tmp_path / "out", json.loads(printed)

    return ran


@pytest.fixture
def seen(sliced, done):
    """The frames of an encoded clip, and what the manifest says of it."""

    def found(look, canvas, session=PLAIN, library=LIBRARY):
        key = (look, canvas, session, library)
        if key not in done:
            folder, manifest = sliced(look, canvas, session, library)
            (clip,) = manifest["clips"]
            done[key] = pictures(folder / clip["path"], [EARLY, LATE, CARD]), clip
        return done[key]

    return found


@pytest.fixture
def spoilt(tmp_path):
    """A copy of the library in which some texts of its files are others."""

    def made(*changes):
        library = shutil.copytree(LIBRARY, tmp_path / "library")
        for file, old, new in changes:
            text = (library / file).read_text("utf-8")
            assert old in text
            (library / file).write_text(text.replace(old, new), "utf-8")
        return library

    return made


def caption_of(frame):
    """The captions, light on a dark edge, as dark type on white paper."""
    low = frame.convert("L").crop((0, round(frame.height * 0.6), frame.width, round(frame.height * 0.97)))
    return low.point(lambda value: 0 if value > 200 else 255)


def in_force(text):
    """The prices before a unit's stroke; the struck-through everyday price has none."""
    return set(re.findall(r"(\d+)/", text))


@needs_reader
@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("look", looks.names())
def test_name_price_and_caption_are_read_from_the_clip(seen, look, canvas):
    frames, clip = seen(look, canvas)
    text = read(frames[LATE])
    assert clip["burnt_in"]
    assert "石门银峰" in text
    assert "168" in text
    assert "茶园海拔八百米" in read(caption_of(frames[LATE]))


@needs_reader
@pytest.mark.parametrize(("look", "canvas"), EACH)
def test_another_price_of_the_session_is_the_one_that_is_read(seen, look, canvas):
    frames, _ = seen(look, canvas, CHEAPER)
    text = read(frames[LATE])
    assert "158" in text
    assert "168" not in in_force(text)
    card = read(frames[CARD])
    assert "158" in card
    assert "168" not in card


def changed(one, other):
    """Where two frames differ by more than coding does: the box of all blocks of 8 × 8 whose mean moved."""
    tiles = []
    for frame in (one, other):
        picture = np.asarray(frame.convert("RGB"), float)
        tiles.append(picture.reshape(frame.height // 8, 8, frame.width // 8, 8, 3).mean((1, 3)))
    rows, columns = np.nonzero(np.abs(tiles[0] - tiles[1]).max(2) > 16)
    return Rect(*(int(n) * 8 for n in (columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)))


@pytest.mark.parametrize(("look", "canvas"), EACH)
def test_lapsed_licence_changes_the_marks_box_and_nothing_else(seen, spoilt, look, canvas):
    marked, clip = seen(look, canvas)
    bare, without = seen(look, canvas, PLAIN, spoilt(LAPSED))
    assert (clip["mark"], without["mark"]) == (True, False)
    assert "2021-12-31" in "".join(without["notices"])
    room = Scene(looks.load(look), Facts("石门银峰"), canvas, platforms.load()).brand_room
    around = Rect(room.x - 8, room.y - 8, room.width + 16, room.height + 16)
    for number in (EARLY, CARD):
        assert around.holds(changed(marked[number], bare[number]))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('lot: "012"', 'lot: "012"\n    recalled: yes'), "召回"),
        (("SL-2026-0412\n      result: passed", "SL-2026-0412\n      result: failed"), "质检不合格"),
    ],
)
def test_recalled_or_failed_product_gets_no_clip_and_the_manifest_says_why(sliced, spoilt, change, why):
    folder, manifest = sliced(library=spoilt(("products.yaml", *change)))
    assert manifest["clips"] == []
    assert why in "".join(manifest["notices"])
    assert [file.name for file in folder.iterdir()] == ["slices.json"]


NAMES = (
    ("products.yaml", "name: 石门银峰"),
    ("hosts.yaml", "name: 田秋香"),
    ("spots.yaml", "name: 壶瓶山"),
    ("brands.yaml", "name: 2098·石门味道"),
    ("brands.yaml", "name: 云上茶坊"),
)
LONG = "石门县壶瓶山国家级自然保护区高山云雾明前手工银峰绿茶礼盒装特级𠅤🍊"
TALK = "'这一盒石门县壶瓶山国家级自然保护区高山云雾明前手工银峰绿茶，今晚{不要}一千六百八十八元，只要一百五十八元🍊'"


def ink(captions, timeline, at):
    """The box of what is set in the picture at a moment, the edge around the type included; None without any."""
    width, height = timeline.canvas.size
    ground = ["-f", "lavfi", "-i", f"color=gray:s={width}x{height}:r=1:d=1", "-frames:v", "1"]
    laid = f"setpts=PTS+{at}/TB,ass=filename=captions.ass:fontsdir={timeline.fonts},setpts=PTS-STARTPTS"
    drawn = subprocess.run(
        [program.binary(), "-v", "error", *ground, "-vf", laid, "-pix_fmt", "gray", "-f", "rawvideo", "-"],
        cwd=captions.parent, capture_output=True, check=True,
    )  # fmt: skip
    picture = np.frombuffer(drawn.stdout, np.uint8).reshape(height, width)
    found = Image.fromarray((np.abs(picture.astype(int) - int(picture[0, 0])) > 3).astype(np.uint8)).getbbox()
    return Rect(found[0], found[1], found[2] - found[0], found[3] - found[1]) if found else None


@pytest.mark.parametrize("canvas", Canvas)
def test_long_and_rare_words_stay_in_the_picture_apart_and_without_empty_boxes(
    sliced, spoilt, canvas, monkeypatch, tmp_path
):
    timelines = []

    def noted(timeline, *rest):
        timelines.append(timeline)
        shutil.copy(timeline.captions, tmp_path / "captions.ass")
        return render(timeline, *rest)

    render = making.render
    monkeypatch.setattr(making, "render", noted)
    library = spoilt(*((file, name, f"name: {LONG}") for file, name in NAMES))
    _, manifest = sliced(
        canvas=canvas, session=PLAIN.replace("script: 茶园海拔八百米。", f"script: {TALK}"), library=library
    )
    (clip,), (timeline,) = manifest["clips"], timelines
    boxes = [Rect(p.x, p.y, p.width, p.height) for p in timeline.pieces if not p.moving]
    words = (tmp_path / "captions.ass").read_text("utf-8")
    assert len(boxes) == 4
    assert "🍊" not in words
    assert "🍊" in "".join(clip["notices"])
    assert clip["mark"]
    assert f"“{LONG[:-1]}”太长" in "".join(clip["notices"])
    whole = Rect(0, 0, clip["width"], clip["height"])
    moments = [ink(tmp_path / "captions.ass", timeline, at) for at in np.arange(0.1, timeline.length, 0.3)]
    shown = [box for box in moments if box]
    assert len(shown) > 3
    for number, box in enumerate(boxes):
        assert whole.holds(box)
        assert not [other for other in [*boxes[number + 1 :], *shown] if box.meets(other)]
    assert all(whole.holds(box) for box in shown)
