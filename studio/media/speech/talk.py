"""What was heard as one stream of characters, each with its time, held inside the speech."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio.core.units import Seconds
from studio.media.captions import Word, spread
from studio.media.speech.syllables import Syllable, syllables
from studio.media.speech.transcriber import Utterance
from studio.media.timeline import Span

_REACH = 0.6
"""How far a first or last word may be from the edge of the speech that it is drawn to."""
_SHORTEST = 0.02


@dataclass(frozen=True, slots=True)
class Talk:
    """The whole text, utterances parted by line breaks; a time and a probability for every character."""

    text: str
    spans: tuple[Span, ...]
    probabilities: tuple[float, ...]
    syllables: tuple[Syllable, ...]

    def span_of(self, first: int, last: int) -> Span:
        """When syllables `first` up to `last` were said."""
        start, end = self.syllables[first].start, self.syllables[last - 1].end
        return Span(self.spans[start].start, self.spans[end - 1].end)

    def time_of(self, index: int) -> Span:
        """When one syllable was said; syllables of one figure share its time evenly."""
        one = self.syllables[index]
        same = [i for i in range(max(0, index - 30), min(len(self.syllables), index + 30))
                if self.syllables[i].start == one.start]  # fmt: skip
        whole = Span(self.spans[one.start].start, self.spans[one.end - 1].end)
        step = whole.length / len(same)
        start = whole.start + step * same.index(index)
        return Span(Seconds(start), Seconds(start + step))


def heard_as(utterances: Sequence[Utterance], speech: Sequence[Span]) -> Talk:
    """The talk of all utterances."""
    text, spans, probabilities = "", [], []
    for utterance in sorted(utterances, key=lambda one: one.span):
        if text:
            text += "\n"
            spans.append(Span(spans[-1].end, spans[-1].end))
            probabilities.append(1.0)
        for word in anchored(utterance.words, speech):
            text += word.text
            spans += spread(word.text, word.span)
            probabilities += [word.probability] * len(word.text)
    return Talk(text, tuple(spans), tuple(probabilities), tuple(syllables(text)))


def anchored(words: Sequence[Word], speech: Sequence[Span]) -> list[Word]:
    """The words moved into the speech they belong to; the first and last of each stretch reach to its edges."""
    if not speech:
        return list(words)
    homes = [_home(word.span, speech) for word in words]
    for index in range(1, len(homes)):
        homes[index] = max(homes[index], homes[index - 1])
    result: list[Word] = []
    for index, (word, home) in enumerate(zip(words, homes, strict=True)):
        span = speech[home]
        start = min(max(word.span.start, span.start), span.end - _SHORTEST)
        end = min(max(word.span.end, start + _SHORTEST), span.end)
        if (index == 0 or homes[index - 1] != home) and start - span.start < _REACH:
            start = span.start
        if (index + 1 == len(words) or homes[index + 1] != home) and span.end - end < _REACH:
            end = span.end
        if result and result[-1].span.end > start:
            start = min(result[-1].span.end, end - _SHORTEST)
        result.append(replace(word, span=Span(Seconds(start), Seconds(max(end, start)))))
    return result


def _home(span: Span, speech: Sequence[Span]) -> int:
    """The stretch of speech a word lies in, else the nearest."""
    middle = (span.start + span.end) / 2
    near = bisect_left(speech, span.start, key=lambda stretch: stretch.start)

    def far(index: int) -> tuple[float, float]:
        stretch = speech[index]
        return (-stretch.overlap(span), max(stretch.start - middle, middle - stretch.end, 0.0))

    return min(range(max(0, near - 2), min(len(speech), near + 3)), key=far)
