"""Judging speech against the plan: rules over a script and what was said. Nothing here listens."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.core.units import Fen, yuan
from studio.media.captions import Origin, Sentence
from studio.media.speech.figures import Figure, Kind, figures

_SAME_LINE = 0.75
"""Texts this alike, their figures aside, are one line."""
_OF_TONIGHT = ("只要", "到手", "今天", "今晚", "现在", "直播间", "价格", "卖", "福利价", "就")
_OF_ELSEWHERE = (
    "原价", "平时", "平常", "市场", "外面", "超市", "别处", "门店", "日常", "以前", "去年", "运费", "券", "减", "省",
    "便宜", "差价", "赠", "满",
)  # fmt: skip

SAID_OTHERWISE = mark("At {at:.1f} s the host says {said}; the script has {planned}.")
PRICE_SAID_OTHERWISE = mark("At {at:.1f} s the host says {said}; the price in the session is {planned} yuan.")


def said_otherwise(lines: Sequence[str], price: Fen | None, sentences: Sequence[Sentence]) -> list[Notice]:
    """Prices and weights that were said otherwise than planned, with when, in seconds of the recording.

    `lines` are the script's sentences, `price` is what the product costs during the session.
    """
    found: list[Notice] = []
    planned = [figure for line in lines for figure in _counted(line)]
    for sentence in sentences:
        if sentence.origin is Origin.ESTIMATED:
            continue
        line = _line_of(sentence.text, lines)
        pairs = list(_differing(sentence.text, line)) if line else []
        for said, meant in pairs:
            found.append(_notice(SAID_OTHERWISE, sentence, said, meant.text))
        if not line and price is not None:
            found += [
                _notice(PRICE_SAID_OTHERWISE, sentence, said, yuan(price))
                for said in _prices_of_tonight(sentence.text)
                if said.value * 100 != price and not any(said.agrees(figure) for figure in planned)
            ]
    return found


def _counted(text: str) -> list[Figure]:
    return [figure for figure in figures(text) if figure.kind in (Kind.MONEY, Kind.WEIGHT, Kind.DISCOUNT)]


def _line_of(text: str, lines: Sequence[str]) -> str | None:
    """The line of the script that a sentence says, or says a part of, figures aside."""
    bare = _bare(text)

    def likeness(line: str) -> float:
        blocks = SequenceMatcher(None, bare, _bare(line), autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks) / max(1, len(bare))

    best = max(lines, key=likeness, default=None)
    return best if best is not None and likeness(best) >= _SAME_LINE else None


def _bare(text: str) -> str:
    """Letters and characters only, each figure as one mark."""
    result, at = "", 0
    for figure in _counted(text):
        result += text[at : figure.start] + "#"
        at = figure.end
    return "".join(c for c in result + text[at:] if c.isalnum() or c == "#")


def _differing(text: str, line: str) -> Iterator[tuple[Figure, Figure]]:
    """Figures of the sentence and of its line that stand at the same place and differ."""
    said, planned = _counted(text), _counted(line)
    mine, theirs = _bare(text), _bare(line)
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            if mine[block.a + offset] == "#":
                one = said[mine[: block.a + offset].count("#")]
                other = planned[theirs[: block.b + offset].count("#")]
                if not one.agrees(other):
                    yield one, other


def _prices_of_tonight(text: str) -> Iterator[Figure]:
    """Prices in free speech that are meant for this session, not for elsewhere."""
    if any(word in text for word in _OF_ELSEWHERE) or not any(word in text for word in _OF_TONIGHT):
        return
    for figure in figures(text):
        if figure.kind is Kind.MONEY and figure.number >= 2:
            yield figure


def _notice(text: str, sentence: Sentence, said: Figure, planned: str) -> Notice:
    at = next((word.span.start for word in sentence.words if said.text in word.text), sentence.span.start)
    return Notice(text, {"at": float(at), "said": said.text, "planned": planned})
