"""The activities page: list, calendar, a new activity by keys alone, correcting, deleting, the way to the desk."""

from datetime import date, datetime

import pytest
from driving import calm, go, write
from offices import Office as Names
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import CIVIL, now
from gridparty.domain.ids import ActivityId
from gridparty.domain.months import Month
from gridparty.operations import activities, desk
from gridparty.operations.activities import ActivityRow
from gridparty.ui.dialogs.activity import ActivityDialog
from gridparty.ui.dialogs.which_activity import WhichActivity
from gridparty.ui.file_view import FileView
from gridparty.ui.models.month_days import DayEntry, MonthDaysModel
from gridparty.ui.pages.activities import ActivitiesPage
from gridparty.ui.pages.desk import DeskPage
from gridparty.ui.window import MainWindow

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(view: FileView, window: MainWindow, office: Names, qtbot: QtBot) -> ActivitiesPage:
    """The activities of the first branch."""
    window.activateWindow()
    made = go(qtbot, view, office.units["first"], "activities")
    assert isinstance(made, ActivitiesPage)
    return made


def of_month(view: FileView, office: Names, month: Month, unit: str = "first") -> dict[str, ActivityRow]:
    rows = view.office.app.ask(activities.rows, unit=office.units[unit], first=month)
    return {row.title: row for row in rows}


def desk_of(view: FileView) -> ActivityId | None:
    """Which activity's desk covers the window."""
    shown = view.stack.currentWidget()
    return shown.activity if isinstance(shown, DeskPage) else None


def select(page: ActivitiesPage, activity: ActivityId) -> None:
    assert page.list.select(activity)


def test_the_list_says_what_the_month_held(page: ActivitiesPage, view: FileView, office: Names) -> None:
    assert [row.title for row in page.list.rows()] == ["清洁家园", "联合党日"]
    cells = [page.list.model.index(0, column).data() for column in range(page.list.model.columnCount())]
    assert cells[0] == "10-12 19:00"
    assert cells[5:10] == ["3", "2", "1", "2", "66.7%"]
    expected = sum(row.expected for row in page.rows)
    assert any(str(expected) in text for text in page.list.foot.texts())


def test_enter_on_a_row_opens_its_desk(page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    select(page, office.activities["day"])
    qtbot.keyClick(page.list.table, Key.Key_Return)
    calm(qtbot, view)
    assert desk_of(view) == office.activities["day"]
    assert len(view.desk.board.here.people) == 4  # type: ignore[attr-defined]


def test_a_new_activity_by_keys_alone(page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Key.Key_F4)
    dialog = page.findChild(ActivityDialog)
    write(qtbot, dialog.kinds.filter, "党课")
    qtbot.keyClick(dialog.kinds.filter, Key.Key_Return)
    assert dialog.title.text() == "党课"
    qtbot.waitUntil(lambda: "3" in dialog.expected.text())
    dialog.day.setText("25")
    dialog.place.setText("会议室")
    qtbot.keyClick(dialog.place, Key.Key_Return)
    qtbot.waitUntil(lambda: page.chosen is not None and page.chosen.title == "党课")
    row = of_month(view, office, page.place.month)["党课"]
    assert (row.kinds, row.place, row.expected) == (("party_lecture",), "会议室", 3)
    assert row.start.astimezone(CIVIL) == datetime(2024, 10, 25, 9, tzinfo=CIVIL)
    view.told.undo.click()
    qtbot.waitUntil(lambda: "党课" not in [shown.title for shown in page.list.rows()])


def test_several_kinds_invited_people_and_joint_units(
    page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    page.ask_new(date(2024, 10, 20))
    dialog = page.findChild(ActivityDialog)
    for kind in ("主题党日", "志愿服务"):
        write(qtbot, dialog.kinds.filter, kind)
        qtbot.keyClick(dialog.kinds.filter, Key.Key_Return)
    assert dialog.title.text() == "主题党日、志愿服务活动"
    write(qtbot, dialog.title, "共建")
    write(qtbot, dialog.invited.input, "黄强")
    qtbot.keyClick(dialog.invited.input, Key.Key_Return)
    write(qtbot, dialog.joint.line, "第二网格党支部")
    qtbot.keyClick(dialog.joint.line, Key.Key_Return)
    assert dialog.joint.units() == [office.units["second"]]
    qtbot.waitUntil(lambda: "6" in dialog.expected.text())
    qtbot.keyClick(dialog.title, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.chosen is not None)
    row = of_month(view, office, page.place.month)["主题党日、志愿服务活动共建"]
    assert row.kinds == ("theme_party_day", "volunteer_activity")
    people = view.office.app.ask(desk.load, activity=row.id).people
    assert {person.name for person in people} == {"张伟", "王芳", "李娜", "陈静", "杨磊", "黄强"}


def test_what_is_wrong_is_told_and_nothing_is_lost(page: ActivitiesPage, qtbot: QtBot) -> None:
    page.ask_new()
    dialog = page.findChild(ActivityDialog)
    write(qtbot, dialog.title, "没有类型")
    qtbot.keyClick(dialog.title, Key.Key_Return)
    assert dialog.wrong.isVisible()
    dialog.kinds.items.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.day.setText("45")
    qtbot.keyClick(dialog.title, Key.Key_Return)
    assert "45" in dialog.wrong.text()
    assert dialog.title.text() == "没有类型"
    dialog.day.setText("5")
    dialog.title.setText("　")
    qtbot.keyClick(dialog.title, Key.Key_Return)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert dialog.isVisible()
    dialog.reject()


def test_correcting_an_activity(page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    select(page, office.activities["day"])
    qtbot.mouseClick(page.edit_button, Left)
    dialog = page.findChild(ActivityDialog)
    assert (dialog.title.text(), dialog.day.text(), dialog.hours.value()) == ("清洁家园", "2024-10-12", 1.5)
    dialog.title.setText("清洁楼院")
    dialog.place.setText("三号楼")
    qtbot.keyClick(dialog.title, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.list.rows()[0].title == "清洁楼院")
    assert of_month(view, office, page.place.month)["清洁楼院"].place == "三号楼"
    assert page.chosen is not None
    assert page.chosen.title == "清洁楼院"


def test_deleting_is_refused_after_check_ins_and_undone_otherwise(
    page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    select(page, office.activities["day"])
    qtbot.mouseClick(page.delete_button, Left)
    qtbot.waitUntil(lambda: "清洁家园" in view.told.words.text())
    assert office.activities["day"] in [row.id for row in page.list.rows()]
    start = datetime(2024, 10, 3, 9, tzinfo=CIVIL)
    unit = office.units["first"]
    view.office.run(activities.add, unit=unit, kinds=["study"], title="误登", start=start)
    qtbot.waitUntil(lambda: len(page.list.rows()) == 3)
    select(page, page.list.rows()[0].id)
    qtbot.mouseClick(page.delete_button, Left)
    qtbot.waitUntil(lambda: len(page.list.rows()) == 2)
    qtbot.mouseClick(view.told.undo, Left)
    qtbot.waitUntil(lambda: [row.title for row in page.list.rows()][:1] == ["误登"])


def test_f6_opens_todays_only_activity_or_asks(
    page: ActivitiesPage, view: FileView, window: MainWindow, office: Names, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Key.Key_F6)
    qtbot.waitUntil(lambda: page.findChild(WhichActivity) is not None)
    dialog = page.findChild(WhichActivity)
    assert dialog.rows.count() == 2
    qtbot.keyClick(dialog.rows, Key.Key_Escape)
    calm(qtbot, view)
    view.office.run(activities.add, unit=office.units["first"], kinds=["study"], title="今日学习", start=now())
    calm(qtbot, view)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(view, Key.Key_F6)
    qtbot.waitUntil(lambda: desk_of(view) is not None)
    assert view.office.app.ask(desk.load, activity=desk_of(view)).title == "今日学习"


def test_the_paper_sheet_of_the_chosen_activity(
    page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    select(page, office.activities["joint"])
    qtbot.mouseClick(page.paper_button, Left)
    assert desk_of(view) == office.activities["joint"]
    assert view.desk.entry.is_paper  # type: ignore[attr-defined]


def test_the_calendar_by_keys(page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.calendar_switch, Left)
    assert page.calendar.day() == date(2024, 10, 1)
    for key in (*[Key.Key_Right] * 4, Key.Key_Down):  # from Tuesday, the first, to Saturday
        qtbot.keyClick(page.calendar, key)
    assert page.chosen is not None
    assert page.chosen.id == office.activities["day"]
    mark = page.calendar.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert "清洁家园" in mark
    assert "主题党日" in mark
    qtbot.keyClick(page.calendar, Key.Key_Down)
    qtbot.keyClick(page.calendar, Key.Key_Return)
    assert page.findChild(ActivityDialog).day.text() == "2024-10-19"
    page.findChild(ActivityDialog).reject()
    qtbot.keyClick(page.calendar, Key.Key_Up)
    qtbot.keyClick(page.calendar, Key.Key_Return)
    assert desk_of(view) == office.activities["day"]


def test_an_item_from_elsewhere_is_chosen(page: ActivitiesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    view.go_unit(office.units["street"])
    page.show_item(office.activities["clinic"])
    calm(qtbot, view)
    assert page.chosen is not None
    assert page.chosen.id == office.activities["clinic"]


def test_the_days_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = MonthDaysModel()
    at = datetime(2026, 2, 28, 9, tzinfo=CIVIL)
    for month in (Month(2026, 2), Month(2026, 8), Month(2027, 2)):
        model.set_month(month, [DayEntry(1, at, "晨练", "晨练")])
        qtmodeltester.check(model)
        assert model.find(month.first).isValid()
        assert model.find(month.last).isValid()
        assert not model.find(month.plus(1).first).isValid()
    assert QApplication.instance() is not None
