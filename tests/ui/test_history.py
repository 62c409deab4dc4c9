"""The history page: what was done, taken back, and standing again (D15, D16)."""

import pytest
from driving import calm, go
from offices import MONTH
from offices import Office as Names
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.operations import history, services
from gridparty.operations.history import ActRow
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.history import HistoryPage, touched


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> HistoryPage:
    """The page after a service was deleted and another corrected."""
    view.office.app.run(services.remove, service=office.services["unknown"])
    view.office.app.run(services.edit, service=office.services["counted"], summary="清扫院子")
    shown = go(qtbot, view, office.units["first"], "history")
    assert isinstance(shown, HistoryPage)
    return shown


def answer(qtbot: QtBot, view: FileView, role: QMessageBox.ButtonRole) -> str:
    """Answers the question that is open; returns what it said."""
    (box,) = [each for each in view.findChildren(QMessageBox) if each.isVisible()]
    text = f"{box.text()} {box.informativeText()}"
    chosen = next(each for each in box.buttons() if box.buttonRole(each) == role)
    assert isinstance(chosen, QPushButton)
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    return text


def choose(page: HistoryPage, name: str) -> ActRow:
    row = next(row for row in page.view.rows() if row.name == name)
    page.view.select(row.id)
    return row


def exists(view: FileView, office: Names) -> bool:
    unit = office.units["third"]
    return bool(view.office.ask_now(services.rows, unit=unit, first=MONTH))


YES, NO = QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.RejectRole


def test_the_acts_of_the_whole_file_in_words(page: HistoryPage, view: FileView) -> None:
    shown = page.view.rows()
    assert [row.id for row in shown] == [row.id for row in view.office.ask_now(history.acts, limit=200)]
    assert [row.label for row in shown[:2]] == ["修改服务记录", "删除服务记录"]
    assert touched(shown[1]) == "参与人员 1、服务 1"
    assert not any("." in row.label for row in shown)


def test_an_act_is_taken_back_and_stands_again(page: HistoryPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    row = choose(page, "services.delete")
    qtbot.mouseClick(page.turn_button, Qt.MouseButton.LeftButton)
    assert row.label in answer(qtbot, view, YES)
    assert exists(view, office)
    newest, undone = page.view.rows()[0], choose(page, "services.delete")
    assert (newest.undoes, newest.about, newest.brings_back) == (row.id, row.label, False)
    assert undone.undone
    qtbot.keyClick(page.view.table, Qt.Key.Key_Return)
    answer(qtbot, view, YES)
    assert not exists(view, office)
    assert page.view.rows()[0].brings_back
    assert not choose(page, "services.delete").undone


def test_the_undo_of_an_undo_is_a_redo(page: HistoryPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """The line that says what was taken back offers to turn the same act."""
    choose(page, "services.delete")
    page.ask_turn()
    answer(qtbot, view, YES)
    qtbot.mouseClick(view.told.undo, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert not exists(view, office)
    assert not choose(page, "services.delete").undone


def test_no_is_no(page: HistoryPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    choose(page, "services.delete")
    page.ask_turn()
    answer(qtbot, view, NO)
    assert not exists(view, office)
    assert len(view.office.ask_now(history.acts, limit=200)) == len(page.view.rows())


def test_later_acts_stand_in_the_way(page: HistoryPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    later = choose(page, "services.edit")
    first = next(row for row in reversed(page.view.rows()) if row.name == "services.add")
    page.view.select(first.id)
    page.ask_turn()
    answer(qtbot, view, YES)
    assert view.told.isVisible()
    assert str(later.id) in view.told.words.text()
    assert not choose(page, "services.edit").undone


def test_filter_and_earlier_acts(page: HistoryPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter, "zzz")
    assert page.view.rows() == []
    page.filter.clear()
    assert not page.more_button.isVisible()
    add_many(view.office.app, office, 250 - len(page.view.rows()))
    calm(qtbot, view)
    assert len(page.view.rows()) == 200
    qtbot.mouseClick(page.more_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert len(page.view.rows()) == 250
    assert not page.more_button.isVisible()


def add_many(app: App, office: Names, number: int) -> None:
    """So many corrections of one service."""
    for each in range(number):
        app.run(services.edit, service=office.services["counted"], summary=f"第 {each} 次")
