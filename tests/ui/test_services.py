"""The services page: entries by the keyboard alone, the month's list, corrections (D10, REQ-04)."""

from datetime import date

import pytest
from driving import calm, go, write
from offices import MONTH
from offices import Office as Names
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.ids import UnitId
from gridparty.operations import figures, service_lists, services, units
from gridparty.operations.services import ServiceRow
from gridparty.ui.dialogs.service import ServiceDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.services import ServicesPage

Key = Qt.Key


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> ServicesPage:
    """The page at the first branch."""
    shown = go(qtbot, view, office.units["first"], "services")
    assert isinstance(shown, ServicesPage)
    shown.window().activateWindow()  # keys of actions work in an active window alone
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def rows(view: FileView, unit: UnitId) -> tuple[ServiceRow, ...]:
    return view.office.ask_now(services.rows, unit=unit, first=MONTH)


def focus(page: ServicesPage) -> QWidget:
    """The widget that the next key goes to."""
    found = page.window().focusWidget()
    assert found is not None
    return found


def keys(qtbot: QtBot, page: ServicesPage, *texts: str) -> int:
    """Types each text and Enter wherever the cursor stands; returns how many keys that took."""
    for text in texts:
        write(qtbot, focus(page), text)
        qtbot.keyClick(focus(page), Key.Key_Return)
    return sum(len(text) + 1 for text in texts)


def new_unit(view: FileView, office: Names, start: date) -> UnitId:
    kind, name = "joint_branch", "新党支部"
    return view.office.app.run(units.add, parent=office.units["east"], kind=kind, name=name, start=start).id


def dialog(qtbot: QtBot, view: FileView) -> ServiceDialog:
    calm(qtbot, view)
    found = [each for each in view.findChildren(ServiceDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_two_entries_by_the_keyboard_alone(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """The second one needs only people, people helped and words: day, category and hours stay."""
    view.call("new:services")
    calm(qtbot, view)
    keys(qtbot, page, "25", "hj", "wf", "zw", "", "1.5", "12", "清理楼道")
    calm(qtbot, view)
    assert view.told.isVisible()
    assert "王芳、张伟" in view.told.words.text()
    taken = keys(qtbot, page, "0001", "", "", "约40", "清扫院子")
    calm(qtbot, view)
    assert taken < 20
    first, second = rows(view, office.units["first"])[-2:]
    facts = (first.day, first.category, first.names, first.half_hours, first.people_helped, first.summary)
    assert facts == (date(2024, 10, 25), "environment_cleanup", ("王芳", "张伟"), 6, 12, "清理楼道")
    facts = (second.day, second.category, second.names, second.half_hours, second.people_helped_estimated)
    assert facts == (date(2024, 10, 25), "environment_cleanup", ("张伟",), 3, 40)
    assert focus(page) is page.form.people.input
    assert page.form.people.people() == ()
    current = page.view.current()
    assert current is not None
    assert current.id == second.id


def test_undo_beside_what_was_said(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    view.call("new:services")
    keys(qtbot, page, "25", "hj", "wf", "", "", "", "清理楼道")
    calm(qtbot, view)
    assert len(rows(view, office.units["first"])) == 2
    qtbot.mouseClick(view.told.undo, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert len(rows(view, office.units["first"])) == 1
    assert len(page.view.rows()) == 1


@pytest.mark.parametrize(
    ("texts", "at", "said"),
    [
        (("32", "hj", "wf", "", "1", "", "x"), "day", "32"),
        (("25", "qqq"), "category", "qqq"),
        (("25", "", "wf", "", "1", "", "x"), "category", ""),
        (("25", "hj", "", "1", "", "x"), "people", ""),
        (("25", "hj", "wf", "", "1.3", "", "x"), "hours", "0.5"),
        (("25", "hj", "wf", "", "1", "some", "x"), "helped", "some"),
        (("25", "hj", "wf", "", "1", "", ""), "summary", ""),
    ],
)
def test_what_cannot_be_is_said_and_stays(
    page: ServicesPage, view: FileView, office: Names, qtbot: QtBot, texts: tuple[str, ...], at: str, said: str
) -> None:
    view.call("new:services")
    keys(qtbot, page, *texts)
    calm(qtbot, view)
    field = getattr(page.form, at)
    assert page.form.error.isVisible()
    assert said in page.form.error.text()
    assert focus(page) is (field.focusProxy() or field)
    assert field.property("wrong") == "true"
    assert page.form.summary.text() == (texts[-1] if len(texts) > 2 else "")
    assert len(rows(view, office.units["first"])) == 1


def test_a_refusal_of_the_operation_loses_nothing(
    page: ServicesPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """The unit did not exist before its first day."""
    added = new_unit(view, office, date(2024, 10, 20))
    calm(qtbot, view)
    go(qtbot, view, added, "services")
    view.call("new:services")
    keys(qtbot, page, "5", "hj", "wf", "", "2", "7", "清理楼道")
    calm(qtbot, view)
    assert "2024-10-05" in page.form.error.text()
    assert (page.form.summary.text(), page.form.helped.text()) == ("清理楼道", "7")
    assert [person.name for person in page.form.people.people()] == ["王芳"]
    page.form.day.setFocus()
    page.form.day.selectAll()
    qtbot.keyClicks(page.form.day, "21")
    qtbot.keyClick(page.form.day, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm(qtbot, view)
    assert [row.summary for row in rows(view, added)] == ["清理楼道"]


def test_people_are_chosen_by_arrows_where_several_fit_and_leave_by_backspace(
    page: ServicesPage, view: FileView, qtbot: QtBot
) -> None:
    field = page.form.people
    field.setFocus()
    qtbot.keyClicks(field.input, "z")  # 张伟 and 曾强 of the branch
    qtbot.waitUntil(lambda: field.drop.isVisible())
    assert [near.is_here for near in field.drop.things()] == [True, True, False, False]
    qtbot.keyClick(field.input, Key.Key_Return)
    assert page.form.error.isVisible()
    assert field.people() == ()
    qtbot.keyClick(field.input, Key.Key_Down)
    qtbot.keyClick(field.input, Key.Key_Down)
    wanted = field.drop.chosen()
    qtbot.keyClick(field.input, Key.Key_Return)
    assert field.members() == [wanted.id]
    qtbot.keyClicks(field.input, "nobody")
    qtbot.keyClick(field.input, Key.Key_Return)
    assert "nobody" in page.form.error.text()
    assert field.input.text() == "nobody"
    qtbot.keyClick(field.input, Key.Key_Escape)
    qtbot.keyClick(field.input, Key.Key_Backspace)
    assert field.members() == []


def test_people_of_other_units_come_after_the_units_own(page: ServicesPage, view: FileView, office: Names) -> None:
    found = view.office.ask_now(service_lists.near, unit=office.units["second"], day=MONTH.last, text="c")
    assert [(near.name, near.is_here) for near in found] == [("陈静", True)]
    found = view.office.ask_now(service_lists.near, unit=office.units["third"], day=MONTH.last, text="c")
    assert [(near.name, near.is_here) for near in found] == [("陈静", False)]


def test_at_a_community_the_unit_can_be_chosen(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    go(qtbot, view, office.units["east"], "services")
    assert page.form.unit.isVisible()
    page.form.unit.setFocus()
    page.form.unit.selectAll()
    keys(qtbot, page, "dewg", "25", "hj", "cj", "", "", "", "清理楼道")
    calm(qtbot, view)
    assert rows(view, office.units["second"])[0].names == ("陈静",)
    assert page.form.unit.key() == office.units["second"]  # kept for the next one
    go(qtbot, view, office.units["first"], "services")
    assert not page.form.unit.isVisible()
    assert page.form.unit.key() == office.units["first"]


def test_the_foot_says_what_the_figures_say(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    for name in ("first", "east", "street"):
        go(qtbot, view, office.units[name], "services")
        values = view.office.ask_now(figures.of_unit, unit=office.units[name], first=MONTH)
        found = service_lists.totals(page.view.rows())
        assert found.services == values["services"]
        assert found.half_hours / 2 == values["service_hours"]
        assert (found.people_helped, found.people_helped_estimated) == (
            values["people_helped"], values["people_helped_estimated"],
        )  # fmt: skip
        assert f" {values['services']} " in page.view.foot.texts()[-1].replace("　", " ")


def test_cells_are_corrected_in_the_list(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    service = office.services["counted"]
    for key, text in (("helped", "约40"), ("summary", "清扫院子")):
        page.view.edit(service, key)
        field = page.view.table.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        write(qtbot, field, text)
        qtbot.keyClick(field, Key.Key_Return)
        qtbot.waitUntil(lambda: not page.view.table.open_field())
        calm(qtbot, view)
    calm(qtbot, view)
    (row,) = rows(view, office.units["first"])
    assert (row.people_helped, row.people_helped_estimated, row.summary) == (None, 40, "清扫院子")


def test_the_dialog_corrects_members_and_hours(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    page.show_item(int(office.services["counted"]))
    page.view.table.setFocus()
    qtbot.keyClick(page.view.table, Key.Key_Return)
    shown = dialog(qtbot, view)
    field = shown.form.people
    assert [person.name for person in field.people()] == ["张伟", "孙丽"]
    field.setFocus()
    qtbot.keyClick(field.input, Key.Key_Backspace)
    qtbot.keyClicks(field.input, "wf")
    qtbot.keyClick(field.input, Key.Key_Return)
    shown.form.hours.setFocus()
    qtbot.keyClick(shown.form.hours, Key.Key_Up)
    qtbot.keyClick(shown.form.hours, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm(qtbot, view)
    (row,) = rows(view, office.units["first"])
    assert (row.names, row.half_hours, row.people_helped) == (("张伟", "王芳"), 8, 12)
    assert not [each for each in view.findChildren(ServiceDialog) if each.isVisible()]


def test_the_delete_key_and_its_undo(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    go(qtbot, view, office.units["street"], "services")
    page.view.table.setFocus()
    page.view.table.selectAll()
    assert len(page.view.selected_rows()) == 3
    qtbot.keyClick(page.view.table, Key.Key_Delete)
    calm(qtbot, view)
    assert rows(view, office.units["street"]) == ()
    view.call("undo")
    calm(qtbot, view)
    assert len(page.view.rows()) == 3


def test_a_unit_that_was_not_there_yet_says_so(page: ServicesPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    added = new_unit(view, office, date(2024, 11, 20))
    go(qtbot, view, added, "services")
    assert "2024-10" in page.form.error.text()
    assert not page.form.isEnabled()
