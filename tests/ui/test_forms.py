"""Forms of superiors in the window: loaded, bound by pointing, filled (表样回填)."""

from pathlib import Path
from typing import Any

import pytest
from driving import calm, go, write
from form_samples import SHEET, form, opened
from offices import MONTH
from offices import Office as Names
from opened import answer
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from gridparty.domain.form_bindings import parse_cell
from gridparty.operations import form_templates
from gridparty.ui.dialogs.form_fill import FillDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.forms import FormsPage

LEFT, RETURN = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


@pytest.fixture
def page(view: FileView, office: Names, tmp_path: Path, qtbot: QtBot) -> FormsPage:
    """The page with a form that was just loaded."""
    shown = go(qtbot, view, office.units["street"], "forms")
    assert isinstance(shown, FormsPage)
    assert shown.first_button.isVisible()
    path = tmp_path / "区委统计表.xlsx"
    path.write_bytes(form())
    qtbot.mouseClick(shown.first_button, LEFT)
    answer(qtbot, view, path)
    return shown


def bindings(view: FileView) -> dict[str, str]:
    app = view.office.app
    (row,) = app.ask(form_templates.rows)
    held = app.ask(form_templates.get, form=row.id).bindings
    return {str(place).rpartition("!")[2]: str(binding) for place, binding in held.items()}


def click(page: FormsPage, cell: str, qtbot: QtBot) -> None:
    place = parse_cell(cell, sheet="x")
    rect = page.board.grid.visualRect(page.board.grid.sheet_model.index(place.row - 1, place.column - 1))
    qtbot.mouseClick(page.board.grid.viewport(), LEFT, pos=rect.center())


def fill_with(page: FormsPage, text: str, view: FileView, qtbot: QtBot) -> None:
    page.board.bar.choice.setFocus()
    page.board.bar.choice.selectAll()
    write(qtbot, page.board.bar.choice, text)
    qtbot.keyClick(page.board.bar.choice, RETURN)
    calm(qtbot, view)


def text_at(page: FormsPage, row: int, column: int) -> Any:
    return page.board.grid.sheet_model.index(row - 1, column - 1).data()


def test_the_form_is_drawn_as_it_is(page: FormsPage, qtbot: QtBot) -> None:
    assert page.forms.currentText() == "区委统计表"
    assert text_at(page, 1, 1) == "基层党组织统计表"
    assert page.board.grid.columnSpan(0, 0) == 7
    assert page.board.grid.rowSpan(2, 0) == 2
    assert page.board.grid.columnWidth(1) > page.board.grid.columnWidth(2)
    assert [page.board.sheets.tabText(number) for number in range(page.board.sheets.count())] == [SHEET, "二"]
    QAbstractItemModelTester(page.board.grid.sheet_model)
    page.board.sheets.setCurrentIndex(1)
    assert str(text_at(page, 1, 1)).startswith("=")


def test_a_click_and_a_few_letters_bind_a_cell(page: FormsPage, view: FileView, qtbot: QtBot) -> None:
    click(page, "C5", qtbot)
    assert page.board.bar.cell.text() == "C5"
    fill_with(page, "full_members", view, qtbot)
    assert bindings(view) == {"C5": "figure:full_members"}
    assert "正式党员" in text_at(page, 5, 3)
    assert page.board.grid.place() == (5, 3)


def test_a_merged_cell_and_the_keyboard(page: FormsPage, view: FileView, qtbot: QtBot) -> None:
    page.board.grid.setFocus()
    page.board.grid.point(2, 1)
    qtbot.keyClick(page.board.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.board.grid, RETURN)
    assert page.window().focusWidget() is page.board.bar.choice
    fill_with(page, "secretary", view, qtbot)
    assert bindings(view) == {"B2": "word:secretary"}
    page.board.grid.setFocus()
    qtbot.keyClick(page.board.grid, Qt.Key.Key_Delete)
    calm(qtbot, view)
    assert bindings(view) == {}


def test_month_span_and_unit(page: FormsPage, view: FileView, qtbot: QtBot) -> None:
    click(page, "C5", qtbot)
    assert not page.board.bar.month.isEnabled()
    fill_with(page, "people_helped_estimated", view, qtbot)
    for box, value in ((page.board.bar.month, "-1"), (page.board.bar.span, "year"), (page.board.bar.unit, "410102001")):
        box.setFocus()
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        calm(qtbot, view)
    assert bindings(view) == {"C5": "figure:people_helped_estimated,unit=410102001,month=-1,from=year"}
    click(page, "A5", qtbot)
    click(page, "C5", qtbot)
    assert (page.board.bar.month.currentData(), page.board.bar.span.currentData()) == ("-1", "year")


def test_a_formula_stays_a_formula(page: FormsPage, view: FileView, qtbot: QtBot) -> None:
    click(page, "E5", qtbot)
    fill_with(page, "full_members", view, qtbot)
    assert bindings(view) == {}
    assert "E5" in page.board.refusal.text()
    assert page.board.refusal.isVisible()


def test_the_form_is_filled(page: FormsPage, view: FileView, tmp_path: Path, qtbot: QtBot) -> None:
    for cell, text in (("B2", "word:unit"), ("A5", "list:members.number"), ("B5", "list:members.name")):
        held = {f"'{SHEET}'!{key}": value for key, value in bindings(view).items()}
        assert page.form is not None
        kept = {"form": page.form.id, "bindings": {**held, f"'{SHEET}'!{cell}": text}}
        view.office.app.run(form_templates.bind, **kept)
    calm(qtbot, view)
    assert text_at(page, 5, 2) == "〔党员 › 姓名〕"
    qtbot.mouseClick(page.fill_button, LEFT)
    (asked,) = [each for each in view.findChildren(FillDialog) if each.isVisible()]
    asked.full.click()
    qtbot.mouseClick(asked.go_button, LEFT)
    assert asked.refusal.isVisible()
    asked.full.click()
    qtbot.mouseClick(asked.go_button, LEFT)
    answer(qtbot, view, tmp_path / "filled.xlsx")
    sheet = opened((tmp_path / "filled.xlsx").read_bytes())[SHEET]
    assert sheet["B2"].value == "和平街道党工委"
    assert [sheet.cell(row, 1).value for row in range(5, 14)] == list(range(1, 10))
    assert "filled.xlsx" in view.told.words.text()


def test_all_below_are_filled(page: FormsPage, view: FileView, tmp_path: Path, qtbot: QtBot) -> None:
    click(page, "C5", qtbot)
    fill_with(page, "full_members", view, qtbot)
    qtbot.mouseClick(page.fill_button, LEFT)
    (asked,) = [each for each in view.findChildren(FillDialog) if each.isVisible()]
    asked.below.click()
    qtbot.mouseClick(asked.go_button, LEFT)
    folder = tmp_path / "out"
    folder.mkdir()
    answer(qtbot, view, folder)
    assert len(list(folder.iterdir())) == 6
    assert all(str(MONTH) in each.name for each in folder.iterdir())


def test_forms_are_renamed_and_removed(page: FormsPage, view: FileView, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.rename_button, LEFT)
    (asked,) = [each for each in page.findChildren(QInputDialog) if each.isVisible()]
    asked.setTextValue("月报")
    asked.accept()
    calm(qtbot, view)
    assert page.forms.currentText() == "月报"
    qtbot.mouseClick(page.remove_button, LEFT)
    calm(qtbot, view)
    assert page.first_button.isVisible()
    qtbot.mouseClick(view.told.undo, LEFT)
    calm(qtbot, view)
    assert page.forms.currentText() == "月报"


def test_what_is_no_form_is_told(page: FormsPage, view: FileView, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    page.add_form(path)
    calm(qtbot, view)
    assert "坏.xlsx" in page.board.refusal.text()
    page.add_form(tmp_path / "nosuch.xlsx")
    calm(qtbot, view)
    assert "nosuch.xlsx" in page.board.refusal.text()
    assert len(view.office.app.ask(form_templates.rows)) == 1
