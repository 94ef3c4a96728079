"""The livestreamer's and the brand office's evening, with nothing pretended: upload, tap, cut, mend, ask, approve."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from studio.core.access import STUDIO, Role
from studio.jobs import queue
from studio.plan import store as plan_store
from tests.browser.conftest import HOMES, WIDTHS
from tests.people import at_home

SPOTS = ("huping-mountain",)
SEGMENTS = [
    {"id": "tea", "kind": "product", "product": "shimen-yinfeng", "title": "石门银峰", "seconds": "6",
     "price": "168.00", "script": "先看石门银峰。", "spot": "huping-mountain"},
    {"id": "honey", "kind": "product", "product": "huping-honey", "title": "壶瓶山蜂蜜", "seconds": "6",
     "price": "88.00", "script": "这是壶瓶山蜂蜜。", "spot": "huping-mountain"},
]  # fmt: skip


SIX = [
    {"id": f"part-{number}", "kind": "product", "product": product, "title": title, "seconds": "3",
     "script": f"这是{title}。"}
    for number, (product, title) in enumerate({
        "shimen-yinfeng": "石门银峰", "dongshan-black-tea": "东山峰红茶", "shimen-orange": "石门柑橘",
        "huping-honey": "壶瓶山蜂蜜", "mengquan-rice": "蒙泉大米", "camellia-oil": "白云山茶油",
    }.items(), 1)
]  # fmt: skip


def session_of(studio_address, name, segments=SEGMENTS):
    body = {
        "id": name, "title": f"春茶小场 {len(name)}", "host": "tea-farmer", "spot": "huping-mountain",
        "starts": "2027-04-05T20:00:00+08:00", "segments": segments,
    }  # fmt: skip
    with at_home(HOMES[studio_address]):
        plan_store.put_session(STUDIO, body)
    return name


@pytest.mark.parametrize("width", WIDTHS)
def test_from_a_recording_to_approved_clips(window, studio_address, recording, width):
    name, title = (
        session_of(studio_address, f"small-night-{width}"),
        {"desk": "今晚喝好茶", "phone": "明早喝好茶"}[width],
    )
    livestreamer = window(width, Role.LIVESTREAMER, spots=SPOTS)
    hers = livestreamer.page
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
    livestreamer.settle()
    livestreamer.picture("journey-evening-1-asked")
    assert livestreamer.flaws() == []

    officer = window(width, Role.BRAND_OFFICE)
    officer.open()
    office = officer.page
    card = office.locator("[class*='st-key-waiting-']", has_text=title)
    card.wait_for(timeout=60_000)
    officer.settle()
    officer.picture("journey-evening-2-waits")
    assert officer.flaws() == []
    first = office.locator("[class*='st-key-approve-']").first.bounding_box()
    assert first["y"] + first["height"] <= office.get_by_test_id("stBottom").bounding_box()["y"], "needs a scroll"
    before = officer.taps()
    card.get_by_role("button", name="通过").click()
    card.wait_for(state="detached")
    assert officer.taps() - before in (1, 2)
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

    other = window(width, Role.SPOT_OPERATOR, spots=("jiashan-temple",)).page
    other.goto(f"{studio_address}/clips")
    other.get_by_text("还没有切片").wait_for(timeout=60_000)
    other.goto(hers.url)
    other.get_by_text("没有切片").first.wait_for(timeout=60_000)
    video = hers.locator("video").first.get_attribute("src")
    assert other.request.get(video).status == 404


def ask_for_six(visit, recording):
    """Tap where each of six products begins, two taps each, and have them cut; each begins 2 s after the one before."""
    name = session_of(visit.address, f"six-{visit.width}", SIX)
    visit.open(f"/cut?session={name}")
    page = visit.page
    page.locator(".st-key-step-recording input[type=file]").first.set_input_files(recording)
    line, begins = page.locator(".line"), page.locator("button.begins")
    begins.wait_for(timeout=60_000)
    card = page.locator(".st-key-step-marks").bounding_box()
    strip = page.locator(".strip-part").bounding_box()
    assert strip["x"] + strip["width"] <= card["x"] + card["width"]
    before, wide = visit.taps(), line.bounding_box()["width"]
    for number, segment in enumerate(SIX):
        begins.get_by_text(segment["title"]).wait_for()
        line.click(position={"x": wide * number / len(SIX) + 2, "y": 30})
        begins.click()
    assert len(SIX) <= visit.taps() - before <= 2 * len(SIX)
    page.locator("button.begins[disabled]").wait_for()
    visit.settle()
    visit.picture("journey-six-1-tapped")
    assert visit.flaws() == []
    page.get_by_role("button", name="开始剪辑").click()


def job_of(visit, name):
    """The job that the address names."""
    with at_home(HOMES[visit.address]):
        return queue.read(parse_qs(urlsplit(visit.page.url).query)[name][0])


def tapped(job):
    return [round(job.asked["starts"][segment["id"]]) for segment in SIX]


@pytest.mark.parametrize("width", ["phone"])
def test_six_products_become_clips_without_markers(window, recording, width):
    visit = window(width, Role.LIVESTREAMER, spots=SPOTS)
    ask_for_six(visit, recording)
    visit.page.get_by_text("做好了 6 条").wait_for(timeout=400_000)
    visit.settle()
    visit.picture("journey-six-2-made")
    assert visit.flaws() == []
    assert tapped(job_of(visit, "job")) == [0, 2, 4, 6, 8, 10]


@pytest.mark.parametrize("width", ["desk"])
def test_cut_of_six_products_reaches_the_worker_and_can_be_stopped(window, recording, width):
    visit = window(width, Role.LIVESTREAMER, spots=SPOTS)
    ask_for_six(visit, recording)
    visit.page.get_by_text(re.compile(r"· \d+%")).wait_for(timeout=120_000)
    visit.page.get_by_role("button", name="停止").click()
    visit.page.get_by_text("已经停下").wait_for(timeout=120_000)
    visit.settle()
    visit.picture("journey-six-2-stopped")
    assert visit.flaws() == []
    assert tapped(job_of(visit, "id")) == [0, 2, 4, 6, 8, 10]
