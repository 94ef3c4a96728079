"""One clip: planned as data, then made whole: sound, picture, captions, cover, and the look at what came out."""

import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from studio.core import settings
from studio.core.errors import StudioError, why
from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.core.units import Fps, Seconds, moment_of
from studio.core.units import frame_at as frame_at_rate
from studio.edit import captions, store
from studio.edit.covers import draw_cover
from studio.edit.overlays.draw import END_CARD, Drawn, draw
from studio.edit.overlays.facts import Facts, words
from studio.edit.overlays.looks import Look
from studio.edit.overlays.type import FULL, caption_fonts, file_of, missing, shown
from studio.edit.platforms import Platform
from studio.edit.render import render
from studio.edit.store import Clip
from studio.edit.tighten import as_spans
from studio.edit.windows import Window
from studio.media import linebreaks, sound, subtitles
from studio.media.captions import Cue, Sentence
from studio.media.frames.codes import read_code
from studio.media.frames.framing import framed
from studio.media.frames.sampling import frame_at
from studio.media.probe import Recording, counted
from studio.media.sound import Loudness
from studio.media.timeline import Canvas, Crop, Keep, Span, Timeline
from studio.storage.files import CannotWrite, digest

UNREAD = mark("The QR code could not be read back from the clip; do not publish it with this code.")
NOT_SET = mark("The captions leave out {characters}, which the font does not have.")
UNEVEN = mark("The sound is too uneven to be brought to its loudness: {lufs:.1f} LUFS, peak {peak:.1f} dBTP.")
_LOUD_ENOUGH = 0.5
_MADE_AS = 2
"""Raised when clips are made otherwise, so that earlier ones are made again."""


@dataclass(frozen=True, slots=True)
class ClipPlan:
    """All that a clip is made of. `name` is the recording's content; `frames` are those kept, [first, last).

    `by_hand` are captions in clip time that people wrote; they stand instead of `sentences`. `burn` puts the captions
    into the picture. `notices` tell what people should know of this clip.
    """

    segment: str
    product: str
    recording: Recording
    name: str
    window: Window
    frames: tuple[tuple[int, int], ...]
    crops: tuple[Crop | None, ...]
    cover_at: Seconds
    canvas: Canvas
    look: Look
    platform: Platform
    facts: Facts
    sentences: tuple[Sentence, ...]
    terms: tuple[str, ...]
    engine: str
    estimated: bool
    burn: bool
    margin: Seconds
    notices: tuple[Notice, ...] = ()
    by_hand: tuple[Sentence, ...] | None = None

    @property
    def rate(self) -> Fps:
        """The recording's rate is the clip's."""
        return self.recording.rate

    @property
    def kept(self) -> list[Span]:
        """The kept frames in seconds of the recording."""
        return as_spans(self.frames, self.rate)

    @property
    def body(self) -> Span:
        """The clip without its end card, in clip time."""
        return Span(Seconds(0.0), moment_of(sum(last - first for first, last in self.frames), self.rate))

    @property
    def end_card_frames(self) -> int:
        """How long the end card stands."""
        return round(END_CARD * self.rate)


@dataclass(eq=False)
class ClipWrong(StudioError):
    """A clip that did not come out as planned: it is not published."""

    segment: str
    found: str

    message: ClassVar[str] = mark("The clip of “{segment}” did not come out right: {found}")
    hint: ClassVar[str] = mark("Try again. If it happens twice, run `studio doctor` and tell us what it says.")


def make(plan: ClipPlan, folder: Path, progress: Callable[[float], None]) -> tuple[Clip, tuple[Notice, ...]]:
    """The finished clip under `folder`, made only if it is not there already, and what is worth telling about it.

    The files are put in place at the end. An interruption leaves the earlier clip, or what the next run makes good.
    """
    with _Track(plan) as track:
        if not store.noted(folder, plan.segment):
            track.begin()
        drawn = _drawn(plan)
        ruler = linebreaks.ruler(file_of(FULL), drawn.captions.size)
        said, keeps = (plan.sentences, plan.kept) if plan.by_hand is None else (plan.by_hand, [plan.body])
        cues = captions.cues(said, keeps, drawn.captions, plan.terms, ruler)
        key = _key(plan, drawn, cues)
        clip = store.made(folder, plan.segment, key)
        if clip is None:
            clip = _made(plan, drawn, cues, track, folder, progress)
            store.keep(folder, clip, key)
        else:
            clip = replace(clip, product=plan.product, **_times(plan))
    progress(1.0)
    return clip, (*plan.notices, *drawn.notices, *_shortcomings(plan, cues, clip))


def _drawn(plan: ClipPlan) -> Drawn:
    card = moment_of(plan.end_card_frames, plan.rate)
    return draw(
        plan.look, plan.facts, plan.canvas, plan.platform, plan.body.length, card, plan.rate, settings.cache("pieces")
    )


def _key(plan: ClipPlan, drawn: Drawn, cues: list[Cue]) -> str:
    """A name for all that the clip is made of."""
    pieces = [[p.file.name, p.x, p.y, p.span.start, p.span.end] for p in drawn.pieces]
    card = drawn.end_card.name if drawn.end_card else None
    dress = [plan.look.name, repr(plan.look.template), plan.platform.name, words(plan.facts), repr(plan.facts.marks)]
    return digest([
        _MADE_AS, plan.name, str(plan.rate), plan.frames, repr(plan.crops), plan.canvas, dress, pieces, card,
        repr(cues), repr(drawn.captions), plan.burn, plan.cover_at, plan.engine, plan.estimated,
    ])  # fmt: skip


def _made(
    plan: ClipPlan, drawn: Drawn, cues: list[Cue], track: "_Track", folder: Path, progress: Callable[[float], None]
) -> Clip:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{plan.segment}-", dir=folder, ignore_cleanup_errors=True) as staged:
            clip = _stage(plan, drawn, cues, track, Path(staged), progress)
            home = folder / plan.segment
            home.mkdir(exist_ok=True)
            store.forget(folder, plan.segment)
            for file in sorted(Path(staged, "done").iterdir()):
                shutil.move(file, home / file.name)
    except OSError as error:
        raise CannotWrite(path=str(folder), reason=why(error)) from error
    return clip


def _stage(
    plan: ClipPlan, drawn: Drawn, cues: list[Cue], track: "_Track", staged: Path, progress: Callable[[float], None]
) -> Clip:
    """Everything the clip consists of, in `staged/done`."""
    done = staged / "done"
    done.mkdir()
    size = plan.canvas.size
    for kind in ("srt", "vtt"):
        subtitles.write(done / f"captions.{kind}", cues)
    subtitles.write(done / "captions.ass", _set(cues), drawn.captions, size, file_of(FULL))
    progress(0.02)
    mastered = track.begin()
    cover = draw_cover(plan.look, plan.facts, plan.canvas, _cover_picture(plan), plan.platform)
    cover.save(done / "cover.jpg", quality=92)
    progress(0.08)
    burnt = plan.burn and bool(cues)
    timeline = Timeline(
        sources=(plan.recording,), rate=plan.rate, canvas=plan.canvas, sound=track.file, pieces=drawn.pieces,
        keeps=tuple(Keep(0, a, b, crop) for (a, b), crop in zip(plan.frames, plan.crops, strict=True)),
        captions=done / "captions.ass" if burnt else None, fonts=caption_fonts(),
        end_card=drawn.end_card, end_card_frames=plan.end_card_frames,
    )  # fmt: skip
    render(timeline, done / "clip.mp4", lambda share: progress(0.08 + 0.84 * share), mastered)
    loudness = mastered.result()
    _check(plan, timeline, done / "clip.mp4")
    card = Span(Seconds(timeline.length - moment_of(plan.end_card_frames, plan.rate)), timeline.length)
    code = read_code(done / "clip.mp4", card) if plan.facts.end.code else None
    place = plan.segment
    return Clip(
        segment=place, product=plan.product, title=plan.facts.cover_title or plan.facts.product_name,
        path=f"{place}/clip.mp4", cover=f"{place}/cover.jpg",
        captions={kind: f"{place}/captions.{kind}" for kind in ("srt", "vtt", "ass")},
        **_times(plan), duration_s=round(timeline.length, 6), width=size[0], height=size[1],
        fps=round(float(plan.rate), 6), lufs=loudness.lufs, true_peak_db=loudness.peak, engine=plan.engine,
        estimated=plan.estimated, burnt_in=burnt, mark=bool(plan.facts.marks), qr=code,
    )  # fmt: skip


def _set(cues: list[Cue]) -> list[Cue]:
    """The captions in the characters that the font has; the rest would stand as empty boxes."""
    lines = [tuple(text for line in cue.lines if (text := shown(line))) for cue in cues]
    return [replace(cue, lines=kept) for cue, kept in zip(cues, lines, strict=True) if kept]


def _times(plan: ClipPlan) -> dict[str, Any]:
    """When the clip's parts lie in the recording, to the frame."""
    rate = plan.rate
    windows = tuple(_to_the_frame(span, rate) for span in plan.window.spans)
    return {
        "window": (windows[0][0], windows[-1][1]),
        "windows": windows,
        "keeps": tuple((round(span.start, 6), round(span.end, 6)) for span in plan.kept),
        "margin_s": plan.margin,
        "end_card_s": round(moment_of(plan.end_card_frames, rate), 6),
    }


def _to_the_frame(span: Span, rate: Fps) -> tuple[float, float]:
    start, end = (moment_of(frame_at_rate(moment, rate), rate) for moment in (span.start, span.end))
    return round(start, 6), round(end, 6)


class _Track:
    """A clip's finished sound, mastered while its pictures are drawn and coded. A context manager."""

    def __init__(self, plan: ClipPlan) -> None:
        self._plan = plan
        self._open = ExitStack()
        self._mastered: Future[Loudness] | None = None

    def __enter__(self) -> "_Track":
        folder = self._open.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        self.file = Path(folder, "sound.m4a")
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def begin(self) -> Future[Loudness]:
        """Set about it, once; what comes is the loudness of the finished `file`, or what mastering raises."""
        if self._mastered is None:
            self._mastered = self._open.enter_context(sound.mastering(lambda: _sound(self._plan), self.file))
        return self._mastered


def _sound(plan: ClipPlan) -> np.ndarray:
    """The kept sound, and silence under the end card."""
    card = np.zeros((round(moment_of(plan.end_card_frames, plan.rate) * sound.RATE), 2), np.int16)
    if not plan.recording.sound:
        length = sum(round(s.end * sound.RATE) - round(s.start * sound.RATE) for s in plan.kept)
        return np.concatenate([np.zeros((length, 2), np.int16), card])
    return np.concatenate([sound.cut(plan.recording.path, plan.kept), card])


def _cover_picture(plan: ClipPlan) -> np.ndarray:
    """The recording's picture at the cover's moment, framed as in the clip."""
    at = next((n for n, span in enumerate(plan.kept) if span.start <= plan.cover_at < span.end), 0)
    return framed(frame_at(plan.recording.path, plan.cover_at), plan.crops[at], plan.canvas)


def _check(plan: ClipPlan, timeline: Timeline, file: Path) -> None:
    """An exit code of 0 proves nothing: count the frames, hold sound against picture."""
    frames, picture, heard = counted(file)
    if frames != timeline.frames or abs(picture - heard) > 1 / timeline.rate:
        found = f"{frames}/{timeline.frames} frames, picture {picture:.3f} s, sound {heard:.3f} s"
        raise ClipWrong(segment=plan.segment, found=found)


def _shortcomings(plan: ClipPlan, cues: list[Cue], clip: Clip) -> list[Notice]:
    """What did not come out as it should have, though the clip can be used."""
    notices = []
    if plan.facts.end.code and clip.qr != plan.facts.end.code:
        notices.append(Notice(UNREAD))
    lost = missing("".join(cue.text for cue in cues)) if clip.burnt_in else ""
    if lost:
        notices.append(Notice(NOT_SET, {"characters": lost}))
    if clip.lufs is not None and (
        abs(clip.lufs - sound.TARGET) > _LOUD_ENOUGH or (clip.true_peak_db or 0) > sound.PEAK
    ):
        notices.append(Notice(UNEVEN, {"lufs": clip.lufs, "peak": clip.true_peak_db or 0.0}))
    return notices


def told(clip: Clip, notices: tuple[str, ...]) -> Clip:
    """The clip with its notices in people's words."""
    return replace(clip, notices=notices)
