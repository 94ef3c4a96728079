"""Tightening a window: silences out, retakes out, and where it is still too long, the sentences that matter stay.

Pure rules over spans in seconds of the recording. No cut is ever inside speech: a piece that stays begins and ends in
a pause, at most `margin` away from what was said.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from studio.core.units import Fps, Seconds, frame_at, moment_of
from studio.edit.windows import Window
from studio.media.captions import Sentence, Word
from studio.media.timeline import Span, joined, within

MARGIN = Seconds(0.25)
"""The most silence that stays beside speech, so that a long pause becomes at most twice this."""
_USED = 0.8
"""The share of the margin that is used: edges of speech are known to about a fifth of it."""
_LEAST_CUT = 0.12
"""A cut that saves less than this is not worth a jump in the picture."""
_LEAST_PART = 0.1
"""Seconds below which a part of a piece is no part of its own."""
_LONGEST_WORD = 0.8
"""A word that seems to last longer hides a pause, and its times are not believed."""


def without(spans: Sequence[Span], dropped: Sequence[Span]) -> list[Span]:
    """What is left of `spans` once `dropped` is taken out."""
    left = list(spans)
    for gone in dropped:
        parts = [(Span(s.start, min(s.end, gone.start)), Span(max(s.start, gone.end), s.end)) for s in left]
        left = [part for pair in parts for part in pair if part.length > 0]
    return left


def tightened(
    window: Window,
    speech: Sequence[Span],
    words: Sequence[Word] = (),
    lively: Callable[[Span], bool] = lambda pause: False,
    margin: Seconds = MARGIN,
) -> list[Span]:
    """The stretches of a window that stay: its speech with at most `margin` of silence on each side.

    `lively(pause)` tells that a pause is no silence but music or ambience worth keeping. A window without any speech
    stays whole, but for its retakes.
    """
    base = without(window.spans, window.dropped)
    spoken = [part for stretch in base for part in within(speech, stretch)]
    if not spoken:
        return base
    heard = [w.span for w in words if w.span.length <= _LONGEST_WORD]
    whole = joined([*spoken, *(part for stretch in base for part in within(_touching(heard, spoken), stretch))])
    kept: list[Span] = []
    for stretch in base:
        pauses = without([stretch], whole)
        silent = [_shrunk(pause, stretch, margin * _USED) for pause in pauses if not lively(pause)]
        kept += without([stretch], [gone for gone in silent if gone.length >= _LEAST_CUT])
    return kept


def _touching(words: Sequence[Span], spoken: Sequence[Span]) -> list[Span]:
    """The words that reach out of the speech they belong to."""
    return [word for word in words if any(word.overlap(span) > 0.5 * word.length for span in spoken)]


def _shrunk(pause: Span, stretch: Span, margin: float) -> Span:
    """The part of a pause that goes: all but a margin beside speech; at a stretch's edge speech is on one side only."""
    start = pause.start + (0.0 if pause.start == stretch.start else margin)
    end = pause.end - (0.0 if pause.end == stretch.end else margin)
    return Span(Seconds(start), Seconds(max(start, end)))


def shortened(
    kept: Sequence[Span], speech: Sequence[Span], sentences: Sequence[Sentence], points: Sequence[str],
    highlights: Sequence[Seconds], longest: Seconds,
) -> list[Span]:  # fmt: skip
    """At most `longest` seconds of the kept pieces: those with a highlight, then with points, the opening, the rest.

    A sentence stays whole or goes whole, and parts from its neighbours in a pause, or where its words are known to end.
    """
    if sum(span.length for span in kept) <= longest:
        return list(kept)
    groups = _groups(_parted(kept, speech, sentences), sentences)
    chosen: list[Span] = []
    left = float(longest)
    for group in sorted(groups, key=lambda group: _rank(group, groups, sentences, points, highlights)):
        length = sum(span.length for span in group)
        if length <= left + 1e-9:
            chosen += group
            left -= length
    return joined(chosen or _beginning(groups[0], longest), gap=1e-6)


def _parted(kept: Sequence[Span], speech: Sequence[Span], sentences: Sequence[Sentence]) -> list[Span]:
    """The kept pieces, parted in every pause inside them and between sentences whose words are timed."""
    pauses = [(before.end + after.start) / 2 for before, after in pairwise(sorted(speech))]
    borders = sorted({*pauses, *(moment for s in sentences if s.words for moment in (s.span.start, s.span.end))})
    parts: list[Span] = []
    for span in kept:
        inside = [moment for moment in borders if span.start + _LEAST_PART < moment < span.end - _LEAST_PART]
        edges = [span.start, *inside, span.end]
        parts += [Span(Seconds(a), Seconds(b)) for a, b in pairwise(edges)]
    return parts


def _beginning(group: Sequence[Span], longest: Seconds) -> list[Span]:
    """As many whole pieces of a group as fit, else the first piece up to the limit."""
    fitting = [span for n, span in enumerate(group) if sum(s.length for s in group[: n + 1]) <= longest]
    return fitting or [Span(group[0].start, Seconds(group[0].start + longest))]


def _groups(kept: Sequence[Span], sentences: Sequence[Sentence]) -> list[list[Span]]:
    """Neighbouring pieces that one sentence runs through, together."""
    groups: list[list[Span]] = []
    for span in kept:
        if groups and any(_runs_through(s.span, groups[-1][-1], span) for s in sentences):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _runs_through(sentence: Span, before: Span, after: Span) -> bool:
    """Whether a good part of a sentence lies on both sides: a little of it may be an edge known too roughly."""
    least = min(0.15 * sentence.length, 0.5)
    return sentence.overlap(before) > least and sentence.overlap(after) > least


def _rank(
    group: list[Span], groups: list[list[Span]], sentences: Sequence[Sentence], points: Sequence[str],
    highlights: Sequence[Seconds],
) -> tuple[int, int, float]:  # fmt: skip
    """Highlights first, then the first saying of each point by how many it carries, then the opening, then the rest."""
    if any(span.start - 0.5 <= moment <= span.end + 0.5 for moment in highlights for span in group):
        return (0, 0, group[0].start)
    fresh = [point for point in points if _first_with(point, groups, sentences) is group]
    if fresh:
        return (1, -len(fresh), group[0].start)
    return (2 if group is groups[0] else 3, 0, group[0].start)


def _first_with(point: str, groups: list[list[Span]], sentences: Sequence[Sentence]) -> list[Span] | None:
    for group in groups:
        said = "".join(s.text for s in sentences if any(s.span.overlap(span) > 0.5 * s.span.length for span in group)
                       or sum(s.span.overlap(span) for span in group) > 0.5 * s.span.length)  # fmt: skip
        if carries(said, point):
            return group
    return None


def carries(said: str, point: str) -> bool:
    """Whether a point was said: as it stands, or with most of its neighbouring characters in place."""
    if point in said:
        return True
    pairs = {point[i : i + 2] for i in range(len(point) - 1)}
    return bool(pairs) and sum(pair in said for pair in pairs) >= 0.6 * len(pairs)


def in_frames(
    kept: Sequence[Span], window: Window, rate: Fps, length: Seconds, longest: Seconds | None = None
) -> list[tuple[int, int]]:
    """The kept stretches as frame numbers [first, last), none outside its window, none empty, none overlapping.

    Altogether they last at most `longest`, which rounding to frames must not overstep.
    """
    left = int((length if longest is None else longest) * rate) + (longest is None)
    last_frame = frame_at(length, rate)
    limits = [(frame_at(s.start, rate), min(frame_at(s.end, rate), last_frame)) for s in window.spans]
    frames: list[tuple[int, int]] = []
    for span in kept:
        first, last = frame_at(span.start, rate), frame_at(span.end, rate)
        low, high = next(
            (pair for pair, s in zip(limits, window.spans, strict=True) if s.overlap(span) > 0), (first, last)
        )
        first = max(first, low, frames[-1][1] if frames else 0)
        last = min(last, high, first + left)
        if last > first:
            frames.append((first, last))
            left -= last - first
    return frames


def as_spans(frames: Sequence[tuple[int, int]], rate: Fps) -> list[Span]:
    """Frame numbers as the seconds they stand for."""
    return [Span(moment_of(first, rate), moment_of(last, rate)) for first, last in frames]
