"""Every kind of file that breaks readers of spreadsheets, with what must come of it: rows, or one clear sentence."""

import struct
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from new_workbooks import MAIN, new_workbook, open_document, packed, text_cell
from old_workbooks import compound_file, old_workbook, record

from gridparty.domain.errors import InvalidInput
from gridparty.exchange.tables import list_sheets, read_table, refusal
from gridparty.exchange.unreadable import Cause, UnreadableError

Rows = tuple[tuple[Any, ...], ...]
HEADS, ZHANG = ("姓名", "出生日期"), ("张三", 29000)
OLD = [HEADS, ZHANG]


def row(at: int, *cells: str) -> str:
    return f'<row r="{at}">{"".join(cells)}</row>'


def plain_sheet() -> str:
    return row(1, text_cell("A1", "姓名"), text_cell("B1", "出生日期")) + row(
        2, text_cell("A2", "张三"), '<c r="B2"><v>29000</v></c>'
    )


def dated_sheet() -> str:
    return row(1, text_cell("A1", "张三"), '<c r="B1" s="1"><v>29000</v></c>')


def web_page(body: str) -> bytes:
    return f'<html xmlns:x="urn:x"><head><style>td {{}}</style></head><body>{body}</body></html>'.encode("gb18030")


def merged(*places: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{place}"/>' for place in places) + "</mergeCells>"


WEB_TABLE = (
    "<table><tr><th colspan=2>党员花名册</th></tr><tr><th>姓名</th><th>所在党支部</th></tr>"
    "<tr><td>张三<td rowspan=2>第一网格党支部<tr><td>李四</td></tr></table>"
)
XML_OF_2003 = (
    '<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="名册"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">姓名</Data></Cell>'
    '<Cell ss:Index="3"><Data ss:Type="String">性别</Data></Cell></Row></Table></Worksheet></Workbook>'
)
NAMESPACED = (
    f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is>'
    "<x:t>姓名</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
)
RICH = "<si><r><t>张</t></r><r><t>三</t></r></si><si><t>李四</t><rPh sb='0' eb='1'><t>リシ</t></rPh></si>"
BOMB_OF_STRINGS = record(0xFC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF) + b"\xff\xff\xff" * 40)
CUT_FORMULA = record(0x06, struct.pack("<HHH8sHIH", 5, 0, 0, bytes(8), 0, 0, 5) + b"\x01\x00")
FAR_ODS = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
    'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
)

# file → (name, bytes, rows that are read, or why not)
FILES: dict[str, tuple[str, bytes, Rows | Cause]] = {
    "saved by an old office": ("a.xls", old_workbook(OLD), (HEADS, ZHANG)),
    "WPS's own kind": ("a.et", old_workbook(OLD), (HEADS, ZHANG)),
    "new content under an old name": ("a.xls", new_workbook(plain_sheet()), (HEADS, ZHANG)),
    "a workbook with macros": ("a.xlsm", new_workbook(plain_sheet()), (HEADS, ZHANG)),
    "an old workbook called csv": ("a.csv", old_workbook(OLD), (HEADS, ZHANG)),
    "text called xls": ("a.xls", "姓名\t出生日期\r\n张三\t29000\r\n".encode("gbk"), (HEADS, ("张三", "29000"))),
    "a note in place of a file": ("a.xls", b"Attachment not found!", (("Attachment not found!",),)),
    "a web page called xls": (
        "a.xls",
        web_page(WEB_TABLE),
        (("党员花名册", None), ("姓名", "所在党支部"), ("张三", "第一网格党支部"), ("李四", "第一网格党支部")),
    ),
    "XML of 2003 called xls": ("a.xls", XML_OF_2003.encode(), ((None, None, None), ("姓名", None, "性别"))),
    "a web page without a table": ("a.xls", web_page("<p>请登录</p>"), Cause.WEB_PAGE),
    "old, days from 1900": ("a.xls", old_workbook([ZHANG], dated=[(0, 1)]), (("张三", date(1979, 5, 25)),)),
    "old, days from 1904": (
        "a.xls",
        old_workbook([ZHANG], dated=[(0, 1)], is_1904=True),
        (("张三", date(1983, 5, 26)),),
    ),
    "new, days from 1900": ("a.xlsx", new_workbook(dated_sheet()), (("张三", date(1979, 5, 25)),)),
    "new, days from 1904": (
        "a.xlsx",
        new_workbook(dated_sheet(), facts='date1904="1"'),
        (("张三", date(1983, 5, 26)),),
    ),
    "dates as ISO text": (
        "a.xlsx",
        new_workbook(row(1, '<c r="A1" t="d" s="1"><v>2021-01-01T10:10:10</v></c>')),
        ((datetime(2021, 1, 1, 10, 10, 10),),),  # noqa: DTZ001 - spreadsheets know no zones
    ),
    "numbers as text beside numbers": (
        "a.xlsx",
        new_workbook(row(1, text_cell("A1", "007"), '<c r="B1"><v>7</v></c>', '<c r="C1"><v>7.5</v></c>')),
        (("007", 7, 7.5),),
    ),
    "formulas with their values": (
        "a.xlsx",
        new_workbook(row(1, '<c r="A1"><f>1+1</f><v>2</v></c>', '<c r="B1" t="str"><f>A1</f><v>二</v></c>')),
        ((2, "二"),),
    ),
    "a formula that was cut off": ("a.xls", old_workbook(OLD, in_sheet=CUT_FORMULA), Cause.DAMAGED),
    "errors in cells": (
        "a.xlsx",
        new_workbook(row(1, text_cell("A1", "张三"), '<c r="B1" t="e"><v>#REF!</v></c>', text_cell("C1", "男"))),
        (("张三", None, "男"),),
    ),
    "only errors": ("a.xlsx", new_workbook(row(1, '<c r="A1" t="e"><v>#N/A</v></c>')), Cause.EMPTY),
    "cells merged down and across": (
        "a.xlsx",
        new_workbook(
            row(1, text_cell("A1", "名册"))
            + row(2, text_cell("A2", "张三"), text_cell("B2", "一支部"))
            + row(3, text_cell("A3", "李四")),
            after=merged("A1:B1", "B2:B4"),
        ),
        (("名册", None), ("张三", "一支部"), ("李四", "一支部")),
    ),
    "blank rows above": ("a.xlsx", new_workbook(row(3, text_cell("B3", "姓名"))), (("姓名",),)),
    "a sheet without cells": ("a.xlsx", new_workbook(""), Cause.EMPTY),
    "escaped line ends": ("a.xlsx", new_workbook(row(1, text_cell("A1", "甲_x000D_\n乙"))), (("甲\r\n乙",),)),
    "XML with prefixes": ("a.xlsx", new_workbook(NAMESPACED), (("姓名",),)),
    "rich and phonetic text": (
        "a.xlsx",
        new_workbook(row(1, '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'), strings=RICH),
        (("张三", "李四"),),
    ),
    "text that looks like a formula": (
        "a.xlsx",
        new_workbook(row(1, text_cell("A1", "=1+1"), text_cell("B1", "@SUM(1)"))),
        (("=1+1", "@SUM(1)"),),
    ),
    "an encrypted workbook": ("a.xlsx", compound_file({"EncryptedPackage": bytes(64)}), Cause.PASSWORD),
    "an old workbook with a password": (
        "a.xls",
        old_workbook(OLD, extra=record(0x2F, struct.pack("<HHH", 1, 4, 2) + bytes(48))),
        Cause.PASSWORD,
    ),
    "lengths that ask for gigabytes": ("a.xls", old_workbook(OLD, extra=BOMB_OF_STRINGS), Cause.DAMAGED),
    "half an old workbook": ("a.xls", old_workbook(OLD)[:700], Cause.WRONG_KIND),
    "half a new workbook": ("a.xlsx", new_workbook(plain_sheet())[:900], Cause.DAMAGED),
    "a tiny file that unfolds": ("a.ods", open_document(FAR_ODS), Cause.DAMAGED),
    "a text document": ("a.xlsx", packed({"word/document.xml": "<w/>"}), Cause.WRONG_KIND),
    "nothing": ("a.xlsx", b"", Cause.EMPTY),
    "GBK": ("a.csv", "姓名,性别\n张三,男\n".encode("gbk"), (("姓名", "性别"), ("张三", "男"))),
    "four bytes of GB 18030": ("a.csv", "姓名\n㛃𬭎\n".encode("gb18030"), (("姓名",), ("㛃𬭎",))),
    "UTF-16 with tabs": ("a.txt", "姓名\t性别\n张三\t男\n".encode("utf-16"), (("姓名", "性别"), ("张三", "男"))),
    "UTF-8 with a mark": ("a.csv", "姓名,性别\n".encode("utf-8-sig"), (("姓名", "性别"),)),
    "a comma in quotes": ("a.csv", b'a,b\n"1,2",3\n', (("a", "b"), ("1,2", "3"))),
    "quotes in quotes": ("a.csv", b'a,b\n1,"ha ""ha"" ha"\n', (("a", "b"), ("1", 'ha "ha" ha'))),
    "line ends in quotes": ("a.csv", b'a,b\r\n1,"x\r\ny"\r\n', (("a", "b"), ("1", "x\r\ny"))),
    "empty cells in quotes": ("a.csv", b'a,b,c\n1,"",""\n', (("a", "b", "c"), ("1", None, None))),
    "an open quote": ("a.csv", b'a,b\n1,"x\n', Cause.OPEN_QUOTE),
}


@pytest.mark.parametrize("what", FILES)
def test_what_comes_of_a_file(tmp_path: Path, what: str) -> None:
    name, data, expected = FILES[what]
    path = tmp_path / name
    path.write_bytes(data)
    if not isinstance(expected, Cause):
        assert read_table(path).rows == expected
        return
    with pytest.raises(InvalidInput) as problem:
        read_table(path)
    assert str(problem.value) == str(refusal(UnreadableError(expected, "2"), path))


def test_the_sheets_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    first = row(1, text_cell("A1", "甲"))
    path.write_bytes(
        new_workbook(first, first, first, names=("说明", "藏起", "名册"), hidden=("hidden", "veryHidden", ""))
    )
    assert [(sheet.name, sheet.is_hidden) for sheet in list_sheets(path)] == [
        ("说明", True),
        ("藏起", True),
        ("名册", False),
    ]
    assert read_table(path).sheet == "名册"
    assert read_table(path, sheet="说明").rows == (("甲",),)


def test_the_tables_of_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(web_page("<table><tr><td>甲</table>" + WEB_TABLE))
    assert [sheet.name for sheet in list_sheets(path)] == ["a", "a 2"]
    assert len(read_table(path).rows) == 4
    assert read_table(path, sheet="a").rows == (("甲",),)


def test_whether_days_are_counted_from_1904(tmp_path: Path) -> None:
    makers: dict[str, Callable[[bool], bytes]] = {
        "a.xls": lambda is_1904: old_workbook(OLD, is_1904=is_1904),
        "a.xlsx": lambda is_1904: new_workbook(plain_sheet(), facts='date1904="true"' if is_1904 else ""),
    }
    for name, make in makers.items():
        for is_1904 in (True, False):
            (tmp_path / name).write_bytes(make(is_1904))
            assert read_table(tmp_path / name).is_1904 is is_1904


def test_cells_merged_in_the_head_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        new_workbook(row(3, text_cell("B3", "姓名"), text_cell("C3", "入党")), after=merged("C3:D3", "B3:B4"))
    )
    table = read_table(path)
    assert table.first_number == 3
    assert sorted(table.merged) == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_a_file_larger_than_any_list(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with open(path, "wb") as file:
        file.truncate(201 << 20)
    with pytest.raises(InvalidInput) as problem:
        read_table(path)
    assert str(problem.value) == str(refusal(UnreadableError(Cause.TOO_LARGE), path))


@pytest.mark.parametrize("spans", ["colspan=999999 rowspan=999999", "colspan=-1", "colspan=x rowspan=0"])
def test_cells_of_web_pages_that_span_too_much(tmp_path: Path, spans: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(web_page(f"<table><tr><td {spans}>甲<td>乙</tr><tr><td>丙</table>"))
    table = read_table(path)
    assert [cell for line in table.rows for cell in line if cell] == ["甲", "乙", "丙"]


def test_a_web_page_of_empty_cells_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    wide = "<tr>" + "<td colspan=256>" * 40 + "<td>甲</tr>"
    path.write_bytes(web_page("<table>" + wide + "<tr><td></tr>" * 100_000 + "</table>"))
    with pytest.raises(InvalidInput):
        read_table(path)
