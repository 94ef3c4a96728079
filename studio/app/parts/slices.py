"""`slices.json` as a page reads it: what the cut made, with what is missing left empty."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "slices.json"


@dataclass(frozen=True, slots=True)
class Slice:
    """One clip: paths relative to the result's folder, lengths in seconds, loudness in LUFS."""

    segment: str
    title: str
    path: str
    cover: str
    captions: dict[str, str]
    seconds: float
    width: int
    height: int
    lufs: float | None
    is_estimated: bool
    qr: str | None
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slices:
    """All that one cut made, and what it has to say about the whole."""

    clips: tuple[Slice, ...]
    notices: tuple[str, ...]


def read_slices(result: Path) -> Slices | None:
    """The result's clips, None while there is no manifest."""
    try:
        manifest = json.loads((result / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Slices(tuple(_slice(clip) for clip in manifest["clips"]), _told(manifest))


def _slice(clip: dict[str, Any]) -> Slice:
    return Slice(
        segment=clip["segment"],
        title=clip["title"],
        path=clip["path"],
        cover=clip.get("cover") or "",
        captions={kind: path for kind, path in (clip.get("captions") or {}).items() if path},
        seconds=float(clip["duration_s"]),
        width=int(clip["width"]),
        height=int(clip["height"]),
        lufs=clip.get("lufs"),
        is_estimated=bool(clip.get("estimated")),
        qr=clip.get("qr"),
        notices=_told(clip),
    )


def _told(part: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(notice) for notice in part.get("notices") or ())
