import pytest

from studio.jobs.command import progress


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"done": 0.4, "step": "render", "segment": "a", "told": "出片"}', (0.4, "render", "a")),
        ('{"done": 1, "step": null, "segment": null}', (1.0, "", None)),
        ('{"done": "much"}', None),
        ('{"step": "render"}', None),
        ("{broken", None),
        ("[1]", None),
        ("磁盘满了。", None),
    ],
)
def test_progress_is_told_from_words(line, found):
    assert progress(line) == found
