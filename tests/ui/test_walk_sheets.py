"""Spreadsheets in and out walked in the window (part C): a hard file, many rows, rows left out, lists out, forms."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from driving import calm, go, write
from exchange.new_workbooks import new_workbook
from exchange.old_workbooks import compound_file
from form_samples import SHEET, form
from importing import bring_in, counts, look_at, sheet
from offices import Office as Names
from offices import rows as stored
from opened import answer, click
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.form_bindings import parse_cell
from gridparty.domain.months import Month
from gridparty.operations import members, registers
from gridparty.storage.tables import Disclosure
from gridparty.ui.dialogs.export import ExportDialog
from gridparty.ui.dialogs.form_fill import FillDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.forms import FormsPage
from gridparty.ui.pages.imports import COLUMNS, PREVIEW, START, ImportsPage
from gridparty.ui.widgets.job_bar import JobBar

LEFT, Key, Control = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.ControlModifier
MERGED = ("A1:J1", "A2:J2", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4", "I3:I4", "J3:J4")


def hard(path: Path) -> Path:
    """Title, hint, a head of two levels with merged cells, one column twice, a total: as a street sends it."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["某某街道党员花名册"])
    page.append(["填表说明：带*为必填，日期请按1980.03格式填写"])
    heads = [
        "序号",
        "姓名*",
        "基本情况",
        None,
        "联系方式",
        "所在党支部",
        "入党时间",
        "入党时间",
        "家庭情况简述",
        "备注",
    ]
    page.append(heads)
    page.append([None, None, "性别", "出生年月", None, None, None, None, None, None])
    for row in (
        [1, "钱一", "男", "1980.3", "19911110001", "第一网格党支部", "2001年7月", None, "四口人", None],
        [2, "钱二", "女", 29285, "19911110002", "第二网格党支部", None, 20020701, None, "乙"],
        [3, "张伟", None, None, "19900000001", "第一网格党支部", "1999-07-01", None, None, None],
        [4, "王芳", None, None, "19900000002", "第一网格党支部", None, None, None, None],
        [5, "钱三", "男", "1981.1", "19911110003", "不存在的党支部", "2003.7", None, None, None],
        [6, "钱四", "男", "1982.1", "1991111", "第三网格党支部", "某年", None, None, None],
        [7, "钱一", "男", "1980.3", "19911110001", "第一网格党支部", "2001年7月", None, None, None],
    ):
        page.append(row)
    page.append(["合计", None, None, None, None, "7人"])
    for area in MERGED:
        page.merge_cells(area)
    book.save(path)
    return path


def people(view: FileView, office: Names) -> set[str]:
    return {row.name for row in view.office.ask_now(members.rows, unit=office.units["street"])}


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key)


def test_a_hard_file_from_the_button_to_the_corrected_rows_and_back(
    view: FileView, office: Names, tmp_path: Path, qtbot: QtBot
) -> None:
    """The whole wizard: dry run, columns, import, rows left out corrected and brought in, both batches taken back."""
    before = people(view, office)
    page = look_at(qtbot, view, office.units["street"], hard(tmp_path / "hard.xlsx"))
    assert page.stack.currentIndex() == PREVIEW
    assert counts(page) == {"new": 2, "changed": 1, "same": 1, "duplicate": 1, "rejected": 3}  # the total is rejected
    assert "8" in page.preview.filter_buttons[""].text()
    assert "G、H" in page.preview.unknown.text()  # one meaning twice is said before anything is written
    assert "家庭情况简述" in page.preview.unknown.text()
    click(qtbot, page.preview.columns_button)
    assert page.stack.currentIndex() == COLUMNS
    assert "G、H" in page.columns.notes.text()
    last = page.columns.fields[-2]
    assert last.property("column") == 8
    last.setFocus()
    while last.currentData() != "remark":
        qtbot.keyClick(last, Key.Key_Down)
    calm(qtbot, view)
    press(qtbot, page.columns.check_button, Key.Key_Return)
    calm(qtbot, view)
    assert page.stack.currentIndex() == PREVIEW
    assert "家庭情况简述" not in page.preview.unknown.text()
    click(qtbot, page.preview.rejects_button)
    answer(qtbot, view, tmp_path / "left.xlsx")
    press(qtbot, page.preview.import_button, Key.Key_Return)
    calm(qtbot, view)
    assert page.stack.currentIndex() == START
    assert people(view, office) - before == {"钱一", "钱二"}
    correct(tmp_path / "left.xlsx")
    again = look_at(qtbot, view, office.units["street"], tmp_path / "left.xlsx")
    assert again.stack.currentIndex() == PREVIEW
    assert counts(again) == {"new": 2, "same": 1, "rejected": 1}
    press(qtbot, again.preview.import_button, Key.Key_Return)
    calm(qtbot, view)
    assert people(view, office) - before == {"钱一", "钱二", "钱三", "钱四"}
    for batch in list(page.batches.view.rows()):
        page.batches.view.select(batch.id)
        click(qtbot, page.batches.undo_button)
        calm(qtbot, view)
    assert people(view, office) == before
    assert [row.file_name for row in page.batches.view.rows()] == ["left.xlsx", "hard.xlsx"]
    assert all(row.undone is not None for row in page.batches.view.rows())
    assert not page.roster.done.isVisible()


def correct(path: Path) -> None:
    """What the clerk mends in the sheet of rows left out: the branch, the phone, the date."""
    book = openpyxl.load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[1]]
    place = {head: at for at, head in enumerate(heads, 1)}
    assert heads[-1]
    for row in range(2, page.max_row + 1):
        assert page.cell(row, len(heads)).value  # the reason
        name = page.cell(row, 2).value
        if name == "钱三":
            page.cell(row, place["所在党支部"]).value = "第三网格党支部"
        elif name == "钱四":
            page.cell(row, place["联系方式"]).value = "19911110004"
            page.cell(row, 7).value = "2004.07"
    book.save(path)


def test_what_was_chosen_for_the_heads_is_remembered(
    view: FileView, office: Names, tmp_path: Path, qtbot: QtBot
) -> None:
    """The same form of the same sender next month goes straight to the dry run, read as last time."""
    heads = ("姓名", "联系方式", "所在党支部", "家庭情况简述")
    first = sheet(tmp_path / "a.xlsx", heads, [("钱一", "19911110001", "第一网格党支部", "四口人")])
    page = look_at(qtbot, view, office.units["street"], first)
    click(qtbot, page.preview.columns_button)
    last = page.columns.fields[-1]
    last.setFocus()
    while last.currentData() != "remark":
        qtbot.keyClick(last, Key.Key_Down)
    calm(qtbot, view)
    click(qtbot, page.columns.check_button)
    calm(qtbot, view)
    click(qtbot, page.preview.import_button)
    calm(qtbot, view)
    second = sheet(tmp_path / "b.xlsx", heads, [("钱一", "19911110001", "第一网格党支部", "五口人")])
    page = look_at(qtbot, view, office.units["street"], second)
    assert page.stack.currentIndex() == PREVIEW
    (line,) = page.preview.rows.rows()
    assert line.what == "changed"
    assert "五口人" in line.words


HTML = "<table><tr><td>姓名</td><td>手机号码</td></tr><tr><td>钱一</td><td>19911110001</td></tr></table>"


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("网页.xls", HTML.encode("gb18030"), 1),
        ("protected.xlsx", compound_file({"EncryptedPackage": bytes(64)}), 0),
        ("empty.xlsx", b"", 0),
        ("no-cells.xlsx", new_workbook(""), 0),
        ("cut.xlsx", new_workbook("<row/>")[:200], 0),
    ],
)
def test_odd_files_are_read_or_told_in_one_sentence(
    view: FileView, office: Names, tmp_path: Path, qtbot: QtBot, name: str, data: bytes, rows: int
) -> None:
    """A web page named .xls is read; others are one sentence, and the window stays at work."""
    (tmp_path / name).write_bytes(data)
    page = look_at(qtbot, view, office.units["first"], tmp_path / name)
    if rows:
        assert page.stack.currentIndex() == PREVIEW
        assert counts(page) == {"new": rows}
        return
    assert page.stack.currentIndex() == START
    assert page.roster.refusal.isVisible()
    sentence = page.roster.refusal.text()
    assert sentence
    assert "\n" not in sentence
    assert bring_in(
        qtbot, view, office.units["first"], sheet(tmp_path / "r.xlsx", ("姓名", "手机号码"), [("钱一", "19911110001")])
    ) == {"new": 1}


def test_twenty_thousand_rows_cancelled_and_then_brought_in(
    view: FileView, office: Names, tmp_path: Path, qtbot: QtBot
) -> None:
    """The bar tells how far it is; its button cancels reading and writing alike, and leaves nothing behind."""
    before = people(view, office)
    names = [f"{'赵钱孙李周吴郑王'[at % 8]}{chr(0x4E00 + at // 8)}" for at in range(20_000)]
    rows = [(name, "男", f"19{at:09}", "第一网格党支部") for at, name in enumerate(names)]
    path = sheet(tmp_path / "many.xlsx", ("姓名", "性别", "手机号码", "所在党支部"), rows)
    page: ImportsPage = go(qtbot, view, office.units["street"], "imports")
    cancel_once(qtbot, view, lambda: page.choose_roster(path))
    assert page.stack.currentIndex() == START
    assert page.roster.choose_button.isEnabled()
    page.choose_roster(path)
    qtbot.waitUntil(lambda: not view.is_busy, timeout=120_000)
    assert counts(page) == {"new": 20_000}
    cancel_once(qtbot, view, lambda: qtbot.mouseClick(page.preview.import_button, LEFT))
    assert people(view, office) == before
    assert page.batches.view.rows() == []
    assert counts(page) == {"new": 20_000}
    click(qtbot, page.preview.import_button)
    qtbot.waitUntil(lambda: not view.is_busy, timeout=180_000)
    assert len(people(view, office)) == len(before) + len(set(names))
    (batch,) = page.batches.view.rows()
    assert batch.counts["new"] == 20_000


def cancel_once(qtbot: QtBot, view: FileView, begin: Callable[[], object]) -> None:
    """Begins some long work and presses the button of its bar while it is under way."""
    begin()
    (bar,) = view.findChildren(JobBar)
    qtbot.mouseClick(bar.cancel, LEFT)
    qtbot.waitUntil(lambda: not view.is_busy, timeout=120_000)


def export(qtbot: QtBot, view: FileView, table: QWidget, path: Path) -> Any:
    """Ctrl+E in a list, the dialog, the place; returns the sheet that was written."""
    table.setFocus()
    qtbot.keyClick(table, Key.Key_E, Control)
    (asked,) = [each for each in view.window().findChildren(ExportDialog) if each.isVisible()]
    if asked.every.isEnabled():
        asked.every.click()
    click(qtbot, asked.go_button)
    answer(qtbot, view, path)
    return openpyxl.load_workbook(path).active


LISTS = ("members", "activities", "services", "registers", "history")


@pytest.mark.parametrize("name", LISTS)
def test_every_list_goes_out_by_ctrl_e(view: FileView, office: Names, tmp_path: Path, qtbot: QtBot, name: str) -> None:
    """Frozen header, a filter, typed columns, phones masked, and a record of the export."""
    facts = {"kind": "非公企业", "phone": "13800005678", "employees": 12}
    view.office.app.run(registers.add, register="enterprise", unit=office.units["east"], name="某某物业", facts=facts)
    page = go(qtbot, view, office.units["street"], name)
    if name == "registers":
        page.choose("enterprise")
        calm(qtbot, view)
    found = page.view if name in ("services", "history") else page.list
    wrote = export(qtbot, view, found.table, tmp_path / "out.xlsx")
    assert wrote.freeze_panes == "A2"
    assert wrote.max_row > 1
    assert all(cell.value for cell in wrote[1])
    assert wrote.column_dimensions["A"].width
    cells = [cell.value for row in wrote.iter_rows(min_row=2) for cell in row]
    assert not [text for text in map(str, cells) if "19900000001" in text or "13800005678" in text]
    if name in ("members", "registers"):
        assert [text for text in map(str, cells) if "****" in text]
    if name == "registers":
        assert 12 in cells  # a number is a number
    assert view.office.app.ask(stored, table=Disclosure)[-1].kind == "export"


def test_a_form_bound_by_pointing_and_filled_for_another_unit_and_month(
    view: FileView, office: Names, tmp_path: Path, qtbot: QtBot
) -> None:
    """表样回填: load, point at cells, fill here and elsewhere; every cell that was not pointed at is as it came."""
    page = go(qtbot, view, office.units["street"], "forms")
    assert isinstance(page, FormsPage)
    (tmp_path / "表.xlsx").write_bytes(form())
    click(qtbot, page.first_button)
    answer(qtbot, view, tmp_path / "表.xlsx")
    for cell, words in (("B2", "secretary"), ("C5", "full_members"), ("D5", "probationary"), ("F5", "attendance")):
        point(qtbot, page, cell)
        page.board.bar.choice.setFocus()
        page.board.bar.choice.selectAll()
        write(qtbot, page.board.bar.choice, words)
        qtbot.keyClick(page.board.bar.choice, Key.Key_Return)
        calm(qtbot, view)
    assert page.form is not None
    bound = {(each.row, each.column) for each in page.form.bindings}
    assert len(bound) == 4
    here = filled(qtbot, view, page, tmp_path / "here.xlsx")
    view.go_unit(office.units["first"])
    view.go_month(Month(2024, 9))
    calm(qtbot, view)
    there = filled(qtbot, view, page, tmp_path / "there.xlsx")
    came = openpyxl.load_workbook(io.BytesIO(form()))
    for wrote in (here, there):
        assert wrote.sheetnames == came.sheetnames
        for name in came.sheetnames:
            same(came[name], wrote[name], bound if name == SHEET else set())
    assert here[SHEET]["C5"].value == 6
    assert there[SHEET]["C5"].value == 2
    assert there[SHEET]["D5"].value == 1


def point(qtbot: QtBot, page: FormsPage, cell: str) -> None:
    place = parse_cell(cell, sheet="x")
    grid = page.board.grid
    middle: QPoint = grid.visualRect(grid.sheet_model.index(place.row - 1, place.column - 1)).center()
    qtbot.mouseClick(grid.viewport(), LEFT, pos=middle)


def filled(qtbot: QtBot, view: FileView, page: FormsPage, path: Path) -> Any:
    click(qtbot, page.fill_button)
    (asked,) = [each for each in view.window().findChildren(FillDialog) if each.isVisible()]
    click(qtbot, asked.go_button)
    answer(qtbot, view, path)
    return openpyxl.load_workbook(path)


def same(came: Any, wrote: Any, bound: set[tuple[int, int]]) -> None:
    """Values, formats, frames, merged cells, widths and heights."""
    assert sorted(map(str, came.merged_cells.ranges)) == sorted(map(str, wrote.merged_cells.ranges))
    assert (came.max_row, came.max_column) == (wrote.max_row, wrote.max_column)
    for row in came.iter_rows():
        for cell in row:
            other = wrote.cell(cell.row, cell.column)
            if (cell.row, cell.column) not in bound:
                assert other.value == cell.value, cell.coordinate
            for what in ("font", "border", "fill", "alignment", "number_format", "protection"):
                assert repr(getattr(other, what)) == repr(getattr(cell, what)), (cell.coordinate, what)
    for key, width in came.column_dimensions.items():
        assert wrote.column_dimensions[key].width == width.width
    for number, height in came.row_dimensions.items():
        assert wrote.row_dimensions[number].height == height.height
