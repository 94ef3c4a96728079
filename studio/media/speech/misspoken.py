"""Whether a host said another figure than the script's, or the recogniser misheard the script's."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from studio.media.speech import figures
from studio.media.speech.figures import Figure, Kind
from studio.media.speech.talk import Talk
from studio.media.timeline import Span

_MISHEARD = 0.05
"""With the proof: the script's figure counts when it costs the recogniser less certainty than this, in tokens."""
_SURE = 0.6
"""Without the proof: the other figure counts when the recogniser was this sure of it."""
_NUMERALS = {
    "ling": "零", "yi": "一", "yao": "一", "er": "二", "liang": "二", "san": "三", "si": "四", "wu": "五",
    "liu": "六", "qi": "七", "ba": "八", "jiu": "九", "shi": "十", "bai": "百", "qian": "千", "wan": "万", "dian": "点",
    "kuai": "块", "yuan": "块", "mao": "毛", "jin": "斤", "ke": "克", "mi": "米", "zhe": "折", "ban": "半",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dispute:
    """A line as it was heard: syllables `first` up to `last` of the talk, and the proof where there is one."""

    talk: Talk
    first: int
    last: int
    proof: Callable[[Span, str], float] | None

    def settled(self, figure: Figure, first: int, last: int) -> str | None:
        """What to write where the script has `figure` and syllables `first` up to `last` were heard.

        None where the script's figure stands.
        """
        heard = self._heard(first, last)
        if any(figure.agrees(reading) for one, _, _ in heard for reading in figures.unglued(one)):
            return None
        amounts = [one for one in heard if one[0].is_counted]
        if not amounts:
            return None
        other, start, end = max(amounts, key=lambda one: (one[2] - one[1], one[0].kind is figure.kind))
        other = _likeliest(figure, other)
        if not self._is_meant(figure, other, start, end):
            return None
        return figures.written_like(_in_units_of(figure, other), figure)

    def _heard(self, first: int, last: int) -> list[tuple[Figure, int, int]]:
        """Figures heard in a stretch, each with its place in the talk: as written, and by sound (酒店酒园 is 9.9元)."""
        syllables = self.talk.syllables
        start, end = syllables[first].start, syllables[last - 1].end
        written = [(f, f.start, f.end) for f in figures.figures(self.talk.text) if f.start < end and f.end > start]
        sounds = "".join(_NUMERALS.get(one.sound, " ") for one in syllables[first:last])
        by_sound = [
            (f, syllables[first + f.start].start, syllables[first + f.end - 1].end)
            for f in figures.figures(sounds)
            if f.kind is not Kind.OTHER
        ]
        return [*written, *by_sound]

    def _is_meant(self, figure: Figure, other: Figure, start: int, end: int) -> bool:
        """Whether the other figure was said, rather than misheard."""
        heard = self.talk.probabilities[start:end]
        if self.proof is None:
            return sum(heard) / max(1, len(heard)) >= _SURE
        first, last = self._in_one_breath(start, end)
        syllables = self.talk.syllables
        begin = min(start, syllables[first].start)
        text = self.talk.text[begin : max(end, syllables[last - 1].end)]
        span = self.talk.span_of(first, last)
        meant = figures.written_like(_in_units_of(other, figure), other)

        def certainty(written: str) -> float:
            whole = text[: start - begin] + written + text[end - begin :]
            return self.proof(span, whole.replace("\n", " ")) * len(whole) if self.proof else 0.0

        return certainty(other.text) - certainty(meant) >= _MISHEARD

    def _in_one_breath(self, start: int, end: int) -> tuple[int, int]:
        """The line's syllables that were heard together with `start` up to `end`: proof does not reach over a pause."""
        text, syllables = self.talk.text, self.talk.syllables
        after = text.find("\n", end)
        before, after = text.rfind("\n", 0, start), len(text) if after < 0 else after
        inside = [i for i in range(self.first, self.last) if before < syllables[i].start and syllables[i].end <= after]
        return inside[0], inside[-1] + 1


def _likeliest(figure: Figure, other: Figure) -> Figure:
    """Of what may have been glued into the other figure, the reading nearest in size to the script's."""
    size = len(str(int(figure.number)))
    return min(figures.unglued(other), key=lambda one: abs(len(str(int(one.number))) - size))


def _in_units_of(figure: Figure, other: Figure) -> Fraction:
    """The other figure's number, counted in the unit that `figure` is written in."""
    if figure.kind is other.kind and figure.number and figure.value:
        return other.value / (figure.value / figure.number)
    return other.number
