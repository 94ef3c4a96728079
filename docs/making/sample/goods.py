"""The goods on the table. Each is drawn with its foot at (0, 0), about 200 wide and up to 230 tall."""

import math
from collections.abc import Callable

import numpy as np
import skia
from paint import across, down, fill, line, oval, polygon, round_glow, shape


def shadow(canvas: skia.Canvas, x: float, wide: float) -> None:
    """What a thing throws on the cloth."""
    canvas.drawOval(oval(x, 0, wide, wide * 0.17), fill("14233f", 0.42, 6))


def leaf(canvas: skia.Canvas, x: float, y: float, long: float, turn: float, colour: str = "7fb04a") -> None:
    """A tea leaf that points along `turn` degrees."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(turn)
    blade = shape((0, 0), (long * 0.35, -long * 0.2), (long, 0), (long * 0.35, long * 0.18))
    canvas.drawPath(blade, fill(colour))
    canvas.drawLine(2, 0, long * 0.85, 0, line("d8e6a0", max(1.4, long * 0.05), 0.8))
    canvas.restore()


def steam(canvas: skia.Canvas, time: float, height: float = 120) -> None:
    """Three wisps that rise and fade."""
    for wisp in range(3):
        points = []
        for step in range(7):
            part = step / 6
            bend = math.sin(part * 4.2 + time * 1.7 + wisp * 2.1) * (4 + 13 * part)
            points.append(((wisp - 1) * 17 + bend, -part * height * (0.8 + 0.2 * math.sin(time * 0.7 + wisp))))
        canvas.drawPath(shape(*points, closed=False), line("fffaf0", 9 - wisp, 0.26, 5))


def tea(canvas: skia.Canvas, time: float) -> None:
    """A tall tea box, a glass of fresh green tea and a dish of dry leaves."""
    shadow(canvas, -30, 170)
    box = skia.Rect.MakeXYWH(-104, -206, 112, 206)
    canvas.drawRoundRect(box, 8, 8, across(-104, 8, (0, "2d6b4c", 1), (0.4, "3f8b63", 1), (1, "22523a", 1)))
    canvas.drawRect(skia.Rect.MakeXYWH(-104, -172, 112, 6), fill("e3c27a"))
    canvas.drawRect(skia.Rect.MakeXYWH(-104, -34, 112, 6), fill("e3c27a"))
    canvas.drawOval(oval(-48, -104, 78, 92), fill("f5ecd2"))
    canvas.drawPath(shape((-80, -86), (-62, -112), (-50, -96), (-38, -122), (-16, -86), (-48, -74)), fill("7ca99a"))
    leaf(canvas, -50, -78, 30, -62)
    leaf(canvas, -48, -78, 30, -112, "97c25c")
    canvas.drawRoundRect(
        skia.Rect.MakeXYWH(-110, -224, 124, 26),
        7,
        7,
        across(-110, 14, (0, "24573f", 1), (0.4, "357757", 1), (1, "1b4530", 1)),
    )
    shadow(canvas, 62, 96)
    glass = polygon([(20, -116), (104, -116), (95, 0), (29, 0)])
    canvas.save()
    canvas.clipPath(glass, doAntiAlias=True)
    canvas.drawRect(skia.Rect.MakeXYWH(14, -88, 100, 90), down(-88, 0, (0, "cfdc7c", 0.95), (1, "a9c257", 1)))
    canvas.drawOval(oval(62, -88, 82, 13), fill("e4ec9f"))
    for spot in range(8):
        sway = math.sin(time * 0.9 + spot * 1.3) * 2.5
        leaf(canvas, 36 + (spot * 29) % 50 + sway, -8 - (spot * 11) % 34, 20, -90 + sway * 3, "6d9c3d")
    canvas.restore()
    canvas.drawPath(glass, line("f6fbf4", 3.4, 0.8))
    canvas.drawOval(oval(62, -116, 84, 13), line("f6fbf4", 3, 0.85))
    canvas.drawLine(33, -104, 39, -14, line("ffffff", 5, 0.5))
    canvas.save()
    canvas.translate(62, -118)
    steam(canvas, time)
    canvas.restore()


def honey(canvas: skia.Canvas, time: float) -> None:
    """A jar of honey with a cloth lid, a dipper whose thread runs down, and a piece of comb."""
    shadow(canvas, -22, 190)
    jar = shape((-92, -150), (-98, -80), (-88, -6), (-20, 0), (48, -6), (58, -80), (52, -150), (-20, -156))
    canvas.drawPath(jar, across(-98, 58, (0, "c97a16", 1), (0.3, "f3b13b", 1), (0.62, "e99a24", 1), (1, "b4650f", 1)))
    canvas.drawPath(shape((-80, -132), (-86, -80), (-78, -24), closed=False), line("fff1c4", 8, 0.7))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(-68, -114, 96, 76), 10, 10, fill("fbf1d6"))
    for row, count in enumerate((2, 3, 2)):
        for cell in range(count):
            _cell(canvas, -20 + (cell - (count - 1) / 2) * 25, -98 + row * 21.5, 13, "eeb13f")
    cloth = shape(
        (-96, -158),
        (-100, -128),
        (-70, -142),
        (-48, -126),
        (-20, -142),
        (10, -126),
        (32, -142),
        (60, -128),
        (56, -158),
        (30, -192),
        (-20, -200),
        (-70, -192),
    )
    canvas.drawPath(cloth, fill("c9573f"))
    canvas.drawPath(shape((-92, -156), (-20, -148), (52, -156), closed=False), line("f0d9a0", 6))
    for x, y in ((-64, -176), (-34, -186), (0, -184), (30, -172)):
        canvas.drawCircle(x, y, 5, fill("f6e3c8"))
    shadow(canvas, 84, 84)
    canvas.drawOval(oval(84, -6, 84, 26), fill("f4efe2"))
    canvas.drawOval(oval(84, -9, 68, 17), fill("e9a530"))
    dip = 6 * math.sin(time * 1.1)
    canvas.drawLine(84, -62 + dip, 84, -10, line("f0ab2e", 5.5, 0.95))
    canvas.drawLine(88, -94 + dip, 122, -206 + dip, line("a56a35", 9))
    for ring in range(5):
        canvas.drawRoundRect(
            oval(84 + ring * 1.6, -64 - ring * 10 + dip, 40 - abs(ring - 2) * 6, 8), 4, 4, fill("c98a4a")
        )
    canvas.drawOval(oval(84, -62 + dip, 30, 18), fill("f2b23c", 0.9))


def _cell(canvas: skia.Canvas, x: float, y: float, size: float, colour: str) -> None:
    corners = [(x + size * math.sin(k * math.pi / 3), y + size * math.cos(k * math.pi / 3)) for k in range(6)]
    canvas.drawPath(polygon(corners), fill(colour))
    canvas.drawPath(polygon(corners), line("fbf1d6", 2.4))


def _fruit(canvas: skia.Canvas, x: float, y: float, size: float) -> None:
    canvas.drawCircle(
        x,
        y,
        size,
        round_glow(
            (x - size * 0.3, y - size * 0.35), size * 1.5, (0, "ffc25a", 1), (0.5, "f7941f", 1), (1, "d96c10", 1)
        ),
    )
    canvas.drawOval(oval(x - size * 0.35, y - size * 0.42, size * 0.5, size * 0.3), fill("fff0cf", 0.55, 3))
    canvas.drawCircle(x + size * 0.1, y - size * 0.8, size * 0.11, fill("6b8c34"))


def orange(canvas: skia.Canvas, time: float) -> None:
    """A basket heaped with oranges and one peeled open in front."""
    shadow(canvas, -22, 210)
    for x, y in ((-80, -112), (-30, -120), (22, -112), (-56, -146), (-4, -150), (-30, -178)):
        _fruit(canvas, x, y, 31)
    leaf(canvas, -34, -206, 46, -28, "5f9a3f")
    leaf(canvas, -66, -172, 40, -150, "74ad4a")
    basket(canvas, -22, 190, 96)
    canvas.save()
    canvas.translate(76, -26 + 1.5 * math.sin(time * 2))
    for peel in (-150, -95, -40, 15, 190):
        canvas.save()
        canvas.rotate(peel)
        canvas.drawPath(shape((0, 0), (20, -17), (50, 0), (20, 17)), fill("ee8a1c"))
        canvas.drawPath(shape((4, 0), (20, -9), (42, 0), (20, 9)), fill("fbe0b0"))
        canvas.restore()
    canvas.drawCircle(0, -6, 26, fill("fbb04a"))
    for slice_ in range(9):
        turn = slice_ * math.tau / 9
        canvas.drawLine(0, -6, 25 * math.cos(turn), -6 + 25 * math.sin(turn), line("fde3b8", 2.6))
    canvas.drawCircle(0, -6, 4, fill("fde3b8"))
    canvas.restore()


def basket(canvas: skia.Canvas, x: float, wide: float, tall: float) -> None:
    """A woven bamboo basket without handle."""
    body = polygon([(x - wide / 2, -tall), (x + wide / 2, -tall), (x + wide * 0.38, 0), (x - wide * 0.38, 0)])
    canvas.drawPath(body, across(x - wide / 2, x + wide / 2, (0, "a9763a", 1), (0.4, "d9a95c", 1), (1, "946430", 1)))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    rows = int(tall // 15)
    for row in range(rows + 1):
        for column in range(int(wide // 22) + 2):
            left = x - wide / 2 + column * 22 + (row % 2) * 11
            canvas.drawRoundRect(skia.Rect.MakeXYWH(left - 8, -tall + row * 15 + 2, 16, 10), 4, 4, fill("efc67e", 0.6))
            canvas.drawLine(left - 11, -tall + row * 15, left - 11, -tall + row * 15 + 15, line("7b5026", 2, 0.5))
    canvas.restore()
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x - wide / 2 - 6, -tall - 9, wide + 12, 17), 8, 8, fill("b98546"))
    canvas.drawLine(x - wide / 2, -tall - 3, x + wide / 2, -tall - 3, line("e9c586", 3, 0.8))


def picking(canvas: skia.Canvas, time: float) -> None:
    """A picker's basket full of fresh leaves and a wide bamboo hat leaning on it."""
    shadow(canvas, -20, 210)
    chance = np.random.default_rng(4)
    for _ in range(46):
        x, y = chance.uniform(-92, 50), -128 - abs(chance.normal(0, 17))
        tint = ("7fb04a", "97c25c", "5f9a3f", "b2d173")[int(chance.integers(4))]
        leaf(canvas, x, y, chance.uniform(24, 38), chance.uniform(-160, -20) + 3 * math.sin(time + x), tint)
    basket(canvas, -22, 160, 132)
    canvas.save()
    canvas.translate(70, -6)
    canvas.rotate(-14)
    canvas.drawPath(
        shape((-88, 0), (-40, -38), (0, -84), (40, -38), (88, 0), (0, 14)),
        round_glow((-14, -40), 120, (0, "f6dfa4", 1), (1, "c5954b", 1)),
    )
    for part in (0.3, 0.55, 0.8):
        canvas.drawPath(
            shape((-88 * part, -84 + 84 * part), (0, -74 + 86 * part), (88 * part, -84 + 84 * part), closed=False),
            line("a3742f", 2.2, 0.6),
        )
    for spoke in (-60, -30, 0, 30, 60):
        canvas.drawLine(0, -80, spoke, 6, line("a3742f", 1.8, 0.4))
    canvas.restore()


def teapot(canvas: skia.Canvas, time: float) -> None:
    """A clay pot and two cups on a bamboo tray, always on the table."""
    shadow(canvas, 0, 330)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(-160, -26, 320, 26), 8, 8, down(-26, 0, (0, "c99b57", 1), (1, "94682f", 1)))
    for slat in range(-150, 160, 20):
        canvas.drawLine(slat, -24, slat, -4, line("7d5526", 2, 0.5))
    pot = shape((-108, -80), (-86, -126), (-40, -140), (6, -126), (28, -80), (4, -34), (-40, -28), (-84, -34))
    canvas.drawPath(shape((16, -96), (62, -112), (72, -70), (24, -56), closed=False), line("8a4a32", 13))
    canvas.drawPath(shape((-96, -70), (-134, -92), (-148, -128), closed=False), line("8a4a32", 19))
    canvas.drawPath(pot, round_glow((-56, -104), 110, (0, "c07a58", 1), (0.6, "9b5539", 1), (1, "6f3824", 1)))
    canvas.drawOval(oval(-40, -136, 62, 16), fill("7f432c"))
    canvas.drawCircle(-40, -150, 10, fill("9b5539"))
    canvas.drawPath(shape((-74, -114), (-84, -88), (-76, -62), closed=False), line("e0a687", 5, 0.6))
    for x in (88, 138):
        canvas.drawPath(
            shape((x - 27, -62), (x - 20, -34), (x, -28), (x + 20, -34), (x + 27, -62), (x, -56)), fill("eef2ec")
        )
        canvas.drawOval(oval(x, -62, 54, 14), fill("dfe7e2"))
        canvas.drawOval(oval(x, -61, 44, 9), fill("b9cc63"))
        canvas.drawPath(shape((x - 20, -46), (x, -41), (x + 20, -46), closed=False), line("34568a", 3, 0.8))
    canvas.save()
    canvas.translate(-148, -132)
    steam(canvas, time + 2, 96)
    canvas.restore()


GOODS: dict[str, Callable[[skia.Canvas, float], None]] = {
    "shimen-yinfeng": tea,
    "huping-honey": honey,
    "shimen-orange": orange,
    "tea-picking": picking,
}


def put(
    canvas: skia.Canvas, draw: Callable[[skia.Canvas, float], None], x: float, y: float, scale: float, time: float
) -> None:
    """Place one good with its foot at (x, y)."""
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    draw(canvas, time)
    canvas.restore()
