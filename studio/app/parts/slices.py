"""What a job made, read from its `slices.json`."""

import json
from pathlib import Path

from studio.edit.store import MANIFEST, Clip, Slices


def read_slices(result: Path) -> Slices | None:
    """The clips of a result's folder, None while there is no manifest that can be read."""
    try:
        manifest = json.loads((result / MANIFEST).read_text(encoding="utf-8"))
        clips = tuple(Clip(**clip) for clip in manifest["clips"])
        return Slices(manifest["recording"], manifest["session"], clips, tuple(manifest["notices"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
