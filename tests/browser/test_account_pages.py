"""The pages before the login, and the way through them on a phone and at a desk."""

import pytest

from studio.core.access import Role
from studio.library import invites
from tests.people import at_home, person


@pytest.fixture
def role():
    return None


@pytest.fixture
def link(studio_address, homes):
    with at_home(homes[studio_address]):
        return f"/account/join/{invites.invite(person(), Role.LIVESTREAMER, '谭秀英', (), ())}"


def open_plain(visit, path):
    visit.page.goto(visit.address + path)
    visit.page.wait_for_selector("h1")


def is_well_made(visit, name):
    visit.picture(name)
    assert visit.flaws() == []
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"


def test_invited_person_joins_works_and_leaves(visit, link):
    open_plain(visit, link)
    is_well_made(visit, "join")
    visit.page.get_by_label("登录名").fill(f"tan-{visit.width}")
    visit.page.get_by_label("密码", exact=False).first.fill("three words mine")
    visit.page.get_by_text("显示密码").click()
    assert visit.page.locator("[name=password]").get_attribute("type") == "text"
    visit.page.get_by_role("button", name="开始使用").click()
    visit.page.get_by_role("heading", name="今天").wait_for(timeout=60_000)
    visit.settle()
    visit.page.get_by_role("button", name="谭秀英").click()
    visit.page.get_by_text("修改密码").wait_for()
    visit.picture("person")
    assert visit.low_taps() == []
    visit.page.get_by_text("修改密码").click()
    visit.page.wait_for_url("**/account/password")
    is_well_made(visit, "password")
    open_plain(visit, "/account/logout")
    is_well_made(visit, "logout")
    visit.page.get_by_role("button", name="退出登录").click()
    visit.page.wait_for_url("**/account/login")
    is_well_made(visit, "login")


def test_stranger_is_shown_the_login_and_then_the_page_asked_for(visit, link):
    open_plain(visit, "/?job=" + "0" * 16)
    assert "/account/login?next=" in visit.page.url
    visit.page.get_by_label("登录名").fill("tan")
    visit.page.get_by_label("密码", exact=False).first.fill("wrong")
    visit.page.get_by_role("button", name="登录").click()
    visit.page.get_by_text("登录名或密码不对").wait_for()
    is_well_made(visit, "login-wrong")
    visit.complaints = [told for told in visit.complaints if "401" not in told]


def test_link_that_was_used_says_so(visit):
    open_plain(visit, "/account/join/used")
    is_well_made(visit, "join-ended")
    visit.complaints = [told for told in visit.complaints if "410" not in told]


class TestDemonstration:
    @pytest.fixture
    def studio_address(self, tmp_path, serving):
        program = ["-m", "studio", "open", "--demo", "--no-browser", "--port"]
        with serving(program, tmp_path, {"STUDIO_HOME": str(tmp_path / "示例 数据")}) as address:
            yield address

    def test_one_tap_lets_in(self, visit):
        open_plain(visit, "/")
        visit.page.get_by_text("这是演示").wait_for()
        is_well_made(visit, "demonstration")
        visit.page.get_by_role("button", name="田秋香").click()
        visit.page.get_by_role("heading", name="今天").wait_for(timeout=60_000)
        assert visit.page.get_by_role("button", name="田秋香").is_visible()
