import pytest

from studio.media.captions import spread
from studio.media.timeline import Span


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("采蜜", [(0, 1), (1, 2)]),
        ("蜜。", [(0, 2), (2, 2)]),
        ("“蜜", [(0, 0), (0, 2)]),
        ("，。", [(0, 1), (1, 2)]),
        ("", []),
    ],
)
def test_characters_share_a_span_and_marks_take_no_time(text, times):
    assert [(span.start, span.end) for span in spread(text, Span(0.0, 2.0))] == times
