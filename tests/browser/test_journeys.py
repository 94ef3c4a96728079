"""The livestreamer's and the brand office's evening, with nothing pretended: upload, tap, cut, mend, ask, approve."""

import pytest

from studio.core.access import STUDIO, Role
from studio.plan import store as plan_store
from tests.browser.conftest import HOMES, WIDTHS
from tests.people import at_home, browser_cookie, token_at

SPOTS = ("huping-mountain",)
SEGMENTS = [
    {"id": "tea", "kind": "product", "product": "shimen-yinfeng", "title": "石门银峰", "seconds": "6",
     "price": "168.00", "script": "先看石门银峰。", "spot": "huping-mountain"},
    {"id": "honey", "kind": "product", "product": "huping-honey", "title": "壶瓶山蜂蜜", "seconds": "6",
     "price": "88.00", "script": "这是壶瓶山蜂蜜。", "spot": "huping-mountain"},
]  # fmt: skip


@pytest.fixture(params=WIDTHS)
def people(request, chromium, studio_address):
    """Windows of one width, by role, on one studio; what a person makes is seen by the others."""
    home, contexts = HOMES[studio_address], []

    def window(role, spots=()):
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **WIDTHS[request.param])
        context.add_cookies([browser_cookie(token_at(home, role, spots=spots), studio_address)])
        contexts.append(context)
        return context.new_page()

    yield window, request.param
    for context in contexts:
        context.close()


def session_of(studio_address, name):
    body = {
        "id": name, "title": f"春茶小场 {len(name)}", "host": "tea-farmer", "spot": "huping-mountain",
        "starts": "2027-04-05T20:00:00+08:00", "segments": SEGMENTS,
    }  # fmt: skip
    with at_home(HOMES[studio_address]):
        plan_store.put_session(STUDIO, body)
    return name


def settle(page):
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)


def test_from_a_recording_to_approved_clips(people, studio_address, recording):
    window, width = people
    name, title = (
        session_of(studio_address, f"small-night-{width}"),
        {"desk": "今晚喝好茶", "phone": "明早喝好茶"}[width],
    )
    hers = window(Role.LIVESTREAMER, SPOTS)
    hers.goto(f"{studio_address}/cut?session={name}")
    hers.locator(".st-key-step-recording input[type=file]").first.set_input_files(recording)
    begins = hers.locator("button.begins")
    begins.click(timeout=60_000)
    hers.locator("[data-step='10']").click()
    hers.locator("[data-step='-1']").click()
    begins.click()
    hers.get_by_role("button", name="开始剪辑").click()
    hers.get_by_text("做好了 2 条").wait_for(timeout=240_000)
    hers.get_by_role("button", name="石门银峰").click()
    hers.get_by_label("封面标题").fill(title)
    hers.get_by_label("封面标题").press("Enter")
    hers.get_by_role("button", name="重新做这一条").click()
    hers.get_by_text("做好了 2 条").wait_for(timeout=240_000)
    hers.get_by_role("button", name="2 条一起请审").click()
    hers.get_by_text("待审").first.wait_for()
    settle(hers)

    office = window(Role.BRAND_OFFICE)
    office.goto(studio_address)
    card = office.locator("[class*='st-key-waiting-']", has_text=title)
    card.wait_for(timeout=60_000)
    assert office.evaluate("document.documentElement.scrollWidth") <= office.viewport_size["width"]
    card.get_by_role("button", name="通过").click()
    card.wait_for(state="detached")
    office.locator("[class*='st-key-waiting-']", has_text="壶瓶山蜂蜜").first.get_by_role(
        "button", name="看一看"
    ).click()
    office.get_by_role("button", name="退回").click()
    office.get_by_label("哪里要改？").fill("价格卡挡住了蜂蜜")
    office.get_by_label("哪里要改？").press("Control+Enter")
    office.get_by_role("button", name="附上这句话退回").click()
    office.get_by_text("要改：价格卡挡住了蜂蜜").wait_for()

    hers.goto(studio_address)
    hers.get_by_text("价格卡挡住了蜂蜜").wait_for(timeout=60_000)
    hers.goto(f"{studio_address}/clips")
    hers.get_by_role("button", name=title).click()
    with hers.expect_download() as taken:
        hers.get_by_text("保存视频").click()
    assert taken.value.suggested_filename == f"{title}.mp4"

    other = window(Role.SPOT_OPERATOR, ("jiashan-temple",))
    other.goto(f"{studio_address}/clips")
    other.get_by_text("还没有切片").wait_for(timeout=60_000)
    other.goto(hers.url)
    other.get_by_text("没有切片").first.wait_for(timeout=60_000)
    video = hers.locator("video").first.get_attribute("src")
    assert other.request.get(video).status == 404
