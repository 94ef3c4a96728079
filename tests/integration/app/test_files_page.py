"""Recordings and footage: seen by their owner, deleted after a question, refused in words."""

import pytest

from studio.core.access import Role, User
from studio.jobs import queue
from studio.storage import media, uploads

ME = User("me", "田秋香", Role.LIVESTREAMER, frozenset({"huping-mountain"}))
NAME = "昨晚 **直播** <b>.mp4"


@pytest.fixture
def recording(tmp_path):
    file = tmp_path / "a.mp4"
    file.write_bytes(b"x" * 2_500_000)
    return media.keep(file, name=NAME, kind="recording", owner=ME.id, spots=["huping-mountain"])


def texts(shown):
    return [
        element.value for kind in ("markdown", "caption", "info", "warning", "error") for element in shown.get(kind)
    ]


def test_empty_page_says_how_to_begin(open_page):
    assert [one.value for one in open_page("brought.py", ME).info] == ["还没有上传过文件。在“剪辑”页上传录像。"]


def test_file_is_deleted_after_a_question(open_page, recording):
    shown = open_page("brought.py", ME)
    assert any(r"2\.5 MB" in text for text in texts(shown))
    shown.button(key=f"delete-{recording.id}").click().run()
    shown.button(key="delete-not").click().run()
    assert media.find(recording.id)
    shown.button(key=f"delete-{recording.id}").click().run()
    shown.button(key="delete-sure").click().run()
    assert (media.find(recording.id), list(shown.exception)) == (None, [])
    assert [one.value for one in shown.info] == ["还没有上传过文件。在“剪辑”页上传录像。"]


def test_file_that_is_needed_is_told_before_the_question(open_page, recording):
    queue.ask("slice", "开场夜", {"recording": recording.id}, owner=ME.id)
    shown = open_page("brought.py", ME)
    shown.button(key=f"delete-{recording.id}").click().run()
    (error,) = shown.error
    assert "任务“开场夜”要用它" in error.value
    assert [one.key for one in shown.button if one.key == "delete-sure"] == []
    assert media.find(recording.id)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_others_do_not_find_it(open_page, recording, role):
    shown = open_page("brought.py", User("you", "别人", role, frozenset({"huping-mountain"})))
    assert [len(shown.info), len(shown.toggle)] == [1, 0]


def test_administrator_finds_what_everybody_brought(open_page, recording):
    shown = open_page("brought.py")
    assert len(shown.info) == 1
    shown.toggle(key="everybody").set_value(True).run()
    assert [one.key for one in shown.button if one.key == f"delete-{recording.id}"] != []
    name = next(text for text in texts(shown) if "昨晚" in text)
    assert ("\\*\\*直播\\*\\*" in name, "\\<b\\>" in name) == (True, True)


def test_upload_that_broke_off_is_shown_and_given_up_after_a_question(open_page):
    mine = uploads.begin(ME.id, name="昨晚.mp4", suffix=".mp4", kind="recording", size=3_000_000)
    uploads.begin("you", name="别人的.mp4", suffix=".mp4", kind="recording", size=3_000_000)
    with uploads.appending(mine) as part:
        part.write(b"x" * 1_200_000)
    shown = open_page("brought.py", ME)
    assert [text for text in texts(shown) if "断在半路" in text] == [
        "断在半路：已传 1\\.2 MB，共 3\\.0 MB。  \n再选一次同一个文件，就从那里接着传。"
    ]
    shown.button(key=f"give-up-{mine.id}").click().run()
    shown.button(key="give-up-not").click().run()
    assert uploads.taken_bytes(ME.id) == 3_000_000
    shown.button(key=f"give-up-{mine.id}").click().run()
    shown.button(key="give-up-sure").click().run()
    assert (uploads.taken_bytes(ME.id), uploads.find(mine.id), mine.part.exists()) == (0, None, False)
    assert uploads.taken_bytes("you") == 3_000_000
