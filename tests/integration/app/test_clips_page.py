import base64
import io
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

import studio
from studio.core.settings import shipped
from studio.flows.command_job import RESULT
from studio.jobs import queue, results
from studio.jobs.job import ACTIVE

MAIN = str(Path(studio.__file__).parent / "app" / "main.py")
NIGHT = shipped("campaigns") / "2098-spring-tea" / "sessions" / "opening-night.yaml"


def shown(page):
    """Every text of the page but its HTML."""
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error)
    return [element.value for kind in kinds for element in kind]


def html(page):
    return "".join(element.proto.body for element in page.get("html"))


def test_page_begins_with_what_to_do(open_page):
    page = open_page(locale="en-US")
    assert not page.exception
    assert [title.value for title in page.title] == ["Clips from a live session"]
    assert "Nothing yet. The first clips appear here." in shown(page)
    assert (page.button(key="start").label, page.button(key="start").disabled) == ("Choose the recording first", True)


def test_first_visit_does_not_wait_for_pandas():
    visit = (
        "import sys; from streamlit.testing.v1 import AppTest\n"
        "from studio.core.access import Role, User; from studio.library import accounts\n"
        "accounts.user_of = lambda token: User('wu', '伍建国', Role.ADMINISTRATOR)\n"
        f"page = AppTest.from_file({MAIN!r}, default_timeout=60).run()\n"
        "sys.exit(bool(page.exception) or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", visit], capture_output=True).returncode == 0


def test_only_session_is_chosen_already_and_told_with_its_day(open_page):
    choice = open_page(locale="en-US").selectbox(key="session")
    assert choice.options == ["春茶节开幕直播 · Apr 5, Mon 20:00"]
    assert choice.value == str(NIGHT.resolve())


def test_sessions_of_the_current_folder_come_before_the_sample(open_page, tmp_path, monkeypatch):
    for name, text in (
        ("later.yaml", "title: 夏茶直播\nstarts: 2028-01-01T20:00:00+08:00\n"),
        ("broken.yaml", "a: [\n"),
    ):
        place = tmp_path / "campaigns" / "mine" / "sessions" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    page = open_page(locale="en-US")
    assert not page.exception
    assert [option.split(" · ")[0] for option in page.selectbox(key="session").options] == [
        "夏茶直播",
        "春茶节开幕直播",
        "broken",
    ]
    assert page.button(key="start").disabled


def test_no_session_is_said(open_page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "studio.core.settings.shipped", lambda kind: tmp_path / "none" if kind == "campaigns" else shipped(kind)
    )
    page = open_page(locale="en-US")
    assert [info.value for info in page.info] == ["There is no session here yet. Put one under campaigns/…/sessions/."]
    assert page.button(key="start").disabled


def test_path_that_leads_nowhere_is_said(open_page):
    page = open_page(locale="en-US")
    page.text_input(key="recording_path").input("/no_such/*file*.mp4").run()
    assert [error.value for error in page.error] == [r"There is no file /no\_such/\*file\*\.mp4\."]
    assert page.button(key="start").disabled


def test_start_runs_the_command_and_keeps_its_place_in_the_address(open_page, cut, tmp_path, monkeypatch):
    cut()
    recording = tmp_path / "last night.mp4"
    recording.write_bytes(b"x")
    page = open_page(locale="en-US")
    page.text_input(key="recording_path").input(f'"{recording}"').run()
    page.segmented_control(key="canvas").set_value("16:9").run()
    page.selectbox(key="platform").set_value("douyin").run()
    page.toggle(key="accept_estimated").set_value(True).run()
    page.button(key="start").click().run()
    assert not page.exception
    job = queue.all()[0]
    assert page.query_params["job"] == job.id
    assert job.title == "春茶节开幕直播 · last night.mp4"
    line = job.asked["arguments"]
    look = line[line.index("--look") + 1]
    assert line == [
        "slice", str(recording), "--session", str(NIGHT.resolve()), "--out", RESULT,
        "--canvas", "16:9", "--look", look, "--platform", "douyin", "--accept-estimated",
    ]  # fmt: skip


def test_looks_are_shown_on_the_session_s_own_product(open_page):
    page = open_page(locale="en-US")
    page.button(key="look-paper").click().run()
    assert not page.exception
    assert [page.button(key=f"look-{name}").icon for name in ("festival", "mountain", "paper")] == [
        "",
        "",
        ":material/check_circle:",
    ]
    pictures = re.findall(r'<img class="studio-look upright" src="data:image/jpeg;base64,([^"]+)"', html(page))
    assert len(set(pictures)) == 3
    size = Image.open(io.BytesIO(base64.b64decode(pictures[0]))).size
    assert size == (320, 569)


def test_session_that_cannot_be_read_shows_no_look(open_page, tmp_path, monkeypatch):
    (tmp_path / "campaigns" / "sessions").mkdir(parents=True)
    (tmp_path / "campaigns" / "sessions" / "a.yaml").write_text("title: 坏的\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    page = open_page(locale="en-US")
    page.selectbox(key="session").set_value(str(tmp_path / "campaigns" / "sessions" / "a.yaml")).run()
    assert not page.exception
    assert '<img class="studio-look' not in html(page)


def test_clip_without_captions_says_so(open_page, cut):
    job = cut()
    (results.folder(job) / "honey" / "captions.srt").write_text("", encoding="utf-8")
    page = open_page(locale="en-US", job=job.id)
    assert not page.exception
    assert shown(page).count("This clip has no captions.") == 1


def test_running_job_shows_how_far_it_is_in_any_tab(open_page, cut):
    job = cut("wait", until="listening")
    page = open_page(locale="en-US", job=job.id)
    assert [(bar.value, bar.text) for bar in page.get("progress")] == [(10, "listening · 10%")]
    assert "石门银峰" in shown(page)
    assert not page.exception


def test_stop_ends_the_job_which_can_go_on(open_page, cut):
    job = cut("wait", until="listening")
    open_page(locale="en-US", job=job.id).button(key="cancel").click().run()
    while queue.read(job.id).state in ACTIVE:
        time.sleep(0.05)
    page = open_page(locale="en-US", job=job.id)
    assert page.button(key="again").label == "Go on cutting"
    page.button(key="again").click().run()
    assert queue.read(job.id).state in ACTIVE


def test_finished_job_shows_its_clips(open_page, cut):
    job = cut()
    page = open_page(locale="en-US", job=job.id)
    assert not page.exception
    assert [element.value for element in page.subheader] == ["石门银峰", "壶瓶山蜂蜜", "石门柑橘"]
    for fact in ("¥168.00", "¥88.00", "¥39.80", "1 min 2 s", "180×320", "loudness -16.0"):
        assert f"<span>{fact}</span>" in html(page)
    assert [warning.value for warning in page.warning] == [
        "The captions are estimated from the script. Read them before you publish."
    ]
    assert [info.value for info in page.info] == ["没有打点，剪点是估计的。", "没有画二维码：平台不允许。"]
    assert "<time>0:01</time>一百六十八元" in html(page)
    assert [video.proto.url.partition("/files/")[0] for video in page.get("video")] == ["http://studio.test"] * 3


def test_clips_are_taken_home_by_name(open_page, cut):
    job = cut()
    links = html(open_page(locale="en-US", job=job.id))
    assert links.count("?as=%E7%9F%B3%E9%97%A8%E9%93%B6%E5%B3%B0") == 3


def test_failed_job_says_why_and_can_be_tried_again(open_page, cut):
    job = cut("fail")
    page = open_page(locale="en-US", job=job.id)
    assert [error.value for error in page.error] == ["录像读不出来。  \n请重新拷贝一次。"]
    assert page.button(key="again").label == "Try again"


def test_bug_is_told_without_its_traceback(open_page, cut):
    job = cut("break")
    page = open_page(locale="en-US", job=job.id)
    assert [error.value for error in page.error] == [
        "The cutting broke off unexpectedly. Try again, or show the details to someone who can help."
    ]
    assert page.expander[0].label == "Details"
    assert f"RuntimeError: {results.folder(job)}" in page.expander[0].code[0].value


def test_finished_job_whose_clips_are_gone_is_no_bug(open_page, cut):
    job = cut()
    shutil.rmtree(results.folder(job))
    page = open_page(locale="en-US", job=job.id)
    assert not page.exception
    assert "The clips are no longer there. Cut them again." in shown(page)


def test_earlier_jobs_are_a_tap_away(open_page, cut):
    job = cut()
    page = open_page(locale="en-US")
    page.button(key=f"open-{job.id}").click().run()
    assert page.query_params["job"] == job.id
    page.button(key="another").click().run()
    assert "job" not in page.query_params


@pytest.mark.parametrize("name", ["0" * 16, "../../etc", "x"])
def test_unknown_job_is_told(open_page, name):
    page = open_page(locale="en-US", job=name)
    assert not page.exception
    assert [warning.value for warning in page.warning] == [
        "These clips are not here. Perhaps the address is cut short."
    ]


def test_hostile_names_are_shown_as_text(open_page, cut):
    job = cut()
    manifest = results.folder(job) / "slices.json"
    text = manifest.read_text(encoding="utf-8").replace("石门银峰", "<img src=x onerror=alert(1)>")
    manifest.write_text(text.replace("没有打点", "[点](http://evil.example)"), encoding="utf-8")
    page = open_page(locale="en-US", job=job.id)
    assert page.subheader[0].value == r"\<img src=x onerror=alert\(1\)\>"
    assert "evil" in page.info[0].value
    assert "](" not in page.info[0].value
    assert "<img src=x" not in html(page)


def test_chinese_is_spoken_unless_the_browser_asks_for_english(open_page):
    assert open_page(locale="zh-CN").title[0].value == "直播录像剪成短视频"
    assert open_page(locale="fr").title[0].value == "直播录像剪成短视频"
