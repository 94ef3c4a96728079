import json
from types import SimpleNamespace

import pytest

from studio.edit import shotlist
from studio.edit.montage import Shot
from studio.media.timeline import Span


@pytest.fixture
def footage(tmp_path):
    return [SimpleNamespace(path=tmp_path / name, length=20.0) for name in ("茶园 早上.mp4", "b.mp4")]


def written(path, *rows):
    path.write_text(json.dumps([dict(zip(("file", "in", "out"), row, strict=True)) for row in rows]), "utf-8")
    return path


def test_shots_are_read_by_path_or_name_in_their_order(footage, tmp_path):
    path = written(tmp_path / "shots.json", ("b.mp4", 3, 5.5), (str(footage[0].path), 0, 20.05))
    assert shotlist.read(path, footage) == (Shot(1, Span(3, 5.5)), Shot(0, Span(0, 20.05)))


@pytest.mark.parametrize("row", [("c.mp4", 0, 1), ("b.mp4", 5, 5), ("b.mp4", 19, 21), ("b.mp4", -1, 2)])
def test_a_shot_that_is_not_there_is_refused(row, footage, tmp_path):
    with pytest.raises(shotlist.ShotsNotRight):
        shotlist.read(written(tmp_path / "shots.json", row), footage)


def test_no_shots_and_no_file_are_refused(footage, tmp_path):
    for path in (written(tmp_path / "shots.json"), tmp_path / "none.json"):
        with pytest.raises(shotlist.ShotsNotRight):
            shotlist.read(path, footage)
