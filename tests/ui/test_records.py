"""The records behind a figure: they give the number, and each of them opens (DESIGN §3)."""

import pytest
from driving import calm
from offices import AFTER, MONTH
from offices import Office as Names
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import figures
from gridparty.operations.figure_list import FIGURES
from gridparty.ui.dialogs.records import RecordsDialog, number
from gridparty.ui.file_view import FileView
from gridparty.ui.places import Wish


def opened(qtbot: QtBot, view: FileView, figure: str, unit: UnitId, month: Month = MONTH) -> RecordsDialog:
    dialog = RecordsDialog(view.office, figure=figure, unit=unit, month=month, parent=view)
    dialog.open()
    calm(qtbot, view)
    return dialog


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_opens_to_what_gives_it(view: FileView, office: Names, qtbot: QtBot, figure: str) -> None:
    values = view.office.ask_now(figures.of_unit, unit=office.units["street"], first=MONTH)
    dialog = opened(qtbot, view, figure, office.units["street"])
    assert dialog.number.text() == number(figure, values[figure])
    assert dialog.number.text() in dialog.proof.text()
    assert dialog.proof.property("role") == "good"
    assert "和平街道党工委" in dialog.where.text()


def test_sums_follow_the_filter_and_codes_are_words(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = opened(qtbot, view, "service_hours", office.units["street"])
    assert dialog.view.foot.texts()[-1].endswith("7.5")
    dialog.view.set_filter("person", "孙丽")
    assert dialog.view.foot.texts()[-1].endswith("1.5")
    dialog = opened(qtbot, view, "services", office.units["street"])
    assert {row.person for row in dialog.view.rows()} == {"环境整治"}


@pytest.mark.parametrize(
    ("figure", "page", "among"),
    [("present", "activities", "activities"), ("service_hours", "services", "services"),
     ("new_registrations", "members", "members"), ("members", "members", "members")],
)  # fmt: skip
def test_enter_asks_for_the_record(
    view: FileView, office: Names, qtbot: QtBot, figure: str, page: str, among: str
) -> None:
    unit = office.units["east"]
    dialog = opened(qtbot, view, figure, unit)
    dialog.view.select((dialog.view.rows()[0].kind, dialog.view.rows()[0].id))
    with qtbot.waitSignal(dialog.wished) as wished:
        qtbot.keyClick(dialog.view.table, Qt.Key.Key_Return)
    wish: Wish = wished.args[0]
    assert (wish.page, wish.unit, wish.month) == (page, unit, MONTH)
    assert wish.item in getattr(office, among).values()
    qtbot.waitUntil(lambda: not [each for each in view.findChildren(RecordsDialog) if each.isVisible()])


def test_a_unit_opens_at_its_own_place(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = opened(qtbot, view, "branches", office.units["east"])
    dialog.view.select(("unit", office.units["second"]))
    with qtbot.waitSignal(dialog.wished) as wished:
        qtbot.keyClick(dialog.view.table, Qt.Key.Key_Return)
    assert wished.args[0] == Wish("overview", unit=office.units["second"], month=MONTH)


def test_copying_and_an_empty_month(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = opened(qtbot, view, "services", office.units["first"])
    dialog.view.select(("service", office.services["counted"]))
    dialog.copy_all()
    assert "2024-10-05\t清理楼道" in QApplication.clipboard().text()
    dialog = opened(qtbot, view, "services", office.units["first"], AFTER)
    assert dialog.view.rows() == []
    assert dialog.view.notice.text()
    assert dialog.number.text() == number("services", 0)


def test_a_dialog_closed_before_its_answer_shows_nothing(view: FileView, office: Names, qtbot: QtBot) -> None:
    dialog = RecordsDialog(view.office, figure="members", unit=office.units["street"], month=MONTH, parent=view)
    dialog.open()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    calm(qtbot, view)
    assert not view.findChildren(RecordsDialog)
