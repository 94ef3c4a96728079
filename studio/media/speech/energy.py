"""The exact edges of speech: where the sound rises out of its own noise floor.

Two bands are watched, the whole and the treble, because s, sh and f are quiet and live in the treble.
"""

from collections.abc import Sequence

import numpy as np

from studio.core.units import Seconds
from studio.media.speech.transcriber import RATE
from studio.media.timeline import Span

_HOP = RATE // 100
"""10 ms."""
_OUTWARD = 30
"""How many hops an edge may move out of what the detector found."""
_CLOSURE = 8
"""A plosive is silent for at most this many hops before it bursts."""
_REACH = 500
"""The noise floor is that of the hops this near."""
_ABOVE_FLOOR_DB = 8.0
_BELOW_LEVEL_DB = 42.0
_CLEAR_DB = 15.0
"""Speech less than this above the floor: energy tells nothing, the detector's own edges stay."""
_NOISY_PAD = 10
_SILENCE_DB = -90.0
_PAUSE = 20


def refined(pcm: np.ndarray, rough: Sequence[Span]) -> list[Span]:
    """`rough` spans with edges moved to where speech is heard to start and end, parted at silences inside them."""
    bands = _bands(pcm)
    inside = np.zeros(len(bands[0]), dtype=bool)
    for span in rough:
        inside[_hop(span.start) : _hop(span.end) + 1] = True
    result: list[Span] = []
    for span in rough:
        result += _refined_one(bands, inside, _hop(span.start), min(_hop(span.end), len(inside)))
    return [Span(s.start, Seconds(min(s.end, len(pcm) / RATE))) for s in result]


def divided(pcm: np.ndarray, span: Span, too_long: float, length: float) -> list[Span]:
    """`span` parted at its quietest moments into stretches of about `length` seconds when it is `too_long`."""
    if span.length <= too_long:
        return [span]
    heard = _decibels(pcm[int(span.start * RATE) : int(span.end * RATE)])
    smooth = np.convolve(heard, np.ones(5) / 5, mode="same")
    cuts, start = [span.start], 0
    while len(smooth) - start > too_long * 100:
        low, high = start + int(length * 50), start + int(length * 100)
        start = low + int(np.argmin(smooth[low:high]))
        cuts.append(Seconds(span.start + start / 100))
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], span.end], strict=True)]


def _refined_one(bands: list[np.ndarray], inside: np.ndarray, first: int, last: int) -> list[Span]:
    """One span, hops `first` up to `last`."""
    active = np.zeros(len(inside), dtype=bool)
    is_clear = False
    low, high = max(0, first - _OUTWARD - _CLOSURE), min(len(inside), last + _OUTWARD + _CLOSURE)
    for band in bands:
        threshold, clear = _threshold(band, inside, first, last)
        is_clear |= clear
        if clear:
            active[low:high] |= band[low:high] > threshold
    if not is_clear:
        return [_span(max(0, first - _NOISY_PAD), min(len(inside), last + _NOISY_PAD))]
    found = np.flatnonzero(active[first:last]) + first
    if not len(found):
        return []
    begin = _outward(active, int(found[0]), -1) if found[0] <= first + _CLOSURE else int(found[0])
    end = _outward(active, int(found[-1]), 1) if found[-1] >= last - 1 - _CLOSURE else int(found[-1])
    hops = np.flatnonzero(active[begin : end + 1]) + begin
    parts = np.split(hops, np.flatnonzero(np.diff(hops) > _PAUSE) + 1)
    return [_span(int(part[0]), int(part[-1]) + 1) for part in parts]


def _outward(active: np.ndarray, edge: int, step: int) -> int:
    """The last active hop reached from `edge`, over closures, at most `_OUTWARD` away."""
    reached = edge
    for hop in range(edge + step, edge + step * (_OUTWARD + 1), step):
        if not 0 <= hop < len(active) or abs(hop - reached) > _CLOSURE:
            break
        if active[hop]:
            reached = hop
    return reached


def _threshold(band: np.ndarray, inside: np.ndarray, first: int, last: int) -> tuple[float, bool]:
    """The level that parts speech from the noise around it, and whether the two lie far enough apart."""
    near = slice(max(0, first - _REACH), last + _REACH)
    around, quiet = band[near], band[near][~inside[near]]
    floor = float(np.percentile(quiet, 50) if len(quiet) >= 30 else np.percentile(around, 5))
    level = float(np.percentile(band[first:last], 90)) if last > first else floor
    threshold = max(floor + _ABOVE_FLOOR_DB, level - _BELOW_LEVEL_DB, _SILENCE_DB)
    return threshold, level - floor >= _CLEAR_DB


def _bands(pcm: np.ndarray) -> list[np.ndarray]:
    treble = np.diff(pcm, prepend=pcm[:1]) * 0.5
    return [_decibels(pcm), _decibels(treble)]


def _decibels(pcm: np.ndarray) -> np.ndarray:
    """The level of every hop, dB relative to full scale."""
    padded = np.pad(pcm, (0, -len(pcm) % _HOP)).reshape(-1, _HOP)
    return 10 * np.log10(np.einsum("ij,ij->i", padded, padded, dtype=np.float64) / _HOP + 1e-12)


def _hop(moment: float) -> int:
    return round(moment * 100)


def _span(first: int, last: int) -> Span:
    return Span(Seconds(first / 100), Seconds(last / 100))
