import pytest


def choose(visit, recording):
    """Bring the recording through the component, as a person would."""
    with visit.page.expect_response(lambda answer: answer.headers.get("studio-medium")) as sent:
        visit.page.locator(".st-key-step-recording input[type=file]").first.set_input_files(recording)
    visit.page.get_by_text("点这里换一个").wait_for()
    return sent.value


def start(visit):
    visit.page.get_by_role("button", name="开始剪辑").click()
    visit.page.wait_for_url("**/?job=*")


def is_wide_enough(visit):
    width = visit.page.viewport_size["width"]
    return visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_first_page_is_chinese_fits_and_can_be_tapped(visit):
    visit.open()
    visit.page.get_by_text("点这里选录像").wait_for()
    visit.picture("begin")
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert visit.english() == []
    assert visit.low_taps() == []
    assert is_wide_enough(visit)
    assert visit.page.get_by_role("button", name="请先选录像").is_disabled()


def test_recording_becomes_clips(visit, recording):
    visit.open()
    assert choose(visit, recording).status == 204
    visit.picture("chosen")
    start(visit)
    visit.page.get_by_text("做好了 3 条短视频").wait_for(timeout=60_000)
    visit.settle()
    visit.page.wait_for_function("[...document.querySelectorAll('video')].every(v => v.readyState >= 1)")
    visit.page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth)")
    visit.picture("clips")
    assert visit.page.locator("video").count() == 3
    assert visit.english() == []
    assert visit.low_taps() == []
    assert is_wide_enough(visit)
    with visit.page.expect_download() as taken:
        visit.page.get_by_text("保存视频").first.click()
    assert taken.value.suggested_filename == "石门银峰.mp4"


def test_upload_and_place_survive_a_reload(visit, recording):
    visit.open()
    choose(visit, recording)
    visit.page.reload()
    visit.page.get_by_text("点这里换一个").wait_for()
    start(visit)
    visit.page.get_by_text("做好了 3 条短视频").wait_for(timeout=60_000)
    visit.page.reload()
    visit.page.get_by_text("做好了 3 条短视频").wait_for(timeout=60_000)


def test_file_that_is_no_video_is_refused_in_plain_words(visit, tmp_path):
    fake = tmp_path / "假的.mp4"
    fake.write_text("no video")
    visit.open()
    with visit.page.expect_response(lambda answer: answer.status == 415):
        visit.page.locator(".st-key-step-recording input[type=file]").first.set_input_files(fake)
    visit.page.get_by_text("假的.mp4 不是视频").wait_for()
    visit.picture("refused")
    visit.complaints = [told for told in visit.complaints if "415" not in told]
    assert visit.page.get_by_role("button", name="请先选录像").is_disabled()


@pytest.mark.parametrize("pretend", ["fail"])
def test_failed_cut_says_why(visit, recording):
    visit.open()
    choose(visit, recording)
    start(visit)
    visit.page.get_by_text("录像读不出来").wait_for(timeout=60_000)
    visit.settle()
    visit.picture("failed")
    assert visit.english() == []
    assert visit.low_taps() == []


@pytest.mark.parametrize("pretend", ["wait"])
def test_running_cut_is_seen_from_another_tab_and_stopped(visit, recording):
    visit.open()
    choose(visit, recording)
    start(visit)
    visit.page.get_by_text("10%").wait_for(timeout=60_000)
    visit.picture("running")
    assert visit.english() == []
    assert visit.low_taps() == []
    other = visit.page.context.new_page()
    other.goto(visit.page.url)
    other.get_by_role("button", name="停止").click()
    for page in (visit.page, other):
        page.get_by_text("剪辑停下了").wait_for(timeout=60_000)
    visit.settle()
    visit.picture("stopped")


def test_unknown_address_leads_back(visit):
    visit.open("/?job=" + "0" * 16)
    visit.page.get_by_text("这里没有这些短视频").wait_for()
    assert visit.english() == []
    visit.page.get_by_role("button", name="再剪一场").click()
    visit.page.get_by_text("点这里选录像").wait_for()
