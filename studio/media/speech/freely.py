"""What was said beside the script: the recogniser's words, in sentences, with names mended."""

from collections.abc import Sequence

from studio.core.units import Seconds
from studio.media.captions import Origin, Sentence, Word
from studio.media.speech import glossary
from studio.media.speech.talk import Talk
from studio.media.timeline import Span

_ENDS = "。！？!?…"
_PAUSES = "，,；;、"
_PAUSE_S = 0.4
_LONG = 20
"""From this many characters on, a smaller mark or pause ends a sentence too."""
_DOUBT = 0.5


def sentences(talk: Talk, first: int, last: int, speech: Sequence[Span], terms: Sequence[str]) -> list[Sentence]:
    """Heard syllables `first` up to `last` as sentences; one doubtful syllable alone is noise, and no sentence."""
    start, end = talk.syllables[first].start, _end_of(talk, last)
    if last - first == 1 and min(talk.probabilities[start:end]) < _DOUBT:
        return []
    mended = list(talk.text)
    for change in glossary.changes(talk.text[start:end], talk.probabilities[start:end], terms):
        for offset, character in enumerate(change.term):
            mended[start + change.start + offset] = character
    found: list[Sentence] = []
    begin = start
    for at in range(start, end):
        if at + 1 == end or _ends(talk, begin, at):
            made = _sentence(talk, mended, begin, at + 1)
            found += [made] if made else []
            begin = at + 1
    return found


def _end_of(talk: Talk, last: int) -> int:
    """The end of the text of the last syllable, with the marks that follow it."""
    end = talk.syllables[last - 1].end
    while end < len(talk.text) and not talk.text[end].isalnum() and talk.text[end] != "\n":
        end += 1
    return end


def _ends(talk: Talk, begin: int, at: int) -> bool:
    character, following = talk.text[at], talk.text[at + 1]
    if following in _ENDS + _PAUSES:
        return False
    if character in _ENDS or character == "\n":
        return True
    if character == "." and following == " ":
        return True
    is_word_end = not (character.isascii() and character.isalnum() and following.isascii() and following.isalnum())
    pause = talk.spans[at + 1].start - talk.spans[at].end
    if pause >= _PAUSE_S and is_word_end:
        return True
    return at - begin >= _LONG and (character in _PAUSES or (pause >= 0.15 and is_word_end))


def _sentence(talk: Talk, mended: Sequence[str], begin: int, end: int) -> Sentence | None:
    while begin < end and not talk.text[begin].isalnum():
        begin += 1
    while end > begin and talk.text[end - 1].isspace():
        end -= 1
    if begin == end:
        return None
    words: list[Word] = []
    for at in range(begin, end):
        character = mended[at]
        joins = words and (not character.isalnum() or (_is_latin(character) and _is_latin(words[-1].text[-1])))
        span = talk.spans[at]
        if joins:
            before = words[-1]
            reach = Seconds(max(before.span.end, span.end)) if character.isalnum() else before.span.end
            words[-1] = Word(before.text + character, Span(before.span.start, reach), before.probability)
        else:
            words.append(Word(character, span, talk.probabilities[at]))
    text = "".join(word.text for word in words)
    return Sentence(text, Span(words[0].span.start, words[-1].span.end), tuple(words), Origin.HEARD)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
