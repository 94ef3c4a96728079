"""One recorded live session becomes branded, captioned product clips.

The recording is probed, the markers give each segment its window, each window is heard and tightened, the library gives
the facts, and each clip is made and noted. Everything that people should know on the way is a notice in the result.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from studio.core.errors import StudioError
from studio.core.findings import Notice
from studio.core.i18n import Translate, mark
from studio.core.units import Seconds
from studio.edit import edits, labels, platforms, store, windows
from studio.edit.clip import ClipPlan, make, told
from studio.edit.edits import Edit
from studio.edit.overlays import looks
from studio.edit.planning import Wishes, planned
from studio.edit.store import Clip, Slices
from studio.edit.tighten import MARGIN
from studio.edit.windows import Window
from studio.library.catalogue import Library, find_library, load_library
from studio.library.products import stop
from studio.media import ffmpeg, markers
from studio.media.probe import Recording, probe, sound_length
from studio.media.sound import last_heard
from studio.media.speech import engines
from studio.media.timeline import Canvas
from studio.plan.runofshow import Segment, Session, load_session, resolve
from studio.storage.files import filling, fingerprint

DEFAULT_LOOK = "mountain"
_ANALYSED = 0.15
"""The share of the work, as progress shows it, that is done when all windows are heard."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `only` names segments; without any, every product segment becomes a clip."""

    recording: Path
    session: Path
    out: Path
    markers: Path | None = None
    recorded_at: datetime | None = None
    library: Path | None = None
    canvas: Canvas = Canvas.PORTRAIT
    platform: str = platforms.DEFAULT
    max_seconds: Seconds | None = None
    accept_estimated: bool = False
    engine: str = "auto"
    model: Path | None = None
    look: str = DEFAULT_LOOK
    only: tuple[str, ...] = ()
    margin: Seconds = MARGIN
    edits: Path | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Where the work stands: the share done, what is being done, and for which segment."""

    done: float
    step: str
    segment: str | None = None


Progress = Callable[[Step], None]

LISTENING, RENDERING, DONE = mark("listening"), mark("making the clip"), mark("done")


@dataclass(eq=False)
class NoSuchSegment(StudioError):
    """A segment asked for that the session does not have, or that is no product's."""

    asked: str
    known: str

    message: ClassVar[str] = mark("The session has no product segment “{asked}”.")
    hint: ClassVar[str] = mark("Choose among: {known}")


@dataclass(eq=False)
class NothingToCut(StudioError):
    """A session in which nothing is sold."""

    session: str

    message: ClassVar[str] = mark("The session “{session}” has no product segment, so there is no clip to cut.")
    hint: ClassVar[str] = mark("Give it a segment of “kind: product” with the product’s id, or choose another session.")


def session_to_clips(order: Order, today: date, translate: Translate, progress: Progress = lambda step: None) -> Slices:
    """Cut the recording into one clip per product segment, in `order.out`, and write `slices.json` there.

    `translate` puts the notices into people's words. Clips that were made of the same things before are used again.
    Raises a `StudioError` before anything is written where an input cannot be used.
    """
    ffmpeg.binary()
    session, library = _read(order)
    recording = probe(order.recording.absolute())
    changed = edits.read(order.edits) if order.edits else {}
    with filling(order.out):
        return _cut(order, session, library, recording, changed, today, translate, progress)


def _cut(
    order: Order, session: Session, library: Library, recording: Recording, changed: dict[str, Edit], today: date,
    translate: Translate, progress: Progress,
) -> Slices:  # fmt: skip
    asked = _asked(session, order.only)
    found, notices = _windows(order, session, recording)
    wishes = _wishes(order, library, recording)
    plans, unmade = _plans(order, session, library, found, wishes, changed, asked, today, progress)
    clips = []
    for place, plan in enumerate(plans):
        clips.append(_make(plan, order.out, translate, _within(progress, place, len(plans), plan.segment)))
    for segment in unmade:
        store.discard(order.out, segment)
    others = _others(order, session, library, wishes.name, asked)
    notices = [*_about(recording, session, found), *notices, *unmade.values()]
    slices = Slices(
        recording=_described(order.recording, recording, wishes.name),
        session=session.id,
        clips=tuple(sorted([*clips, *others], key=lambda clip: clip.window)),
        notices=tuple(notice.told_in(translate) for notice in notices),
    )
    store.write(order.out, slices)
    progress(Step(1.0, DONE))
    return slices


def _read(order: Order) -> tuple[Session, Library]:
    session = load_session(order.session)
    library = load_library(find_library(order.session, order.library))
    resolve(session, library)
    return session, library


def _asked(session: Session, only: Sequence[str]) -> list[Segment]:
    """The product segments to cut, in the order of the session."""
    products = [segment for segment in session.segments if segment.kind == "product"]
    if not products:
        raise NothingToCut(session=session.title)
    known = [segment.id for segment in products]
    for asked in only:
        if asked not in known:
            raise NoSuchSegment(asked=asked, known="、".join(known))
    return [segment for segment in products if not only or segment.id in only]


def _windows(order: Order, session: Session, recording: Recording) -> tuple[dict[str, Window], list[Notice]]:
    segments = [segment.id for segment in session.segments]
    if order.markers:
        table = markers.read(order.markers, order.recorded_at)
        return windows.marked(table.markers, segments, recording.length), list(table.notices)
    lengths = {segment.id: Seconds(segment.seconds) for segment in session.segments}
    estimate = Notice(mark("Without markers the cuts are estimates: the planned lengths, laid over the recording."))
    return windows.planned(lengths, recording.length), [estimate]


def _wishes(order: Order, library: Library, recording: Recording) -> Wishes:
    platform = platforms.load(order.platform)
    limits = [limit for limit in (order.max_seconds, platform.longest_clip) if limit is not None]
    transcriber = engines.choose(order.engine, order.model)
    return Wishes(
        recording=recording,
        name=fingerprint(order.recording),
        canvas=order.canvas,
        platform=platform,
        look=looks.load(order.look),
        longest=min(limits) if limits else None,
        transcriber=transcriber,
        burn_estimates=order.engine == "script" or order.accept_estimated,
        library=library,
        margin=order.margin,
    )


def _plans(
    order: Order, session: Session, library: Library, found: dict[str, Window], wishes: Wishes,
    changed: dict[str, Edit], asked: Sequence[Segment], today: date, progress: Progress,
) -> tuple[list[ClipPlan], dict[str, Notice]]:  # fmt: skip
    """A plan for each clip, and why some segments get none."""
    plans: list[ClipPlan] = []
    unmade: dict[str, Notice] = {}
    for place, segment in enumerate(asked):
        progress(Step(_ANALYSED * place / len(asked), LISTENING, segment.id))
        stopped = stop(library.products[segment.product or ""])
        if stopped:
            unmade[segment.id] = Notice(
                mark("No clip of “{segment}”: {why}"), {"segment": segment.title, "why": stopped}
            )
        elif segment.id not in found:
            unmade[segment.id] = Notice(
                mark("No clip of “{segment}”: it is not in the recording."), {"segment": segment.title}
            )
        else:
            facts, notices = labels.of_segment(segment, session, library, wishes.platform, today)
            edit = changed.get(segment.id, Edit())
            plan = planned(segment, found[segment.id], facts, notices, wishes, edit)
            if plan is None:
                unmade[segment.id] = Notice(
                    mark("No clip of “{segment}”: nothing is left of it."), {"segment": segment.title}
                )
            else:
                plans.append(plan)
    return plans, unmade


def _others(order: Order, session: Session, library: Library, name: str, asked: Sequence[Segment]) -> list[Clip]:
    """Where only some segments are made: the clips of the others that lie there and may still be shown."""
    if not order.only:
        return []
    stopped = [s.id for s in session.segments if s.product and stop(library.products[s.product])]
    for segment in stopped:
        store.discard(order.out, segment)
    return store.others(order.out, session.id, name, [*(segment.id for segment in asked), *stopped])


def _within(progress: Progress, place: int, count: int, segment: str) -> Callable[[float], None]:
    """Progress within one clip as progress of the whole."""
    share = (1 - _ANALYSED) / count
    return lambda done: progress(Step(_ANALYSED + share * (place + done), RENDERING, segment))


def _make(plan: ClipPlan, out: Path, translate: Translate, progress: Callable[[float], None]) -> Clip:
    clip, notices = make(plan, out, progress)
    return told(clip, tuple(notice.told_in(translate) for notice in notices))


def _about(recording: Recording, session: Session, found: dict[str, Window]) -> list[Notice]:
    """What is odd about the recording, and what was done about it."""
    plan = sum(segment.seconds for segment in session.segments)
    rate = f"{float(recording.rate):.2f}"
    heard = last_heard(recording.path, recording.length) if recording.sound else 0.0
    stated = recording.stated_length or 0.0
    is_short = stated > recording.length + 1
    sounding = sound_length(recording.path) if is_short else 0.0
    is_blind = sounding > recording.length + 1
    odd = {
        mark("The recording has no sound: the clips are silent."): not recording.sound,
        mark("The sound breaks off at {heard:.1f} s; what follows is silent."): recording.sound
        and heard < recording.length - 1,
        mark("The file does not say how long it is; it was counted: {length:.1f} s."): recording.stated_length is None,
        mark("The file says {stated:.1f} s, but only {length:.1f} s can be read."): is_short and not is_blind,
        mark(
            "The picture ends at {length:.1f} s and the sound at {sounding:.1f} s; what has no picture is not used."
        ): (is_blind),
        mark("The picture rate varies; the clips run evenly at {rate} pictures a second."): recording.variable,
        mark("The picture rate is {rate}; the clips keep it."): recording.rate.denominator != 1,
        mark("The picture was recorded turned by {rotation}° and is set upright."): bool(recording.rotation),
        mark("The picture is {width} × {height}, an unusual size; it is scaled."): (recording.width, recording.height)
        not in _USUAL_SIZES,
        mark("The recording is {length:.0f} s long, shorter than the plan of {plan:.0f} s."): recording.length
        < plan - 1,
    }
    facts: dict[str, Any] = {
        "heard": heard, "length": recording.length, "stated": stated, "sounding": sounding, "rate": rate,
        "rotation": recording.rotation, "width": recording.width, "height": recording.height, "plan": plan,
    }  # fmt: skip
    return [Notice(text, facts) for text, is_so in odd.items() if is_so]


_SIZES = ((1920, 1080), (1280, 720), (3840, 2160), (2560, 1440), (960, 540), (854, 480), (640, 360), (1440, 1080))
_USUAL_SIZES = frozenset(size for width, height in _SIZES for size in ((width, height), (height, width)))


def _described(path: Path, recording: Recording, name: str) -> dict[str, Any]:
    return {
        "path": str(path),
        "fingerprint": name,
        "length_s": round(recording.length, 3),
        "width": recording.width,
        "height": recording.height,
        "fps": round(float(recording.rate), 6),
        "sound": recording.sound,
    }
