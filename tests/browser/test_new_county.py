"""The first evening of a county: an empty studio, its administrator, the sample county, the first livestreamer."""

import re
import time

import pytest

from tests.browser.conftest import WIDTHS

FIRST_LINK = re.compile(r"http://\S+/account/join/\S+")


@pytest.fixture
def studio_address(tmp_path, serving):
    home = {"STUDIO_HOME": str(tmp_path / "新的 数据")}
    with serving(["-m", "studio", "open", "--no-browser", "--port"], tmp_path, home) as address:
        yield address


def first_link(log):
    """The link of the start message, which is printed a moment after the studio answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = FIRST_LINK.search(log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


def join(visit, link, login):
    visit.page.goto(link)
    visit.page.get_by_label("登录名").fill(login)
    visit.page.get_by_label("密码", exact=False).first.fill("春天的茶真好喝啊")
    visit.page.get_by_role("button", name="开始使用").click()
    visit.page.get_by_role("heading", name="今天").wait_for(timeout=60_000)


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_first_start_to_a_livestreamer_on_her_phone(window, studio_address, tmp_path, width):
    chief = window(width)
    join(chief, first_link(tmp_path / "server.log"), "伍建国")
    chief.page.get_by_role("button", name="导入示例县域").wait_for(timeout=60_000)
    chief.settle()
    chief.picture("journey-county-1-new")
    assert chief.flaws() == []
    chief.page.get_by_role("button", name="导入示例县域").click()
    chief.page.get_by_role("heading", name="下一场直播").wait_for(timeout=60_000)
    chief.settle()
    chief.picture("journey-county-2-imported")
    assert chief.flaws() == []

    if width == "phone":
        chief.page.get_by_role("button", name="更多").click()
    chief.page.get_by_role("link", name="人员").locator("visible=true").click()
    chief.page.get_by_role("button", name="邀请新成员").click()
    chief.page.get_by_label("姓名").fill("谭秀英")
    chief.page.get_by_label("姓名").press("Enter")
    chief.page.get_by_label("所属景点").click()
    chief.page.get_by_role("option", name="壶瓶山").click()
    chief.page.keyboard.press("Escape")
    chief.settle()
    chief.picture("journey-county-3-inviting")
    assert chief.flaws() == []
    chief.page.get_by_role("button", name="生成链接").click()
    link = chief.page.locator(".studio-address").text_content(timeout=60_000)
    chief.settle()
    chief.picture("journey-county-4-link")
    assert chief.flaws() == []

    hers = window("phone")
    hers.page.goto(link)
    hers.picture("journey-county-5-invited")
    assert hers.flaws() == []
    join(hers, link, "谭秀英")
    hers.page.goto(f"{studio_address}/account/logout")
    hers.page.get_by_role("button", name="退出登录").click()
    hers.page.get_by_label("登录名").fill("谭秀英")
    hers.page.get_by_label("密码", exact=False).first.fill("春天的茶真好喝啊")
    hers.page.get_by_role("button", name="登录").click()
    hers.page.get_by_role("heading", name="下一场直播").wait_for(timeout=60_000)
    hers.settle()
    hers.picture("journey-county-6-hers")
    assert hers.flaws() == []
    assert hers.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert hers.page.get_by_role("button", name="谭秀英").is_visible()
