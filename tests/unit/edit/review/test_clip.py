from datetime import UTC, datetime

import pytest

from studio.edit.review.clip import Facts, KeptClip, State, StepNotOpen, grouped, step_of

NOW = datetime(2027, 4, 6, tzinfo=UTC)


def clip(name, product="tea", state=State.WAITING, **facts):
    return KeptClip(
        name, "slice", "job", "night", name, product, name, "tan", frozenset(), frozenset(), state, "", {},
        Facts(**facts), {}, {}, 1, NOW, NOW,
    )  # fmt: skip


def test_clips_with_the_same_facts_stand_together_and_exceptions_alone_and_first():
    clips = [
        clip("a", price="168.00"), clip("b", price="168.00"), clip("c", price="158.00"),
        clip("d", exceptions=("no licence",)), clip("e", exceptions=("no licence",)),
        clip("f", "honey", price="168.00"),
    ]  # fmt: skip
    assert [tuple(c.id for c in group.clips) for group in grouped(clips)] == [
        ("d",), ("e",), ("a", "b"), ("c",), ("f",)]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "deed"),
    [(State.DRAFT, "approved"), (State.APPROVED, "approved"), (State.WAITING, "asked"), (State.APPROVED, "asked"),
     (State.DRAFT, "returned"), (State.RETURNED, "reopened")],
)  # fmt: skip
def test_a_step_that_does_not_lead_on_is_refused(before, deed):
    with pytest.raises(StepNotOpen):
        step_of(clip("a", state=before), deed)
