"""The page of change orders, and the dialogs for changes in one step (S090)."""

from datetime import date, timedelta

import pytest
from driving import calm, go, write
from offices import Office as Names
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gridparty.domain import orders as rules
from gridparty.domain.civil_time import today
from gridparty.domain.ids import OrderId, UnitId
from gridparty.domain.orders import OrderPlan, Target
from gridparty.operations import orders, units
from gridparty.ui.dialogs.order_details import OrderDialog, handover_pdf
from gridparty.ui.dialogs.order_small import (
    CloseUnitDialog,
    MoveDialog,
    RecodeDialog,
    RenameDialog,
    ReopenDialog,
    SmallOrder,
    UpgradeDialog,
)
from gridparty.ui.dialogs.order_wizard import OrderWizard
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.orders import OrdersPage

CTRL = Qt.KeyboardModifier.ControlModifier
AHEAD = today() + timedelta(days=40)


def rename(view: FileView, unit: UnitId, name: str, day: date) -> OrderId:
    plan = OrderPlan(kind=rules.RENAME, day=day, targets=(Target(unit=unit, name=name),), title=f"更名为{name}")
    return view.office.app.run(orders.record, plan=plan).id


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> OrdersPage:
    """The page with an order in force and one that waits."""
    rename(view, office.units["east"], "东苑街区党委", today())
    rename(view, office.units["west"], "西苑街区党委", AHEAD)
    shown = go(qtbot, view, office.units["east"], "orders")
    assert isinstance(shown, OrdersPage)
    return shown


def name_of(view: FileView, unit: UnitId, day: date | None = None) -> str:
    rows = view.office.ask_now(units.rows)
    return next(row.name for row in rows if row.id == unit)


def opened(qtbot: QtBot, view: FileView, kind: type[SmallOrder], unit: UnitId) -> SmallOrder:
    row = view.tree.row_of(unit)
    assert row is not None
    dialog = kind(view.office, row=row, rows=view.tree.rows, parent=view)
    dialog.open()
    calm(qtbot, view)
    return dialog


def retype(qtbot: QtBot, dialog: SmallOrder, key: str, text: str) -> None:
    field = dialog.fields[key].editor
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    write(qtbot, field, text)


def save(qtbot: QtBot, view: FileView, dialog: SmallOrder) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    calm(qtbot, view)


def test_the_list_and_its_buttons(page: OrdersPage) -> None:
    assert [row.state for row in page.view.rows()] == [rules.PLANNED, rules.APPLIED]
    page.view.select(page.view.rows()[0].id)
    assert page.cancel_button.isEnabled()
    assert not page.undo_button.isEnabled()
    page.view.select(page.view.rows()[1].id)
    assert not page.cancel_button.isEnabled()
    assert page.undo_button.isEnabled()


def test_a_planned_order_is_cancelled(page: OrdersPage, view: FileView, qtbot: QtBot) -> None:
    row = page.view.rows()[0]
    page.view.select(row.id)
    qtbot.mouseClick(page.cancel_button, Qt.MouseButton.LeftButton)
    (box,) = [each for each in view.findChildren(QMessageBox) if each.isVisible()]
    assert row.title in box.text()
    yes = next(each for each in box.buttons() if box.buttonRole(each) == QMessageBox.ButtonRole.AcceptRole)
    assert isinstance(yes, QPushButton)
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert view.office.ask_now(orders.rows)[0].state == rules.CANCELLED
    assert page.view.rows()[0].state == rules.CANCELLED


def test_the_page_opens_the_wizard_and_the_history(page: OrdersPage, view: FileView, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    (wizard,) = [each for each in page.findChildren(OrderWizard) if each.isVisible()]
    wizard.reject()
    page.view.select(page.view.rows()[1].id)
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert view.workspace.current.name == "history"


def test_details_and_the_hand_over_list(page: OrdersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    move = OrderPlan(
        kind=rules.MOVE, day=today(), sources=(office.units["third"],), targets=(Target(unit=office.units["east"]),),
        title="第三网格党支部改隶属",
    )  # fmt: skip
    order = view.office.app.run(orders.record, plan=move).id
    calm(qtbot, view)
    page.view.select(order)
    qtbot.keyClick(page.view.table, Qt.Key.Key_Return)
    calm(qtbot, view)
    (dialog,) = [each for each in page.findChildren(OrderDialog) if each.isVisible()]
    names = {line.name for line in dialog.view.rows()}
    assert {"第三网格党支部", "赵敏", "黄强"} <= names
    assert handover_pdf(view.office.app, order).startswith(b"%PDF")
    dialog.reject()


def test_the_tree_menu_offers_the_changes(view: FileView, office: Names, qtbot: QtBot) -> None:
    view.go_unit(office.units["first"])
    calm(qtbot, view)
    view.tree.menu_wanted.emit(QPoint(20, 20))
    menu = next(each for each in view.findChildren(QMenu) if each.isVisible())
    letters = [text[text.index("&") + 1].lower() for act in menu.actions() if "&" in (text := act.text())]
    assert len(letters) == len(set(letters)) == 10
    split = next(act for act in menu.actions() if "&S" in act.text())
    menu.close()
    split.trigger()
    calm(qtbot, view)
    (wizard,) = [each for each in view.findChildren(OrderWizard) if each.isVisible()]
    assert wizard.bench.draft.kind == rules.SPLIT
    assert wizard.bench.draft.sources == (office.units["first"],)
    wizard.reject()


def test_renaming_from_a_day_on(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = opened(qtbot, view, RenameDialog, office.units["first"])
    save(qtbot, view, dialog)
    assert dialog.fields["name"].problem.isVisible()
    retype(qtbot, dialog, "name", "红旗党支部")
    retype(qtbot, dialog, "day", "32")
    save(qtbot, view, dialog)
    assert dialog.fields["day"].problem.isVisible()
    retype(qtbot, dialog, "day", "2024-11-01")
    save(qtbot, view, dialog)
    assert not dialog.is_open
    assert name_of(view, office.units["first"]) == "红旗党支部"
    assert view.office.ask_now(units.find, key="第一网格党支部", day=date(2024, 10, 31)) == office.units["first"]


def test_moving_and_a_new_code(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = opened(qtbot, view, MoveDialog, office.units["first"])
    retype(qtbot, dialog, "above", "西苑")
    save(qtbot, view, dialog)
    dialog = opened(qtbot, view, RecodeDialog, office.units["first"])
    retype(qtbot, dialog, "code", "410102001002-007")
    save(qtbot, view, dialog)
    row = next(row for row in view.office.ask_now(units.rows) if row.id == office.units["first"])
    assert (row.parent, row.code) == (office.units["west"], "410102001002007")


def test_an_upgrade(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = opened(qtbot, view, UpgradeDialog, office.units["first"])
    assert isinstance(dialog, UpgradeDialog)
    dialog.new_kind.setCurrentIndex(dialog.new_kind.findData("general_branch"))
    retype(qtbot, dialog, "name", "东苑党总支")
    save(qtbot, view, dialog)
    row = next(row for row in view.office.ask_now(units.rows) if row.id == office.units["first"])
    assert (row.kind, row.name) == ("general_branch", "东苑党总支")


def test_closing_is_refused_while_people_belong_to_it(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = opened(qtbot, view, CloseUnitDialog, office.units["first"])
    save(qtbot, view, dialog)
    assert dialog.is_open
    assert "第一网格党支部" in dialog.sentence.text()
    dialog.reject()


def test_closing_an_empty_one_and_reopening_it(view: FileView, office: Names, qtbot: QtBot) -> None:
    empty = view.office.app.run(
        units.add, parent=office.units["west"], kind="party_branch", name="空党支部", start=date(2025, 1, 1)
    ).id
    calm(qtbot, view)
    view.reload()
    view.go_month(view.place.month.of(today()))
    calm(qtbot, view)
    dialog = opened(qtbot, view, CloseUnitDialog, empty)
    save(qtbot, view, dialog)
    assert empty not in {row.id for row in view.office.ask_now(units.rows)}
    view.tree.with_closed.setChecked(True)
    calm(qtbot, view)
    dialog = opened(qtbot, view, ReopenDialog, empty)
    save(qtbot, view, dialog)
    assert empty in {row.id for row in view.office.ask_now(units.rows)}
