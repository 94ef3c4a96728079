"""Which frame becomes the cover: sharp, well lit, with the host's face. Pure."""

from collections.abc import Sequence

from studio.core.units import Seconds
from studio.media.frames.glimpses import Glimpse
from studio.media.timeline import Span

_FROM_CUT = 0.12
"""Seconds beside a cut in which no cover is taken: pictures there blink and blend."""
_GOOD_LUMA = (75.0, 185.0)


def choose(glimpses: Sequence[Glimpse], keeps: Sequence[Span]) -> Seconds:
    """The moment of the recording that makes the best cover of a clip of `keeps`.

    Without a glimpse inside them it is the middle of the longest.
    """
    inside = [g for g in glimpses if any(k.start + _FROM_CUT <= g.moment <= k.end - _FROM_CUT for k in keeps)]
    if not inside:
        longest = max(keeps, key=lambda keep: keep.length)
        return Seconds((longest.start + longest.end) / 2)
    sharpest = max(glimpse.sharpness for glimpse in inside) or 1.0
    return max(inside, key=lambda glimpse: _worth(glimpse, sharpest)).moment


def _worth(glimpse: Glimpse, sharpest: float) -> float:
    sharp = (glimpse.sharpness / sharpest) ** 0.5
    face = max((face.score for face in glimpse.faces), default=0.0)
    return sharp + 0.8 * face - _badly_lit(glimpse.luma)


def _badly_lit(luma: float) -> float:
    """How far the light is from good, 0 to about 2."""
    dark, bright = _GOOD_LUMA
    return max(0.0, dark - luma, luma - bright) / 40
