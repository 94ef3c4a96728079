import io
import random
import zipfile
from datetime import date
from shutil import copytree

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from studio.core.access import NotAllowed
from studio.core.settings import shipped
from studio.library import audit, exchange, store
from studio.library.catalogue import SHELVES, NotALibrary, load_library
from studio.library.faults import FilesNotRight, where
from studio.library.sources import NotImportable
from studio.library.workbook.cells import NotAWorkbook, WorkbookTooLarge
from studio.library.workbook.write import TooLongForExcel
from studio.library.yamlfile import read
from studio.storage import database
from tests.county import ADMIN, HOST, OFFICE, TEMPLE

SAMPLE = shipped("campaigns") / "library"
COUNT = sum(len(getattr(load_library(SAMPLE), shelf)) for shelf in SHELVES)


@pytest.fixture
def county():
    exchange.import_files(ADMIN, SAMPLE)


@pytest.fixture
def folder(tmp_path):
    """The sample library with a mark, in a folder of spaces and Chinese."""
    copytree(SAMPLE, tmp_path / "我的 资源库")
    spoil(tmp_path / "我的 资源库" / "brands.yaml", "  name: 云上茶坊", "  name: 云上茶坊\n  mark: marks/tea leaf.png")
    (tmp_path / "我的 资源库" / "marks").mkdir()
    Image.new("RGB", (8, 8), "green").save(tmp_path / "我的 资源库" / "marks" / "tea leaf.png")
    return tmp_path / "我的 资源库"


@pytest.fixture
def book(county, tmp_path):
    """The sample library as a workbook, opened to be edited; `book.save(book.file)` puts it back."""
    path = tmp_path / "资源库.xlsx"
    exchange.export(ADMIN, path)
    opened = load_workbook(path)
    opened.file = path
    return opened


def spoil(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def bodies(shelf):
    return [entry.body for entry in store.entries(ADMIN, shelf)]


def cell(sheet, id, head):
    """The cell of an entry's column."""
    heads = [one.value for one in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == id)
    return row[heads.index(head)]


def brought(imported):
    return {name: len(getattr(imported, name)) for name in ("new", "changed", "same", "rejected")}


def told(imported):
    return [(where(one), one.what.told_in(str)) for one in imported.rejected]


def test_yaml_to_database_to_yaml_is_the_same(folder, tmp_path):
    imported = exchange.import_files(ADMIN, folder)
    assert brought(imported) == {"new": COUNT, "changed": 0, "same": 0, "rejected": 0}
    exchange.export(ADMIN, tmp_path / "out" / "资源 库")
    for shelf in SHELVES:
        file = f"{shelf}.yaml"
        assert read(tmp_path / "out" / "资源 库" / file).value == read(folder / file).value
    there, here = load_library(tmp_path / "out" / "资源 库"), load_library(folder)
    assert [list(getattr(there, shelf)) for shelf in SHELVES] == [list(getattr(here, shelf)) for shelf in SHELVES]
    picture = "marks/tea leaf.png"
    assert (there.folder / picture).read_bytes() == (folder / picture).read_bytes()
    assert brought(exchange.import_files(OFFICE, there.folder)) == {
        "new": 0,
        "changed": 0,
        "same": COUNT,
        "rejected": 0,
    }


def test_only_what_changed_is_changed_and_logged(county, folder):
    spoil(folder / "products.yaml", 'price: "39.80"', 'price: "42.00"')
    imported = exchange.import_files(OFFICE, folder)
    assert (imported.changed, imported.new) == (["products/shimen-orange", "brands/cloud-tea"], [])
    (_, change) = audit.history("product", "shimen-orange")
    assert (change.name, change.detail["fields"], change.detail["source"]) == ("品牌办", ["price"], "我的 资源库")


def test_another_picture_of_the_same_name_is_a_change(folder):
    exchange.import_files(ADMIN, folder)
    Image.new("RGB", (8, 8), "red").save(folder / "marks" / "tea leaf.png")
    assert exchange.import_files(ADMIN, folder).changed == ["brands/cloud-tea"]
    picture = (folder / "marks" / "tea leaf.png").read_bytes()
    assert (store.snapshot() / "marks" / "tea leaf.png").read_bytes() == picture


def test_a_mark_that_is_no_picture_keeps_its_brand_out(folder):
    (folder / "marks" / "tea leaf.png").write_text("<svg/>")
    imported = exchange.import_files(ADMIN, folder)
    line = (folder / "brands.yaml").read_text(encoding="utf-8").split("mark:")[0].count("\n") + 1
    assert told(imported) == [
        (f"{folder / 'brands.yaml'}:{line}", "marks/tea leaf.png is no picture for a brand’s mark.")
    ]
    assert len(imported.new) == COUNT - 1


def test_the_order_becomes_that_of_the_file(county, tmp_path):
    turned = list(reversed(bodies("spots")))
    (tmp_path / "spots.yaml").write_text(store.yamlwriter.entries(turned), encoding="utf-8")
    assert exchange.import_files(ADMIN, tmp_path / "spots.yaml").same == [f"spots/{body['id']}" for body in turned]
    assert bodies("spots") == turned


def test_a_faulty_row_is_left_out_and_told_with_its_line(tmp_path):
    file = tmp_path / "spots.yaml"
    file.write_text(
        "- {id: a, name: 甲}\n- {id: b}\n- {id: a, name: 又}\n- 5\n- {id: c, name: 丙, shoe: 1}\n", encoding="utf-8"
    )
    imported = exchange.import_files(ADMIN, file)
    assert imported.new == ["spots/a", "spots/c"]
    assert told(imported) == [
        (f"{file}:2", "“name” is missing."),
        (f"{file}:3", "The id “a” is used twice, also in line 1."),
        (f"{file}:4", "“this entry” must hold fields of its own."),
    ]
    assert [where(one) for one in imported.oddities] == [f"{file}:5"]


def test_a_file_that_cannot_be_read_imports_nothing(folder):
    (folder / "hosts.yaml").write_bytes("- id: a\n  name: 石门\n".encode("gbk"))
    with pytest.raises(FilesNotRight):
        exchange.import_files(ADMIN, folder)
    assert [bodies(shelf) for shelf in SHELVES] == [[], [], [], []]


def test_a_fault_half_way_leaves_nothing(monkeypatch):
    seen = []

    def breaking(*given, **named):
        seen.append(given)
        if len(seen) == 10:
            raise KeyboardInterrupt
        return kept(*given, **named)

    kept = store.keep
    monkeypatch.setattr(store, "keep", breaking)
    with pytest.raises(KeyboardInterrupt):
        exchange.import_files(ADMIN, SAMPLE)
    assert [bodies(shelf) for shelf in SHELVES] == [[], [], [], []]
    assert audit.history("product", "shimen-yinfeng") == []


@pytest.mark.parametrize("name", ["none", "notes.txt", "tea.yaml", "old.xls"])
def test_what_is_no_source_is_refused(tmp_path, name):
    if name != "none":
        (tmp_path / name).write_text("- id: a\n")
    with pytest.raises(NotImportable):
        exchange.import_files(ADMIN, tmp_path / name)
    with pytest.raises(NotALibrary):
        exchange.import_files(ADMIN, tmp_path)


def test_an_upload_goes_by_the_name_it_came_with(tmp_path):
    (tmp_path / "5f3a").write_text("- {id: a, name: 甲}\n", encoding="utf-8")
    imported = exchange.import_files(ADMIN, tmp_path / "5f3a", "spots (1).yaml")
    assert imported.new == ["spots/a"]


def test_only_new_leaves_alone_what_is_or_was_there(county, folder):
    store.remove(ADMIN, "spots", "changti-pass", 1)
    spoil(folder / "products.yaml", 'price: "39.80"', 'price: "42.00"')
    spoil(folder / "spots.yaml", "- id: jiashan-temple", "- {id: new-spot, name: 新}\n- id: jiashan-temple")
    assert exchange.import_files(ADMIN, folder, only_new=True).new == ["spots/new-spot"]
    assert [body["id"] for body in bodies("spots")] == ["huping-mountain", "jiashan-temple", "new-spot"]


def test_a_spots_operator_imports_only_what_is_theirs(county, folder, tmp_path):
    spoil(folder / "products.yaml", 'price: "39.80"', 'price: "1.00"')
    spoil(folder / "products.yaml", "name: 壶瓶山蜂蜜", "name: 假蜂蜜")
    spoil(folder / "products.yaml", "name: 夹山寺茶禅一日套餐", "name: 茶禅一日")
    imported = exchange.import_files(TEMPLE, folder / "products.yaml")
    assert (imported.changed, len(imported.rejected)) == (["products/jiashan-package"], 2)
    with pytest.raises(NotAllowed):
        exchange.import_files(HOST, folder)
    exchange.export(TEMPLE, tmp_path / "out")
    assert "huping-honey" not in load_library(tmp_path / "out").products


def test_every_row_of_the_exported_workbook_is_the_same(county, tmp_path):
    exchange.export(ADMIN, tmp_path / "资源库.xlsx")
    imported = exchange.import_files(ADMIN, tmp_path / "资源库.xlsx")
    assert brought(imported) == {"new": 0, "changed": 0, "same": COUNT, "rejected": 0}


def test_a_workbook_fills_an_empty_studio_with_the_same(county, tmp_path, monkeypatch):
    exchange.export(ADMIN, tmp_path / "资源库.xlsx")
    before = load_library(SAMPLE)
    database.close()
    monkeypatch.setenv("STUDIO_DATABASE_URL", f"sqlite:///{(tmp_path / '另一个 库.sqlite').as_posix()}")
    assert len(exchange.import_files(ADMIN, tmp_path / "资源库.xlsx").new) == COUNT
    after = store.current()
    assert [dict(getattr(after, shelf)) for shelf in SHELVES] == [dict(getattr(before, shelf)) for shelf in SHELVES]


def test_people_find_numbers_days_and_chinese_words(book):
    sheet = book["产品"]
    assert book.sheetnames == ["产品", "景点", "品牌", "授权", "主播"]
    shown = [
        cell(sheet, "shimen-yinfeng", head).value for head in ("类别", "日常价（元）", "库存", "批次号", "检测结论")
    ]
    assert shown == ["实物", 168, 600, "012", "合格"]
    assert cell(sheet, "shimen-yinfeng", "报告日期").value.date() == date(2026, 4, 2)
    assert cell(sheet, "shimen-yinfeng", "卖点（一行一条）").value == "明前采摘\n海拔八百米"


def test_what_people_do_to_a_workbook_is_read(book):
    sheet = book["产品"]
    cell(sheet, "shimen-yinfeng", "日常价（元）").value = 158
    cell(sheet, "huping-honey", "采收或生产日期").value = "2026年9月1日"
    cell(sheet, "shimen-orange", "召回").value = date(2026, 12, 1)
    cell(sheet, "mengquan-rice", "库存").value = None
    sheet.insert_rows(5, 3)
    sheet.insert_cols(3)
    sheet.cell(1, 3, "备注").value = "备注"
    sheet.cell(2, 3, "好卖")
    sheet.insert_rows(1)
    sheet.cell(1, 1, "石门县产品表")
    book.create_sheet("说明")["A1"] = "怎么填"
    book.save(book.file)
    imported = exchange.import_files(ADMIN, book.file)
    assert sorted(imported.changed) == [
        "products/huping-honey", "products/mengquan-rice", "products/shimen-orange", "products/shimen-yinfeng",
    ]  # fmt: skip
    products = {body["id"]: body for body in bodies("products")}
    assert products["shimen-yinfeng"]["price"] == "158.00"
    assert products["huping-honey"]["batch"]["harvested"] == "2026-09-01"
    assert products["shimen-orange"]["batch"]["recalled"] == "2026-12-01"
    assert "stock" not in products["mengquan-rice"]
    assert next(iter(products)) == "shimen-yinfeng"
    assert imported.rejected == []


def test_rows_that_are_wrong_are_told_by_sheet_and_row(book):
    sheet = book["产品"]
    wrong = {
        "日常价（元）": ("shimen-yinfeng", "168元"),
        "类别": ("dongshan-black-tea", "茶"),
        "库存": ("shimen-orange", "=1/0"),
        "名称": ("huping-honey", None),
    }
    rows = {}
    for head, (id, value) in wrong.items():
        cell(sheet, id, head).value = value
        rows[head] = f"资源库.xlsx · 产品:{cell(sheet, id, head).row}"
    cell(sheet, "mengquan-rice", "日常价（元）").value = 50
    cell(book["景点"], "changti-pass", "编号").value = "长梯隘"
    book.save(book.file)
    imported = exchange.import_files(ADMIN, book.file)
    assert imported.changed == ["products/mengquan-rice"]
    assert sorted(told(imported)) == sorted([
        (rows["日常价（元）"], "“日常价（元）” is not an amount in yuan: “168元”"),
        (rows["类别"], "“类别” cannot be “茶”."),
        (rows["库存"], "“库存” has no value: “=1/0”"),
        (rows["名称"], "“名称” is missing."),
        ("资源库.xlsx · 景点:4", "“长梯隘” cannot be an id."),
    ])  # fmt: skip
    choice = next(one for one in imported.rejected if "类别" in one.what.told_in(str))
    assert choice.advice.told_in(str) == "Write one of: 实物、门票、住宿、体验、套餐、服务."
    lacking = next(one for one in imported.rejected if "名称" in one.what.told_in(str))
    assert lacking.advice.told_in(str) == "Fill in the column “名称”."


def test_a_brand_with_a_faulty_licence_stays_as_it_is(book):
    before = bodies("brands")
    sheet = book["授权"]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "orange-hill")
    row[4].value = "年底"
    row[2].value = "新合作社"
    sheet.append(["nobody", "shimen-orange", "谁", "2026-01-01", "2026-12-31", "有效"])
    sheet.append([None, "shimen-orange", "谁", "2026-01-01", "2026-12-31", "有效"])
    cell(book["品牌"], "orange-hill", "口号").value = "新口号"
    book.save(book.file)
    imported = exchange.import_files(ADMIN, book.file)
    assert {reason for _, reason in told(imported)} == {
        "“到哪天止” is not a date: “年底”", "A licence of this brand cannot be used, so the brand stays as it is.",
        "“名称” is missing.", "“类别” is missing.", "“品牌编号” is missing.",
    }  # fmt: skip
    assert bodies("brands") == before


def test_a_licence_taken_out_is_gone_and_one_added_is_there(book):
    sheet = book["授权"]
    rows = [row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "huping-home"]
    sheet.delete_rows(rows[0], len(rows))
    sheet.append(["cloud-tea", "shimen-yinfeng", "第二家", date(2028, 1, 1), date(2028, 12, 31), "停用"])
    book.save(book.file)
    assert sorted(exchange.import_files(ADMIN, book.file).changed) == ["brands/cloud-tea", "brands/huping-home"]
    brands = store.current().brands
    assert brands["huping-home"].licences == ()
    assert [(one.holder, one.status) for one in brands["cloud-tea"].licences] == [
        ("示例茶业合作社", "active"), ("第二家", "suspended"),
    ]  # fmt: skip


def test_a_price_list_of_two_columns_touches_nothing_else(county, tmp_path):
    before = store.entry(ADMIN, "products", "shimen-yinfeng").body
    book = Workbook()
    book.active.title = "产品"
    for row in (["日常价（元）", "编号"], [99, "shimen-yinfeng"], [1, "unknown-tea"]):
        book.active.append(row)
    book.save(tmp_path / "价格.xlsx")
    imported = exchange.import_files(ADMIN, tmp_path / "价格.xlsx")
    assert store.entry(ADMIN, "products", "shimen-yinfeng").body == {**before, "price": "99.00"}
    assert [reason for _, reason in told(imported)] == ["“名称” is missing.", "“类别” is missing."]


def test_a_formula_counts_as_what_excel_last_showed(county, tmp_path):
    book = Workbook()
    book.active.title = "产品"
    for row in (["编号", "日常价（元）"], ["shimen-yinfeng", "=100+50"], ["huping-honey", "=1+1"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<f>100+50</f><v />", b"<f>100+50</f><v>150</v>"))
    imported = exchange.import_files(ADMIN, tmp_path / "b.xlsx")
    assert imported.changed == ["products/shimen-yinfeng"]
    assert told(imported) == [("b.xlsx · 产品:3", "“日常价（元）” has no value: “=1+1”")]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("https://x.example")', "+1", "@SUM(A1)", "<b>茶</b>", "#N/A", "'x", "1e5", "是"]
)
def test_text_stays_text_in_excel(county, tmp_path, text):
    store.put(ADMIN, "spots", {"id": "x", "name": text})
    exchange.export(ADMIN, tmp_path / "a.xlsx")
    shown = cell(load_workbook(tmp_path / "a.xlsx")["景点"], "x", "名称")
    assert (shown.value, shown.data_type in ("s", "inlineStr")) == (text, True)
    assert exchange.import_files(ADMIN, tmp_path / "a.xlsx").changed == []


def test_a_text_no_cell_holds_is_refused_and_no_file_is_left(county, tmp_path):
    store.put(ADMIN, "spots", {"id": "x", "name": "长", "summary": "长" * 33_000})
    with pytest.raises(TooLongForExcel):
        exchange.export(ADMIN, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def sheet_of(title, *rows):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, "编号,名称\n".encode("gbk"), sheet_of("别的", ["编号"])]
)
def test_what_is_no_workbook_of_ours_is_refused(tmp_path, data):
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(NotAWorkbook):
        exchange.import_files(ADMIN, tmp_path / "a.xlsx")


def test_a_sheet_without_ids_is_told(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(sheet_of("景点", ["名称", "乡镇"], ["甲", "乙"]))
    assert told(exchange.import_files(ADMIN, tmp_path / "a.xlsx")) == [
        ("a.xlsx · 景点:1", "This sheet has no column “编号”.")
    ]


def test_too_many_rows_are_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(sheet_of("景点", ["编号"], *([["x"]] * 10_001)))
    with pytest.raises(WorkbookTooLarge):
        exchange.import_files(ADMIN, tmp_path / "a.xlsx")


def test_bytes_spoilt_anywhere_never_crash(book):
    data, chance = book.file.read_bytes(), random.Random(5)
    for _ in range(60):
        spoilt = bytearray(data)
        for _ in range(chance.choice([1, 3, 30])):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        cut = chance.choice([None, chance.randrange(len(spoilt))])
        book.file.write_bytes(bytes(spoilt[:cut]))
        try:
            exchange.import_files(ADMIN, book.file)
        except (NotAWorkbook, WorkbookTooLarge):
            continue


def test_xml_spoilt_inside_never_crashes(book):
    parts = {}
    with zipfile.ZipFile(book.file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    chance = random.Random(6)
    for _ in range(60):
        name = chance.choice(sorted(parts))
        data = bytearray(parts[name])
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(1, 30)] = chance.choice([b"", b"<", b">", b'"', b"9999999", b"\x00", b"</c>"])
        with zipfile.ZipFile(book.file, "w") as packed:
            for other, kept in parts.items():
                if other != name or chance.random() < 0.9:
                    packed.writestr(other, bytes(data) if other == name else kept)
        try:
            exchange.import_files(ADMIN, book.file)
        except (NotAWorkbook, WorkbookTooLarge):
            continue
