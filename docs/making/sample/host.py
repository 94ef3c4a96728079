"""The host: a tea farmer in an indigo scarf, drawn anew for each frame from a pose."""

import math
from dataclasses import dataclass

import skia
from paint import across, down, fill, line, oval, polygon, round_glow, shape
from scene import flower

SKIN, SHADE, BLUSH = "f6cfac", "dea27c", "ec8f78"
HAIR, SCARF, BLOUSE, TRIM = "2b1d1a", "2f4d7d", "c9573f", "27406a"


@dataclass(frozen=True, slots=True)
class Pose:
    """How the host sits in one frame. All parts are 0 at rest; `lids` 1 is closed, `lean` is in degrees."""

    sway: float = 0.0
    lean: float = 0.0
    yaw: float = 0.0
    nod: float = 0.0
    lids: float = 0.0
    brows: float = 0.0
    mouth: float = 0.0
    width: float = 0.0
    smile: float = 0.6
    hand: float = 0.0
    breath: float = 0.0


def host(canvas: skia.Canvas, pose: Pose) -> None:
    """The host down to the table, about x = 620."""
    canvas.save()
    canvas.translate(620 + pose.sway, 0)
    _back_hair(canvas, pose)
    _body(canvas, pose)
    canvas.save()
    canvas.translate(0, pose.breath * 3)
    canvas.rotate(pose.lean, 0, 600)
    canvas.translate(pose.yaw * 5, pose.nod * 7)
    _neck(canvas)
    _head(canvas, pose)
    canvas.restore()
    canvas.restore()


def _back_hair(canvas: skia.Canvas, pose: Pose) -> None:
    canvas.drawOval(oval(pose.yaw * 5, 430, 226, 270), fill(HAIR))


def _body(canvas: skia.Canvas, pose: Pose) -> None:
    """Blouse with a slanting closing and embroidered trim, under an indigo apron."""
    rise = pose.breath * 3
    torso = shape((0, 590 + rise), (78, 606 + rise), (160, 634 + rise), (214, 690), (236, 780), (244, 900), (-244, 900),
                  (-236, 780), (-214, 690), (-160, 634 + rise), (-78, 606 + rise))  # fmt: skip
    canvas.drawPath(torso, across(-240, 240, (0, "a8422f", 1), (0.45, "d4634a", 1), (1, "b24935", 1)))
    canvas.save()
    canvas.clipPath(torso, doAntiAlias=True)
    for side in (-1, 1):
        fold = shape((side * 150, 690), (side * 138, 760), (side * 150, 860), closed=False)
        canvas.drawPath(fold, line("8f3526", 5, 0.45, 2))
    closing = ((-64, 596 + rise), (-10, 660 + rise), (70, 712), (112, 800), (120, 880))
    canvas.drawPath(shape(*closing, closed=False), line(TRIM, 30))
    canvas.drawPath(shape(*closing, closed=False), line("f0c85f", 3))
    for x, y in ((-36, 630), (4, 670), (48, 700), (84, 740), (108, 792)):
        flower(canvas, x, y + rise, 7, "f6e7c1")
    apron = shape((-120, 742), (0, 730), (120, 742), (170, 830), (176, 920), (-176, 920), (-170, 830))
    canvas.drawPath(apron, down(730, 900, (0, "36578b", 1), (1, "25406b", 1)))
    canvas.drawPath(shape((-112, 756), (0, 745), (112, 756), closed=False), line("e9efe9", 3, 0.85))
    for x, y in ((-84, 796), (-28, 784), (28, 784), (84, 796), (-56, 834), (0, 826), (56, 834)):
        flower(canvas, x, y, 11)
    canvas.restore()


def _neck(canvas: skia.Canvas) -> None:
    neck = polygon([(-42, 500), (42, 500), (50, 604), (0, 640), (-50, 604)])
    canvas.drawPath(neck, down(500, 620, (0, "cf9069", 1), (0.5, "e6b28b", 1), (1, "f0c39c", 1)))
    for side in (-1, 1):
        collar = shape(
            (side * 44, 574), (side * 66, 590), (side * 56, 616), (side * 8, 652), (side * 2, 640), (side * 40, 606)
        )
        canvas.drawPath(collar, fill(TRIM))
        canvas.drawPath(shape((side * 45, 578), (side * 44, 606), (side * 4, 642), closed=False), line("f0c85f", 3))


def _head(canvas: skia.Canvas, pose: Pose) -> None:
    turn = pose.yaw
    for side in (-1, 1):
        x = side * (101 - side * turn * 4)
        canvas.drawOval(oval(x, 446, 30, 54), fill("eab890"))
        canvas.drawPath(shape((x - 3, 432), (x + side * 5, 446), (x - 2, 460), closed=False), line(SHADE, 3, 0.8))
        canvas.drawCircle(x + side * 2, 484 + pose.nod * 2, 7, fill("d8dee4"))
        canvas.drawCircle(x + side * 1, 482 + pose.nod * 2, 2.5, fill("ffffff"))
    face = shape((0, 318), (62, 330), (98, 384), (101, 446), (84, 504), (46, 546), (0, 560), (-46, 546), (-84, 504),
                 (-101, 446), (-98, 384), (-62, 330))  # fmt: skip
    canvas.drawPath(face, round_glow((turn * 14 - 12, 430), 190, (0, "fbdcbd", 1), (0.62, SKIN, 1), (1, "d99b73", 1)))
    canvas.save()
    canvas.clipPath(face, doAntiAlias=True)
    canvas.drawPath(
        shape((-104, 380), (-40, 362), (40, 362), (104, 380), (104, 300), (-104, 300)), fill("c98b63", 0.5, 9)
    )
    for side in (-1, 1):
        canvas.drawOval(oval(side * 60 + turn * 9, 484, 58, 38), fill(BLUSH, 0.34, 11))
    canvas.restore()
    _eyes(canvas, pose)
    _nose(canvas, turn)
    _mouth(canvas, pose)
    _fringe(canvas, turn)
    _scarf(canvas, turn)


def _eyes(canvas: skia.Canvas, pose: Pose) -> None:
    for side in (-1, 1):
        x, y = side * 43 + pose.yaw * 9, 432 + pose.nod * 2
        canvas.drawOval(oval(x, y - 2, 64, 44), fill("c98b66", 0.3, 7))
        brow = shape((x - side * 24, y - 33 - pose.brows * 6), (x + side * 4, y - 39 - pose.brows * 8),
                     (x + side * 30, y - 30 - pose.brows * 5), closed=False)  # fmt: skip
        canvas.drawPath(brow, line("4a332a", 6.2))
        openness = max(0.0, 1 - pose.lids)
        if openness < 0.2:
            canvas.drawPath(shape((x - 26, y + 1), (x, y + 9), (x + 26, y), closed=False), line("2a1a17", 5.5))
            continue
        tall = 14.5 * openness
        white = shape(
            (x - 27, y + 3),
            (x - 12, y - tall),
            (x + 10, y - tall - 1),
            (x + 27, y),
            (x + 12, y + tall * 0.8),
            (x - 12, y + tall * 0.8),
        )
        canvas.drawPath(white, fill("fdf7ee"))
        canvas.save()
        canvas.clipPath(white, doAntiAlias=True)
        look = x + pose.yaw * 4
        canvas.drawCircle(look, y - 1, 15.5, fill("3b2418"))
        canvas.drawCircle(look, y + 3, 10, fill("6b4026"))
        canvas.drawCircle(look, y - 1, 8, fill("140b08"))
        canvas.drawCircle(look - 5, y - 7, 4.6, fill("ffffff"))
        canvas.drawCircle(look + 5, y + 5, 2.2, fill("ffffff", 0.8))
        canvas.drawRect(skia.Rect.MakeXYWH(x - 30, y - 20, 60, 12), fill("8a5a44", 0.35, 4))
        canvas.restore()
        lid = shape((x - 28, y + 4), (x - 13, y - tall - 1), (x + 10, y - tall - 2), (x + 29, y - 1), closed=False)
        canvas.drawPath(lid, line("2a1a17", 5.6))
        canvas.drawLine(x + side * 26, y - 1, x + side * 34, y - 7, line("2a1a17", 4))
        canvas.drawPath(
            shape((x - 20, y - tall - 8), (x, y - tall - 12), (x + 20, y - tall - 8), closed=False),
            line(SHADE, 2.6, 0.75),
        )
        canvas.drawPath(
            shape((x - 18, y + tall), (x, y + tall + 3), (x + 18, y + tall - 1), closed=False), line("c08a68", 2, 0.4)
        )


def _nose(canvas: skia.Canvas, turn: float) -> None:
    x = turn * 13
    canvas.drawPath(shape((x - 9, 436), (x - 11, 462), (x - 15, 482), closed=False), line("d29a74", 5, 0.45, 2.5))
    canvas.drawOval(oval(x, 478, 26, 20), fill("ffe7cd", 0.6, 5))
    canvas.drawPath(
        shape((x - 17, 482), (x - 9, 492), (x, 490), (x + 9, 492), (x + 17, 482), closed=False),
        line("b97650", 3.6, 0.85),
    )
    for side in (-1, 1):
        canvas.drawOval(oval(x + side * 8, 489, 8, 4.4), fill("8f5238", 0.75))


def _mouth(canvas: skia.Canvas, pose: Pose) -> None:
    """Lips around a dark opening with teeth and tongue; `mouth` 0–1 opens, `width` −1 rounds and 1 spreads."""
    x, y = pose.yaw * 12, 521 + pose.nod * 2
    half = 33 + 8 * pose.width + 3 * pose.smile - 5 * pose.mouth
    gap = 27 * pose.mouth
    lift = 9 * pose.smile
    left, right = (x - half, y - lift), (x + half, y - lift)
    if gap > 5:
        inside = shape(left, (x - half * 0.5, y - 4), (x, y - 3), (x + half * 0.5, y - 4), right,
                       (x + half * 0.55, y + gap * 0.8), (x, y + gap), (x - half * 0.55, y + gap * 0.8))  # fmt: skip
        canvas.drawPath(inside, fill("6d1f22"))
        canvas.save()
        canvas.clipPath(inside, doAntiAlias=True)
        canvas.drawOval(oval(x, y + gap + 5, half * 1.2, 22), fill("d8736c"))
        canvas.drawRoundRect(oval(x, y - 2, half * 1.5, 13), 5, 5, fill("fffaf2"))
        canvas.restore()
    upper = shape(left, (x - half * 0.45, y - 9), (x - 6, y - 11), (x, y - 8.5), (x + 6, y - 11),
                  (x + half * 0.45, y - 9), right, (x + half * 0.5, y - 2), (x, y - 1),
                  (x - half * 0.5, y - 2))  # fmt: skip
    canvas.drawPath(upper, fill("c9574f"))
    lower = shape(left, (x - half * 0.5, y + gap * 0.85 - 1), (x, y + gap), (x + half * 0.5, y + gap * 0.85 - 1), right,
                  (x + half * 0.56, y + gap + 7), (x, y + gap + 11), (x - half * 0.56, y + gap + 7))  # fmt: skip
    canvas.drawPath(lower, fill("d76a60"))
    canvas.drawOval(oval(x - 2, y + gap + 6, half * 0.7, 4), fill("f5a79b", 0.75))
    if gap <= 5:
        canvas.drawPath(
            shape(left, (x - half * 0.5, y), (x, y + 2.5), (x + half * 0.5, y), right, closed=False),
            line("7d2a2a", 3.2),
        )
    for end, side in ((left, -1), (right, 1)):
        canvas.drawPath(
            shape(
                (end[0] + side * 1, end[1] - 4),
                (end[0] + side * 5, end[1]),
                (end[0] + side * 2, end[1] + 5),
                closed=False,
            ),
            line("c98b66", 2.4, 0.45),
        )


def _fringe(canvas: skia.Canvas, turn: float) -> None:
    shift = turn * 6
    left = shape(
        (-4 + shift, 318),
        (-66, 326),
        (-104, 376),
        (-108, 446),
        (-99, 430),
        (-92, 396),
        (-52 + shift, 366),
        (-8 + shift, 336),
    )
    right = shape(
        (-4 + shift, 318), (66, 326), (104, 376), (108, 446), (99, 430), (92, 392), (56 + shift, 362), (8 + shift, 336)
    )
    for side in (left, right):
        canvas.drawPath(side, fill(HAIR))
    for side in (-1, 1):
        strand = shape((shift, 330), (side * 46 + shift, 348), (side * 92, 394), closed=False)
        canvas.drawPath(strand, line("55382c", 2.6, 0.7))


def _scarf(canvas: skia.Canvas, turn: float) -> None:
    """The indigo head scarf with batik flowers, wound and knotted at one side."""
    shift = turn * 4
    crown = shape(
        (-120, 362),
        (-116, 302),
        (-66, 252),
        (0, 240),
        (66, 252),
        (116, 302),
        (120, 362),
        (70 + shift, 326),
        (shift, 312),
        (-70 + shift, 326),
    )
    canvas.drawPath(crown, across(-120, 120, (0, "233c66", 1), (0.42, "4469a2", 1), (1, "263f6a", 1)))
    canvas.save()
    canvas.clipPath(crown, doAntiAlias=True)
    for x, y, size in (
        (-84, 306, 13),
        (-40, 272, 14),
        (10, 264, 14),
        (58, 278, 14),
        (94, 314, 13),
        (-58, 318, 9),
        (-14, 296, 10),
        (34, 300, 10),
        (74, 334, 9),
        (-104, 344, 9),
    ):
        flower(canvas, x + shift, y, size)
    canvas.restore()
    band = shape(
        (-122, 370),
        (-72 + shift, 334),
        (shift, 320),
        (72 + shift, 334),
        (122, 370),
        (118, 352),
        (70 + shift, 316),
        (shift, 302),
        (-70 + shift, 316),
        (-118, 352),
    )
    canvas.drawPath(band, fill("eef0e6"))
    canvas.drawPath(
        shape((-119, 362), (-71 + shift, 327), (shift, 313), (71 + shift, 327), (119, 362), closed=False),
        line("c9573f", 4),
    )
    for tail in (
        ((112, 350), (150, 372), (160, 420), (142, 424), (126, 384)),
        ((112, 346), (140, 338), (168, 356), (164, 374), (132, 364)),
    ):
        canvas.drawPath(shape(*tail), fill("35578d"))
        canvas.drawPath(shape(*tail), line("eef0e6", 2.4, 0.8))
    canvas.drawCircle(116, 352, 15, fill("4469a2"))


def braids(canvas: skia.Canvas, pose: Pose) -> None:
    """Two braids over the shoulders, drawn after the body; they lag behind the sway."""
    for side in (-1, 1):
        for knot in range(8):
            x = 620 + pose.sway + side * (104 + 8 * math.sin(knot * 0.5)) + pose.lean * (1 - knot / 8) * 2.4
            y = 500 + knot * 26
            size = 38 - knot * 1.6
            canvas.drawOval(oval(x, y, size, 34), fill(HAIR))
            canvas.drawPath(
                shape((x - size * 0.3, y - 8), (x, y + 6), (x + size * 0.32, y - 8), closed=False),
                line("5a3c30", 2.6, 0.8),
            )
        canvas.drawRoundRect(oval(x, y + 22, 26, 14), 5, 5, fill("e0533f"))
        canvas.drawPath(
            shape((x - 9, y + 28), (x + 9, y + 28), (x + 5, y + 58), (x, y + 66), (x - 6, y + 56)), fill(HAIR)
        )


def arms(canvas: skia.Canvas, pose: Pose) -> None:
    """One arm rests beside the goods; the other lifts its open hand as `hand` goes from 0 to 1."""
    base, rise = 620 + pose.sway, pose.hand
    wrist = (base - 96 - 128 * rise, 876 - 168 * rise)
    _arm(canvas, (base - 196, 700), (base - 232 - 22 * rise, 838), wrist, -1, rise)
    _arm(canvas, (base + 196, 700), (base + 238, 836), (base + 100, 884), 1, 0)


def _arm(canvas: skia.Canvas, shoulder: tuple, elbow: tuple, wrist: tuple, side: int, open_: float) -> None:
    sleeve = line("b64b37" if side > 0 else "ad4632", 82)
    upper = shape((shoulder[0], shoulder[1] + 14), elbow, closed=False)
    canvas.drawPath(upper, sleeve)
    reach = (elbow[0] + (wrist[0] - elbow[0]) * 0.62, elbow[1] + (wrist[1] - elbow[1]) * 0.62)
    canvas.drawLine(*elbow, *reach, line("c5553f", 74))
    cuff = (elbow[0] + (wrist[0] - elbow[0]) * 0.74, elbow[1] + (wrist[1] - elbow[1]) * 0.74)
    canvas.drawLine(*reach, *cuff, line(TRIM, 72))
    canvas.drawLine(*cuff, *wrist, line("f0c39c", 44))
    _hand(canvas, elbow, wrist, side, open_)


def _hand(canvas: skia.Canvas, elbow: tuple, wrist: tuple, side: int, open_: float) -> None:
    turn = math.degrees(math.atan2(wrist[1] - elbow[1], wrist[0] - elbow[0]))
    canvas.save()
    canvas.translate(*wrist)
    canvas.rotate(turn)
    canvas.drawOval(oval(18, 0, 70, 54), fill(SKIN))
    spread = 5 + 9 * open_
    for finger in range(4):
        angle = (finger - 1.5) * spread
        canvas.save()
        canvas.rotate(angle, 20, 0)
        canvas.drawRoundRect(
            skia.Rect.MakeXYWH(30, -25 + finger * 12.5, 46 - abs(finger - 1.4) * 6, 13), 6.5, 6.5, fill(SKIN)
        )
        canvas.drawLine(40, -12.5 + finger * 12.5, 62, -12.5 + finger * 12.5, line(SHADE, 2, 0.5))
        canvas.restore()
    canvas.save()
    canvas.rotate(-42 * side)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(4, -8, 44, 15), 7.5, 7.5, fill("f3c8a2"))
    canvas.restore()
    canvas.restore()
