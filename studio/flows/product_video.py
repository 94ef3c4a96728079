"""Raw footage becomes a spot's product video: the good shots found, put in order, dressed in the look, and verified.

Dark, glaring, blurred, shaken and repeated shots stay out. The mark stands under the same rules as in a clip.
"""

import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

import numpy as np

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.findings import Notice
from studio.core.i18n import Translate, mark
from studio.core.units import Fps, Seconds, moment_of
from studio.edit import labels, platforms, reframe
from studio.edit.overlays import looks
from studio.edit.overlays.draw import Drawn, draw
from studio.edit.overlays.facts import End, Facts
from studio.edit.platforms import Platform
from studio.edit.render import render
from studio.edit.shots import TOLD, Dropped, Fault, Take, lengths, ordered, picked, sorted_out, trimmed, whole_frames
from studio.flows.session_to_clips import DEFAULT_LOOK, Step
from studio.library.catalogue import Library, find_library, load_library
from studio.library.products import Product, stop
from studio.library.spots import Spot
from studio.media import ffmpeg, sound
from studio.media.frames.codes import read_code
from studio.media.frames.footage import Sight, surveyed
from studio.media.frames.glimpses import Glimpse, look
from studio.media.probe import Recording, counted, has_sound, probe
from studio.media.sound import Loudness
from studio.media.timeline import Canvas, Crop, Keep, Span, Timeline
from studio.storage.files import CannotWrite, writing

END_CARD = Seconds(2.5)
SHORT_END_CARD = Seconds(2.0)
_SHORT = 10.0
"""A video shorter than this gets the short end card."""
_LOOKED_AT = 0.5
"""The share of the work, as progress shows it, that is done when all footage is looked through."""
_FACE = 0.06
"""The share of the picture's height from which a face makes a take one of people."""
_VOICE_OVER = 0.3
_FADE = Seconds(0.4)
"""The footage's own sound fades into the end card."""

LOOKING, RENDERING, DONE = mark("looking through the footage"), mark("making the video"), mark("done")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. Without `voice` the shots keep their own sound."""

    footage: tuple[Path, ...]
    product: str
    spot: str
    seconds: Seconds
    out: Path
    look: str = DEFAULT_LOOK
    voice: Path | None = None
    library: Path | None = None
    canvas: Canvas = Canvas.PORTRAIT
    platform: str = platforms.DEFAULT


@dataclass(frozen=True, slots=True)
class Video:
    """A finished product video. `keeps` are (file, in, out) in their order, `dropped` (file, in, out, fault)."""

    path: str
    product: str
    spot: str
    keeps: tuple[tuple[str, float, float], ...]
    dropped: tuple[tuple[str, float, float, str], ...]
    end_card_s: float
    duration_s: float
    width: int
    height: int
    fps: float
    lufs: float | None
    true_peak_db: float | None
    mark: bool
    qr: str | None
    notices: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(eq=False)
class NotInLibrary(StudioError):
    """An id that the library does not have."""

    asked: str
    shelf: str
    known: str

    message: ClassVar[str] = mark("The library’s {shelf}.yaml has no “{asked}”.")
    hint: ClassVar[str] = mark("Choose among: {known}")


@dataclass(eq=False)
class MayNotBeShown(StudioError):
    """A product that failed its inspection or was recalled."""

    product: str
    lot: str

    message: ClassVar[str] = mark("No video of {product}: its batch {lot} failed its inspection or is recalled.")
    hint: ClassVar[str] = mark("Enter another batch with its report in the library’s products.yaml.")


@dataclass(eq=False)
class OverFootage(StudioError):
    """The video would be written over what it is made from."""

    path: str

    message: ClassVar[str] = mark("{path} is among the footage and would be overwritten.")
    hint: ClassVar[str] = mark("Give --out another name.")


@dataclass(eq=False)
class VoiceSilent(StudioError):
    """A voice file without sound."""

    path: str

    message: ClassVar[str] = mark("{path} has no sound.")
    hint: ClassVar[str] = mark("Give --voice a recording of the words, or leave it out.")


@dataclass(eq=False)
class VideoWrong(StudioError):
    """A video that did not come out as planned: it is not kept."""

    found: str

    message: ClassVar[str] = mark("The video did not come out right: {found}")
    hint: ClassVar[str] = mark("Try again. If it happens twice, run `studio doctor` and tell us what it says.")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which frames of which footage, in order: `keeps` at `rate`, and what is left out."""

    recordings: tuple[Recording, ...]
    rate: Fps
    keeps: tuple[Keep, ...]
    card_frames: int
    dropped: tuple[Dropped, ...]

    @property
    def body_frames(self) -> int:
        return sum(keep.frames for keep in self.keeps)

    def span(self, keep: Keep) -> Span:
        return Span(moment_of(keep.first, self.rate), moment_of(keep.last, self.rate))


def product_video(order: Order, today: date, translate: Translate, progress: Callable[[Step], None]) -> Video:
    """Make the video at `order.out`; it appears when it is whole and verified.

    `translate` puts the notices into people's words. Raises a `StudioError` where an input cannot be used, among them
    `TooLittleFootage`.
    """
    ffmpeg.binary()
    library, product, spot = _entries(order)
    _refuse_inputs(order, product)
    platform = platforms.load(order.platform)
    facts, notices = _facts(library, product, spot, platform, today)
    style = looks.load(order.look)
    recordings = tuple(probe(path) for path in dict.fromkeys(order.footage))
    plan = _planned(order, recordings, progress)
    body, card = moment_of(plan.body_frames, plan.rate), moment_of(plan.card_frames, plan.rate)
    drawn = draw(style, facts, order.canvas, platform, body, card, plan.rate, settings.cache("pieces"))
    with writing(order.out) as part:
        loudness, code = _made(order, plan, drawn, facts, part, progress)
    progress(Step(1.0, DONE))
    notices += [*drawn.notices, *_about(order, plan, facts, code)]
    return Video(
        path=str(order.out), product=product.id, spot=spot.id,
        keeps=tuple((str(recordings[k.source].path), *_rounded(plan.span(k))) for k in plan.keeps),
        dropped=tuple((str(recordings[d.source].path), *_rounded(d.span), d.fault.value) for d in plan.dropped),
        end_card_s=round(card, 6), duration_s=round(body + card, 6), width=order.canvas.size[0],
        height=order.canvas.size[1], fps=round(float(plan.rate), 6), lufs=loudness.lufs, true_peak_db=loudness.peak,
        mark=bool(facts.marks), qr=code, notices=tuple(notice.told_in(translate) for notice in notices),
    )  # fmt: skip


def _rounded(span: Span) -> tuple[float, float]:
    return round(span.start, 6), round(span.end, 6)


def _entries(order: Order) -> tuple[Library, Product, Spot]:
    library = load_library(find_library(order.footage[0], order.library))
    for asked, shelf, there in (
        (order.product, "products", library.products),
        (order.spot, "spots", library.spots),
    ):
        if asked not in there:
            raise NotInLibrary(asked=asked, shelf=shelf, known="、".join(there))
    return library, library.products[order.product], library.spots[order.spot]


def _refuse_inputs(order: Order, product: Product) -> None:
    if stop(product):
        raise MayNotBeShown(product=product.name, lot=product.batch.lot if product.batch else "")
    if order.out.is_dir():
        raise CannotWrite(path=str(order.out), reason=mark("it is a folder"))
    inputs = [*order.footage, *([order.voice] if order.voice else [])]
    if order.out.resolve() in [path.resolve() for path in inputs]:
        raise OverFootage(path=str(order.out))
    if order.voice and not has_sound(order.voice):
        raise VoiceSilent(path=str(order.voice))


def _facts(
    library: Library, product: Product, spot: Spot, platform: Platform, today: date
) -> tuple[Facts, list[Notice]]:
    """What the video says of the product, and why a mark or a code is not in it. Today counts as the day."""
    parent, child, unmarked = labels.marks(library, product, today, today)
    code, coupon, uncoded = platforms.code_or_coupon(product.link or spot.link, product.coupon or spot.coupon, platform)
    brand = library.brands.get(product.brand or "")
    facts = Facts(
        product_name=product.name, price=product.price, unit=product.unit, parent_brand=parent, child_brand=child,
        spot_name=spot.name, end=End(code, coupon, brand.slogan if brand and child else None),
    )  # fmt: skip
    return facts, [notice for notice in (unmarked, uncoded) if notice]


def _planned(order: Order, recordings: tuple[Recording, ...], progress: Callable[[Step], None]) -> _Plan:
    """The best shots, in order, cut to the length asked for to the frame."""
    takes, dropped = sorted_out([_looked_through(n, recordings, progress) for n in range(len(recordings))])
    rate = max(recordings, key=lambda recording: recording.length).rate
    card_frames = round((SHORT_END_CARD if order.seconds < _SHORT else END_CARD) * rate)
    body_frames = round(order.seconds * rate) - card_frames
    chosen, alike = picked(takes, body_frames, rate, dropped)
    seen = {take: look(recordings[take.source].path, [take.span]) for take in chosen}
    story = ordered(chosen, _faces(seen, recordings))
    frames = lengths([whole_frames(take, rate) for take in story], body_frames)
    keeps = [
        _keep(take, count, rate, _crop(take, recordings[take.source], seen[take], order.canvas))
        for take, count in zip(story, frames, strict=True)
        if count
    ]
    left_out = sorted([*dropped, *alike], key=lambda one: (one.source, one.span))
    return _Plan(recordings, rate, tuple(keeps), card_frames, tuple(left_out))


def _looked_through(number: int, recordings: Sequence[Recording], progress: Callable[[Step], None]) -> Sequence[Sight]:
    """The looks at one recording; progress counts by the length of all."""
    recording = recordings[number]
    whole = sum(one.length for one in recordings)
    before = sum(one.length for one in recordings[:number])

    def at(moment: Seconds) -> None:
        progress(Step(_LOOKED_AT * min(1.0, (before + moment) / whole), LOOKING, recording.path.name))

    at(Seconds(0.0))
    return surveyed(recording.path, at)


def _faces(seen: Mapping[Take, Sequence[Glimpse]], recordings: Sequence[Recording]) -> dict[Take, float]:
    """How much of the picture's height a face takes, for takes that show one most of the time."""
    result = {}
    for take, glimpses in seen.items():
        height = recordings[take.source].height
        largest = [max((face.height for face in glimpse.faces), default=0.0) / height for glimpse in glimpses]
        if largest and median(largest) >= _FACE:
            result[take] = median(largest)
    return result


def _crop(take: Take, recording: Recording, seen: Sequence[Glimpse], canvas: Canvas) -> Crop | None:
    return reframe.crops([take.span], seen, (recording.width, recording.height), canvas)[0]


def _keep(take: Take, count: int, rate: Fps, crop: Crop | None) -> Keep:
    first = math.ceil(trimmed(take, moment_of(count, rate)).span.start * rate)
    return Keep(take.source, first, first + count, crop)


def _made(
    order: Order, plan: _Plan, drawn: Drawn, facts: Facts, part: Path, progress: Callable[[Step], None]
) -> tuple[Loudness, str | None]:
    """Render the video into `part` and look at what came out: its loudness, and the code as read back from it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        track = Path(folder, "sound.m4a")
        loudness = sound.master(_sound(order, plan), track)
        timeline = Timeline(
            sources=plan.recordings, rate=plan.rate, canvas=order.canvas, keeps=plan.keeps, sound=track,
            pieces=drawn.pieces, end_card=drawn.end_card, end_card_frames=plan.card_frames,
        )  # fmt: skip
        render(timeline, part, lambda done: progress(Step(_LOOKED_AT + (0.98 - _LOOKED_AT) * done, RENDERING)))
    frames, picture, heard = counted(part)
    if frames != timeline.frames or abs(picture - heard) > 1 / plan.rate:
        raise VideoWrong(f"{frames}/{timeline.frames} frames, picture {picture:.3f} s, sound {heard:.3f} s")
    card = Span(moment_of(plan.body_frames, plan.rate), timeline.length)
    return loudness, read_code(part, card) if facts.end.code else None


def _sound(order: Order, plan: _Plan) -> np.ndarray:
    """The voice, else the shots' own sound fading into the end card, else silence: (n, 2) int16 for the whole video."""
    length = moment_of(plan.body_frames + plan.card_frames, plan.rate)
    result = np.zeros((round(length * sound.RATE), 2), np.int16)
    if order.voice:
        heard = sound.cut(order.voice, [Span(Seconds(0.0), length)])
    else:
        heard = np.concatenate([_own_sound(plan, keep) for keep in plan.keeps])
        fade = round(_FADE * sound.RATE)
        ramp = np.linspace(1.0, 0.0, fade, dtype=np.float32)[:, None]
        heard[-fade:] = (heard[-fade:] * ramp).astype(np.int16)
    heard = heard[: len(result)]
    result[: len(heard)] = heard
    return result


def _own_sound(plan: _Plan, keep: Keep) -> np.ndarray:
    recording, span = plan.recordings[keep.source], plan.span(keep)
    if recording.sound:
        return sound.cut(recording.path, [span])
    return np.zeros((round(span.end * sound.RATE) - round(span.start * sound.RATE), 2), np.int16)


def _about(order: Order, plan: _Plan, facts: Facts, code: str | None) -> list[Notice]:
    """What people should know of the video."""
    notices = [
        Notice(mark("Left out: {seconds:.1f} s {why}."), {"seconds": seconds, "why": TOLD[fault]})
        for fault in Fault
        if (seconds := sum(one.span.length for one in plan.dropped if one.fault is fault)) > 0
    ]
    length = moment_of(plan.body_frames + plan.card_frames, plan.rate)
    if order.voice:
        over = len(sound.decode(order.voice)) / sound.HEARD_RATE - length
        if over > _VOICE_OVER:
            text = mark("The voice is {over:.1f} s longer than the video; its end is cut off.")
            notices.append(Notice(text, {"over": over}))
    elif not any(plan.recordings[keep.source].sound for keep in plan.keeps):
        notices.append(Notice(mark("The footage has no sound and no voice was given: the video is silent.")))
    if facts.end.code and code != facts.end.code:
        notices.append(Notice(mark("The QR code could not be read back from the video; do not publish it.")))
    return notices
