import shutil
from dataclasses import replace

import pytest
import yaml

from studio.edit import platforms
from studio.edit.overlays import layout, looks, pieces
from studio.edit.overlays.facts import Mark
from studio.edit.overlays.pieces import Scene
from studio.edit.overlays.place import Rect
from studio.edit.overlays.type import has, shown
from studio.media.timeline import Canvas

from .conftest import MANY


def boxes(box):
    yield box
    for _, _, inside in box.inside:
        yield from boxes(inside)


def test_looks_and_platforms_that_people_are_promised_are_there():
    assert {"festival", "mountain", "paper"} <= set(looks.names())
    assert {"bilibili", "douyin", "kuaishou", "none", "shipinhao", "xiaohongshu"} <= set(platforms.names())


def test_codes_are_off_where_the_rules_say_so():
    allowed = {name: platforms.load(name).qr.allowed for name in platforms.names()}
    assert {name: allowed[name] for name in ("douyin", "kuaishou", "xiaohongshu", "none")} == {
        "douyin": False,
        "kuaishou": False,
        "xiaohongshu": False,
        "none": True,
    }


NARROWEST = ("none", "douyin", "shipinhao")
"""Platforms whose safe zones hold all the others' extremes."""


@pytest.mark.parametrize("facts", MANY.values(), ids=MANY.keys())
@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("name", looks.names())
def test_pieces_stay_in_the_picture_apart_and_clear_of_captions_and_buttons(name, canvas, facts):
    for platform in map(platforms.load, platforms.names() if facts is MANY["long"] else NARROWEST):
        scene = Scene(looks.load(name), facts, canvas, platform)
        width, height = canvas.size
        zone = platform.zone(canvas)
        free = Rect(zone.left, zone.top, width - zone.left - zone.right, height - zone.top - zone.bottom)
        rects = [still.rect for still in pieces.stills(scene)]
        style = pieces.style(scene)
        words = Rect((width - style.width) // 2, 0, style.width, height - style.bottom)
        captions = Rect(words.x, words.bottom - round(2.9 * style.size), words.width, round(2.9 * style.size))
        everything = [*rects, captions]
        assert all(free.holds(rect) for rect in everything)
        assert not [(a, b) for i, a in enumerate(everything) for b in everything[i + 1 :] if a.meets(b)]
        assert all(side % 2 == 0 for rect in rects for side in (rect.x, rect.y, rect.width, rect.height))
        assert style.characters * style.size <= style.width


@pytest.mark.parametrize("facts", MANY.values(), ids=MANY.keys())
@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("name", looks.names())
def test_end_card_and_cover_leave_the_mark_its_room(name, canvas, facts):
    for platform in map(platforms.load, platforms.names() if facts is MANY["long"] else NARROWEST):
        scene = Scene(looks.load(name), facts, canvas, platform)
        for role in ("end_card", "cover"):
            _, box, rect = pieces._card(scene, role)
            assert box is not None
            assert scene.safe.holds(rect)
            assert not rect.meets(scene.brand_room)


@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("name", looks.names())
def test_long_name_of_a_host_leaves_the_title_beside_it_room(name, canvas):
    facts = replace(MANY["long"], host_name="欧阳𠅤磡湉·阿卜杜勒热合曼", host_title="茶叶专业合作社理事长兼评茶师")
    scene = Scene(looks.load(name), facts, canvas, platforms.load("douyin"))
    where = scene.canvas_look.lower_third
    node = pieces._node(scene, "lower_third", where)
    whole = layout.laid(node, scene.said, where.width, where.height, where.scale)
    assert whole is not None
    assert not [box.lines.lines for box in boxes(whole) if box.lines and box.lines.lines[-1].endswith("…")]


@pytest.mark.parametrize("facts", MANY.values(), ids=MANY.keys())
@pytest.mark.parametrize("name", looks.names())
def test_every_character_has_a_shape_and_is_large_enough(name, facts):
    scene = Scene(looks.load(name), facts, Canvas.PORTRAIT, platforms.load("douyin"))
    found = [pieces._card(scene, role)[1] for role in ("end_card", "cover")]
    lines = [box.lines for whole in found if whole for box in boxes(whole) if box.lines]
    assert lines
    for line in lines:
        assert all(ord(c) in has(line.type.face) for text in line.lines for c in text)
        assert line.type.size >= 26


@pytest.mark.parametrize("name", looks.names())
def test_long_names_are_shown_whole(name):
    for canvas in Canvas:
        scene = Scene(looks.load(name), MANY["long"], canvas, platforms.load("douyin"))
        assert not pieces._card(scene, "end_card")[1].is_cut


@pytest.mark.parametrize("canvas", Canvas)
@pytest.mark.parametrize("name", looks.names())
def test_long_names_of_two_brands_stand_readable_and_those_that_end_in_dots_are_told(name, canvas):
    scene = Scene(looks.load(name), MANY["long"], canvas, platforms.load())
    still = pieces.stills(scene)[0]
    node, where = scene.look.template.draws.brand, scene.canvas_look.brand
    (row,) = [box for box in boxes(layout.laid(node, scene.said, where.width, where.height)) if box.marks]
    assert [mark.type.size >= 26 and mark.height == 60 for mark in row.marks] == [True, True]
    assert [mark.brand.name for mark in row.marks if mark.lines[-1].endswith("…")] == list(still.cut)
    assert still.cut or canvas is Canvas.LANDSCAPE


@pytest.mark.parametrize("name", looks.names())
def test_brand_of_a_short_name_leaves_its_room_to_the_other(name):
    brands = (Mark("云上茶坊"), Mark("壶瓶山高山云雾茶叶农民专业合作社联合社公用品牌"))
    facts = replace(MANY["full"], parent_brand=brands[0], child_brand=brands[1])
    assert pieces.stills(Scene(looks.load(name), facts, Canvas.PORTRAIT, platforms.load()))[0].cut == ()


def test_characters_without_a_shape_are_left_out():
    assert shown("䶮犇🍊茶\u200d") == "䶮犇茶"


def test_unknown_look_names_those_there_are():
    with pytest.raises(looks.NoSuchLook) as told:
        looks.load("../mountain")
    assert str(told.value) == f"There is no look called “../mountain”.\nChoose one of: {', '.join(looks.names())}"


def test_unknown_platform_names_those_there_are():
    with pytest.raises(platforms.NoSuchPlatform) as told:
        platforms.load("tiktok")
    assert "douyin" in str(told.value)


@pytest.fixture
def own(tmp_path):
    """A look of somebody else's, to be spoilt."""
    shutil.copytree(looks.home() / "mountain", tmp_path / "mine")
    file = tmp_path / "mine" / "template.yaml"

    def spoil(change):
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
        change(found)
        file.write_text(yaml.safe_dump(found, allow_unicode=True), encoding="utf-8")
        return looks.load("mine", tmp_path)

    return spoil


SPOILT = {
    "unknown colour": (lambda t: t["draws"]["brand"].update(fill="nowhere"), "draws.brand.fill"),
    "unknown colour of a gradient": (
        lambda t: t["canvases"]["9:16"]["end_card"]["ground"].update(colours=["pine", "mud"]),
        "canvases.portrait.end_card.ground",
    ),
    "unknown icon": (lambda t: t["icons"].clear(), "draws.product_name.items.1.items.0.icon"),
    "unknown word": (
        lambda t: t["draws"]["product_name"]["items"][0].update(text="{products.__class__}"),
        "draws.product_name.items.0.text",
    ),
    "open brace": (
        lambda t: t["draws"]["product_name"]["items"][0].update(text="{price"),
        "draws.product_name.items.0.text",
    ),
    "unknown field": (lambda t: t["canvases"]["9:16"].update(run="rm"), "canvases.9:16.run"),
    "missing piece": (lambda t: t["draws"].pop("price_card"), "draws.price_card"),
    "not a colour": (lambda t: t["colours"].update(pine="green"), "colours.pine"),
    "circle of places": (
        lambda t: t["canvases"]["9:16"]["product_name"].update(under="price_card"),
        "canvases.portrait.product_name",
    ),
}


@pytest.mark.parametrize(("change", "field"), SPOILT.values(), ids=SPOILT.keys())
def test_broken_look_is_told_with_file_and_field(own, change, field):
    with pytest.raises(looks.BrokenLook) as told:
        own(change)
    assert told.value.file.endswith("template.yaml")
    assert told.value.field == field


@pytest.mark.parametrize("text", ["title: [", "a: &x [1]\nb: *x\n", "- 1", "\tx: 1", "title: \x00"])
def test_file_that_is_no_template_is_refused(tmp_path, text):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "template.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(looks.BrokenLook):
        looks.load("mine", tmp_path)


def test_piece_without_room_is_told(own):
    look = own(lambda t: t["canvases"]["9:16"]["price_card"].update(above=None, down="bottom", y=400))
    with pytest.raises(pieces.NoRoom) as told:
        pieces.stills(Scene(look, MANY["full"], Canvas.PORTRAIT, platforms.load()))
    assert told.value.piece == "price_card"
