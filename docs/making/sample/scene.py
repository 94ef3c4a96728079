"""The place: sky, layered mountains with drifting mist, tea terraces, a wooden veranda and the table."""

import math

import numpy as np
import skia
from paint import HEIGHT, WIDTH, across, down, fill, line, noise_line, oval, picture, polygon, round_glow, shape

TABLE = 838
"""The table's far edge, pixels from the top."""


def sky(canvas: skia.Canvas) -> None:
    """Evening light over the county."""
    canvas.drawPaint(
        down(0, 640, (0, "7fb2bd", 1), (0.35, "bcd6cb", 1), (0.62, "f6e3c0", 1), (0.85, "fbcf9d", 1), (1, "f6b98a", 1))
    )
    sun = (1392, 318)
    canvas.drawCircle(*sun, 420, round_glow(sun, 420, (0, "fff3d6", 0.85), (0.25, "ffe9bf", 0.45), (1, "ffe3b0", 0)))
    canvas.drawCircle(*sun, 62, fill("fff6e2"))
    for x, y, wide, tall, alpha in ((300, 150, 520, 26, 0.5), (520, 182, 360, 18, 0.4), (1130, 130, 460, 20, 0.45),
                                    (1560, 196, 420, 18, 0.4), (1000, 240, 300, 14, 0.35)):  # fmt: skip
        canvas.drawRoundRect(oval(x, y, wide, tall), tall / 2, tall / 2, fill("fffaf0", alpha * 0.8, 9))


PEAKS = (
    # base line, seed, octaves, top colour, foot colour
    (392, 3, ((520, 96), (170, 34), (60, 7)), "a9c3c2", "e9dcc2"),
    (470, 11, ((430, 104), (150, 40), (48, 8)), "86adb0", "d3d8c2"),
    (560, 24, ((470, 88), (160, 30), (52, 8)), "5d9391", "b8ccb2"),
    (640, 37, ((520, 70), (180, 26), (40, 6)), "3f7f74", "93b894"),
)


def peak(canvas: skia.Canvas, layer: int) -> None:
    """One range of mountains; 0 is the farthest."""
    base, seed, octaves, top, foot = PEAKS[layer]
    x = np.arange(-10, WIDTH + 16, 5.0)
    y = base + noise_line(seed, octaves)(x)
    if layer == 1:
        y -= 120 * np.exp(-(((x - 1010) / 120) ** 2)) + 70 * np.exp(-(((x - 1180) / 70) ** 2))
    if layer == 0:
        y -= 90 * np.exp(-(((x - 260) / 150) ** 2)) + 60 * np.exp(-(((x - 1700) / 110) ** 2))
    outline = polygon([*zip(x, y, strict=True), (WIDTH + 20, HEIGHT), (-20, HEIGHT)])
    canvas.drawPath(outline, down(float(y.min()), base + 190, (0, top, 1), (1, foot, 1)))
    if layer >= 2:
        _forest(canvas, x, y, top, seed)


def _forest(canvas: skia.Canvas, x: np.ndarray, y: np.ndarray, colour: str, seed: int) -> None:
    """Tree tops along a ridge."""
    chance = np.random.default_rng(seed)
    paint = fill(colour)
    for left, top in zip(x[::2], y[::2], strict=True):
        size = chance.uniform(5, 11)
        canvas.drawOval(oval(left, top + 2, size * 1.5, size * chance.uniform(1.2, 2.4)), paint)


def mist_sheet(seed: int, height: int, alpha: float) -> skia.Image:
    """A strip of mist, two screens wide and seamless, to be drawn at a moving offset."""
    chance = np.random.default_rng(seed)

    def draw(canvas: skia.Canvas) -> None:
        for _ in range(16):
            x, y = chance.uniform(0, WIDTH * 2), chance.uniform(0.35, 0.65) * height
            wide, tall = chance.uniform(420, 900), chance.uniform(0.16, 0.34) * height
            for shift in (-WIDTH * 2, 0, WIDTH * 2):
                canvas.drawOval(
                    oval(x + shift, y, wide, tall), fill("fff8ea", alpha * chance.uniform(0.5, 1), tall / 3)
                )

    return picture(draw, WIDTH * 2, height)


def hill(canvas: skia.Canvas, left: bool) -> None:
    """A near hill with terraces of tea; the left one is lower and rises towards the frame."""
    x = np.arange(-20, WIDTH + 24, 4.0)
    if left:
        crest = 606 + 340 / (1 + np.exp(-(x - 620) / 130)) + noise_line(5, ((300, 14),))(x)
        inside = x < 1000
    else:
        crest = 566 + 190 / (1 + np.exp((x - 1180) / 120)) + noise_line(9, ((360, 18),))(x)
        inside = x > 700
    body = polygon([*zip(x, crest, strict=True), (WIDTH + 20, HEIGHT), (-20, HEIGHT)])
    canvas.drawPath(body, down(540, 880, (0, "6fa25c" if left else "7aab5e", 1), (1, "2f6a44", 1)))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    for row in range(15):
        _bushes(canvas, x[inside], crest[inside], row, left)
    canvas.restore()
    canvas.drawPath(
        shape(*list(zip(x[inside][::12], crest[inside][::12], strict=True)), closed=False), line("d7dc9a", 3, 0.55)
    )


def _bushes(canvas: skia.Canvas, x: np.ndarray, crest: np.ndarray, row: int, left: bool) -> None:
    """One row of tea bushes that follows the hill: scalloped top, shaded foot, a light rim."""
    depth = 10 + row * (15 + row * 1.5)
    bend = noise_line(40 + row + 50 * left, ((420, 10 + row * 1.2),))(x)
    middle = crest + depth + bend
    size = 8 + row * 1.9
    bump = size * 0.34 * np.abs(np.sin(x / (size * 1.25) + row * 1.7))
    top, foot = middle - size * 0.5 - bump, middle + size * 0.62
    light = ("8fbf5f", "7fb355", "9ac766")[row % 3]
    ground = polygon([*zip(x, top + 3, strict=True), *zip(x[::-1], (foot + size * 0.5)[::-1], strict=True)])
    canvas.drawPath(ground, fill("24573c", 0.45))
    bush = polygon([*zip(x, top, strict=True), *zip(x[::-1], foot[::-1], strict=True)])
    high = float(middle.min()) - size
    canvas.drawPath(bush, down(high, float(middle.max()) + size, (0, light, 1), (1, "3f8449", 1)))
    rim = skia.Path()
    rim.addPoly([skia.Point(float(a), float(b) + 1.5) for a, b in zip(x, top, strict=True)], False)
    canvas.drawPath(rim, line("d2e08a", 2.2, 0.5))


def village(canvas: skia.Canvas) -> None:
    """A stilted house on the right hill and three pickers among the rows."""
    canvas.save()
    canvas.translate(1585, 500)
    canvas.drawRect(skia.Rect.MakeXYWH(-62, 36, 124, 44), fill("8a5a3a"))
    canvas.drawRect(skia.Rect.MakeXYWH(-62, 36, 124, 8), fill("5c3a26", 0.6))
    for x in (-50, -18, 14):
        canvas.drawRect(skia.Rect.MakeXYWH(x, 50, 24, 22), fill("ffdf9c"))
        canvas.drawLine(x + 12, 50, x + 12, 72, line("7a4a2c", 2))
    for x in (-56, -20, 18, 54):
        canvas.drawLine(x, 78, x, 112, line("5c3a26", 6))
    roof = polygon([(-88, 40), (-66, 14), (-56, 8), (56, 8), (66, 14), (88, 40), (70, 36), (-70, 36)])
    canvas.drawPath(roof, fill("4a4f55"))
    canvas.drawPath(polygon([(-60, 10), (-50, -6), (50, -6), (60, 10)]), fill("585e64"))
    canvas.restore()
    for x, y, coat in ((1330, 690, "c8553d"), (1470, 655, "3b5f8a"), (1725, 668, "d99a3c"), (205, 700, "3b5f8a")):
        canvas.drawOval(oval(x, y + 14, 20, 30), fill(coat))
        canvas.drawCircle(x, y - 4, 7, fill("e9bd96"))
        canvas.drawPath(polygon([(x - 17, y - 3), (x, y - 17), (x + 17, y - 3)]), fill("ecd59a"))
        canvas.drawOval(oval(x + 13, y + 16, 14, 18), fill("b98546"))


def veranda(canvas: skia.Canvas) -> None:
    """The wooden frame one looks out of: two posts, a beam with lattice, a bamboo blind."""
    for x, wide in ((-16, 104), (1838, 110)):
        post = skia.Rect.MakeXYWH(x, 0, wide, HEIGHT)
        canvas.drawRect(post, across(x, x + wide, (0, "6b4027", 1), (0.35, "9a6440", 1), (1, "54311e", 1)))
        for grain in range(5):
            left = x + wide * (0.16 + grain * 0.17)
            canvas.drawPath(
                shape(*[(left + 5 * math.sin(k * 1.3 + grain), k * 180.0) for k in range(-1, 8)], closed=False),
                line("4a2a18", 2.2, 0.3),
            )
    beam = skia.Rect.MakeXYWH(0, 0, WIDTH, 58)
    canvas.drawRect(beam, down(0, 58, (0, "5b3620", 1), (0.6, "94603c", 1), (1, "5f3922", 1)))
    canvas.drawRect(skia.Rect.MakeXYWH(0, 58, WIDTH, 22), down(58, 80, (0, "3b2010", 0.34), (1, "3b2010", 0)))
    for corner, sign in ((88, 1), (1838, -1)):
        lattice = line("6f4429", 9)
        for step in range(3):
            reach, drop = 190 - step * 56, 58 + (step + 1) * 30
            canvas.drawLine(corner, drop, corner + sign * reach, drop, lattice)
            canvas.drawLine(corner + sign * reach, 58, corner + sign * reach, drop, lattice)
    for x in range(430, 1500, 4):
        canvas.drawLine(x, 52, x, 92 + 7 * math.sin(x / 90), line(("d9b46e", "c79d57", "e3c384")[x // 4 % 3], 3.2))
    for y in (64, 80):
        canvas.drawLine(430, y, 1498, y, line("8f6534", 3, 0.8))


def table(canvas: skia.Canvas) -> None:
    """Planks seen from the front, with a runner of indigo batik."""
    canvas.drawRect(
        skia.Rect.MakeXYWH(0, TABLE - 26, WIDTH, 30), down(TABLE - 26, TABLE + 4, (0, "2c1a10", 0), (1, "2c1a10", 0.4))
    )
    top = skia.Rect.MakeXYWH(0, TABLE, WIDTH, 168)
    canvas.drawRect(top, down(TABLE, TABLE + 168, (0, "b67c4d", 1), (0.5, "c98d5a", 1), (1, "d69c66", 1)))
    for y, alpha in ((TABLE + 40, 0.35), (TABLE + 92, 0.4), (TABLE + 150, 0.3)):
        canvas.drawLine(0, y, WIDTH, y, line("7d4c2a", 2.6, alpha))
    grain = np.random.default_rng(8)
    for _ in range(34):
        x, y, long = grain.uniform(0, WIDTH), grain.uniform(TABLE + 8, TABLE + 160), grain.uniform(80, 300)
        canvas.drawPath(shape((x, y), (x + long / 2, y + 3), (x + long, y - 1), closed=False), line("8a5732", 1.8, 0.3))
    _runner(canvas)
    canvas.drawRect(
        skia.Rect.MakeXYWH(0, TABLE + 168, WIDTH, 74), down(TABLE + 168, HEIGHT, (0, "8c5833", 1), (1, "5f3a20", 1))
    )
    canvas.drawLine(0, TABLE + 168, WIDTH, TABLE + 168, line("e6b681", 4, 0.8))
    _hanging(canvas)


def _runner(canvas: skia.Canvas) -> None:
    cloth = polygon([(430, TABLE + 22), (1800, TABLE + 22), (1840, TABLE + 170), (400, TABLE + 170)])
    canvas.drawPath(cloth, down(TABLE + 22, TABLE + 170, (0, "2f4d78", 1), (1, "3a5d8f", 1)))
    for y in (TABLE + 34, TABLE + 158):
        canvas.drawLine(424, y, 1818, y, line("eef2ec", 3, 0.75))


def _hanging(canvas: skia.Canvas) -> None:
    """The runner's front edge with its row of batik flowers."""
    edge = skia.Rect.MakeXYWH(400, TABLE + 168, 1440, 58)
    canvas.drawRect(edge, down(TABLE + 168, TABLE + 226, (0, "34568a", 1), (1, "243d63", 1)))
    for x in range(436, 1830, 72):
        flower(canvas, x, TABLE + 197, 15)
    for x in range(402, 1840, 12):
        canvas.drawLine(x, TABLE + 226, x, TABLE + 237, line("dfe6e4", 2.6, 0.8))


def flower(canvas: skia.Canvas, x: float, y: float, size: float, colour: str = "eef2ec", alpha: float = 0.85) -> None:
    """A five-petalled batik flower."""
    for petal in range(5):
        turn = petal * math.tau / 5 - math.pi / 2
        canvas.drawCircle(
            x + size * 0.58 * math.cos(turn), y + size * 0.58 * math.sin(turn), size * 0.4, fill(colour, alpha)
        )
    canvas.drawCircle(x, y, size * 0.22, fill("34568a"))


def lantern(canvas: skia.Canvas, x: float, y: float, size: float, lean: float) -> None:
    """A paper lantern hanging from (x, y) that leans by `lean` degrees, with its glow."""
    canvas.save()
    canvas.rotate(lean, x, 40)
    middle = (x, y)
    canvas.drawCircle(*middle, size * 1.9, round_glow(middle, size * 1.9, (0, "ffcf7a", 0.42), (1, "ffcf7a", 0)))
    canvas.drawLine(x, 40, x, y - size * 0.8, line("4a2a18", 3))
    body = oval(x, y, size * 1.5, size * 1.28)
    canvas.drawOval(
        body,
        round_glow(
            (x - size * 0.1, y + size * 0.05), size * 0.95, (0, "ffd98a", 1), (0.55, "f08a4b", 1), (1, "c8472f", 1)
        ),
    )
    for part in (0.34, 0.72):
        canvas.drawOval(oval(x, y, size * 1.5 * part, size * 1.28), line("b23a28", 2, 0.45))
    for cap in (-0.66, 0.66):
        canvas.drawRoundRect(oval(x, y + size * cap, size * 0.62, size * 0.16), 4, 4, fill("8a5a2c"))
    for tassel in (-6, -2, 2, 6):
        canvas.drawLine(x + tassel, y + size * 0.74, x + tassel * 1.4, y + size * 1.3, line("d9a441", 2.4))
    canvas.restore()


def branch(canvas: skia.Canvas, lean: float) -> None:
    """A branch of peach blossom reaching in from the upper right."""
    canvas.save()
    canvas.rotate(lean, 1860, 120)
    wood = ((1870, 210), (1770, 196), (1690, 222), (1600, 206), (1530, 226))
    canvas.drawPath(shape(*wood, closed=False), line("5b3a2a", 9))
    canvas.drawPath(shape((1740, 200), (1700, 160), (1640, 150), closed=False), line("5b3a2a", 6))
    canvas.drawPath(shape((1660, 218), (1630, 262), (1590, 280), closed=False), line("5b3a2a", 5))
    chance = np.random.default_rng(21)
    spots = [(1800, 196), (1762, 206), (1722, 190), (1700, 164), (1664, 150), (1640, 156), (1688, 226), (1640, 246),
             (1612, 270), (1590, 284), (1620, 204), (1574, 220), (1536, 228), (1650, 192), (1748, 172)]  # fmt: skip
    for x, y in spots:
        size, tint = chance.uniform(11, 18), ("f7b9b3", "fbd3cb", "f3a29f")[int(chance.integers(3))]
        for petal in range(5):
            turn = petal * math.tau / 5 + x
            canvas.drawCircle(
                x + size * 0.62 * math.cos(turn), y + size * 0.62 * math.sin(turn), size * 0.52, fill(tint)
            )
        canvas.drawCircle(x, y, size * 0.26, fill("d9626a"))
    canvas.restore()


def backdrop() -> skia.Image:
    """Sky and the two far ranges, which mist drifts over."""

    def draw(canvas: skia.Canvas) -> None:
        sky(canvas)
        for layer in (0, 1):
            peak(canvas, layer)

    return picture(draw)


def midground() -> skia.Image:
    """The near ranges, on a clear sheet."""

    def draw(canvas: skia.Canvas) -> None:
        for layer in (2, 3):
            peak(canvas, layer)

    return picture(draw)


def foreground() -> skia.Image:
    """Terraces, village and veranda, on a clear sheet."""

    def draw(canvas: skia.Canvas) -> None:
        hill(canvas, left=False)
        village(canvas)
        hill(canvas, left=True)
        veranda(canvas)

    return picture(draw)


def tabletop() -> skia.Image:
    """The table, on a clear sheet."""
    return picture(table)
