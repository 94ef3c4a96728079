"""Cues from sentences: what stands on the picture when, by the house rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from studio.core.units import Seconds
from studio.media import linebreaks
from studio.media.captions import CaptionStyle, Cue, Sentence, spread
from studio.media.timeline import Span, into_clip

_SHORTEST_S = 5 / 6
_LONGEST_S, _LONGEST_TALL_S = 7.0, 4.0
_CLOSE_S = 0.5
_APART_S = 0.1
"""A gap that stays must be seen: two frames at the least."""
_TALL = 14
"""Up to this many Chinese characters a line, the canvas is a tall one."""
_LATIN_TALL, _LATIN_WIDE = 24, 42
_LINES = 2
_NARROW = 0.62
"""The width of a Latin character against its size, where no font is there to measure it."""
_CUT_SHARE, _CUT_S = 0.25, 0.3

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in clip time with the span of every character."""

    text: str
    spans: tuple[Span, ...]

    def part(self, start: int, end: int) -> "_Said":
        return _Said(self.text[start:end], self.spans[start:end])

    @property
    def span(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)


def cues(
    sentences: Sequence[Sentence],
    keeps: Sequence[Span],
    style: CaptionStyle,
    terms: Sequence[str] = (),
    measure: Measure | None = None,
) -> list[Cue]:
    """The captions of the clip that `keeps` (seconds of the recording) make, in clip time, in order, never overlapping.

    `terms` are names that no line tears; `measure` gives a line's width in pixels, else it is estimated from the size.
    """
    fits = _fitting(style, measure)
    longest = _LONGEST_TALL_S if style.characters <= _TALL else _LONGEST_S
    said = _with_lonely_joined([found for s in sentences if (found := _in_clip(s, keeps))])
    made = [cue for one in said for cue in _cues_of(one, fits, terms, longest)]
    length = Seconds(sum(keep.length for keep in keeps))
    return _closed(_paired(_in_order(made), fits, longest), longest, length)


def _fitting(style: CaptionStyle, measure: Measure | None) -> linebreaks.Fits:
    """Whether a line may stand on this canvas: by characters and by pixels."""
    latin = _LATIN_TALL if style.characters <= _TALL else _LATIN_WIDE
    width = measure or (lambda line: sum(style.size * (1 if ord(c) > 0x2E7F else _NARROW) for c in line))

    def fits(line: str) -> bool:
        is_latin = all(ord(c) <= 0x2E7F for c in line)
        is_short = len(line) <= latin if is_latin else linebreaks.wide_length(line) <= style.characters
        return is_short and width(line) <= style.width

    return fits


def _in_clip(sentence: Sentence, keeps: Sequence[Span]) -> _Said | None:
    """What of a sentence the clip keeps; a sentence that lost a real part keeps the words that are left."""
    words = sentence.words
    if "".join(word.text for word in words).strip() != sentence.text.strip():
        words = ()
    left = [word for word in words if any(word.span.overlap(keep) > 0 for keep in keeps)]
    lost = [word for word in words if word not in left]
    is_cut = len(lost) > _CUT_SHARE * len(words) and sum(word.span.length for word in lost) > _CUT_S
    kept = sum(sentence.span.overlap(keep) for keep in keeps)
    if kept <= 0 or (not words and kept < 0.5 * sentence.span.length):
        return None
    if not words:
        return _Said(sentence.text, spread(sentence.text, into_clip([sentence.span], keeps)[0]))
    text, spans = "", []
    for word in left if is_cut else words:
        found = into_clip([word.span], keeps)
        at = found[0] if found else None
        if at is None:
            edge = spans[-1].end if spans else into_clip([sentence.span], keeps)[0].start
            at = Span(edge, edge)
        text += word.text
        spans += spread(word.text, at)
    return _Said(text, tuple(spans)) if text.strip() else None


def _with_lonely_joined(said: Sequence[_Said]) -> list[_Said]:
    """Sentences of one character stand with a neighbour; without one near they are not worth a caption."""
    result: list[_Said] = []
    carried: _Said | None = None
    for one in said:
        if carried:
            is_near = one.span.start - carried.span.end < 1.0
            one, carried = (_joined(carried, one) if is_near else one), None
        if len(linebreaks.shown(one.text)) > 1:
            result.append(one)
        elif result and one.span.start - result[-1].span.end < _CLOSE_S:
            result[-1] = _joined(result[-1], one)
        else:
            carried = one
    return result


def _joined(first: _Said, second: _Said) -> _Said:
    gap = "" if first.text[-1:] in linebreaks.PAUSES else "，"
    between = (Span(first.span.end, second.span.start),) * len(gap)
    return _Said(first.text + gap + second.text, first.spans + between + second.spans)


def _cues_of(said: _Said, fits: linebreaks.Fits, terms: Sequence[str], longest: float) -> list[Cue]:
    """One cue a line; a line shown too long is broken again, into shorter ones."""
    result: list[Cue] = []
    for part in _line_parts(said, fits, terms):
        line = linebreaks.shown(part.text)
        if part.span.length > longest and linebreaks.wide_length(line) >= 4:
            limit = max(2.0, linebreaks.wide_length(line) * 0.6)
            finer = _line_parts(
                part, lambda text, limit=limit: linebreaks.wide_length(text) <= limit, terms, whole=True
            )
            if all(len(linebreaks.shown(piece.text)) > 1 for piece in finer):
                result += [Cue(piece.span, (linebreaks.shown(piece.text),)) for piece in finer]
                continue
        result.append(Cue(part.span, (line,)))
    return result


def _line_parts(said: _Said, fits: linebreaks.Fits, terms: Sequence[str], whole: bool = False) -> list[_Said]:
    """The text in lines, each with its time; marks at the edges take no time."""
    result: list[_Said] = []
    at = 0
    for raw in linebreaks.broken(said.text, fits, terms, tear=not whole):
        start, end = at, at + len(raw)
        at = end
        spoken = [i for i in range(start, end) if said.text[i].isalnum()]
        if spoken:
            result.append(
                _Said(raw, (said.spans[spoken[0]], *said.spans[spoken[0] + 1 : spoken[-1]], said.spans[spoken[-1]]))
            )
    return result


def _in_order(made: Sequence[Cue]) -> list[Cue]:
    """The cues by time, none reaching into the next."""
    result: list[Cue] = []
    for cue in sorted(made, key=lambda cue: cue.span.start):
        if result and result[-1].span.end > cue.span.start:
            before = result[-1].span
            middle = Seconds(min(before.end, max(cue.span.start, before.start + 0.1)))
            result[-1] = replace(result[-1], span=Span(before.start, middle))
            cue = replace(cue, span=Span(middle, Seconds(max(cue.span.end, middle + 0.1))))
        result.append(cue)
    return result


def _paired(made: Sequence[Cue], fits: linebreaks.Fits, longest: float) -> list[Cue]:
    """Cues too short to read stand with a neighbour, on the same line where there is room."""
    result: list[Cue] = []
    for index, cue in enumerate(made):
        if result and _may_pair(result[-1], cue, made[index + 1 :], longest):
            lines = (*result[-1].lines, *cue.lines)
            one = " ".join(lines)
            merged = (one,) if fits(one) else lines
            if len(merged) <= _LINES:
                result[-1] = Cue(Span(result[-1].span.start, cue.span.end), merged)
                continue
        result.append(cue)
    return result


def _may_pair(before: Cue, cue: Cue, after: Sequence[Cue], longest: float) -> bool:
    if cue.span.start - before.span.end >= _CLOSE_S or cue.span.end - before.span.start > longest:
        return False
    room = (after[0].span.start if after else cue.span.end + _SHORTEST_S) - cue.span.start
    return cue.span.start - before.span.start < _SHORTEST_S or room < _SHORTEST_S


def _closed(made: Sequence[Cue], longest: float, length: Seconds) -> list[Cue]:
    """Small gaps closed, short cues held for longer where there is room, none past the clip's end."""
    result: list[Cue] = []
    for index, cue in enumerate(made):
        limit = made[index + 1].span.start if index + 1 < len(made) else length
        end = max(cue.span.end, min(cue.span.start + _SHORTEST_S, limit))
        if 0 < limit - end < _CLOSE_S and index + 1 < len(made):
            end = limit
        end = min(end, cue.span.start + longest, max(limit, cue.span.start))
        if 1e-6 < limit - end < _APART_S:
            end = limit - _APART_S
        if end - cue.span.start > 0.04:
            result.append(replace(cue, span=Span(cue.span.start, Seconds(end))))
    return result
