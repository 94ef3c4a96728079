"""The spot operator's noon: footage from the phone, a product video, one shot replaced, the office asked."""

import pytest

from studio.core.access import Role
from tests.browser.conftest import WIDTHS
from tests.media import ffmpeg
from tests.scenes import RATE, darker, pan, written

MADE_S = 15
"""The shortest video the page offers."""


@pytest.fixture(scope="session")
def footage(tmp_path_factory):
    """Two files of a phone, 24 s of good shots and a dark one."""
    folder = tmp_path_factory.mktemp("footage")
    files = {}
    for name, pictures in {
        "采茶.mp4": [*pan(21, 4), *pan(22, 4), *pan(23, 3, darker), *pan(24, 4)],
        "茶园.mp4": [*pan(25, 4), *pan(26, 4), *pan(27, 4)],
    }.items():
        silent, files[name] = written(pictures, folder / "silent.mp4", RATE), folder / name
        tone = ["-f", "lavfi", "-i", f"sine=frequency=300:duration={len(pictures) / RATE}"]
        ffmpeg("-i", silent, *tone, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", files[name])
    return list(files.values())


def choose(page, label, name):
    page.get_by_role("combobox", name=label).click()
    page.keyboard.insert_text(name)
    page.get_by_role("option", name=name, exact=True).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_from_footage_to_a_video_that_waits_for_approval(window, footage, width):
    visit = window(width, Role.SPOT_OPERATOR, spots=("huping-mountain", "changti-pass"))
    visit.open("/video")
    visit.picture("journey-video-1-empty")
    page = visit.page
    choose(page, "景点", "壶瓶山")
    choose(page, "产品", "石门银峰")
    page.locator(".st-key-step-footage input[type=file]").set_input_files(footage)
    page.get_by_text("共 2 个视频").wait_for(timeout=60_000)
    page.get_by_role("radio", name=f"{MADE_S} 秒").click()
    visit.settle()
    visit.picture("journey-video-2-asked")
    assert visit.flaws() == []
    page.get_by_role("button", name="开始做短片").click()
    page.get_by_text("做好了 1 条").wait_for(timeout=240_000)
    visit.settle()
    visit.picture("journey-video-3-made")
    assert visit.flaws() == []
    page.get_by_role("button", name="石门银峰").click()
    page.get_by_role("button", name="换一个").nth(1).wait_for(timeout=60_000)
    visit.settle()
    visit.picture("journey-video-4-shots")
    first = page.locator(".st-key-shot-0")
    was = first.locator("img").get_attribute("src", timeout=60_000)
    first.get_by_role("button", name="换一个").click()
    take = page.get_by_role("dialog").get_by_role("button", name="用这个").first
    take.wait_for(timeout=60_000)
    page.get_by_role("dialog").locator("img").first.wait_for(timeout=60_000)
    visit.settle()
    visit.picture("journey-video-5-choice")
    assert visit.flaws() == []
    take.click()
    first.get_by_text("新换的").wait_for(timeout=60_000)
    visit.settle()
    visit.picture("journey-video-6-replaced")
    assert visit.flaws() == []
    assert first.locator("img").get_attribute("src") != was
    page.get_by_role("button", name="重新做", exact=True).click()
    page.get_by_text("做好了 1 条").wait_for(timeout=240_000)
    page.get_by_role("button", name="石门银峰").click()
    page.get_by_role("button", name="请品牌办审").click(timeout=60_000)
    page.get_by_text("待审").first.wait_for(timeout=60_000)
    visit.settle()
    visit.picture("journey-video-7-asked")
    assert visit.flaws() == []

    office = window(width, Role.BRAND_OFFICE)
    office.open("/")
    office.page.locator("[class*='st-key-waiting-']", has_text="石门银峰").first.wait_for(timeout=60_000)
    office.picture("journey-video-8-office")
    assert office.flaws() == []
