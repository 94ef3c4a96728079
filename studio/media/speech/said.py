"""A line of the script that was said: its words timed, its figures held against what was heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.core.units import Seconds
from studio.media.captions import Origin, Sentence, Word
from studio.media.speech import figures, misspoken
from studio.media.speech.clauses import Clause
from studio.media.speech.talk import Talk
from studio.media.timeline import Span

_SYLLABLE_S = 0.1
"""Nobody says a syllable in less."""


@dataclass(frozen=True, slots=True)
class Run:
    """Heard syllables `first` up to `last`; they say `first_said` up to `last_said` of the script in clause `clause`.

    `taken` has, for each of them, the script's syllable it says, or None.
    """

    clause: int | None
    first: int
    last: int
    taken: tuple[int | None, ...]
    first_said: int
    last_said: int


def sentence(
    talk: Talk, script: Sequence[Clause], runs: Sequence[Run], proof: Callable[[Span, str], float] | None
) -> Sentence:
    """The runs of one line as a sentence in the script's words."""
    dispute = misspoken.Dispute(talk, runs[0].first, runs[-1].last, proof)
    words = [word for run in runs for word in _words(talk, script[run.clause or 0], run, dispute)]
    span = Span(words[0].span.start, words[-1].span.end)
    text = "".join(word.text for word in words)
    words[-1] = Word(words[-1].text.rstrip(), words[-1].span, words[-1].probability)
    return Sentence(text.strip(), span, tuple(words), Origin.SCRIPT)


def _words(talk: Talk, clause: Clause, run: Run, dispute: misspoken.Dispute) -> list[Word]:
    """The said part of a clause, word by word: Chinese by the character, figures and Latin words whole."""
    own = clause.syllables[run.first_said - clause.first : run.last_said - clause.first]
    times = _times(talk, run, len(own))
    start = own[0].start if run.first_said > clause.first else 0
    end = own[-1].end if run.last_said < clause.last else len(clause.text)
    replaced = _said_otherwise(talk, clause, run, dispute)
    words: list[Word] = []
    index = 0
    while index < len(own):
        last = index
        while last + 1 < len(own) and own[last + 1].start == own[index].start:
            last += 1
        foot = own[last + 1].start if last + 1 < len(own) else end
        head = start if index == 0 else own[index].start
        text = clause.text[head:foot]
        if own[index].start in replaced:
            old, new = replaced[own[index].start]
            text = text.replace(old, new, 1)
        words.append(Word(text, Span(times[index].start, times[last].end)))
        index = last + 1
    return words


def _times(talk: Talk, run: Run, count: int) -> list[Span]:
    """When each said syllable was: heard ones as heard, the others shared out between them."""
    heard = {place - run.first_said: run.first + i for i, place in enumerate(run.taken) if place is not None}
    known = {index: talk.time_of(place) for index, place in heard.items() if 0 <= index < count}
    whole = talk.span_of(run.first, run.last)
    edges: list[tuple[int, Seconds]] = [(-1, whole.start)]
    result: list[Span] = [whole] * count
    for index in range(count + 1):
        if index < count and index not in known:
            continue
        before, at = edges[-1]
        until = known[index].start if index < count else whole.end
        missing = index - before - 1
        step = max(0.0, until - at) / missing if missing else 0.0
        for offset in range(missing):
            begin = at + offset * step
            result[before + 1 + offset] = Span(Seconds(begin), Seconds(begin + step))
        if index < count:
            result[index] = known[index]
            edges.append((index, known[index].end))
    return result


def _said_otherwise(talk: Talk, clause: Clause, run: Run, dispute: misspoken.Dispute) -> dict[int, tuple[str, str]]:
    """Figures of the clause, by their start, that were said otherwise, with what to write instead."""
    result: dict[int, tuple[str, str]] = {}
    for figure in figures.figures(clause.text):
        own = [clause.first + i for i, s in enumerate(clause.syllables) if s.start == figure.start]
        if not figure.is_counted or own[-1] < run.first_said or own[0] >= run.last_said:
            continue
        before = [i for i, place in enumerate(run.taken) if place is not None and place < own[0]]
        after = [i for i, place in enumerate(run.taken) if place is not None and place > own[-1]]
        first = run.first + (before[-1] + 1 if before else 0)
        last = run.first + (after[0] if after else len(run.taken))
        if first < last:
            other = dispute.settled(figure, first, last)
        else:
            other = None if _has_room(talk, run, first, len(own)) else ""
        if other is not None:
            result[figure.start] = (figure.text, other)
    return result


def _has_room(talk: Talk, run: Run, place: int, count: int) -> bool:
    """Whether unheard syllables could have been said before heard syllable `place`."""
    if not run.first < place < run.last:
        return True
    return talk.time_of(place).start - talk.time_of(place - 1).end >= count * _SYLLABLE_S
