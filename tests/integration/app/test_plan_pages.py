"""Sessions and campaigns: read, written, saved as one, taken away and brought back."""

import pytest

from studio.core.access import STUDIO, Role
from studio.library import store as library_store
from studio.plan import store
from tests.county import HOST, TEMPLE, TRAINEE

NIGHT, SPRING = "opening-night", "2098-spring-tea"
pytestmark = pytest.mark.usefixtures("county")


def html(page):
    return "".join(element.proto.body for element in page.get("html"))


def keys(page):
    return {button.key for button in page.button}


def write(open_page, page="sessions.py", id=NIGHT, **more):
    return open_page(page, write=id, **more)


def field(page, kind, name, segment="", id=NIGHT):
    found = [one for one in getattr(page, kind) if one.key.startswith(f"draft-{id}-")]
    return next(one for one in found if one.key.endswith(f"-{segment}-{name}"))


def written_in(page):
    """The id of what the form at this address writes."""
    found = page.query_params["write"]
    return found if isinstance(found, str) else found[0]


def body_now(id=NIGHT):
    return dict(store.session(STUDIO, id).body)


def change_elsewhere(**values):
    now = store.session(STUDIO, NIGHT)
    store.put_session(STUDIO, {**now.body, **values}, now.version)


def test_run_of_show_tells_times_prices_and_words(open_page):
    page = open_page("sessions.py", id=NIGHT)
    assert not page.exception
    for said in (
        "<time>20:00</time>",
        "<time>20:00:20</time>",
        "¥68.00",
        "日常价 ¥98.00",
        "海拔八百米",
        "先看这一盒石门银峰。",
    ):
        assert said in html(page)


def test_problem_of_the_day_stands_in_its_segment(open_page):
    honey = library_store.entry(STUDIO, "products", "huping-honey")
    library_store.put(STUDIO, "products", {**honey.body, "stock": "0"}, honey.version)
    page = open_page("sessions.py", id=NIGHT)
    assert [error.value for error in page.error] == ["壶瓶山蜂蜜没有库存了。"]
    assert [warning.value for warning in page.warning] == ["有 1 个环节开播前要处理。"]


def test_words_of_people_are_shown_as_text(open_page):
    change_elsewhere(title="<script>alert(1)</script> [a](http://evil.example)")
    segments = body_now()["segments"]
    segments[0] |= {"script": "<img src=x onerror=alert(1)>", "title": "<b>x</b>"}
    change_elsewhere(segments=segments)
    for page in (open_page("sessions.py"), open_page("sessions.py", id=NIGHT), open_page("sessions.py", write=NIGHT)):
        assert not page.exception
        assert "<img src=x" not in html(page)
        assert "<b>x</b>" not in html(page)
        assert not any("](http" in text.value for text in (*page.title, *page.markdown))


def test_change_is_saved_as_one_body_and_nothing_else_changes(open_page):
    before = body_now()
    page = write(open_page)
    field(page, "text_input", "title").input("采茶之夜").run()
    page.button(key="open-honey").click().run()
    field(page, "number_input", "price", "honey").set_value(79.9).run()
    page.button(key="up-honey").click().run()
    page.button(key="out-orange").click().run()
    page.button(key="save").click().run()
    assert not page.exception
    after = body_now()
    segments = {segment["id"]: segment for segment in before["segments"] if segment["id"] != "orange"}
    segments["honey"] = {**segments["honey"], "price": "79.90"}
    order = [segment["id"] for segment in after["segments"]]
    assert order[:3] == ["opening", "honey", "yinfeng"]
    assert {segment["id"]: segment for segment in after["segments"]} == segments
    assert {**after, "segments": 0} == {**before, "title": "采茶之夜", "segments": 0}


def test_segment_taken_out_comes_back(open_page):
    page = write(open_page)
    page.button(key="out-orange").click().run()
    page.button(key="back-orange").click().run()
    page.button(key="save").click().run()
    assert "orange" in [segment["id"] for segment in body_now()["segments"]]


def test_added_product_takes_what_the_library_knows(open_page):
    page = write(open_page)
    page.button(key="add-product").click().run()
    new = next(key for key in keys(page) if key.startswith("open-product-")).removeprefix("open-")
    page.button(key="save").click().run()
    assert "环节 6" in page.error[0].value
    field(page, "selectbox", "product", new).set_value("dongshan-black-tea").run()
    page.button(key="save").click().run()
    assert not page.exception
    product = library_store.entry(STUDIO, "products", "dongshan-black-tea").body
    added = body_now()["segments"][-2]
    assert (added["title"], added["price"]) == (product["name"], product["price"])


def test_what_is_wrong_is_said_in_the_form_s_words_and_typed_text_stays(open_page):
    page = write(open_page)
    page.button(key="open-yinfeng").click().run()
    field(page, "text_input", "link", "yinfeng").input("shop").run()
    field(page, "number_input", "seconds", "yinfeng").set_value(None).run()
    page.button(key="save").click().run()
    told = page.error[0].value
    assert "石门银峰" in told
    assert "购买网址" in told
    assert "计划时长" in told
    assert field(page, "text_input", "link", "yinfeng").value == "shop"


def test_who_saves_second_keeps_their_text_and_chooses(open_page):
    page = write(open_page)
    field(page, "text_input", "title").input("我的题目").run()
    change_elsewhere(title="别人的题目")
    page.button(key="save").click().run()
    assert body_now()["title"] == "别人的题目"
    assert field(page, "text_input", "title").value == "我的题目"
    page.button(key="mine").click().run()
    assert body_now()["title"] == "我的题目"


def test_who_saves_second_can_take_what_is_there(open_page):
    page = write(open_page)
    field(page, "text_input", "title").input("我的题目").run()
    change_elsewhere(title="别人的题目")
    page.button(key="save").click().run()
    page.button(key="theirs").click().run()
    assert field(page, "text_input", "title").value == "别人的题目"


def test_new_session_is_written_from_blank(open_page):
    page = open_page("sessions.py", HOST)
    page.button(key="new").click().run()
    id = written_in(page)
    page.button(key="save").click().run()
    assert "主播" in page.error[0].value
    field(page, "text_input", "title", id=id).input("清明采茶").run()
    field(page, "selectbox", "host", id=id).set_value("tea-farmer").run()
    page.button(key="save").click().run()
    assert not page.exception
    saved = body_now(id)
    assert (saved["title"], saved["spot"], saved["starts"][11:]) == ("清明采茶", "huping-mountain", "20:00:00+08:00")


def test_copy_is_kept_only_once_it_is_saved(open_page):
    page = open_page("sessions.py", id=NIGHT)
    page.button(key="copy").click().run()
    id = written_in(page)
    assert [one.id for one in store.sessions(STUDIO)] == [NIGHT]
    page.button(key="save").click().run()
    assert body_now(id)["segments"] == body_now()["segments"]


@pytest.mark.parametrize(
    ("page", "id", "kind"), [("sessions.py", NIGHT, "session"), ("campaigns.py", SPRING, "campaign")]
)
def test_removed_is_undone(open_page, page, id, kind):
    shown = open_page(page, id=id)
    shown.button(key="remove").click().run()
    assert not shown.exception
    assert [one.id for one in store.removed(STUDIO, kind)] == [id]
    shown.button(key="undo-remove").click().run()
    assert not shown.exception
    assert store.removed(STUDIO, kind) == []


def test_who_may_not_plan_is_offered_nothing_to_change(open_page):
    assert "new" not in keys(open_page("sessions.py", TRAINEE))
    assert not keys(open_page("campaigns.py", TEMPLE)) & {"remove"}
    assert "new" in keys(open_page("sessions.py", TEMPLE))
    assert {"change", "remove"} <= keys(open_page("sessions.py", HOST, id=NIGHT))


def test_campaign_tells_its_state_and_is_changed(open_page):
    page = open_page("campaigns.py", id=SPRING)
    assert not page.exception
    assert "¥120000.00" in html(page)
    assert f"session-{NIGHT}" not in keys(page)
    assert f"open-{NIGHT}" in keys(page)
    page = write(open_page, "campaigns.py", SPRING)
    field(page, "number_input", "budget", id=SPRING).set_value(90000.0).run()
    field(page, "multiselect", "channels", id=SPRING).set_value(["抖音"]).run()
    page.button(key="save").click().run()
    assert not page.exception
    saved = store.campaign(STUDIO, SPRING).body
    assert (saved["budget"], saved["channels"]) == ("90000.00", ["抖音"])


def test_new_campaign_needs_its_days(open_page):
    page = open_page("campaigns.py")
    page.button(key="new").click().run()
    page.button(key="save").click().run()
    told = page.error[0].value
    assert all(word in told for word in ("名称", "从哪天起", "到哪天止"))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.BRAND_OFFICE])
def test_empty_lists_say_how_to_begin(open_page, role):
    store.remove(STUDIO, "session", NIGHT, store.session(STUDIO, NIGHT).version)
    store.remove(STUDIO, "campaign", SPRING, store.campaign(STUDIO, SPRING).version)
    assert open_page("sessions.py").info[0].value.startswith("还没有场次")
    assert open_page("campaigns.py").info[0].value.startswith("还没有营销活动")
