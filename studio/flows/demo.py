"""The sample session, cut as anyone's would be: what the studio does, on data that comes with it."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from studio.core.i18n import Translate
from studio.core.settings import shipped
from studio.core.units import Seconds
from studio.edit.store import Slices
from studio.flows.session_to_clips import Order, Progress, session_to_clips

_CAMPAIGN, _SESSION = "2098-spring-tea", "opening-night"
_CLIP = "clip.mp4"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made, in how long, and which segments' clips were there already."""

    slices: Slices
    took: Seconds
    reused: frozenset[str]


def sample(out: Path) -> Order:
    """The order for the sample recording: captions by its script, since no model is asked for."""
    campaign = shipped("campaigns") / _CAMPAIGN
    return Order(
        recording=campaign / "recordings" / f"{_SESSION}.mp4",
        session=campaign / "sessions" / f"{_SESSION}.yaml",
        markers=campaign / "recordings" / f"{_SESSION}.markers.csv",
        out=out,
        engine="script",
    )


def demonstrate(
    order: Order, today: date, translate: Translate, progress: Progress = lambda step: None
) -> Demonstration:
    """Carry out the order and measure it. Raises what `session_to_clips` raises."""
    before = _written(order.out)
    began = time.monotonic()
    slices = session_to_clips(order, today, translate, progress)
    took = Seconds(time.monotonic() - began)
    after = _written(order.out)
    made = {clip.segment for clip in slices.clips}
    return Demonstration(slices, took, frozenset(name for name in made if before.get(name) == after.get(name)))


def _written(out: Path) -> dict[str, int]:
    """When each segment's clip was written, in nanoseconds."""
    return {clip.parent.name: clip.stat().st_mtime_ns for clip in out.glob(f"*/{_CLIP}")}
