"""The words of a recording settled: the script's where it was said, the recogniser's where the host spoke freely.

A line that was not said never appears, and a figure appears as it was said: in the script's writing where the value is
the script's, with the value that was heard where the host said another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from studio.media.captions import Sentence
from studio.media.speech import freely, said
from studio.media.speech.align import Alignment, align
from studio.media.speech.clauses import Clause, clauses
from studio.media.speech.said import Run
from studio.media.speech.syllables import FIGURE, NEAR, distance
from studio.media.speech.talk import Talk, heard_as
from studio.media.speech.transcriber import Utterance
from studio.media.timeline import Span

Proof = Callable[[Span, str], float]
"""How probable it is that a text was said in a span: 0.7 and more where it was, 0.1 where not."""

_SAID, _DOUBTFUL = 0.6, 0.3
"""The share of a clause's syllables that must be heard; between the two the proof decides."""
_PROVEN = 0.35
_LONGEST = 1.8
_AGAIN = 6
"""Free speech of this many syllables may be a line of the script said twice or out of order."""
_AGAIN_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class _Found:
    """Which clause each heard syllable belongs to, and which of its syllables it says."""

    clause: list[int | None]
    taken: list[int | None]


def settle(
    lines: Sequence[str],
    heard: Sequence[Utterance],
    speech: Sequence[Span],
    terms: Sequence[str] = (),
    proof: Proof | None = None,
) -> list[Sentence]:
    """The sentences that were said, in order: `Origin.SCRIPT` in the script's words, `Origin.HEARD` beside it.

    `lines` are the script's sentences; times come from the words of `heard` within `speech`; `terms` are names to mend
    in free speech; `proof` decides where hearing leaves a doubt.
    """
    talk = heard_as(heard, speech)
    script = clauses(lines)
    found = _matched(talk, script, proof)
    result: list[Sentence] = []
    for runs in _by_line(_runs(talk, script, found), script):
        if isinstance(runs, tuple):
            result += freely.sentences(talk, *runs, speech, terms)
        else:
            result.append(said.sentence(talk, script, runs, proof))
    return result


def _matched(talk: Talk, script: Sequence[Clause], proof: Proof | None) -> _Found:
    """The script laid over the talk, weak matches dropped, what is left tried once more against the whole script."""
    found = _Found([None] * len(talk.syllables), [None] * len(talk.syllables))
    _lay(talk, script, 0, len(talk.syllables), found, proof, _SAID)
    for first, last in list(_free(found.clause)):
        if last - first >= _AGAIN:
            _lay(talk, script, first, last, found, None, _AGAIN_SHARE)
    _make_figures_whole(talk, found)
    return found


def _make_figures_whole(talk: Talk, found: _Found) -> None:
    """A figure that was heard half in a clause belongs to it as a whole."""
    for _, group in groupby(range(len(talk.syllables)), key=lambda i: talk.syllables[i].start):
        places = list(group)
        owners = [found.clause[i] for i in places if found.clause[i] is not None]
        if owners and len(places) > 1:
            for i in places:
                if found.clause[i] is None:
                    found.clause[i] = owners[0]


def _lay(
    talk: Talk, script: Sequence[Clause], first: int, last: int, found: _Found, proof: Proof | None, enough: float
) -> None:
    heard = [one.key for one in talk.syllables[first:last]]
    sounds = [one.key for clause in script for one in clause.syllables]
    laid = align(heard, sounds, [(clause.first, clause.last) for clause in script])
    shares = {index: _share(heard, sounds, laid, index, clause) for index, clause in enumerate(script)}
    for index, clause in enumerate(script):
        places = [first + i for i, inside in enumerate(laid.inside) if inside == index]
        if not places or len(places) > _LONGEST * (clause.last - clause.first) + 2:
            continue
        support = _support(shares, script, index)
        if _is_said(talk, clause, places, shares[index], support, proof, enough):
            for place in places:
                found.clause[place], found.taken[place] = index, laid.taken[place - first]


def _share(heard: Sequence[str], sounds: Sequence[str], laid: Alignment, index: int, clause: Clause) -> float:
    """How much of a clause was heard."""
    pairs = [
        (heard[i], sounds[place]) for i, place in enumerate(laid.taken) if place is not None and laid.inside[i] == index
    ]
    same = sum(1 - distance(*pair) for pair in pairs if distance(*pair) <= NEAR or pair[0][-1] == pair[1][-1] == FIGURE)
    return same / (clause.last - clause.first)


def _support(shares: dict[int, float], script: Sequence[Clause], index: int) -> float:
    """How well the other clauses of the line were heard, the best of them; 0 where it has none."""
    return max((shares[i] for i, c in enumerate(script) if c.line == script[index].line and i != index), default=0.0)


def _is_said(
    talk: Talk, clause: Clause, places: Sequence[int], share: float, support: float, proof: Proof | None, enough: float
) -> bool:
    length = clause.last - clause.first
    if share < _DOUBTFUL or (length < 4 and share < 0.9 and support < _SAID):
        return False
    if share >= enough:
        return True
    if proof is None:
        return enough == _SAID and share >= 0.5 and support >= _SAID
    return proof(talk.span_of(places[0], places[-1] + 1), clause.text) >= _PROVEN


def _free(clause: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Stretches that belong to no clause."""
    for is_free, group in groupby(range(len(clause)), key=lambda i: clause[i] is None):
        places = list(group)
        if is_free:
            yield places[0], places[-1] + 1


def _runs(talk: Talk, script: Sequence[Clause], found: _Found) -> list[Run]:
    """The talk in runs, each of one clause or of free speech; a clause broken in two shares its text out."""
    runs: list[Run] = []
    for index, group in groupby(range(len(talk.syllables)), key=lambda i: found.clause[i]):
        places = list(group)
        if index is None:
            runs.append(Run(None, places[0], places[-1] + 1, (), 0, 0))
            continue
        clause = script[index]
        taken = tuple(found.taken[i] for i in places)
        runs.append(Run(index, places[0], places[-1] + 1, taken, clause.first, clause.last))
    for index, run in enumerate(runs):
        later = next((r for r in runs[index + 1 : index + 3] if r.clause is not None), None)
        if run.clause is None or later is None or later.clause != run.clause:
            continue
        border = min((place for place in later.taken if place is not None), default=run.last_said)
        if border > run.first_said and all(place is None or place < border for place in run.taken):
            runs[index] = replace(run, last_said=border)
            place = runs.index(later)
            runs[place] = replace(later, first_said=border)
    return runs


def _by_line(runs: Sequence[Run], script: Sequence[Clause]) -> Iterator[list[Run] | tuple[int, int]]:
    """Runs of one line that follow one another, together; free speech as (first, last) syllables."""
    current: list[Run] = []
    for run in runs:
        goes_on = (
            bool(current)
            and run.clause is not None
            and script[run.clause].line == script[current[-1].clause or 0].line
            and run.first_said >= current[-1].last_said
        )
        if current and not goes_on:
            yield current
            current = []
        if run.clause is None:
            yield run.first, run.last
        else:
            current.append(run)
    if current:
        yield current
