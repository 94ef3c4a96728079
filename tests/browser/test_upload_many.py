import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def studio_address(tmp_path, serving):
    program = [str(HERE / "serve_page.py"), str(HERE / "page_of_footage.py")]
    with serving(program, tmp_path, {"STUDIO_HOME": str(tmp_path / "home")}) as address:
        yield address


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_several_files_come_one_after_another_and_a_bad_one_stops_none(visit, recording, large, tmp_path):
    fake = tmp_path / "假的.mp4"
    fake.write_text("no video")
    tea = shutil.copy(recording, tmp_path / "茶山.mp4")
    visit.open()
    visit.page.locator("input[type=file]").set_input_files([large, fake, tea])
    visit.page.get_by_text("昨晚的大录像.mp4").first.wait_for()
    visit.page.get_by_role("button", name="再画一遍").click()  # the page is drawn again while a file is on its way
    visit.page.get_by_text("昨晚的大录像.mp4 · 茶山.mp4").wait_for(timeout=60_000)
    visit.page.get_by_text("假的.mp4 不是视频").wait_for()
    visit.page.get_by_text("点这里选素材").wait_for()
    visit.picture("upload-many")
    expected = ("415", "404")  # the file that is no video; a page of the tests' own has no scripts beside it
    visit.complaints = [told for told in visit.complaints if not any(status in told for status in expected)]
