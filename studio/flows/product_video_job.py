"""A product video asked for in the studio: its inputs are laid into a folder, `studio product-video` runs there.

The shots of the result name their footage by its medium. Asked again, what was changed by hand is heeded.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.core.clock import COUNTY_TIME
from studio.core.i18n import translator
from studio.edit import platforms
from studio.edit.review import store as review
from studio.edit.review.clip import KeptClip
from studio.edit.review.facts import facts_of
from studio.edit.shots import Fault
from studio.flows.product_video import left_out, shown_facts
from studio.flows.session_to_clips import DEFAULT_LOOK
from studio.jobs import command
from studio.jobs.hand import Hand
from studio.jobs.job import Job
from studio.library import store as library_store
from studio.library.catalogue import load_library
from studio.media.timeline import Canvas
from studio.storage import media
from studio.storage.files import write_json
from studio.storage.media import Medium

KIND = "product_video"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a product video was asked for with; `footage` and `voice` are media."""

    footage: Sequence[str]
    product: str
    spot: str
    seconds: float
    look: str = DEFAULT_LOOK
    canvas: str = Canvas.PORTRAIT.value
    platform: str = platforms.DEFAULT
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where a job's inputs lie as files: the footage by its medium; and where the video and its cover are put."""

    library: Path
    footage: Mapping[str, Path]
    voice: Path | None
    shots: Path | None
    out: Path
    cover: Path


def product_video_job(job: Job, hand: Hand) -> Mapping[str, Any]:
    """Make the video and keep it. Returns what there is to say of it."""
    asked = Asked(**job.asked)
    earlier = next(iter(review.every_of_job(job.id)), None)
    edits = dict(earlier.edits) if earlier else {}
    inputs = laid_out(asked, edits, job.folder)
    told = json.loads(command.run(arguments(asked, edits, inputs), hand))
    return kept(job, asked, edits, inputs, told, earlier)


def laid_out(asked: Asked, edits: Mapping[str, Any], folder: Path) -> Inputs:
    """The job's inputs as files in `folder`: the library as it is now, the footage under its names, the shots."""
    library = folder / "library"
    library_store.write_to(library)
    footage = {}
    for number, medium_id in enumerate(dict.fromkeys(asked.footage), 1):
        medium = media.needed(medium_id)
        footage[medium_id] = _placed(medium, folder / "footage" / str(number))
    shots = None
    if edits.get("shots"):
        shots = folder / "shots.json"
        write_json(shots, [{**shot, "file": str(footage[shot["file"]])} for shot in edits["shots"]])
    voice = _placed(media.needed(asked.voice), folder / "voice") if asked.voice else None
    return Inputs(library, footage, voice, shots, folder / "result" / "video.mp4", folder / "result" / "cover.jpg")


def let_go(folder: Path) -> None:
    """Take away what `laid_out` placed of media: as links they keep their room on the disk."""
    for name in ("footage", "voice"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _placed(medium: Medium, folder: Path) -> Path:
    """The medium's file under the name people gave it; without a second copy where the disk can."""
    source, path = media.local(medium), folder / medium.name.replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        try:
            os.link(source, path)
        except OSError:
            shutil.copyfile(source, path)
    return path


def arguments(asked: Asked, edits: Mapping[str, Any], inputs: Inputs) -> list[str]:
    """The command line of the video."""
    line = ["product-video", *map(str, inputs.footage.values()), "--product", asked.product, "--spot", asked.spot]
    line += ["--seconds", f"{asked.seconds:g}", "--out", str(inputs.out), "--cover", str(inputs.cover)]
    line += ["--library", str(inputs.library), "--look", edits.get("look") or asked.look]
    line += ["--canvas", asked.canvas, "--platform", asked.platform, "--json"]
    line += ["--title", edits["title"]] if edits.get("title") else []
    line += ["--shots", str(inputs.shots)] if inputs.shots else []
    return [*line, *(["--voice", str(inputs.voice)] if inputs.voice else [])]


def kept(
    job: Job, asked: Asked, edits: Mapping[str, Any], inputs: Inputs, told: Mapping[str, Any], earlier: KeptClip | None
) -> dict[str, Any]:
    """Keep the video that lies in `inputs.out`, of which the command `told`. Returns the notices."""
    library = load_library(inputs.library)
    product, today = library.products[asked.product], datetime.now(COUNTY_TIME).date()
    translate = translator(job.language)
    _, expected = shown_facts(library, product, library.spots[asked.spot], platforms.load(asked.platform), today)
    expected += left_out([(end - start, Fault(fault)) for _, start, end, fault in told["dropped"]])
    usual = {notice.told_in(translate) for notice in expected}
    title = edits.get("title") or product.name
    spots, brands = frozenset({asked.spot}), frozenset({product.brand} if product.brand else ())
    files = {
        name: media.keep(path, name=f"{title}{path.suffix}", kind=kind, owner=job.owner, spots=spots, brands=brands).id
        for name, kind, path in (("video", "clip", inputs.out), ("cover", "cover", inputs.cover))
    }
    ids = {str(path): medium_id for medium_id, path in inputs.footage.items()}
    lists = {name: _by_medium(told[name], ids) for name in ("keeps", "shots", "spare", "dropped")}
    plain = {name: value for name, value in told.items() if name not in lists and name != "path"}
    review.keep(job.id, job.owner, review.Made(
        kind=KIND, session=None, segment=asked.product, product=asked.product, title=title, spots=spots, brands=brands,
        files=files,
        facts=facts_of(
            product, library, (today, today), product.price, [text for text in told["notices"] if text not in usual],
            marked=told["mark"], estimated=False, translate=translate,
        ),
        details={
            **plain, **lists, "edits": dict(edits), "footage": list(inputs.footage), "look": asked.look,
            "spot": asked.spot, "canvas": asked.canvas, "asked_s": asked.seconds,
        },
    ))  # fmt: skip
    return {"notices": told["notices"]}


def _by_medium(rows: Iterable[Sequence[Any]], ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """The command's (file, in, out, fault) with the footage named by its medium."""
    return [dict(zip(("file", "in", "out", "fault"), (ids[row[0]], *row[1:]), strict=False)) for row in rows]
