"""A montage: which frames of raw footage make a product video, in which order, framed how, and how it sounds."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from studio.core.units import Fps, Seconds, moment_of
from studio.edit import reframe
from studio.edit.overlays.draw import END_CARD
from studio.edit.shots import Dropped, Take, lengths, ordered, picked, sorted_out, trimmed, whole_frames
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
class Montage:
    """Which frames of which footage, in order: `keeps` at `rate`, and what is left out. The end card follows."""

    recordings: tuple[Recording, ...]
    rate: Fps
    keeps: tuple[Keep, ...]
    card_frames: int
    dropped: tuple[Dropped, ...]

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


def planned(recordings: tuple[Recording, ...], seconds: Seconds, canvas: Canvas, progress: Progress) -> Montage:
    """The best shots, in order, `seconds` long with the end card, to the frame. Raises `TooLittleFootage`."""
    takes, dropped = sorted_out([_looked_through(n, recordings, progress) for n in range(len(recordings))])
    rate = max(recordings, key=lambda recording: recording.length).rate
    card_frames = round((SHORT_END_CARD if seconds < _SHORT else END_CARD) * rate)
    body_frames = round(seconds * rate) - card_frames
    chosen, alike = picked(takes, body_frames, rate, dropped)
    seen = {take: look(recordings[take.source].path, [take.span]) for take in chosen}
    story = ordered(chosen, _faces(seen, recordings))
    frames = lengths([whole_frames(take, rate) for take in story], body_frames)
    keeps = [
        _keep(take, count, rate, _crop(take, recordings[take.source], seen[take], canvas))
        for take, count in zip(story, frames, strict=True)
        if count
    ]
    left_out = sorted([*dropped, *alike], key=lambda one: (one.source, one.span))
    return Montage(recordings, rate, tuple(keeps), card_frames, tuple(left_out))


def _looked_through(number: int, recordings: Sequence[Recording], progress: Progress) -> Sequence[Sight]:
    """The looks at one recording; progress counts by the length of all."""
    recording = recordings[number]
    whole = sum(one.length for one in recordings)
    before = sum(one.length for one in recordings[:number])
    progress(before / whole, recording)
    return surveyed(recording.path, lambda moment: progress(min(1.0, (before + moment) / whole), recording))


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
