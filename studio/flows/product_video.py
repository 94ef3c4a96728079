"""Raw footage becomes a spot's product video: the good shots found, put in order, dressed in the look, and verified.

Dark, glaring, blurred, shaken and repeated shots stay out. The mark stands under the same rules as in a clip.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.findings import Notice, Verbatim
from studio.core.i18n import Translate, mark
from studio.core.units import Seconds
from studio.edit import labels, platforms, shotlist
from studio.edit.covers import draw_cover
from studio.edit.montage import Montage, cover_at, heard, planned
from studio.edit.overlays import looks
from studio.edit.overlays.draw import Drawn, draw
from studio.edit.overlays.facts import End, Facts
from studio.edit.overlays.looks import Look
from studio.edit.platforms import Platform
from studio.edit.render import render
from studio.edit.shots import TOLD, Fault
from studio.flows.session_to_clips import DEFAULT_LOOK, Step
from studio.library.catalogue import Library, find_library, load_library
from studio.library.products import Product, stop
from studio.library.spots import Spot
from studio.media import ffmpeg, sound
from studio.media.frames.codes import read_code
from studio.media.frames.framing import framed
from studio.media.frames.sampling import frame_at
from studio.media.probe import Recording, counted, has_sound, probe
from studio.media.sound import Loudness
from studio.media.timeline import Canvas, Span, Timeline
from studio.storage.files import CannotWrite, writing

_LOOKED_AT = 0.5
"""The share of the work, as progress shows it, that is done when all footage is looked through."""
_VOICE_OVER = 0.3
"""Seconds of the voice that may be cut off without a word."""

LOOKING, RENDERING, DONE = mark("looking through the footage"), mark("making the video"), mark("done")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. Without `voice` the shots keep their own sound.

    `shots` is a list of shots to use, instead of the best; `cover` a picture to draw, with `title` on it.
    """

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
    shots: Path | None = None
    cover: Path | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Video:
    """A finished product video. `keeps` are (file, in, out) in their order, `dropped` (file, in, out, fault).

    `shots` are the whole good stretches that the keeps are the middles of, `spare` the good ones not used, best first.
    """

    path: str
    product: str
    spot: str
    keeps: tuple[tuple[str, float, float], ...]
    shots: tuple[tuple[str, float, float], ...]
    spare: tuple[tuple[str, float, float], ...]
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
class OverInput(StudioError):
    """The video or its cover would be written over what it is made from, or one over the other."""

    path: str

    message: ClassVar[str] = mark("{path} is needed for something else and would be overwritten.")
    hint: ClassVar[str] = mark("Give --out and --cover names of their own.")


@dataclass(eq=False)
class WrongEnding(StudioError):
    """A file whose ending promises another format than the one that is written."""

    path: str
    endings: str

    message: ClassVar[str] = mark("{path} cannot be written under this name.")
    hint: ClassVar[str] = mark("Give the file the ending {endings}.")


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


def product_video(order: Order, today: date, translate: Translate, progress: Callable[[Step], None]) -> Video:
    """Make the video at `order.out`; it appears when it is whole and verified.

    `translate` puts the notices into people's words. Raises a `StudioError` where an input cannot be used, among them
    `TooLittleFootage`.
    """
    ffmpeg.binary()
    library, product, spot = _entries(order)
    _refuse_inputs(order, product)
    platform = platforms.load(order.platform)
    facts, notices = shown_facts(library, product, spot, platform, today)
    style = looks.load(order.look)
    recordings = tuple(probe(path) for path in dict.fromkeys(order.footage))
    plan = planned(
        recordings, order.seconds, order.canvas,
        lambda share, recording: progress(Step(_LOOKED_AT * share, LOOKING, recording.path.name)),
        shotlist.read(order.shots, recordings) if order.shots else (),
    )  # fmt: skip
    drawn = draw(style, facts, order.canvas, platform, plan.body, plan.card, plan.rate, settings.cache("pieces"))
    with writing(order.out) as part:
        loudness, code = _made(order, plan, drawn, facts, part, progress)
    if order.cover:
        _draw_cover(order, order.cover, plan, style, facts, platform)
    progress(Step(1.0, DONE))
    notices += [*drawn.notices, *_about(order, plan, facts, code)]
    return Video(
        path=str(order.out), product=product.id, spot=spot.id,
        keeps=tuple((str(recordings[k.source].path), *_rounded(plan.span(k))) for k in plan.keeps),
        shots=tuple((str(recordings[s.source].path), *_rounded(s.span)) for s in plan.shots),
        spare=tuple((str(recordings[s.source].path), *_rounded(s.span)) for s in plan.spare),
        dropped=tuple((str(recordings[d.source].path), *_rounded(d.span), d.fault.value) for d in plan.dropped),
        end_card_s=round(plan.card, 6), duration_s=round(plan.length, 6), width=order.canvas.size[0],
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
    taken = [path.resolve() for path in (*order.footage, order.voice, order.shots) if path]
    for made, endings in ((order.out, (".mp4",)), (order.cover, (".jpg", ".jpeg"))):
        if made is None:
            continue
        if made.resolve() in taken:
            raise OverInput(path=str(made))
        if made.suffix.lower() not in endings:
            raise WrongEnding(path=str(made), endings=" ".join(endings))
        taken.append(made.resolve())
    if order.voice and not has_sound(order.voice):
        raise VoiceSilent(path=str(order.voice))


def shown_facts(
    library: Library, product: Product, spot: Spot, platform: Platform, today: date
) -> tuple[Facts, list[Notice]]:
    """What the video says of the product, and why a mark or a code is not in it. Today counts as the day."""
    parent, child, unmarked = labels.marks(library, product, today, today)
    code, coupon, uncoded = platforms.code_or_coupon(product.link or spot.link, product.coupon or spot.coupon, platform)
    brand = library.brands.get(product.brand or "")
    facts = Facts(
        product_name=product.name, price=product.price, unit=product.unit, parent_brand=parent, child_brand=child,
        spot_name=spot.name, end=End(code, coupon, brand.slogan if brand else None),
    )  # fmt: skip
    return facts, [notice for notice in (unmarked, uncoded) if notice]


def _made(
    order: Order, plan: Montage, drawn: Drawn, facts: Facts, part: Path, progress: Callable[[Step], None]
) -> tuple[Loudness, str | None]:
    """Render the video into `part` and look at what came out: its loudness, and the code as read back from it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        track = Path(folder, "sound.m4a")
        timeline = Timeline(
            sources=plan.recordings, rate=plan.rate, canvas=order.canvas, keeps=plan.keeps, sound=track,
            pieces=drawn.pieces, end_card=drawn.end_card, end_card_frames=plan.card_frames,
        )  # fmt: skip
        with sound.mastering(lambda: heard(plan, order.voice), track) as loudness:
            render(
                timeline, part, lambda done: progress(Step(_LOOKED_AT + (0.98 - _LOOKED_AT) * done, RENDERING)),
                loudness,
            )  # fmt: skip
    frames, picture, audible = counted(part)
    if frames != timeline.frames or abs(picture - audible) > 1 / plan.rate:
        raise VideoWrong(f"{frames}/{timeline.frames} frames, picture {picture:.3f} s, sound {audible:.3f} s")
    card = Span(plan.body, timeline.length)
    return loudness.result(), read_code(part, card) if facts.end.code else None


def _draw_cover(order: Order, path: Path, plan: Montage, style: Look, facts: Facts, platform: Platform) -> None:
    keep, moment = cover_at(plan)
    frame = framed(frame_at(plan.recordings[keep.source].path, moment), keep.crop, order.canvas)
    titled = replace(facts, cover_title=order.title or facts.product_name)
    picture = draw_cover(style, titled, order.canvas, frame, platform)
    with writing(path) as part:
        picture.save(part, "JPEG", quality=92)


def left_out(stretches: Sequence[tuple[float, Fault]]) -> list[Notice]:
    """How many seconds are left out, by fault."""
    return [
        Notice(mark("Left out: {seconds:.1f} s {why}."), {"seconds": seconds, "why": TOLD[fault]})
        for fault in Fault
        if (seconds := sum(length for length, found in stretches if found is fault)) > 0
    ]


def _oddities(recording: Recording, given: Sequence[Path]) -> list[Notice]:
    """What is odd about a file of the footage, and what was done about it."""
    stated = recording.stated_length or 0.0
    odd = {
        mark("{file} was given more than once; it is used once."): given.count(recording.path) > 1,
        mark("{file} says it is {stated:.1f} s long, but only {length:.1f} s can be read."): (
            stated > recording.length + 1
        ),
        mark("The picture rate of {file} varies; the video runs evenly."): recording.variable,
        mark("{file} was recorded turned by {rotation}° and is set upright."): bool(recording.rotation),
    }
    facts = {
        "file": Verbatim(recording.path.name), "stated": stated, "length": recording.length,
        "rotation": recording.rotation,
    }  # fmt: skip
    return [Notice(text, facts) for text, is_so in odd.items() if is_so]


def _about(order: Order, plan: Montage, facts: Facts, code: str | None) -> list[Notice]:
    """What people should know of the video."""
    notices = [notice for recording in plan.recordings for notice in _oddities(recording, order.footage)]
    notices += left_out([(one.span.length, one.fault) for one in plan.dropped])
    if order.voice:
        over = len(sound.decode(order.voice)) / sound.HEARD_RATE - plan.length
        if over > _VOICE_OVER:
            text = mark("The voice is {over:.1f} s longer than the video; its end is cut off.")
            notices.append(Notice(text, {"over": over}))
    elif not any(plan.recordings[keep.source].sound for keep in plan.keeps):
        notices.append(Notice(mark("The footage has no sound and no voice was given: the video is silent.")))
    if facts.end.code and code != facts.end.code:
        notices.append(Notice(mark("The QR code could not be read back from the video; do not publish it.")))
    return notices
