"""The library, people and settings pages by role, empty and full, and what is done there."""

import pytest

from studio.core.access import Deed, Role, may
from studio.flows.runners import RUNNERS
from studio.flows.sample import import_sample
from studio.jobs import queue
from studio.jobs.job import State
from studio.library import accounts, invites, store
from studio.storage import media
from tests.inprocess import working
from tests.people import person

PAGES = {"library.py": Deed.SEE, "people.py": Deed.INVITE, "settings.py": Deed.SEE}


def shown(page):
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error, page.success)
    return "\n".join(element.value for kind in kinds for element in kind)


def html(page):
    return "".join(element.proto.body for element in page.get("html"))


@pytest.fixture
def chief():
    return person()


@pytest.fixture
def full(chief):
    import_sample(chief)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("filled", [False, True])
def test_pages_open_for_who_may_and_for_nobody_else(open_page, chief, role, filled):
    if filled:
        import_sample(chief)
    user = person(role, spots=["huping-mountain"])
    for file, deed in PAGES.items():
        page = open_page(user=user)
        if may(user, deed):
            assert not page.switch_page(file).run().exception, file
        else:
            with pytest.raises(ValueError, match=file):
                page.switch_page(file)


def test_empty_library_says_how_to_begin(open_page, chief):
    page = open_page(user=chief).switch_page("library.py").run()
    assert [info.value for info in page.info] == ["这里还是空的。写第一条，或在下面导入 Excel 表。"]


def sent(open_page, user, path):
    """The library as `user` sees it once a file of spots has arrived, two of its four rows right."""
    path.write_text("- {id: a, name: 甲}\n- {id: b}\n- 5\n- {id: c, name: 丙, shoe: 1}\n", encoding="utf-8")
    file = media.keep(path, name="spots 景点.yaml", kind="table", owner=user.id)
    page = open_page(user=user).switch_page("library.py").run()
    page.session_state["library-sent"] = file.id
    return page.run()


def outcome(page):
    """The counts an import tells, and by their lines the rows it has something to say of."""
    told = [one.value.split("\n")[0].rstrip().partition(r"spots 景点\.yaml\:") for one in page.warning]
    return {one.label: one.value for one in page.metric}, [row for _, file, row in told if file]


def test_imported_file_is_seen_to_its_end_here_and_among_the_jobs(open_page, chief, tmp_path):
    page = sent(open_page, chief, tmp_path / "5f3a.yaml")
    assert not page.exception
    assert [(bar.text, bar.value) for bar in page.get("progress")] == [("在排队", 0)]
    with working(RUNNERS):
        while queue.all()[0].state is not State.DONE:
            page.run()
    page.run()
    job = queue.all()[0]
    among_jobs = open_page("jobs.py", chief, id=job.id)
    assert [not one.exception for one in (page, among_jobs)] == [True, True]
    assert outcome(page) == outcome(among_jobs)
    assert outcome(page) == (
        {"新增": "2", "有改动": "0", "没变": "0", "没收下": "2"},
        ["2：缺少“name”。", "3：“这一条”下面要分项写。", "4：这里没有“shoe”这一项。"],
    )


def test_import_that_was_stopped_says_that_nothing_changed_and_begins_anew(open_page, chief, tmp_path):
    page = sent(open_page, chief, tmp_path / "5f3a.yaml")
    page.button(key="cancel").click().run()
    page.run()
    assert [warning.value for warning in page.warning] == ["已经停下，什么都没改。"]
    page.button(key="again").click().run()
    assert queue.all()[0].state is State.WAITING


def test_who_may_not_write_the_library_asks_for_no_import(open_page, chief, tmp_path):
    page = sent(open_page, person(Role.LIVESTREAMER), tmp_path / "5f3a.yaml")
    assert ["改资源库" in error.value for error in page.error] == [True]
    assert queue.all() == []


def test_search_finds_by_name_and_batch(open_page, chief, full):
    page = open_page(user=chief).switch_page("library.py").run()
    page.text_input(key="search-products").set_value("cloud 012").run()
    assert [button.key for button in page.button if button.key.startswith("open-")] == []
    page.text_input(key="search-products").set_value("银峰 012").run()
    assert [button.key for button in page.button if button.key.startswith("open-")] == ["open-shimen-yinfeng"]


def test_many_products_are_a_table_too(open_page, chief, full):
    first = store.entry(chief, "products", "shimen-yinfeng").body
    for number in range(20):
        store.put(chief, "products", {**first, "id": f"tea-{number}", "name": f"茶{number}", "stock": "0"})
    page = open_page(user=chief).switch_page("library.py").run()
    assert [button.key for button in page.button if button.key.startswith("open-")]
    page.segmented_control(key="view").set_value("table").run()
    rows = page.dataframe[0].value
    assert rows.shape == (len(store.entries(chief, "products")), 6)
    assert [button.key for button in page.button if button.key.startswith("open-")] == []
    found = {row["名称"]: row for row in rows.to_dict("records")}
    assert (found["石门银峰"]["今天"], found["石门银峰"]["日常价（元）"]) == ("✓ 可以卖，可以展示", 168.0)
    assert (found["茶7"]["今天"], found["茶7"]["库存"]) == ("✗ 今天不能卖", 0)


def entry(open_page, user, shelf, id):
    page = open_page(user=user)
    page.switch_page("library.py")
    page.query_params.update({"shelf": shelf, "id": id})
    return page.run()


def test_recalled_product_is_not_to_be_sold_or_shown(open_page, chief, full):
    old = store.entry(chief, "products", "shimen-yinfeng")
    store.put(chief, "products", {**old.body, "batch": {**old.body["batch"], "recalled": "yes"}}, old.version)
    page = entry(open_page, chief, "products", "shimen-yinfeng")
    assert "不能卖，也不能展示" in shown(page)
    assert "召回" in shown(page)


def test_product_is_changed_and_the_rest_stays_as_written(open_page, chief, full):
    before = dict(store.entry(chief, "products", "shimen-yinfeng").body)
    page = entry(open_page, chief, "products", "shimen-yinfeng")
    page.button(key="edit").click().run()
    page.text_input(key="products-shimen-yinfeng-price").set_value("158.00")
    page.text_area(key="products-shimen-yinfeng-points").set_value("新茶\n\n 高山 ")
    page.button(key="save").click().run()
    assert not page.exception
    after = dict(store.entry(chief, "products", "shimen-yinfeng").body)
    assert after == {**before, "price": "158.00", "points": ["新茶", "高山"]}


def test_wrong_price_is_told_by_the_form_s_own_label_and_nothing_is_saved(open_page, chief, full):
    page = entry(open_page, chief, "products", "shimen-yinfeng")
    page.button(key="edit").click().run()
    page.text_input(key="products-shimen-yinfeng-price").set_value("很便宜")
    page.button(key="save").click().run()
    assert "日常价（元）" in page.error[0].value
    assert "price" not in page.error[0].value
    assert store.entry(chief, "products", "shimen-yinfeng").body["price"] == "168.00"


def test_who_saves_later_overwrites_nothing(open_page, chief, full):
    page = entry(open_page, chief, "products", "shimen-yinfeng")
    page.button(key="edit").click().run()
    old = store.entry(chief, "products", "shimen-yinfeng")
    store.put(chief, "products", {**old.body, "stock": "7"}, old.version)
    page.text_input(key="products-shimen-yinfeng-price").set_value("1.00").run()
    page.button(key="save").click().run()
    assert len(page.error) == 1
    assert page.text_input(key="products-shimen-yinfeng-price").value == "1.00"
    now = store.entry(chief, "products", "shimen-yinfeng").body
    assert (now["stock"], now["price"]) == ("7", "168.00")


def test_licence_is_suspended_and_the_mark_goes(open_page, chief, full):
    page = entry(open_page, chief, "brands", "cloud-tea")
    page.button(key="edit").click().run()
    page.selectbox(key="brands-cloud-tea-licence-0-status").set_value("suspended")
    page.button(key="save").click().run()
    assert not page.exception
    assert store.entry(chief, "brands", "cloud-tea").body["licences"][0]["status"] == "suspended"
    assert "不能带标志" in shown(entry(open_page, chief, "products", "shimen-yinfeng"))


def test_new_spot_is_written_by_its_form(open_page, chief):
    page = open_page(user=chief)
    page.switch_page("library.py").run()
    page.pills(key="shelf").set_value("spots").run()
    page.button(key="new").click().run()
    page.text_input(key="spots-spot-1-name").set_value("壶瓶山")
    page.text_input(key="new-id").set_value("huping")
    page.button(key="save").click().run()
    assert not page.exception
    assert store.entry(chief, "spots", "huping").body == {"id": "huping", "name": "壶瓶山"}


def test_what_was_taken_out_is_brought_back(open_page, chief, full):
    page = entry(open_page, chief, "hosts", "tea-farmer")
    page.button(key="remove").click().run()
    assert "tea-farmer" not in [one.id for one in store.entries(chief, "hosts")]
    page.button(key="undo-removal").click().run()
    assert not page.exception
    assert "tea-farmer" in [one.id for one in store.entries(chief, "hosts")]


def test_spot_operator_writes_its_own_and_only_reads_others(open_page, full):
    user = person(Role.SPOT_OPERATOR, spots=["huping-mountain"])
    own, county = (entry(open_page, user, "products", id) for id in ("shimen-yinfeng", "dongshan-black-tea"))
    assert [any(button.key == "edit" for button in page.button) for page in (own, county)] == [True, False]


def test_script_in_a_name_is_shown_as_text(open_page, chief):
    evil = "<script>alert(1)</script> **x** $y$"
    store.put(chief, "hosts", {"id": "evil", "name": evil, "title": "<img src=x onerror=alert(1)>"})
    page = entry(open_page, chief, "hosts", "evil")
    assert page.title[0].value == r"\<script\>alert\(1\)\</script\> \*\*x\*\* \$y\$"
    assert "<img src=x" not in html(page)
    assert "&lt;img src=x" in html(page)


def test_person_is_invited_by_a_link_bound_to_a_spot(open_page, chief, full):
    page = open_page(user=chief).switch_page("people.py").run()
    page.button(key="invite").click().run()
    page.text_input(key="new-name").set_value("<b>田秋香</b>")
    page.multiselect(key="new-spots").set_value(["huping-mountain"])
    page.button(key="make").click().run()
    assert not page.exception
    assert "http://studio.test/account/join/" in html(page)
    assert "data:image/svg+xml" in html(page)
    waiting = invites.waiting(chief)
    assert [(one.name, one.role, one.spots) for one in waiting] == [
        ("<b>田秋香</b>", Role.LIVESTREAMER, frozenset({"huping-mountain"}))
    ]
    page.button(key=f"withdraw-{waiting[0].id}").click().run()
    assert invites.waiting(chief) == []


def account(open_page, chief, other):
    page = open_page(user=chief)
    page.switch_page("people.py")
    page.query_params["id"] = other.id
    return page.run()


def test_account_is_changed_closed_and_opened_again(open_page, chief, full):
    other = person(Role.TRAINEE, "龚小茶")
    page = account(open_page, chief, other)
    page.selectbox(key=f"{other.id}-1-role").set_value(Role.LIVESTREAMER)
    page.button(key="save").click().run()
    page.button(key="close").click().run()
    page.button(key="reopen").click().run()
    assert not page.exception
    now = next(one for one in accounts.everybody(chief) if one.id == other.id)
    assert (now.role, now.is_open, now.version) == (Role.LIVESTREAMER, True, 4)


def test_account_changed_by_somebody_else_is_not_overwritten(open_page, chief):
    other = person(Role.TRAINEE, "龚小茶")
    page = account(open_page, chief, other)
    accounts.change(chief, other.id, 1, Role.TRAINER, "龚小茶", (), ())
    page.button(key="save").click().run()
    assert len(page.error) == 1
    assert next(one for one in accounts.everybody(chief) if one.id == other.id).role is Role.TRAINER


def test_only_administrator_stays_one_and_is_offered_no_closing(open_page, chief):
    page = account(open_page, chief, chief)
    assert not any(button.key == "close" for button in page.button)
    page.selectbox(key=f"{chief.id}-1-role").set_value(Role.TRAINER)
    page.button(key="save").click().run()
    assert "唯一" in page.error[0].value


def test_log_tells_in_chinese_who_did_what_and_shows_no_script(open_page, chief, full):
    store.put(chief, "hosts", {"id": "evil", "name": "<script>alert(1)</script>"})
    page = open_page(user=chief).switch_page("settings.py").run()
    assert not page.exception
    assert "<b>伍建国</b> 新增了 主播 “&lt;script&gt;" in html(page)


def test_log_is_turned_page_by_page(open_page, chief, full):
    for number in range(31):
        store.put(chief, "hosts", {"id": f"host-{number}", "name": f"主播{number}"})
    page = open_page(user=chief).switch_page("settings.py").run()
    assert page.button(key="newer").disabled
    page.button(key="older").click().run()
    assert "“主播0”" in html(page)
    assert not page.button(key="newer").disabled


def test_settings_of_others_show_neither_log_nor_folder(open_page):
    page = open_page(user=person(Role.BRAND_OFFICE)).switch_page("settings.py").run()
    assert "操作记录" not in shown(page)
    assert '<dl class="studio-entry">' not in html(page)
    assert "/account/language/en" in html(page)
