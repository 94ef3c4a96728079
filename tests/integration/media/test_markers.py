from datetime import datetime

import pytest

from studio.media.markers import Kind, Marker, MarkersUnreadable, MarkerWrong, StartUnknown, read

ROWS = "at,kind,segment,note\n1.5,start,yinfeng,开始讲茶\n0:10.25,end,yinfeng,\n"
EXPECTED = (Marker(1.5, Kind.START, "yinfeng", "开始讲茶", 2), Marker(10.25, Kind.END, "yinfeng", "", 3))


def saved(tmp_path, text, encoding="utf-8", name="markers.csv"):
    file = tmp_path / name
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    ("text", "encoding", "notices"),
    [
        (ROWS, "utf-8", 0),
        (ROWS.replace("\n", "\r"), "utf-8", 0),
        (ROWS, "utf-8-sig", 0),
        (ROWS, "gbk", 1),
        (ROWS.replace(",", "\t"), "utf-16", 1),
        (ROWS.replace(",", ";").replace("\n", "\r\n"), "utf-8-sig", 0),
        (
            ROWS.replace("at,kind,segment,note", "时间,类型,环节,备注").replace("start", "开始").replace("end", "结束"),
            "gbk",
            1,
        ),
    ],
)
def test_table_is_read_however_it_was_saved(tmp_path, text, encoding, notices):
    table = read(saved(tmp_path, text, encoding))
    assert table.markers == EXPECTED
    assert len(table.notices) == notices


def test_blank_rows_and_extra_columns_are_passed_over(tmp_path):
    text = "at,kind,segment,note,who\n1.5,start,yinfeng,开始讲茶,田\n,,,,\n0:10.25,end,yinfeng,,田\n"
    found = read(saved(tmp_path, text)).markers
    assert [(m.at, m.row) for m in found] == [(1.5, 2), (10.25, 4)]


def test_json_rows(tmp_path):
    text = '[{"at": 1.5, "kind": "start", "segment": "yinfeng", "note": null}]'
    assert read(saved(tmp_path, text, name="m.json")).markers == (Marker(1.5, Kind.START, "yinfeng", "", 1),)


def sheet_cell(value):
    is_text = isinstance(value, str)
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if is_text else f"<c><v>{value}</v></c>"


def test_excel_sheet(tmp_path):
    import zipfile

    sheet = tmp_path / "m.xlsx"
    cells = [["at", "kind", "segment"], [1.5, "start", 7]]
    rows = "".join("<row>" + "".join(map(sheet_cell, row)) + "</row>" for row in cells)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/"
    with zipfile.ZipFile(sheet, "w") as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{link}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{link}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{link}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        file.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        )
    table = read(sheet)
    assert table.markers == (Marker(1.5, Kind.START, "7", "", 2),)
    assert len(table.notices) == 1


@pytest.mark.parametrize("at", ["2027-04-05T20:01:15+08:00", "2027-04-05T12:01:15Z", "2027/4/5 20:01:15"])
def test_instants_count_from_the_recording_s_start(tmp_path, at):
    file = saved(tmp_path, f"at,kind,segment\n{at},start,a\n")
    assert read(file, datetime.fromisoformat("2027-04-05T20:00:00+08:00")).markers[0].at == 75
    with pytest.raises(StartUnknown):
        read(file)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", MarkersUnreadable),
        ("a,b,c\n1,2,3\n", MarkersUnreadable),
        ("at,kind,segment\nsoon,start,a\n", MarkerWrong),
        ("at,kind,segment\n1,begin,a\n", MarkerWrong),
        ("at,kind,segment\n1,start,\n", MarkerWrong),
        ("at,kind,segment\n2027/13/45 20:01,start,a\n", MarkerWrong),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, text, error):
    with pytest.raises(error):
        read(saved(tmp_path, text))
