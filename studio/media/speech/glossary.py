"""Names mended in what was heard: products, spots, hosts and brands, recognised by their sound.

The rules are narrow, because a name put where it was not said is worse than a name misspelt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.media.speech.syllables import NEAR, distance, folded, syllables

_UNSURE = 0.6
"""Below this the recogniser doubted the word itself."""
_COMMON = frozenset("的了是不在有我你他她它这那个就都也和们一二三四五六七八九十百千万两来去说看到上下")
"""Characters that are nearly always themselves: a two-character name never replaces them."""


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` was heard, `term` is meant; `reason` is sound (alike but for folding) or near (one differs)."""

    start: int
    end: int
    term: str
    reason: str


def changes(text: str, probabilities: Sequence[float], terms: Sequence[str]) -> list[Change]:
    """Where a term is meant but was written otherwise; `probabilities` are those of the characters.

    Longer terms first; none overlap.
    """
    heard = syllables(text)
    found: list[Change] = []
    used: set[int] = set()
    for term in sorted({t for t in terms if len(t) > 1}, key=lambda t: (-len(t), t)):
        wanted = [s.sound for s in syllables(term)]
        if len(wanted) != len(term):
            continue
        for first in range(len(heard) - len(wanted) + 1):
            window = heard[first : first + len(wanted)]
            start, end = window[0].start, window[-1].end
            if end - start != len(term) or used & set(range(start, end)) or text[start:end] == term:
                continue
            reason = _reason(text[start:end], [s.sound for s in window], wanted, probabilities[start:end])
            if reason:
                found.append(Change(start, end, term, reason))
                used |= set(range(start, end))
    return sorted(found, key=lambda change: change.start)


def _reason(written: str, sounds: Sequence[str], wanted: Sequence[str], probabilities: Sequence[float]) -> str | None:
    differing = [(a, b) for a, b in zip(sounds, wanted, strict=True) if folded(a) != folded(b)]
    if len(wanted) == 2:
        is_safe = not differing and not set(written) & _COMMON and not _is_word(written)
        return "sound" if is_safe else None
    if not differing:
        return "sound"
    doubt = min(probabilities, default=1.0) < _UNSURE
    is_near = len(differing) == 1 and distance(*differing[0]) <= (0.7 if doubt else NEAR)
    if is_near and (doubt or len(wanted) > 3) and not _is_word(written):
        return "near"
    return None


def _is_word(written: str) -> bool:
    """Whether the dictionary knows what was written as a word of its own."""
    from pypinyin.phrases_dict import phrases_dict

    return written in phrases_dict
