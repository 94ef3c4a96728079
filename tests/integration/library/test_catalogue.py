from pathlib import Path
from shutil import copytree

import pytest

from studio.library.brands import Brand
from studio.library.catalogue import Library, NoLibrary, NotALibrary, find_library, load_library, mark_file, names
from studio.library.faults import FilesNotRight

SAMPLE = Path(__file__).parents[3] / "campaigns" / "library"


def shelve(folder, **shelves):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in shelves.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_library_may_lack_what_is_optional(tmp_path):
    library = load_library(shelve(tmp_path, products="- {id: tea, name: 茶, kind: goods}\n", spots="", hosts="# 空\n"))
    assert (list(library.products), library.spots, library.brands, library.hosts) == (["tea"], {}, {}, {})
    assert library.products["tea"].price is None


def test_every_fault_of_every_file_is_told(tmp_path):
    folder = shelve(
        tmp_path, products="- id: a\n  name: a\n  kind: tea\n", spots="- name: b\n", hosts="id: c\n", brands="a:\n\tb"
    )
    with pytest.raises(FilesNotRight) as caught:
        load_library(folder)
    found = [(Path(problem.file).stem, problem.line) for problem in caught.value.problems]
    assert found == [("products", 3), ("spots", 1), ("brands", 2), ("hosts", 1)]


def test_id_used_twice_is_refused_with_both_lines(tmp_path):
    folder = shelve(tmp_path, spots="- {id: a, name: 一}\n- {id: a, name: 二}\n")
    with pytest.raises(FilesNotRight) as caught:
        load_library(folder)
    (problem,) = caught.value.problems
    assert (problem.line, dict(problem.what.facts)) == (2, {"id": "a", "line": 1})


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_folder_without_the_files_is_no_library(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotALibrary):
        load_library(tmp_path / name)
    with pytest.raises(NotALibrary):
        find_library(tmp_path / "s.yaml", tmp_path / name)


def test_library_above_the_session_comes_before_the_one_here(tmp_path, monkeypatch):
    above, here = tmp_path / "county" / "campaigns" / "library", tmp_path / "here" / "campaigns" / "library"
    copytree(SAMPLE, above)
    copytree(SAMPLE, here)
    monkeypatch.chdir(tmp_path / "here")
    assert find_library(tmp_path / "county" / "deep" / "er" / "s.yaml") == above
    assert find_library(tmp_path / "other" / "s.yaml") == Path("campaigns/library")
    assert find_library(tmp_path / "other" / "s.yaml", above) == above


def test_session_without_any_library_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoLibrary):
        find_library(tmp_path / "s.yaml")


def test_names_are_each_told_once():
    found = names(load_library(SAMPLE))
    assert len(found) == len(set(found))
    assert {"石门银峰", "壶瓶山", "田秋香", "2098·石门味道", "壶瓶山镇"} <= set(found)


def test_picture_of_a_mark_is_found_in_the_library_only(tmp_path):
    folder = shelve(tmp_path / "library", brands="")
    (folder / "tea.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    library = Library(folder)

    def found(written):
        return mark_file(library, Brand("a", "a", "child", mark=written))

    assert found("tea.png") == (folder / "tea.png").resolve()
    assert found("../secret.png") is None
    assert found(str(tmp_path / "secret.png")) is None
    assert found(None) is None
