"""The journey with nothing pretended: upload, `studio slice`, clips in the browser's own player."""

import shutil

import pytest

from studio.core.settings import shipped

SESSION = """
id: small-night
title: 春茶小场
host: tea-farmer
spot: huping-mountain
starts: 2027-04-05T20:00:00+08:00
segments:
  - id: yinfeng
    kind: product
    product: shimen-yinfeng
    title: 石门银峰
    seconds: 6
    price: "168.00"
    script: 先看石门银峰。
  - id: honey
    kind: product
    product: huping-honey
    title: 壶瓶山蜂蜜
    seconds: 6
    price: "88.00"
    script: 这是壶瓶山蜂蜜。
"""


@pytest.fixture
def studio_address(tmp_path, serving):
    shutil.copytree(shipped("campaigns") / "library", tmp_path / "campaigns" / "library")
    session = tmp_path / "campaigns" / "small" / "sessions" / "night.yaml"
    session.parent.mkdir(parents=True)
    session.write_text(SESSION, encoding="utf-8")
    home = {"STUDIO_HOME": str(tmp_path / "数据 文件夹")}
    with serving(["-m", "studio", "open", "--no-browser", "--port"], tmp_path, home) as address:
        yield address


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_recording_is_cut_by_the_real_command(visit, recording):
    visit.open()
    visit.page.locator(".st-key-step-recording input[type=file]").first.set_input_files(recording)
    visit.page.get_by_text("点这里换一个").wait_for()
    visit.page.locator(".st-key-step-session [role=combobox]").click()
    visit.page.get_by_role("option", name="春茶小场").click()
    visit.page.get_by_role("button", name="开始剪辑").click()
    visit.page.get_by_text("做好了 2 条短视频").wait_for(timeout=240_000)
    visit.page.wait_for_function("document.querySelectorAll('video').length == 2")
    visit.page.wait_for_function("[...document.querySelectorAll('video')].every(v => v.readyState >= 1)")
    visit.page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth)")
    sizes = visit.page.evaluate("[...document.querySelectorAll('video')].map(v => [v.videoWidth, v.videoHeight])")
    assert sizes == [[1080, 1920], [1080, 1920]]
    played = visit.page.evaluate(
        """async () => {
          const video = document.querySelector('video')
          video.muted = true
          video.currentTime = video.duration / 2
          await new Promise(done => video.onseeked = done)
          return video.currentTime / video.duration
        }"""
    )
    assert played == pytest.approx(0.5, abs=0.02)
    visit.picture("real-clips")
    assert visit.english() == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
