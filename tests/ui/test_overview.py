"""The overview of a unit's month: numbers as the figures say, each opening its records; lists; charts; empty states."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from driving import calm, go
from offices import BEFORE, MONTH, Office
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from gridparty.domain.months import Month
from gridparty.operations import figures, services, units
from gridparty.ui.dialogs.records import RecordsDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.models.figure_cards import Change, change, printed
from gridparty.ui.pages.overview import OverviewPage
from gridparty.ui.places import Wish


@pytest.fixture
def page(view: FileView, office: Office, qtbot: QtBot) -> OverviewPage:
    """The overview of the street, with its charts drawn."""
    shown: OverviewPage = go(qtbot, view, office.units["street"], "overview")
    qtbot.waitUntil(lambda: shown.days.view.is_drawn, timeout=15_000)
    view.window().activateWindow()
    qtbot.waitUntil(view.window().isActiveWindow)
    return shown


def numbers(page: OverviewPage) -> dict[str, QPushButton]:
    return {figure: shown for card in page.cards for figure, shown in card.numbers.items()}


def told(page: OverviewPage) -> str:
    return f"{page.notice.heading.text()} {page.notice.sentence.text()}" if page.notice.isVisible() else ""


def test_every_number_is_the_figure(page: OverviewPage, view: FileView, office: Office) -> None:
    values = view.office.app.ask(figures.of_unit, unit=office.units["street"], first=MONTH)
    shown = numbers(page)
    assert {"attendance_rate", "present", "expected", "services", "service_hours", "activities", "members",
            "registered_members", "people_helped", "people_helped_estimated"} <= shown.keys()  # fmt: skip
    assert {figure: number.text() for figure, number in shown.items()} == {
        figure: printed(figure, values[figure]) for figure in shown
    }
    assert shown["people_helped"].text() == "12"
    assert shown["people_helped_estimated"].text() == "40"
    assert any("52" in str(piece.property("text")) for piece in page.cards[1]._pieces)  # about 52 in all


def test_changes_to_the_month_before() -> None:
    now, before = {"attendance_rate": 0.9286, "services": 64}, {"attendance_rate": 0.8878, "services": 55}
    assert "▲ 4.1" in change("attendance_rate", now, before).text
    assert "▼ 4.1" in change("attendance_rate", before, now).text
    assert "▲ 9" in change("services", now, before).text
    assert "55" in change("services", now, before).then
    assert "▲" not in change("services", now, now).text
    for nothing in ({}, {"services": None}):
        found: Change = change("services", now, nothing)
        assert "—" in found.text


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_number_opens_its_records_by_key(page: OverviewPage, qtbot: QtBot, key: Qt.Key) -> None:
    number = numbers(page)["present"]
    number.setFocus()
    assert number.accessibleName().endswith("人次")
    qtbot.keyClick(number, key)
    dialog = page.findChild(RecordsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.view.rows()))
    assert sum(int(row.value) for row in dialog.view.rows()) == int(number.text())
    dialog.reject()


def test_numbers_follow_an_entry_and_keep_the_focus(
    page: OverviewPage, view: FileView, office: Office, qtbot: QtBot
) -> None:
    number = numbers(page)["services"]
    before = int(number.text())
    number.setFocus()
    view.office.run(
        services.add, unit=office.units["third"], category="mediation", day=date(2024, 10, 9), hours=1,
        members=[office.members["赵敏"]], summary="调解纠纷",
    )  # fmt: skip
    calm(qtbot, view)
    assert int(number.text()) == before + 1
    assert numbers(page)["services"] is number
    assert number.hasFocus()
    assert any(row.detail.find("调解纠纷") >= 0 for row in page.latest.view.rows())


def test_the_newest_records_open(page: OverviewPage, qtbot: QtBot) -> None:
    page.wished.disconnect()  # what the pages do with it is their affair
    rows = page.latest.view.rows()
    assert [row.day for row in rows] == sorted((row.day for row in rows), reverse=True)
    wanted = {"activity": "activities", "service": "services", "registration": "members"}
    for row in rows:
        page.latest.view.select((row.kind, row.id))
        with qtbot.waitSignal(page.wished) as asked:
            qtbot.keyClick(page.latest.view.table, Qt.Key.Key_Return)
        item = row.member if row.kind == "registration" else row.id
        assert asked.args == [Wish(wanted[row.kind], item=item)]


def test_parts_add_up_and_open(page: OverviewPage, view: FileView, office: Office, qtbot: QtBot) -> None:
    rows = page.parts.view.rows()
    assert [row.id for row in rows][:2] == [office.units["east"], office.units["west"]]
    assert sum(int(row.figures["services"] or 0) for row in rows) == int(numbers(page)["services"].text())
    page.parts.view.select(office.units["east"])
    qtbot.keyClick(page.parts.view.table, Qt.Key.Key_Return)
    calm(qtbot, view)
    assert view.place.unit == office.units["east"]
    values = view.office.app.ask(figures.of_unit, unit=office.units["east"], first=MONTH)
    assert numbers(page)["expected"].text() == str(values["expected"])
    assert [row.name for row in page.parts.view.rows()][:2] == ["第一网格党支部", "第二网格党支部"]


def test_a_branch_has_no_list_of_parts(page: OverviewPage, view: FileView, office: Office, qtbot: QtBot) -> None:
    go(qtbot, view, office.units["first"], "overview")
    assert not page.parts.isVisible()
    assert page.latest.isVisible()


def test_charts_tell_their_numbers(page: OverviewPage, qtbot: QtBot) -> None:
    chart = page.days.view
    assert "10-12" in chart.accessibleDescription()
    assert page.categories.view.chart is not None
    chart.setFocus()
    for _day in range(12):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == chart.tip(11)
    assert "10-12" in chart.tip(11)
    assert "2" in chart.tip(11).partition("，")[2]  # two listed people came that evening
    chart.clearFocus()
    assert "10-26" in chart.accessibleDescription()


def test_a_chart_is_saved_as_a_picture(page: OverviewPage, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(page.days.save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert "和平街道党工委" in dialog.selectedFiles()[0]
    target = tmp_path / "chart"
    dialog.selectFile(str(target))
    with qtbot.waitSignal(page.office.said) as said:
        dialog.accept()
    assert "chart.png" in said.args[0].text
    assert QImage(str(target.with_suffix(".png"))).width() == 1920


def test_a_picture_that_cannot_be_written_is_refused(page: OverviewPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.office.refused) as refused:
        page.days.save_picture(tmp_path / "nowhere" / "chart.png")
    assert "chart.png" in refused.args[0]


def test_a_month_without_records_says_so(page: OverviewPage, view: FileView, qtbot: QtBot) -> None:
    view.go_month(Month(2025, 3))
    calm(qtbot, view)
    assert told(page)
    assert not page.charts.isVisible()
    assert numbers(page)["attendance_rate"].text() == "—"
    assert int(numbers(page)["members"].text()) > 0
    page.wished.disconnect()
    with qtbot.waitSignal(page.wished) as asked:
        qtbot.mouseClick(page.notice.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Wish("services", item="new:services")]
    view.go_month(BEFORE)
    calm(qtbot, view)
    assert not told(page)
    assert page.charts.isVisible()


def test_a_unit_that_is_not_there_yet_shows_no_numbers(
    page: OverviewPage, view: FileView, office: Office, qtbot: QtBot
) -> None:
    new = view.office.app.run(
        units.add, parent=office.units["east"], kind="grid_branch", name="第四网格党支部", start=date(2024, 10, 1)
    )
    go(qtbot, view, new.id, "overview")
    assert numbers(page)["members"].isVisible()
    view.go_month(BEFORE)
    calm(qtbot, view)
    assert "2024-09" in told(page)
    assert not numbers(page)["members"].isVisible()


def test_an_empty_file_leads_to_the_import(
    open_view: Callable[[Path], FileView], template: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.gridparty"
    path.write_bytes(template.read_bytes())
    view = open_view(path)
    page = view.workspace.show_page("overview")
    assert isinstance(page, OverviewPage)
    assert told(page)
    page.wished.disconnect()
    with qtbot.waitSignal(page.wished) as asked:
        qtbot.mouseClick(page.notice.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Wish("imports")]


@pytest.mark.parametrize(("width", "least", "most"), [(911, 2, 3), (1440, 4, 5)])
def test_cards_wrap_with_the_window(
    page: OverviewPage, view: FileView, qtbot: QtBot, width: int, least: int, most: int
) -> None:
    view.window().resize(width, 512)
    qtbot.waitUntil(lambda: view.window().width() == width)
    qtbot.waitUntil(lambda: least <= sum(card.y() == page.cards[0].y() for card in page.cards) <= most)
    area = page.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    last = page.lists
    area.ensureWidgetVisible(last)
    bottom = last.mapTo(area.widget(), QPoint(0, last.height())).y()
    assert area.verticalScrollBar().maximum() + area.viewport().height() >= bottom
    qtbot.waitUntil(lambda: page.days.view.is_drawn)
