import subprocess
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageOps

from studio.core.units import Fen, Seconds
from studio.edit import covers, platforms
from studio.edit.overlays import looks, pieces
from studio.edit.overlays.draw import draw
from studio.edit.overlays.facts import Mark
from studio.edit.overlays.marks import BrokenMark
from studio.edit.overlays.pieces import Scene
from studio.edit.overlays.preview import preview
from studio.media.ffmpeg import binary
from studio.media.frames.codes import read_code
from studio.media.timeline import Canvas, Span
from tests.media import ffmpeg
from tests.reading import needs_reader, read

from .conftest import FULL, LONG, LONG_LINK

RATE = Fraction(30)
NONE = platforms.load()


def made(folder, facts=FULL, name="mountain", canvas=Canvas.PORTRAIT, body=10, end_card=2.5, rate=RATE):
    return draw(looks.load(name), facts, canvas, NONE, Seconds(body), Seconds(end_card), rate, folder)


def opened(file):
    with Image.open(file) as picture:
        return picture.copy()


def frames(file, width, height):
    """Every frame of a clip with alpha: (n, height, width, 4) of uint8."""
    found = subprocess.run(
        [binary(), "-v", "error", "-i", str(file), "-f", "rawvideo", "-pix_fmt", "rgba", "-"],
        capture_output=True,
        check=True,
    )
    return np.frombuffer(found.stdout, np.uint8).reshape(-1, height, width, 4)


@pytest.mark.parametrize("name", looks.names())
def test_files_are_as_large_as_the_pieces_say(tmp_path, name):
    drawn = made(tmp_path, name=name)
    assert [piece.role for piece in drawn.pieces if not piece.moving] == [
        "brand",
        "product_name",
        "price_card",
        "lower_third",
    ]
    for piece in drawn.pieces:
        if piece.moving:
            seen = frames(piece.file, piece.width, piece.height)
            assert len(seen) == round(piece.span.length * RATE)
            assert 0 < seen[0][..., 3].mean() < seen[-1][..., 3].mean()
        else:
            picture = opened(piece.file)
            assert (picture.mode, picture.size) == ("RGBA", (piece.width, piece.height))
    assert opened(drawn.end_card).size == (1080, 1920)


def test_words_that_end_in_dots_and_characters_without_a_shape_are_told(tmp_path):
    facts = replace(FULL, parent_brand=Mark("石门🍊"), child_brand=LONG.child_brand)
    told = [notice.told_in(str) for notice in made(tmp_path, replace(facts, parent_brand=LONG.parent_brand)).notices]
    assert [text.partition("”")[0][1:] for text in told] == [LONG.parent_brand.name, LONG.child_brand.name]
    assert "🍊" in made(tmp_path, facts).notices[0].told_in(str)


def test_second_drawing_takes_what_is_there(tmp_path):
    first = made(tmp_path)
    times = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert made(tmp_path) == first
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == times


def test_another_price_draws_the_price_again_and_nothing_else_over_the_picture(tmp_path):
    def files(facts):
        return {piece.role: piece.file for piece in made(tmp_path, facts).pieces if not piece.moving}

    before, after = files(FULL), files(replace(FULL, price=Fen(15800)))
    assert {role for role in before if before[role] != after[role]} == {"price_card"}


def test_without_an_end_card_there_is_none(tmp_path):
    drawn = made(tmp_path, end_card=0)
    assert (drawn.end_card, drawn.code_box) == (None, None)


@pytest.mark.parametrize("rate", [Fraction(30000, 1001), Fraction(25), Fraction(60)])
def test_film_has_as_many_frames_as_its_span(tmp_path, rate):
    drawn = made(tmp_path, rate=rate)
    for piece in drawn.pieces:
        if piece.moving:
            assert len(frames(piece.file, piece.width, piece.height)) == round(piece.span.length * rate)


@pytest.mark.parametrize("body", [1, 1.4, 2.5])
def test_short_bodies_have_all_pieces(tmp_path, body):
    drawn = made(tmp_path, body=body)
    assert {piece.role for piece in drawn.pieces} == {"brand", "product_name", "price_card", "lower_third"}
    assert all(piece.span.end <= body + 1e-9 for piece in drawn.pieces if piece.role != "brand")


@pytest.mark.parametrize("name", looks.names())
@pytest.mark.parametrize("frame", [0, 12, 20, 25, 60, 290, 305])
def test_preview_shows_the_files_that_are_rendered(tmp_path, scenery, name, frame):
    drawn = made(tmp_path, name=name)
    seen = preview(looks.load(name), FULL, Canvas.PORTRAIT, NONE, scenery, Seconds(frame / 30), Seconds(10))
    is_body = frame < 300
    laid = ImageOps.fit(scenery.convert("RGBA"), (1080, 1920)) if is_body else opened(drawn.end_card)
    for piece in drawn.pieces:
        first, last = round(piece.span.start * 30), round(piece.span.end * 30)
        if first <= frame < last:
            if piece.moving:
                picture = Image.fromarray(frames(piece.file, piece.width, piece.height)[frame - first])
            else:
                picture = opened(piece.file)
            laid.alpha_composite(picture, (piece.x, piece.y))
    assert ImageChops.difference(seen, laid.convert("RGB")).getbbox() is None


@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("name", looks.names())
def test_without_the_right_to_the_mark_only_its_room_changes(scenery, name, canvas):
    look = looks.load(name)
    bare = replace(FULL, parent_brand=None, child_brand=None)
    room = Scene(look, FULL, canvas, NONE).brand_room
    frame = np.asarray(ImageOps.fit(scenery, canvas.size))
    pairs = [
        [preview(look, facts, canvas, NONE, scenery, Seconds(at)) for facts in (FULL, bare)] for at in (0.5, 8, 21)
    ]
    pairs.append([covers.draw_cover(look, facts, canvas, frame) for facts in (FULL, bare)])
    for marked, unmarked in pairs:
        left, top, right, bottom = ImageChops.difference(marked, unmarked).getbbox()
        assert room.x <= left
        assert room.y <= top
        assert right <= room.right
        assert bottom <= room.bottom


@pytest.mark.parametrize("facts", [FULL, LONG], ids=["short link", "300 characters"])
@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("name", looks.names())
def test_code_is_read_back_from_an_encoded_clip(tmp_path, name, canvas, facts):
    drawn = made(tmp_path, facts, name, canvas)
    clip = tmp_path / "clip.mp4"
    ffmpeg("-loop", 1, "-t", 1, "-i", drawn.end_card, "-c:v", "libx264", "-crf", 23, "-pix_fmt", "yuv420p", clip)
    assert len(LONG_LINK) == 300
    assert read_code(clip, Span(Seconds(0), Seconds(1))) == facts.end.code
    assert drawn.code_box.width >= 320
    box = drawn.code_box
    code = opened(drawn.end_card).crop((box.x, box.y, box.right, box.bottom)).convert("L")
    assert set(np.unique(np.asarray(code)[:12])) == {255}


def test_marks_own_picture_is_shown(tmp_path):
    Image.new("RGBA", (300, 100), (10, 200, 30, 255)).save(tmp_path / "mark.png")
    drawn = made(tmp_path, replace(FULL, parent_brand=Mark("石门味道", (), tmp_path / "mark.png"), child_brand=None))
    brand = np.asarray(opened(next(piece.file for piece in drawn.pieces if piece.role == "brand")))
    assert (brand.reshape(-1, 4) == (10, 200, 30, 255)).all(axis=1).sum() > 9000


def test_mark_that_is_no_picture_is_refused(tmp_path):
    (tmp_path / "mark.png").write_text("no picture")
    with pytest.raises(BrokenMark):
        made(tmp_path, replace(FULL, parent_brand=Mark("石门味道", (), tmp_path / "mark.png")))


def test_an_empty_ffmpeg_variable_does_no_harm(tmp_path, monkeypatch):
    monkeypatch.setenv("FFMPEG_BINARY", "")
    assert any(piece.moving for piece in made(tmp_path).pieces)


def test_lost_characters_are_told(tmp_path):
    drawn = made(tmp_path, replace(FULL, product_name="柑橘🍊"))
    assert [notice.facts for notice in drawn.notices] == [{"characters": "🍊"}]
    assert made(tmp_path).notices == ()


@needs_reader
@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("name", looks.names())
def test_name_and_price_are_read_from_the_picture(scenery, name, canvas):
    look, facts = looks.load(name), replace(FULL, price=Fen(15800))
    picture = preview(look, facts, canvas, NONE, scenery, Seconds(8))
    for still in pieces.stills(Scene(look, facts, canvas, NONE)):
        if still.role in ("product_name", "price_card"):
            rect = still.rect
            seen = read(
                picture.crop((rect.x - 30, rect.y - 15, rect.right + 30, rect.bottom + 15)), layouts=("6", "11")
            )
            assert {"product_name": "石门银峰", "price_card": "158"}[still.role] in seen
