import pytest

from studio.core.units import Seconds
from studio.edit.windows import (
    MarkerOfUnknownSegment,
    MarkerOutside,
    MarkersOutOfOrder,
    MarkerWithoutStart,
    marked,
    planned,
)
from studio.media.markers import Kind, Marker
from studio.media.timeline import Span


def markers(*rows):
    return [Marker(Seconds(at), Kind(kind), segment, row=n) for n, (at, kind, segment) in enumerate(rows, 2)]


def windows(*rows, length=100.0):
    return marked(markers(*rows), ["a", "b", "c"], Seconds(length))


def test_missing_end_is_the_next_start_of_any_segment():
    found = windows((10, "start", "a"), (30, "start", "b"))
    assert [w.spans for w in found.values()] == [(Span(10, 30),), (Span(30, 100),)]


def test_end_after_the_next_start_is_believed():
    found = windows((10, "start", "a"), (30, "start", "b"), (35, "end", "a"), (50, "end", "b"))
    assert found["a"].spans == (Span(10, 35),)
    assert found["b"].spans == (Span(30, 50),)


def test_pairs_of_one_segment_make_one_window_of_several_spans():
    found = windows((5, "start", "a"), (10, "end", "a"), (20, "start", "a"), (30, "end", "a"))
    assert found["a"].spans == (Span(5, 10), Span(20, 30))
    assert found["a"].whole == Span(5, 30)


def test_retake_drops_what_was_said_since_the_last_start_or_retake():
    found = windows((5, "start", "a"), (8, "retake", "a"), (12, "retake", "a"), (40, "end", "a"))
    assert found["a"].dropped == (Span(5, 12),)
    again = windows((5, "start", "a"), (20, "end", "a"), (30, "start", "a"), (33, "retake", "a"), (40, "end", "a"))
    assert again["a"].dropped == (Span(30, 33),)


def test_highlights_are_kept_with_their_segment():
    found = windows((5, "start", "a"), (8, "highlight", "a"), (40, "end", "a"), (41, "highlight", "a"))
    assert found["a"].highlights == (8, 41)


@pytest.mark.parametrize(
    ("rows", "error", "row"),
    [
        ([(10, "start", "a"), (9, "start", "b")], MarkersOutOfOrder, 3),
        ([(10, "start", "a"), (100.2, "end", "a")], MarkerOutside, 3),
        ([(-1, "start", "a")], MarkerOutside, 2),
        ([(1, "start", "x")], MarkerOfUnknownSegment, 2),
        ([(1, "end", "a")], MarkerWithoutStart, 2),
        ([(1, "start", "a"), (2, "end", "a"), (3, "end", "a")], MarkerWithoutStart, 4),
        ([(1, "start", "a"), (2, "retake", "b")], MarkerWithoutStart, 3),
    ],
)
def test_wrong_markers_are_named_by_row(rows, error, row):
    with pytest.raises(error) as raised:
        windows(*rows)
    assert raised.value.row == row


def test_segment_of_no_length_has_no_window():
    assert windows((10, "start", "a"), (10, "start", "b"), (20, "end", "b")).keys() == {"b"}


def test_planned_lengths_are_cut_at_the_recording_s_end():
    found = planned({"a": Seconds(30), "b": Seconds(30), "c": Seconds(30)}, Seconds(50))
    assert {name: w.spans for name, w in found.items()} == {"a": (Span(0, 30),), "b": (Span(30, 50),)}
