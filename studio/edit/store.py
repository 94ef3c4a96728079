"""What a folder of slices holds: `slices.json` for everyone, and beside each clip how it was made, to use it again."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from studio.storage.files import write_json

MANIFEST = "slices.json"
_MADE = ".made.json"


@dataclass(frozen=True, slots=True)
class Clip:
    """One finished clip, as `slices.json` tells it.

    Paths are relative to the folder of slices. `window` runs from the first start to the last end, `windows` are the
    stretches, `keeps` what stayed of them, all in seconds of the recording. `burnt_in` says whether the captions stand
    in the picture, `mark` whether the brand's mark does. `qr` is what was read back from the encoded clip.
    """

    segment: str
    product: str
    title: str
    path: str
    cover: str
    captions: dict[str, str]
    window: tuple[float, float]
    windows: tuple[tuple[float, float], ...]
    keeps: tuple[tuple[float, float], ...]
    margin_s: float
    end_card_s: float
    duration_s: float
    width: int
    height: int
    fps: float
    lufs: float | None
    true_peak_db: float | None
    engine: str
    estimated: bool
    burnt_in: bool
    mark: bool
    qr: str | None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slices:
    """All clips of one recording and session, with what is worth telling about the whole."""

    recording: dict[str, Any]
    session: str
    clips: tuple[Clip, ...]
    notices: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The manifest's plain values."""
        return asdict(self)


def made(folder: Path, segment: str, key: str) -> Clip | None:
    """The clip of `segment` in `folder` if it was made of exactly what `key` names and is all there."""
    try:
        kept = json.loads((folder / segment / _MADE).read_text(encoding="utf-8"))
        clip = _clip(kept["clip"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    files = [clip.path, clip.cover, *clip.captions.values()]
    whole = all((folder / file).is_file() for file in files) and _sizes(folder, files) == kept["sizes"]
    return clip if whole and kept["key"] == key else None


def noted(folder: Path, segment: str) -> bool:
    """Whether a clip of `segment` was made here before, of whatever."""
    return (folder / segment / _MADE).exists()


def forget(folder: Path, segment: str) -> None:
    """Take the note away while a clip's files change, so that an interruption is made good by the next run."""
    (folder / segment / _MADE).unlink(missing_ok=True)


def keep(folder: Path, clip: Clip, key: str) -> None:
    """Note beside the clip what it was made of."""
    files = [clip.path, clip.cover, *clip.captions.values()]
    note = {"key": key, "sizes": _sizes(folder, files), "clip": asdict(replace(clip, notices=()))}
    write_json(folder / clip.segment / _MADE, note)


def discard(folder: Path, segment: str) -> None:
    """Remove a clip that may no longer be shown."""
    home = folder / segment
    if home.is_dir():
        for file in ("clip.mp4", "cover.jpg", "captions.srt", "captions.vtt", "captions.ass", _MADE):
            (home / file).unlink(missing_ok=True)


def write(folder: Path, slices: Slices) -> None:
    """Write the manifest."""
    write_json(folder / MANIFEST, slices.as_data())


def others(folder: Path, session: str, recording: str, without: Sequence[str]) -> list[Clip]:
    """The other segments' clips that the manifest lists from an earlier run on the same recording and session."""
    try:
        before = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if before["session"] != session or before["recording"]["fingerprint"] != recording:
            return []
        clips = [_clip(clip) for clip in before["clips"]]
    except (OSError, ValueError, TypeError, KeyError):
        return []
    return [clip for clip in clips if clip.segment not in without and (folder / clip.path).is_file()]


def _clip(data: dict[str, Any]) -> Clip:
    """A clip from the manifest's plain values, whose pairs came back as lists."""
    values: dict[str, Any] = {**data, "window": tuple(data["window"]), "notices": tuple(data["notices"])}
    for pairs in ("windows", "keeps"):
        values[pairs] = tuple(tuple(pair) for pair in data[pairs])
    return Clip(**values)


def _sizes(folder: Path, files: Sequence[str]) -> list[int]:
    return [(folder / file).stat().st_size for file in files]
