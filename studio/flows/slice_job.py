"""A cut asked for in the studio: its inputs are laid into a folder, `studio slice` runs there, the clips are kept.

Asked again, only the clips that were changed by hand since are made anew.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.core import settings
from studio.core.clock import COUNTY_TIME
from studio.core.findings import Notice
from studio.core.i18n import translator
from studio.edit import labels, platforms
from studio.edit.planning import BURNT, NOT_BURNT
from studio.edit.review import store as review
from studio.edit.review.clip import Facts, KeptClip
from studio.edit.review.facts import facts_of
from studio.edit.store import MANIFEST, Clip
from studio.flows.session_to_clips import DEFAULT_LOOK
from studio.jobs import command
from studio.jobs.hand import Hand
from studio.jobs.job import Job
from studio.library import store as library_store
from studio.library.catalogue import Library, load_library
from studio.media.timeline import Canvas
from studio.plan import store as plan_store
from studio.plan.runofshow import Segment, Session, day_of, load_session
from studio.storage import media
from studio.storage.files import sha256, write_json

KIND = "slice"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a cut was asked for with.

    `recording` and `markers` are media, `session` is a session's id; `starts` says when segments begin, in seconds of
    the recording, where people tapped it instead of bringing markers.
    """

    recording: str
    session: str
    markers: str | None = None
    starts: Mapping[str, float] | None = None
    recorded_at: str | None = None
    canvas: str = Canvas.PORTRAIT.value
    look: str = DEFAULT_LOOK
    platform: str = platforms.DEFAULT
    accept_estimated: bool = False
    engine: str = "auto"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where a job's inputs lie as files, and where its clips are put."""

    recording: Path
    session: Path
    library: Path
    markers: Path | None
    edits: Path
    out: Path


def slice_job(job: Job, hand: Hand) -> Mapping[str, Any]:
    """Run the cut and keep its clips. Returns what the cut had to say of the whole."""
    asked = Asked(**job.asked)
    before = {clip.segment: clip for clip in review.every_of_job(job.id)}
    inputs = laid_out(asked, before.values(), settings.home() / "jobs" / job.id)
    changed = [clip.segment for clip in before.values() if not clip.shows_its_edits]
    command.run(arguments(asked, inputs, changed), hand)
    return kept(job, asked, inputs, before)


def laid_out(asked: Asked, clips: Iterable[KeptClip], folder: Path) -> Inputs:
    """The job's inputs as files in `folder`: the library and the session as they are now, the marks, the edits."""
    library = folder / "campaigns" / "library"
    library_store.write_to(library)
    session = plan_store.write_session(asked.session, folder / "campaigns" / "sessions")
    markers = media.local(media.needed(asked.markers)) if asked.markers else None
    if asked.starts:
        markers = folder / "markers.json"
        rows = sorted(asked.starts.items(), key=lambda row: row[1])
        write_json(markers, [{"at": at, "kind": "start", "segment": segment, "note": ""} for segment, at in rows])
    edits = folder / "edits.json"
    write_json(edits, {clip.segment: dict(clip.edits) for clip in clips if clip.edits})
    return Inputs(media.local(media.needed(asked.recording)), session, library, markers, edits, folder / "result")


def arguments(asked: Asked, inputs: Inputs, only: Sequence[str]) -> list[str]:
    """The command line of the cut."""
    line = ["slice", str(inputs.recording), "--session", str(inputs.session), "--library", str(inputs.library)]
    line += ["--out", str(inputs.out), "--edits", str(inputs.edits), "--canvas", asked.canvas, "--look", asked.look]
    line += ["--platform", asked.platform, "--engine", asked.engine]
    line += ["--markers", str(inputs.markers)] if inputs.markers else []
    line += ["--recorded-at", asked.recorded_at] if asked.recorded_at else []
    line += ["--accept-estimated"] if asked.accept_estimated else []
    return [*line, *(part for segment in only for part in ("--only", segment))]


def kept(job: Job, asked: Asked, inputs: Inputs, before: Mapping[str, KeptClip]) -> dict[str, Any]:
    """Keep the clips that lie in `inputs.out`. Returns what the cut had to say of the whole."""
    manifest = json.loads((inputs.out / MANIFEST).read_text(encoding="utf-8"))
    session, library = load_session(inputs.session), load_library(inputs.library)
    segments = {segment.id: segment for segment in session.segments}
    for line in manifest["clips"]:
        clip, earlier = Clip(**line), before.get(line["segment"])
        edits = dict(earlier.edits) if earlier else {}
        segment = segments[clip.segment]
        product = library.products[clip.product]
        spots = frozenset({segment.spot} if segment.spot else product.spots or {session.spot})
        brands = frozenset({product.brand} if product.brand else ())
        belongs = {"owner": job.owner, "spots": spots, "brands": brands}
        made = review.Made(
            kind=KIND, session=session.id, segment=clip.segment, product=clip.product, title=clip.title, spots=spots,
            brands=brands, files=_files(clip, inputs.out, earlier, belongs),
            facts=_facts(clip, segment, session, library, asked, job.language),
            details={**line, "edits": edits, "recording": asked.recording, "look": asked.look},
        )  # fmt: skip
        review.keep(job.id, job.owner, made)
    return {"notices": manifest["notices"]}


def _files(clip: Clip, out: Path, earlier: KeptClip | None, belongs: Mapping[str, Any]) -> dict[str, str]:
    """The clip's files in the studio's store; a file that is as it was keeps its id."""
    wanted = {"video": ("clip", clip.path), "cover": ("cover", clip.cover)}
    wanted |= {kind: ("captions", path) for kind, path in clip.captions.items()}
    files = {}
    for name, (kind, path) in wanted.items():
        old = media.find(earlier.files.get(name, "")) if earlier else None
        if old is None or old.sha256 != sha256(out / path):
            old = media.keep(out / path, name=f"{clip.title}{Path(path).suffix}", kind=kind, **belongs)
        files[name] = old.id
    return files


def _facts(clip: Clip, segment: Segment, session: Session, library: Library, asked: Asked, language: str) -> Facts:
    translate = translator(language)
    product, platform = library.products[clip.product], platforms.load(asked.platform)
    days = (day_of(session), datetime.now(COUNTY_TIME).date())
    _, expected = labels.of_segment(segment, session, library, platform, days[1])
    usual = {notice.told_in(translate) for notice in (*expected, Notice(BURNT), Notice(NOT_BURNT))}
    return facts_of(
        product, library, days, segment.price if segment.price is not None else product.price,
        [told for told in clip.notices if told not in usual],
        marked=clip.mark, estimated=clip.estimated, translate=translate,
    )  # fmt: skip
