"""A whole recording at a glance: how loud it is over time, and a strip of small pictures, to find a place in it.

Made once for each content, kept in the cache.
"""

import base64
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.core import settings
from studio.core.units import Seconds
from studio.media import sound
from studio.media.frames.sampling import keyframes
from studio.media.probe import probe
from studio.media.timeline import Span
from studio.storage.files import digest, fingerprint, write_json

_SEEN_AS = 1
"""Raised when overviews are made otherwise."""
BINS = 900
PICTURES = 40
_BLOCK_S = 600.0
_FLOOR_DB, _LOUD_DB = -50.0, -10.0
_SIDE_PX = 160


@dataclass(frozen=True, slots=True)
class Overview:
    """`loudness` are `BINS` values 0 to 100 over the whole `length`; `pictures` are (moment, JPEG in base64)."""

    length: Seconds
    loudness: tuple[int, ...]
    pictures: tuple[tuple[Seconds, str], ...]


def overview(path: Path) -> Overview:
    """Look at a recording as a whole. Raises what `probe` raises."""
    kept = settings.cache("overview") / f"{digest(['overview', _SEEN_AS, fingerprint(path)])}.json"
    if not kept.exists():
        write_json(kept, _looked(path))
    data = json.loads(kept.read_text(encoding="utf-8"))
    pictures = tuple((Seconds(at), picture) for at, picture in data["pictures"])
    return Overview(Seconds(data["length"]), tuple(data["loudness"]), pictures)


def _looked(path: Path) -> dict[str, object]:
    recording = probe(path)
    whole = Span(Seconds(0.0), recording.length)
    pictures = keyframes(path, whole, Seconds(recording.length / PICTURES), _SIDE_PX)
    return {
        "length": recording.length,
        "loudness": _loudness(path, recording.length) if recording.sound else [0] * BINS,
        "pictures": [(round(frame.moment, 3), _jpeg(frame.rgb)) for frame in pictures],
    }


def _loudness(path: Path, length: Seconds) -> list[int]:
    """Each bin's energy on a scale of decibels, read in blocks: an hour needs no more memory than ten minutes."""
    energy, counted = np.zeros(BINS), np.zeros(BINS)
    start = 0.0
    while start < length:
        pcm = sound.decode(path, Span(Seconds(start), Seconds(min(length, start + _BLOCK_S))))
        moments = start + np.arange(len(pcm)) / sound.HEARD_RATE
        bins = np.minimum((moments / length * BINS).astype(int), BINS - 1)
        energy += np.bincount(bins, np.square(pcm, dtype=np.float64), BINS)
        counted += np.bincount(bins, minlength=BINS)
        start += _BLOCK_S
    level = 10 * np.log10(energy / np.maximum(counted, 1) + 1e-12)
    shown = np.clip((level - _FLOOR_DB) / (_LOUD_DB - _FLOOR_DB), 0, 1)
    return np.round(100 * shown).astype(int).tolist()


def _jpeg(rgb: np.ndarray) -> str:
    from PIL import Image  # noqa: PLC0415 - only a first look draws

    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=70)
    return base64.b64encode(file.getvalue()).decode()
