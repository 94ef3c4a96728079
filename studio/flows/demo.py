"""The sample session, cut as anyone's would be: what the studio does, on data that comes with it."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from studio.core.access import STUDIO, Role
from studio.core.i18n import Translate
from studio.core.settings import shipped
from studio.core.units import Seconds
from studio.edit.review import store as review
from studio.edit.store import Slices
from studio.flows import sample as sample_county
from studio.flows import slice_job
from studio.flows.session_to_clips import Order, Progress, session_to_clips
from studio.jobs import queue
from studio.jobs.job import Job
from studio.library import samples
from studio.storage import media
from studio.storage.files import sha256

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


def show(order: Order, title: str, language: str) -> Job:
    """Bring the sample county and the clips that were made into the studio, as the sample livestreamer's."""
    sample_county.import_sample(STUDIO)
    samples.open_all()
    host = next(account.user for account in samples.everybody() if account.role is Role.LIVESTREAMER)
    belongs = {"owner": host.id, "spots": host.spots}
    brought = {
        kind: _brought(path, kind, belongs)
        for kind, path in (("recording", order.recording), ("table", order.markers))
        if path
    }
    asked = slice_job.Asked(brought["recording"], _SESSION, brought["table"], engine=order.engine)
    wish = {name: value for name, value in asdict(asked).items() if value is not None}
    job = queue.adopt(slice_job.KIND, title, wish, owner=host.id, spots=host.spots, language=language)
    before = {clip.segment: clip for clip in review.every_of_job(job.id)}
    inputs = replace(slice_job.laid_out(asked, (), job.folder), out=order.out)
    slice_job.kept(job, asked, inputs, before)
    return job


def _brought(path: Path, kind: str, belongs: Mapping[str, Any]) -> str:
    """The medium of a sample file, the same one each time."""
    name, digest = path.name, sha256(path)
    there = media.of_content(digest, kind, belongs["owner"])
    return (there or media.keep(path, name=name, kind=kind, **belongs)).id


def _written(out: Path) -> dict[str, int]:
    """When each segment's clip was written, in nanoseconds."""
    return {clip.parent.name: clip.stat().st_mtime_ns for clip in out.glob(f"*/{_CLIP}")}
