"""Recordings made for tests: small, of known content, with each frame's number in the picture as bars."""

import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from studio.media.ffmpeg import binary

BITS = 12
"""Bars across the top of the picture that spell the frame's number, the highest bit on the left."""


def ffmpeg(*arguments):
    subprocess.run([binary(), "-v", "error", "-y", *map(str, arguments)], check=True, timeout=120)


def numbered(path: Path, seconds=8.0, size=(640, 360), rate=Fraction(25), sound="tone", video=(), filters="", out=()):
    """A recording whose every frame shows its own number.

    `sound` is tone, none, or a lavfi source; `video` are encoder options, `filters` act after the numbers are drawn.
    """
    width, height = size
    frames = round(seconds * rate)
    bar = width // BITS
    rows = (np.arange(frames)[:, None] >> np.arange(BITS - 1, -1, -1)) & 1
    raw = path.with_suffix(".raw")
    with raw.open("wb") as file:
        for number, row in enumerate(rows):
            picture = np.full((height, width), 90 + number % 7 * 8, np.uint8)
            picture[: height // 3, : bar * BITS] = np.repeat(row * 255, bar)
            picture[height // 3 :: 16] = 140
            file.write(picture.tobytes())
    given = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", str(rate), "-i", raw]
    source = f"sine=frequency=300:duration={seconds}" if sound == "tone" else sound
    heard = [] if sound == "none" else ["-f", "lavfi", "-i", source, "-c:a", "aac"]
    shaped = ["-vf", filters] if filters else []
    coded = list(video) or ["-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p"]
    ffmpeg(*given, *heard, *shaped, *coded, *out, path)
    raw.unlink()
    return path


def number_in(picture: Image.Image, box=None) -> int:
    """The number that a frame shows, read inside `box`, the part of the picture where the recording is seen."""
    seen = np.asarray(picture.convert("L").crop(box) if box else picture.convert("L"), float)
    height, width = seen.shape
    strip = seen[height // 12 : height // 5]
    centres = [int((i + 0.5) * (width // BITS * BITS) / BITS) for i in range(BITS)]
    bits = [strip[:, c - 3 : c + 4].mean() > 128 for c in centres]
    return sum(bit << (BITS - 1 - i) for i, bit in enumerate(bits))


def pictures(path: Path, wanted):
    """The frames of those numbers of a clip."""
    import av

    wanted, found = set(wanted), {}
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in wanted:
                found[number] = frame.to_image()
    return found
