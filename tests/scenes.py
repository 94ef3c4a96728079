"""Moving pictures for tests: painted scenes with plenty to see, and a drawn host."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from studio.media import ffmpeg

RATE = 15
SIZE = (640, 360)
"""Raw footage's rate and size."""
PLANTED = {"dark": (4, 7), "blurred": (11, 14), "shaken": (18, 21)}
"""When the bad shots are in the planted footage."""


def scene(seed: int, width: int = 900, height: int = 600) -> Image.Image:
    """A picture of its own colours with crisp shapes over soft ground."""
    chance = np.random.default_rng(seed)
    ground = Image.fromarray(chance.integers(60, 200, (6, 9, 3), dtype=np.uint8)).resize((width, height), Image.BICUBIC)
    drawing = ImageDraw.Draw(ground)
    for _ in range(260):
        x, y, size = chance.integers(0, width), chance.integers(0, height), chance.integers(6, 46)
        colour = tuple(int(v) for v in chance.integers(20, 235, 3))
        shape = drawing.ellipse if chance.random() < 0.5 else drawing.rectangle
        shape((x, y, x + size, y + size * 0.7), fill=colour)
    return ground.filter(ImageFilter.GaussianBlur(0.4))


def host() -> Image.Image:
    """A drawn host, head and chest, on nothing: 400 × 600 with alpha."""
    picture = Image.new("RGBA", (400, 600), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((40, 330, 360, 800), fill=(200, 60, 60, 255))
    draw.ellipse((110, 90, 290, 330), fill=(245, 205, 175, 255))
    draw.pieslice((100, 60, 300, 300), 180, 360, fill=(30, 25, 25, 255))
    for x in (160, 220):
        draw.ellipse((x, 190, x + 26, 212), fill="white")
        draw.ellipse((x + 7, 194, x + 19, 210), fill=(30, 20, 20, 255))
        draw.line((x - 4, 178, x + 30, 174), fill=(30, 20, 20, 255), width=5)
    draw.line((200, 215, 195, 250, 205, 252), fill=(200, 150, 120, 255), width=4)
    draw.arc((165, 250, 235, 295), 20, 160, fill=(170, 40, 40, 255), width=8)
    return picture


def written(pictures: Iterable[Image.Image], path: Path, rate: int, keyframes: int = 30) -> Path:
    """A video of pictures of one size, without sound."""
    frames = [picture.convert("RGB") for picture in pictures]
    size = f"{frames[0].width}x{frames[0].height}"
    given = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(rate), "-i", "pipe:0"]
    made = ["-c:v", "libx264", "-preset", "ultrafast", "-g", str(keyframes), "-pix_fmt", "yuv420p", str(path)]
    ffmpeg.pipe(["-v", "error", *given, *made], "a test clip", b"".join(frame.tobytes() for frame in frames))
    return path


def turned(path: Path, degrees: int, out: Path) -> Path:
    """The same video with a note that players shall turn it, as phones write it."""
    given = ["-display_rotation", str(degrees), "-i", str(path)]
    subprocess.run([ffmpeg.binary(), "-v", "error", "-y", *given, "-c", "copy", str(out)], check=True)
    return out


def pan(seed, seconds, change=lambda picture: picture, shake=0):
    """A scene panned over, each picture changed; shaken by up to so many pixels."""
    whole = scene(seed)
    pictures = []
    for i in range(round(seconds * RATE)):
        left = 40 + 2 * i + shake * ((i * 7919) % 11 - 5) // 5
        top = 100 + shake * ((i * 104729) % 11 - 5) // 5
        pictures.append(change(whole.crop((left, top, left + SIZE[0], top + SIZE[1]))))
    return pictures


def darker(picture):
    return ImageEnhance.Brightness(picture).enhance(0.22)


def blurred(picture):
    return picture.filter(ImageFilter.GaussianBlur(3.5))
