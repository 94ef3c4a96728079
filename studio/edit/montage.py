"""A montage: which frames of raw footage make a product video, in which order, framed how, and how it sounds."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import ClassVar

import numpy as np

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.core.units import Fps, Seconds, moment_of
from studio.edit import coverframe, reframe
from studio.edit.overlays.draw import END_CARD
from studio.edit.shots import (
    HAIR,
    Dropped,
    Take,
    lengths,
    ordered,
    picked,
    sorted_out,
    spared,
    trimmed,
    whole_frames,
)
from studio.media import sound
from studio.media.frames.footage import Sight, surveyed
from studio.media.frames.glimpses import Glimpse, look
from studio.media.probe import Recording
from studio.media.timeline import Canvas, Crop, Keep, Span

SHORT_END_CARD = Seconds(2.0)
_SHORT = 10.0
"""A video shorter than this gets the short end card."""
_FACE = 0.06
"""The share of the picture's height from which a face makes a take one of people."""
_FADE = Seconds(0.4)
"""The footage's own sound fades into the end card."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of the footage number `source` that a video may show; it may be shortened."""

    source: int
    span: Span


@dataclass(eq=False)
class ShotsTooShort(StudioError):
    """Shots that were chosen by hand and do not fill the video."""

    wanted: Seconds
    found: Seconds

    message: ClassVar[str] = mark("The shots are {found:.1f} s together; the video needs {wanted:.1f} s.")
    hint: ClassVar[str] = mark("Choose longer shots or one more, or ask for a shorter video.")


@dataclass(frozen=True, slots=True)
class Montage:
    """Which frames of which footage, in order: `keeps` at `rate`, and what is left out. The end card follows.

    Each keep is the middle of the one of `shots` that stands at its place. `spare` is good and not used, best first.
    `seen` are glimpses into the shots.
    """

    recordings: tuple[Recording, ...]
    rate: Fps
    keeps: tuple[Keep, ...]
    shots: tuple[Shot, ...]
    card_frames: int
    dropped: tuple[Dropped, ...]
    spare: tuple[Shot, ...]
    seen: Mapping[Shot, Sequence[Glimpse]]

    @property
    def body(self) -> Seconds:
        """How long the shots are together."""
        return moment_of(sum(keep.frames for keep in self.keeps), self.rate)

    @property
    def card(self) -> Seconds:
        """How long the end card stands."""
        return moment_of(self.card_frames, self.rate)

    @property
    def length(self) -> Seconds:
        """How long the video is."""
        return moment_of(sum(keep.frames for keep in self.keeps) + self.card_frames, self.rate)

    def span(self, keep: Keep) -> Span:
        """Where a keep lies in its footage."""
        return Span(moment_of(keep.first, self.rate), moment_of(keep.last, self.rate))


Progress = Callable[[float, Recording], None]
"""Hears the share of all footage that is looked through, and which is being looked through."""


def planned(
    recordings: tuple[Recording, ...], seconds: Seconds, canvas: Canvas, progress: Progress, wished: Sequence[Shot] = ()
) -> Montage:
    """The `wished` shots, else the best ones as a story, `seconds` long with the end card, to the frame.

    Raises `ShotsTooShort` for the wished ones, else `TooLittleFootage`.
    """
    takes, dropped = sorted_out([_looked_through(n, recordings, progress) for n in range(len(recordings))])
    rate = max(recordings, key=lambda recording: recording.length).rate
    card_frames = round((SHORT_END_CARD if seconds < _SHORT else END_CARD) * rate)
    body_frames = round(seconds * rate) - card_frames
    if wished:
        story, seen = tuple(wished), _seen(wished, recordings)
    else:
        chosen, _ = picked(takes, body_frames, rate, dropped)
        seen = _seen([_shot(take) for take in chosen], recordings)
        story = tuple(_shot(take) for take in ordered(chosen, _faces(chosen, seen, recordings)))
    longest = [whole_frames(shot.span, rate) for shot in story]
    if sum(longest) < body_frames:
        raise ShotsTooShort(wanted=moment_of(body_frames, rate), found=moment_of(sum(longest), rate))
    cuts = [(shot, count) for shot, count in zip(story, lengths(longest, body_frames), strict=True) if count]
    keeps = [_keep(shot, count, rate, _crop(shot, recordings, seen[shot], canvas)) for shot, count in cuts]
    spare, alike = spared(takes, [(shot.source, shot.span) for shot, _ in cuts])
    left_out = sorted([*dropped, *alike], key=lambda one: (one.source, one.span))
    return Montage(
        recordings, rate, tuple(keeps), tuple(shot for shot, _ in cuts), card_frames, tuple(left_out),
        tuple(_shot(take) for take in spare), seen,
    )  # fmt: skip


def _shot(take: Take) -> Shot:
    return Shot(take.source, take.span)


def _seen(shots: Sequence[Shot], recordings: Sequence[Recording]) -> dict[Shot, Sequence[Glimpse]]:
    return {shot: look(recordings[shot.source].path, [shot.span]) for shot in shots}


def _looked_through(number: int, recordings: Sequence[Recording], progress: Progress) -> Sequence[Sight]:
    """The looks at one recording; progress counts by the length of all."""
    recording = recordings[number]
    whole = sum(one.length for one in recordings)
    before = sum(one.length for one in recordings[:number])
    progress(before / whole, recording)
    return surveyed(recording.path, lambda moment: progress(min(1.0, (before + moment) / whole), recording))


def _faces(
    takes: Sequence[Take], seen: Mapping[Shot, Sequence[Glimpse]], recordings: Sequence[Recording]
) -> dict[Take, float]:
    """How much of the picture's height a face takes, for takes that show one most of the time."""
    result = {}
    for take in takes:
        height = recordings[take.source].height
        largest = [max((f.height for f in glimpse.faces), default=0.0) / height for glimpse in seen[_shot(take)]]
        if largest and median(largest) >= _FACE:
            result[take] = median(largest)
    return result


def _crop(shot: Shot, recordings: Sequence[Recording], seen: Sequence[Glimpse], canvas: Canvas) -> Crop | None:
    recording = recordings[shot.source]
    return reframe.crops([shot.span], seen, (recording.width, recording.height), canvas)[0]


def _keep(shot: Shot, count: int, rate: Fps, crop: Crop | None) -> Keep:
    first = math.ceil(trimmed(shot.span, moment_of(count, rate)).start * rate - HAIR)
    return Keep(shot.source, first, first + count, crop)


def cover_at(montage: Montage) -> tuple[Keep, Seconds]:
    """The keep and the moment of its footage for the cover, out of the footage that opens the video."""
    source = montage.keeps[0].source
    spans = {montage.span(keep): keep for keep in montage.keeps if keep.source == source}
    glimpses = [glimpse for shot in montage.shots if shot.source == source for glimpse in montage.seen[shot]]
    moment = coverframe.choose(glimpses, list(spans))
    return next(keep for span, keep in spans.items() if span.start <= moment <= span.end), moment


def heard(montage: Montage, voice: Path | None) -> np.ndarray:
    """The voice, else the shots' own sound fading into the end card, else silence: (n, 2) int16 for the whole video."""
    result = np.zeros((round(montage.length * sound.RATE), 2), np.int16)
    if voice:
        found = sound.cut(voice, [Span(Seconds(0.0), montage.length)])
    else:
        found = np.concatenate([_own_sound(montage, keep) for keep in montage.keeps])
        fade = min(round(_FADE * sound.RATE), len(found))
        ramp = np.linspace(1.0, 0.0, fade, dtype=np.float32)[:, None]
        found[-fade:] = (found[-fade:] * ramp).astype(np.int16)
    found = found[: len(result)]
    result[: len(found)] = found
    return result


def _own_sound(montage: Montage, keep: Keep) -> np.ndarray:
    recording, span = montage.recordings[keep.source], montage.span(keep)
    if recording.sound:
        return sound.cut(recording.path, [span])
    return np.zeros((round(span.end * sound.RATE) - round(span.start * sound.RATE), 2), np.int16)
