"""One drawing of the live room at a moment: everything that moves, put over what stands still."""

import math
from dataclasses import dataclass
from pathlib import Path

import goods
import host
import numpy as np
import scene
import skia
from paint import HEIGHT, WIDTH, fill, line, oval, shape
from voice import Talk

DRAWINGS = 12.5
"""Drawings a second; the film shows each for two frames, as drawn animation does."""

HELD = 4
"""What moves slowly is drawn anew only in every fourth drawing, which keeps the file small."""

FONT = Path(__file__).parents[3] / "assets/fonts/display/MaShanZheng-Regular.ttf"


@dataclass(frozen=True, slots=True)
class Score:
    """What the host does in each drawing: openness and spread of the mouth, the raised hand, glances, lids."""

    mouth: np.ndarray
    width: np.ndarray
    hand: np.ndarray
    glance: np.ndarray
    lids: np.ndarray


def score(talk: Talk, mouth: np.ndarray, width: np.ndarray) -> Score:
    """Lay the host's movements along the talk."""
    frames, chance = len(mouth), np.random.default_rng(68)
    hand, glance, lids = np.zeros(frames), np.zeros(frames), np.zeros(frames)
    for place, said in enumerate(talk.sentences):
        first, last = round(said.start * DRAWINGS), round(said.end * DRAWINGS)
        if place % 3 == 0:
            hand[first + 2 : last - 2] = 1
        if "看" in said.text or "尝" in said.text:
            glance[first : last + 18] = 1
    at = 20
    while at < frames:
        lids[at : at + 3] = (0.55, 1, 0.5)[: frames - at]
        at += int(chance.integers(26, 66))
    return Score(mouth, width, _eased(hand, 9), _eased(glance, 7), lids)


def _eased(steps: np.ndarray, length: int) -> np.ndarray:
    bell = np.hanning(length + 2)[1:-1]
    return np.convolve(steps, bell / bell.sum(), mode="same")


class Film:
    """Draws the film; made once, then asked for drawing after drawing."""

    def __init__(self, talk: Talk, acts: Score) -> None:
        self.acts = acts
        self.shown = _shown(talk)
        self.back, self.middle = scene.backdrop(), scene.midground()
        self.front, self.table = scene.foreground(), scene.tabletop()
        self.far_mist, self.near_mist = scene.mist_sheet(1, 260, 0.5), scene.mist_sheet(2, 220, 0.5)
        self.surface = skia.Surface(WIDTH, HEIGHT)

    def drawing(self, number: int) -> np.ndarray:
        """Drawing `number`: (1080, 1920, 4) uint8, RGBA."""
        time = number / DRAWINGS
        slow = number // HELD * HELD / DRAWINGS
        canvas = self.surface.getCanvas()
        canvas.drawImage(self.back, 0, 0)
        _birds(canvas, time)
        _drift(canvas, self.far_mist, 330, time * 7)
        canvas.drawImage(self.middle, 0, 0)
        _drift(canvas, self.near_mist, 520, 900 + time * 12)
        canvas.drawImage(self.front, 0, 0)
        scene.lantern(canvas, 250, 190, 62, 2.2 * math.sin(slow * 0.9))
        scene.lantern(canvas, 1550, 150, 46, 2.6 * math.sin(slow * 1.1 + 1))
        scene.branch(canvas, 0.8 * math.sin(slow * 0.5))
        _sign(canvas, slow)
        _petals(canvas, time)
        self._people_and_goods(canvas, number, slow)
        return self.surface.toarray(colorType=skia.kRGBA_8888_ColorType)

    def _people_and_goods(self, canvas: skia.Canvas, number: int, slow: float) -> None:
        pose = self._pose(number, slow)
        host.host(canvas, pose)
        host.braids(canvas, pose)
        canvas.drawImage(self.table, 0, 0)
        product, since = self._product(number / DRAWINGS)
        others = [name for name in goods.GOODS if name != product]
        for slot, name in enumerate(others):
            goods.put(canvas, goods.GOODS[name], 1030 + slot * 128, 900, 0.56, slow)
        goods.put(canvas, goods.teapot, 1590, 956, 0.95, slow)
        host.arms(canvas, pose)
        if product:
            come = min(1.0, since / 0.8)
            ease = 1 - (1 - come) ** 3
            goods.put(
                canvas, goods.GOODS[product], 806 + 130 * (1 - ease), 982 - 40 * (1 - ease), 0.56 + 0.48 * ease, slow
            )

    def _product(self, time: float) -> tuple[str | None, float]:
        for start, end, product in self.shown:
            if start <= time < end:
                return product, time - start
        return None, 0.0

    def _pose(self, number: int, slow: float) -> host.Pose:
        """The mouth and the lids follow each drawing; body and head are held with `slow`."""
        acts, held = self.acts, number // HELD * HELD
        talking = float(np.mean(acts.mouth[max(0, held - 6) : held + 7]) > 0.05)
        glance, hand = float(acts.glance[held]), float(acts.hand[held])
        return host.Pose(
            sway=7 * math.sin(slow * 0.62) + 3 * math.sin(slow * 1.31),
            lean=1.6 * math.sin(slow * 0.8 + 0.6) + 0.9 * math.sin(slow * 1.9) * talking,
            yaw=0.35 * math.sin(slow * 0.47) + 0.75 * glance,
            nod=0.6 * math.sin(slow * 2.3) * talking + 0.5 * glance,
            lids=max(float(acts.lids[number]), 0.22 * glance),
            brows=0.5 * hand + 0.3 * float(acts.mouth[held]),
            mouth=float(acts.mouth[number]),
            width=float(acts.width[number]),
            smile=0.75 if talking else 1.0,
            hand=float(acts.hand[number]),
            breath=math.sin(slow * 1.5),
        )


def _shown(talk: Talk) -> list[tuple[float, float, str]]:
    """Which product stands before the host, from when to when."""
    product = {
        "yinfeng": "shimen-yinfeng",
        "honey": "huping-honey",
        "orange": "shimen-orange",
        "tea-picking": "tea-picking",
    }
    starts = {segment: at for at, kind, segment, _ in talk.markers if kind == "start"}
    ends = {segment: at for at, kind, segment, _ in talk.markers if kind == "end"}
    return [(starts[name] - 0.5, ends[name] + 0.5, good) for name, good in product.items()]


def _drift(canvas: skia.Canvas, sheet: skia.Image, top: float, offset: float) -> None:
    left = -(round(offset) % sheet.width())
    canvas.drawImage(sheet, left, top)
    if left + sheet.width() < WIDTH:
        canvas.drawImage(sheet, left + sheet.width(), top)


def _birds(canvas: skia.Canvas, time: float) -> None:
    """A small flock that crosses the sky every minute and a half."""
    way = (time + 70) % 90
    for bird in range(5):
        x, y = -160 + way * 52 - bird * 46 - 20 * (bird % 2), 250 - way * 2.2 + (bird * 37) % 60
        flap = 7 + 6 * math.sin(time * 7 + bird * 1.9)
        wings = shape(
            (x - 17, y - flap),
            (x - 7, y - flap * 0.5),
            (x, y),
            (x + 7, y - flap * 0.5),
            (x + 17, y - flap),
            closed=False,
        )
        canvas.drawPath(wings, line("4f6a70", 3.2, 0.75))


def _petals(canvas: skia.Canvas, time: float) -> None:
    """Blossom petals that drift down on the right."""
    for petal in range(3):
        fall = (time * 0.09 + petal * 0.27) % 1.0
        x = 1700 - petal * 70 - 170 * fall + 26 * math.sin(time * 1.2 + petal * 2)
        canvas.save()
        canvas.translate(x, 240 + 640 * fall)
        canvas.rotate(40 * math.sin(time * 1.4 + petal))
        canvas.drawOval(oval(0, 0, 17, 10), fill("f7b9b3", 0.9 * min(1, 8 * fall, 8 * (1 - fall))))
        canvas.restore()


def _sign(canvas: skia.Canvas, time: float) -> None:
    """A wooden tag at the right post that says 示例: this is a sample."""
    canvas.save()
    canvas.rotate(1.2 * math.sin(time * 0.8 + 2), 1786, 150)
    for x in (1762, 1810):
        canvas.drawLine(x, 60, x, 330, line("4a2a18", 2.5))
    board = skia.Rect.MakeXYWH(1744, 330, 84, 132)
    canvas.drawRoundRect(board, 8, 8, fill("d9ac6c"))
    canvas.drawRoundRect(board, 8, 8, line("8a5a2c", 4))
    font = skia.Font(skia.Typeface.MakeFromFile(str(FONT)), 52)
    for place, letter in enumerate("示例"):
        canvas.drawString(letter, 1786 - font.measureText(letter) / 2, 387 + place * 56, font, fill("5a2f18"))
    canvas.restore()
