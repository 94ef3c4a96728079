"""A workbook is brought into the library from a page: two rows are right, two are told with what to mend."""

import re

import pytest
from openpyxl import Workbook

ROWS = [
    ["编号", "名称", "乡镇"],
    ["shimen-view-{width}", "石门观景台", "壶瓶山镇"],
    ["nameless-{width}", None, "壶瓶山镇"],
    [None, "没有编号的景点", "夹山镇"],
    ["huping-view-{width}", "壶瓶山观景台", "壶瓶山镇"],
]


@pytest.fixture
def book(visit, tmp_path):
    made = Workbook()
    made.active.title = "景点"
    for row in ROWS:
        made.active.append([value and value.format(width=visit.width) for value in row])
    made.save(tmp_path / "新景点.xlsx")
    return tmp_path / "新景点.xlsx"


def test_workbook_is_imported_and_says_which_rows_were_left_out(visit, book):
    visit.open("/library")
    page = visit.page
    page.get_by_text("Excel 导入、导出").click()
    page.locator("input[type=file]").set_input_files(book)
    page.get_by_text("没收下", exact=True).wait_for(timeout=60_000)
    visit.settle()
    told = page.get_by_role("alert").filter(has_text="新景点.xlsx · 景点:")
    assert told.count() == 2
    told.last.scroll_into_view_if_needed()
    visit.picture("library-imported")
    assert visit.flaws() == []
    visit.open("/jobs")
    page.get_by_role("button", name=re.compile("导入 新景点.xlsx")).first.click()
    told.first.wait_for(timeout=60_000)
    visit.settle()
    visit.picture("job-imported")
    assert visit.flaws() == []
