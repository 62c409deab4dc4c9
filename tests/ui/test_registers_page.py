"""The registers page: entries from typed fields, events, people, due list, coverage (E10; S030, S042, S083, S088)."""

from datetime import date
from typing import Any

import pytest
from driving import calm, go, write
from offices import MONTH
from offices import Office as Names
from opened import click, dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.ids import EntryId
from gridparty.domain.months import Month
from gridparty.operations import facilities, register_lists, registers, thresholds, units
from gridparty.operations.register_lists import Entry, EntryRow
from gridparty.ui.dialogs.areas import AreasDialog
from gridparty.ui.dialogs.day import DayDialog
from gridparty.ui.dialogs.gaps import GapsDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.register_event import RegisterEventDialog
from gridparty.ui.dialogs.register_move import MoveEntryDialog
from gridparty.ui.dialogs.register_person import RegisterPersonDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.registers import RegistersPage

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
DAY = MONTH.last


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> RegistersPage:
    """The page at the community in the east."""
    shown = go(qtbot, view, office.units["east"], "registers")
    assert isinstance(shown, RegistersPage)
    return shown


def rows(view: FileView, register: str, **kwargs: Any) -> tuple[EntryRow, ...]:
    return view.office.ask_now(register_lists.rows, register=register, day=DAY, **kwargs)


def entry(view: FileView, number: EntryId) -> Entry:
    return view.office.ask_now(register_lists.entry, entry=number)


def choose(qtbot: QtBot, within: QWidget, field: QLineEdit, text: str) -> None:
    """Types part of a name and takes the first that fits; the list opens in an active window alone."""
    within.activateWindow()
    qtbot.waitUntil(within.isActiveWindow)
    field.setFocus()
    write(qtbot, field, text)
    qtbot.waitUntil(lambda: field.hits.isVisible())  # type: ignore[attr-defined]
    qtbot.keyClick(field, Key.Key_Return)
    assert field.choice is not None  # type: ignore[attr-defined]


def add_centre(view: FileView, office: Names, unit: str = "east", area: int = 380) -> EntryId:
    facts = {"kind": "service_centre", "area": area}
    return view.office.app.run(
        registers.add, register="facility", unit=office.units[unit], name=f"{unit}党群服务中心",
        start=date(2024, 1, 1), facts=facts,
    )  # fmt: skip


def test_a_facility_is_entered_by_its_typed_fields(
    page: RegistersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """S030: kind, area, hours; what cannot be is said at its field, and nothing typed is lost."""
    assert "阵地场所" in page.which.currentText()
    click(qtbot, page.add_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    write(qtbot, form.name, "东苑社区党群服务中心")
    area, kind = form.editors["area"], form.editors["kind"]
    assert isinstance(kind, QComboBox)
    write(qtbot, area, "many")
    qtbot.keyClick(form, Key.Key_Return, Control)
    assert form.fields["fact:kind"].problem.isVisible()
    assert "many" in form.fields["fact:area"].problem.text()
    assert rows(view, "facility") == ()
    kind.setCurrentIndex(kind.findData("service_centre"))
    area.setFocus()
    assert isinstance(area, QLineEdit)
    area.selectAll()
    write(qtbot, area, "1,260")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    (row,) = rows(view, "facility")
    assert (row.name, row.unit, row.since) == ("东苑社区党群服务中心", office.units["east"], MONTH.last)
    assert row.facts == {"kind": "service_centre", "area": 1260}
    current = page.list.current()
    assert current is not None
    assert current.id == row.id
    assert "1,260" in page.list.foot.texts()[-1]


def test_area_after_an_enlargement_in_list_sheet_and_share(
    page: RegistersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """S088: the list shows the area of the month, the share of communities follows, the form what was first entered."""
    number = add_centre(view, office)
    calm(qtbot, view)
    assert page.list.rows()[0].facts["area"] == 380
    assert "0" in page.shares.areas.text()
    page.list.select(number)
    click(qtbot, page.event_button)
    form = dialog(qtbot, view, RegisterEventDialog)
    assert form.kind.currentData() == "area_change"
    form.day.setFocus()
    form.day.selectAll()
    qtbot.keyClicks(form.day, "2024-10-15")
    write(qtbot, form.editors["area"], "1400")
    write(qtbot, form.editors["money"], "180000")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert page.list.rows()[0].facts["area"] == 1400
    assert "100.0%" in page.shares.areas.text()
    assert view.office.ask_now(facilities.area_of, entry=number, month=Month(2024, 9)) == 380
    page.list.select(number)
    click(qtbot, page.edit_button)
    again = dialog(qtbot, view, RegisterEntryDialog)
    edited = again.editors["area"]
    assert isinstance(edited, QLineEdit)
    assert edited.text() == "380"
    again.reject()


def test_communities_without_one_and_the_set_area(
    page: RegistersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """每个社区一个 (S030): the gap leads to the community; the area to be reached can be set (S088)."""
    add_centre(view, office, area=900)
    go(qtbot, view, office.units["street"], "registers")
    assert "1/2" in page.shares.places.text().replace(" of ", "/")
    click(qtbot, page.shares.areas_button)
    areas = dialog(qtbot, view, AreasDialog)
    assert [place.reached for place in areas.view.rows()] == [False, False]
    areas.limit.selectAll()
    qtbot.keyClicks(areas.limit, "much")
    qtbot.keyClick(areas.limit, Key.Key_Return)
    assert areas.problem.text()
    areas.limit.selectAll()
    qtbot.keyClicks(areas.limit, "800")
    qtbot.keyClick(areas.limit, Key.Key_Return)
    calm(qtbot, view)
    assert [place.reached for place in areas.view.rows()] == [False, True]
    assert view.office.ask_now(thresholds.get).premises_area == 800
    areas.reject()
    click(qtbot, page.shares.gaps_button)
    gaps = dialog(qtbot, view, GapsDialog)
    assert gaps.view.rows() == [office.units["west"]]
    gaps.view.select(office.units["west"])
    qtbot.keyClick(gaps.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.place.unit == office.units["west"]
    assert view.workspace.current is page


def test_a_team_with_leader_members_and_activity(
    page: RegistersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """S042: the leader with the entry, members one after another, somebody leaves, an activity is written down."""
    view.go_unit(office.units["first"])
    page.which.setCurrentIndex(page.which.findData("team"))
    calm(qtbot, view)
    view.call("new:registers")
    form = dialog(qtbot, view, RegisterEntryDialog)
    write(qtbot, form.name, "银龄志愿服务小分队")
    write(qtbot, form.editors["direction"], "助老助残")
    choose(qtbot, form, form.person, "zw")
    form.start.setFocus()
    form.start.selectAll()
    qtbot.keyClicks(form.start, "2024-10-01")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    (row,) = rows(view, "team")
    page.list.setFocus()
    qtbot.keyClick(page.list.table, Key.Key_Return)
    calm(qtbot, view)
    assert page.stack.currentWidget() is page.entry
    click(qtbot, page.entry.people.add_button)
    people = dialog(qtbot, view, RegisterPersonDialog)
    assert people.role.currentData() == "member"
    for who in ("wf", "ln"):
        choose(qtbot, people, people.person, who)
        click(qtbot, people.another)
        calm(qtbot, view)
    people.reject()
    found = entry(view, row.id)
    assert [(each.name, each.role) for each in found.people] == [
        ("张伟", "leader"), ("王芳", "member"), ("李娜", "member"),
    ]  # fmt: skip
    page.entry.people.view.select(found.people[1].id)
    click(qtbot, page.entry.people.buttons[0])
    leaves = dialog(qtbot, view, DayDialog)
    leaves.day.selectAll()
    qtbot.keyClicks(leaves.day, "2024-11-05")
    qtbot.keyClick(leaves, Key.Key_Return, Control)
    calm(qtbot, view)
    assert [each.until for each in entry(view, row.id).people] == [None, None, date(2024, 11, 5)]
    click(qtbot, page.entry.events.add_button)
    event = dialog(qtbot, view, RegisterEventDialog)
    write(qtbot, event.editors["what"], "义务理发")
    write(qtbot, event.editors["people"], "9")
    qtbot.keyClick(event, Key.Key_Return, Control)
    calm(qtbot, view)
    (held,) = entry(view, row.id).events
    assert (held.day, held.facts) == (MONTH.last, {"what": "义务理发", "people": 9})
    qtbot.keyClick(page.entry, Key.Key_Escape)
    assert page.stack.currentWidget() is not page.entry


def test_close_reopen_move_and_undo(page: RegistersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    number = add_centre(view, office)
    calm(qtbot, view)
    page.list.select(number)
    click(qtbot, page.close_button)
    form = dialog(qtbot, view, DayDialog)
    form.day.selectAll()
    qtbot.keyClicks(form.day, "2024-10-20")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert page.list.rows() == []
    page.closed_switch.setChecked(True)
    calm(qtbot, view)
    assert [row.until for row in page.list.rows()] == [date(2024, 10, 20)]
    page.open_entry(number)
    calm(qtbot, view)
    assert not page.entry.close_button.isVisible()
    click(qtbot, page.entry.reopen_button)
    calm(qtbot, view)
    assert entry(view, number).row.until is None
    click(qtbot, page.entry.move_button)
    move = dialog(qtbot, view, MoveEntryDialog)
    choose(qtbot, move, move.unit, "西苑")
    qtbot.keyClick(move, Key.Key_Return, Control)
    calm(qtbot, view)
    assert page.entry.entry is not None
    assert page.entry.entry.row.unit == office.units["west"]
    assert page.entry.entry.row.continues == number
    view.call("undo")
    calm(qtbot, view)
    assert entry(view, number).row.until is None
    assert page.stack.currentWidget() is not page.entry  # the moved one is gone


def test_what_is_due_in_all_registers(page: RegistersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S083: an agreement that ended; Enter opens the entry."""
    number = view.office.app.run(
        registers.add, register="resident_unit", unit=office.units["east"], name="第三中学", start=date(2023, 9, 1),
        facts={"expires": "2024-10-11"},
    )  # fmt: skip
    calm(qtbot, view)
    assert "1" in page.due_switch.text()
    page.due_switch.setChecked(True)
    calm(qtbot, view)
    assert page.views.currentWidget() is page.due
    assert [(row.name, row.days_left) for row in page.due.rows()] == [("第三中学", -20)]
    assert not page.which.isEnabled()
    page.due.select((number, "expires"))
    page.due.setFocus()
    qtbot.keyClick(page.due.table, Key.Key_Return)
    calm(qtbot, view)
    assert page.entry.name.text() == "第三中学"


def test_about_people_the_name_is_the_persons(page: RegistersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """A register about people asks for a person; the entry stands under his or her branch (S013)."""
    page.choose("talent_pool")
    calm(qtbot, view)
    click(qtbot, page.add_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    assert "unit" not in form.fields
    source = form.editors["source"]
    assert isinstance(source, QComboBox)
    source.setCurrentIndex(source.findData("veteran"))
    qtbot.keyClick(form, Key.Key_Return, Control)
    assert form.fields["member"].problem.isVisible()
    choose(qtbot, form, form.member, "zw")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    (row,) = page.list.rows()
    assert (row.name, row.member, row.unit) == ("张伟", office.members["张伟"], office.units["first"])


def test_search_filters_and_a_sole_hit_opens(page: RegistersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    for unit in ("east", "west"):
        add_centre(view, office, unit)
    go(qtbot, view, office.units["street"], "registers")
    assert len(page.list.rows()) == 2
    page.search.setFocus()
    qtbot.keyClicks(page.search, "west")
    qtbot.keyClick(page.search, Key.Key_Return)
    calm(qtbot, view)
    assert page.entry.name.text() == "west党群服务中心"
    click(qtbot, page.entry.back)
    assert [row.name for row in page.list.rows()] == ["west党群服务中心"]


def test_a_month_before_the_unit_says_so(page: RegistersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    start = date(2024, 11, 20)
    added = view.office.app.run(
        units.add, parent=office.units["east"], kind="joint_branch", name="新党支部", start=start
    )
    go(qtbot, view, added.id, "registers")
    assert "2024-10" in page.list.notice.text()
    assert not page.add_button.isEnabled()
    go(qtbot, view, office.units["east"], "registers")
    assert page.add_button.isEnabled()
