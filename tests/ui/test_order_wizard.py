"""The wizard for change orders, driven by keys: merging, splitting, regrouping, and what it refuses (S090)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from driving import calm, write
from offices import MONTH
from offices import Office as Names
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gridparty.domain import orders as rules
from gridparty.domain.civil_time import today
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import member_lists, orders, units
from gridparty.operations.orders import OrderRow
from gridparty.operations.units import UnitRow
from gridparty.ui.dialogs.order_check import CheckStep
from gridparty.ui.dialogs.order_decree import DecreeStep
from gridparty.ui.dialogs.order_sharing import SharingStep
from gridparty.ui.dialogs.order_targets import TargetsStep
from gridparty.ui.dialogs.order_units import UnitsStep
from gridparty.ui.dialogs.order_wizard import OrderWizard
from gridparty.ui.file_view import FileView
from gridparty.ui.models.checked_units import CheckedUnitsModel
from gridparty.ui.models.order_draft import Line
from gridparty.ui.models.order_lines import pasted, place_of

CTRL = Qt.KeyboardModifier.ControlModifier


class Driver:
    """A person at the wizard."""

    def __init__(self, qtbot: QtBot, view: FileView, kind: str, *preset: UnitId) -> None:
        self.qtbot, self.view = qtbot, view
        self.wizard = OrderWizard(view.office, kind=kind, units=preset, parent=view)
        self.wizard.open()
        calm(qtbot, view)

    def onward(self) -> None:
        """Ctrl+Enter wherever the cursor stands, and waits."""
        self.wizard.activateWindow()
        self.qtbot.waitUntil(self.wizard.isActiveWindow)
        self.qtbot.keyClick(self.wizard.focusWidget() or self.wizard, Qt.Key.Key_Return, CTRL)
        calm(self.qtbot, self.view)

    def type(self, field: QWidget, text: str) -> None:
        """Empties a field and types."""
        field.setFocus()
        self.qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
        self.qtbot.keyClick(field, Qt.Key.Key_Delete)
        write(self.qtbot, field, text)

    @property
    def units(self) -> UnitsStep:
        step = self.wizard.step
        assert isinstance(step, UnitsStep)
        return step

    @property
    def targets(self) -> TargetsStep:
        step = self.wizard.step
        assert isinstance(step, TargetsStep)
        return step

    @property
    def sharing(self) -> SharingStep:
        step = self.wizard.step
        assert isinstance(step, SharingStep)
        return step

    @property
    def check(self) -> CheckStep:
        step = self.wizard.step
        assert isinstance(step, CheckStep)
        return step

    @property
    def decree(self) -> DecreeStep:
        step = self.wizard.step
        assert isinstance(step, DecreeStep)
        return step

    def name_targets(self, *names: str) -> None:
        """Names new targets, one after another."""
        for number, name in enumerate(names):
            if number:
                self.targets.view.table.setFocus()
                self.qtbot.keyClick(self.targets.view.table, Qt.Key.Key_Down)
            self.type(self.targets.form.name, name)

    def press(self, number: int, key: Qt.Key) -> None:
        """Selects a row of the list to share out, and presses a key."""
        table = self.sharing.view.table
        table.selectRow(number)
        self.qtbot.keyClick(table, key)

    def fill(self, row: tuple[str, int, int], column: str, text: str) -> None:
        """Types into a cell of the list to share out, and Enter."""
        self.sharing.view.edit(row, column)
        field = self.sharing.view.table.open_field()
        assert field is not None
        self.type(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def households(self) -> list[tuple[int | None, int | None]]:
        """The parts of the households, and where they go."""
        return [(line.number, line.target) for line in self.sharing.view.rows() if line.what == rules.HOUSEHOLD]


def find(view: FileView, name: str) -> UnitId:
    return view.office.ask_now(units.find, key=name)


def members(view: FileView, unit: UnitId) -> int:
    return next(row.members for row in view.office.ask_now(units.rows) if row.id == unit)


def month_before(view: FileView) -> list[UnitRow]:
    """The tree of a month before the order; the day on which a unit ends is all that it may know of it."""
    return [replace(row, valid_to=None) for row in view.office.ask_now(units.rows, month=MONTH)]


def people(view: FileView, unit: UnitId) -> set[str]:
    month = Month.of(today())
    return {row.name for row in view.office.ask_now(member_lists.rows, unit=unit, month=month)}


def newest(view: FileView) -> OrderRow:
    return view.office.ask_now(orders.rows)[0]


def test_merging_two_branches_by_keyboard(view: FileView, office: Names, qtbot: QtBot) -> None:
    first, second = office.units["first"], office.units["second"]
    together, before = members(view, first) + members(view, second), month_before(view)
    at = Driver(qtbot, view, rules.MERGE)
    for name in ("第一网格", "第二网格"):
        at.type(at.units.list.filter, name)
        qtbot.keyClick(at.units.list.filter, Qt.Key.Key_Return)
    assert set(at.units.list.model.ticked()) == {first, second}
    at.onward()
    at.type(at.targets.form.name, "联合党支部")
    at.onward()
    assert "0" in at.sharing.counter.text()
    at.onward()
    assert at.check.preview is not None
    assert all(row.holds for row in at.check.preview.conservation)
    assert at.check.table.rows()
    at.onward()
    at.type(at.decree.document, "2026-18")
    at.onward()
    order = newest(view)
    assert (order.state, order.document, order.day) == (rules.APPLIED, "2026-18", today())
    assert {unit for unit, _name in order.sources} == {first, second}
    assert members(view, find(view, "联合党支部")) == together
    assert month_before(view) == before
    assert not at.wizard.is_open
    qtbot.mouseClick(view.told.undo, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert members(view, first) + members(view, second) == together


def test_splitting_a_branch_row_by_row(view: FileView, office: Names, qtbot: QtBot) -> None:
    first = office.units["first"]
    whole = people(view, first)
    at = Driver(qtbot, view, rules.SPLIT, first)
    at.onward()
    at.name_targets("甲党支部", "乙党支部")
    at.onward()
    left = [line for line in at.sharing.view.rows() if line.is_left]
    assert str(len(left)) in at.sharing.counter.text()
    at.onward()
    assert at.sharing.problem.isVisible()
    assert all(line.is_left for line in at.sharing.view.rows())
    at.press(next(n for n, line in enumerate(at.sharing.view.rows()) if line.label == "张伟"), Qt.Key.Key_2)
    at.sharing.filter_buttons[""].click()
    at.sharing.rest.setCurrentIndex(1)
    at.sharing.rest.activated.emit(1)
    assert "0" in at.sharing.counter.text()
    assert not at.sharing.problem.isVisible()
    at.onward()
    assert at.check.problem.text() == ""
    at.onward()
    at.onward()
    assert people(view, find(view, "乙党支部")) == {"张伟"}
    assert people(view, find(view, "甲党支部")) == whole - {"张伟"}


def test_households_are_divided_by_number(view: FileView, office: Names, qtbot: QtBot) -> None:
    at = Driver(qtbot, view, rules.SPLIT, office.units["first"])
    at.onward()
    at.name_targets("甲党支部", "乙党支部")
    at.onward()
    at.sharing.rest.setCurrentIndex(1)
    at.sharing.rest.activated.emit(1)
    line = next(line for line in at.sharing.view.rows() if line.what == rules.HOUSEHOLD)
    at.fill((line.what, line.key, 0), "number", "120")
    qtbot.waitUntil(lambda: at.households() == [(120, 0), (200, 0)])
    at.fill((line.what, line.key, 1), "target", "乙")
    qtbot.waitUntil(lambda: at.households() == [(120, 0), (200, 1)])
    at.onward()
    row = next(row for row in at.check.table.rows() if row.matter == "households")
    assert (row.before, row.after) == (320, 320)
    at.onward()
    at.onward()
    grids = {row.name: row for row in view.office.ask_now(units.rows) if row.kind == "grid"}
    assert {"甲", "乙"} <= grids.keys()


def test_wrong_input_is_told_at_its_field(view: FileView, office: Names, qtbot: QtBot) -> None:
    at = Driver(qtbot, view, rules.MERGE, office.units["first"])
    at.onward()
    assert at.units.problem.isVisible()
    at.type(at.units.day_line, "2026-13-40")
    at.onward()
    assert at.units.day.problem.isVisible()
    assert at.units.day_line.text() == "2026-13-40"
    at.type(at.units.day_line, today().isoformat())
    qtbot.keyClick(at.units.day_line, Qt.Key.Key_Tab)
    at.units.list.model.tick([office.units["first"], office.units["second"]], on=True)
    at.onward()
    at.onward()
    assert at.targets.form.fields["name"].problem.isVisible()
    at.type(at.targets.form.name, "联合党支部")
    at.type(at.targets.form.parent_line, "没有这个")
    at.onward()
    assert at.targets.form.fields["parent"].problem.isVisible()
    at.type(at.targets.form.parent_line, "西苑")
    qtbot.keyClick(at.targets.form.parent_line, Qt.Key.Key_Return)
    at.onward()
    assert at.wizard.bench.draft.plan().targets[0].parent == office.units["west"]
    assert isinstance(at.wizard.step, SharingStep)


def test_later_records_refuse_until_they_are_taken_along(view: FileView, office: Names, qtbot: QtBot) -> None:
    """D3: a back-dated order that would leave later records behind."""
    at = Driver(qtbot, view, rules.MERGE, office.units["first"], office.units["second"])
    at.type(at.units.day_line, "2024-10-05")
    qtbot.keyClick(at.units.day_line, Qt.Key.Key_Tab)
    calm(qtbot, view)
    at.onward()
    at.type(at.targets.form.name, "联合党支部")
    at.onward()
    at.onward()
    assert at.check.problem.isVisible()
    assert not at.wizard.next_button.isEnabled()
    at.onward()
    assert isinstance(at.wizard.step, CheckStep)
    at.check.rehome.setFocus()
    qtbot.keyClick(at.check.rehome, Qt.Key.Key_Space)
    calm(qtbot, view)
    assert not at.check.problem.isVisible()
    assert at.wizard.next_button.isEnabled()
    at.onward()
    at.onward()
    assert newest(view).day == date(2024, 10, 5)


def test_a_day_ahead_keeps_the_order(view: FileView, office: Names, qtbot: QtBot) -> None:
    at = Driver(qtbot, view, rules.MERGE, office.units["first"], office.units["third"])
    day = today() + timedelta(days=30)
    at.type(at.units.day_line, day.isoformat())
    qtbot.keyClick(at.units.day_line, Qt.Key.Key_Tab)
    calm(qtbot, view)
    at.onward()
    at.type(at.targets.form.name, "联合党支部")
    for _step in range(4):
        at.onward()
    assert (newest(view).state, newest(view).day) == (rules.PLANNED, day)
    assert members(view, office.units["first"]) > 0


def test_targets_pasted_from_a_spreadsheet(view: FileView, office: Names, qtbot: QtBot) -> None:
    at = Driver(qtbot, view, rules.REGROUP, office.units["first"], office.units["second"], office.units["third"])
    at.onward()
    cells = "名称\t类型\t上级\t编码\n甲党支部\t联合党支部\t西苑社区党委\t410102001002901\n乙党支部\n"
    QGuiApplication.clipboard().setText(cells)
    qtbot.mouseClick(at.targets.paste_button, Qt.MouseButton.LeftButton)
    made = at.wizard.bench.draft.plan().targets
    assert [(each.name, each.kind, each.code) for each in made] == [
        ("甲党支部", "joint_branch", "410102001002901"),
        ("乙党支部", "grid_branch", None),
    ]
    assert made[0].parent == office.units["west"]
    at.onward()
    at.sharing.filter_buttons[rules.REST].click()
    assert [line.label for line in at.sharing.view.rows()] == ["第一网格党支部", "第二网格党支部", "第三网格党支部"]
    at.press(0, Qt.Key.Key_1)
    at.press(1, Qt.Key.Key_1)
    assert "0" not in at.sharing.counter.text()
    at.press(2, Qt.Key.Key_2)
    for _step in range(3):
        at.onward()
    both = members(view, find(view, "甲党支部")), members(view, find(view, "乙党支部"))
    assert both[0] > both[1] > 0


def test_an_existing_unit_takes_the_others_in(view: FileView, office: Names, qtbot: QtBot) -> None:
    first, second = office.units["first"], office.units["second"]
    together = members(view, first) + members(view, second)
    at = Driver(qtbot, view, rules.MERGE, first, second)
    at.onward()
    at.targets.form.existing.click()
    at.type(at.targets.form.unit, "第一网格")
    qtbot.keyClick(at.targets.form.unit, Qt.Key.Key_Return)
    for _step in range(4):
        at.onward()
    assert members(view, first) == together
    assert second not in {row.id for row in view.office.ask_now(units.rows)}


def test_the_tree_ticks_many_at_once(view: FileView, office: Names, qtbot: QtBot) -> None:
    at = Driver(qtbot, view, rules.REGROUP)
    at.type(at.units.list.filter, "wgdzb")
    qtbot.mouseClick(at.units.list.matching, Qt.MouseButton.LeftButton)
    branches = {office.units[name] for name in ("first", "second", "third")}
    assert set(at.units.list.model.ticked()) == branches
    at.units.list.view.setFocus()
    at.units.list.view.setCurrentIndex(at.units.list.model.find(office.units["first"]))
    qtbot.keyClick(at.units.list.view, Qt.Key.Key_Space)
    assert set(at.units.list.model.ticked()) == branches - {office.units["first"]}
    at.units.list.filter.clear()
    qtbot.waitUntil(lambda: at.units.list.model.find(office.units["street"]).isValid())
    assert set(at.units.list.model.ticked()) == branches - {office.units["first"]}
    qtbot.keyClick(at.wizard, Qt.Key.Key_Escape)
    assert not at.wizard.is_open


def test_trees_side_by_side_say_what_changes(view: FileView, office: Names, qtbot: QtBot) -> None:
    at = Driver(qtbot, view, rules.MERGE, office.units["first"], office.units["second"])
    at.onward()
    at.type(at.targets.form.name, "联合党支部")
    at.onward()
    at.onward()
    before, after = at.check.trees.models
    closing = before.find(office.units["first"])
    assert closing.siblingAtColumn(2).data()
    assert not after.find(office.units["first"]).isValid()
    assert after.find(UnitId(-1)).siblingAtColumn(2).data()
    at.check.trees.views[0].setCurrentIndex(before.find(office.units["east"]))
    assert at.check.trees.views[1].currentIndex() == after.find(office.units["east"])


def test_the_model_with_ticks(view: FileView, qtmodeltester: ModelTester) -> None:
    model = CheckedUnitsModel()
    model.set_rows(view.tree.rows)
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("text", "place"),
    [("2", 1), ("3", None), ("甲", 0), ("yd", 1), ("党支部", None), ("1 · 甲党支部", 0), ("", None), ("丙", None)],
)
def test_a_target_by_a_few_letters(text: str, place: int | None) -> None:
    assert place_of(text, ["甲党支部", "乙党支部"]) == place


def test_closing_the_wizard_while_it_reads(view: FileView, office: Names, qtbot: QtBot) -> None:
    wizard = OrderWizard(view.office, kind=rules.MERGE, units=[office.units["first"]], parent=view)
    wizard.open()
    with qtbot.waitSignal(wizard.destroyed):
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    calm(qtbot, view)
    assert view.office.ask_now(orders.rows) == ()


def test_pasted_rows_that_mean_more_than_one_thing_are_told() -> None:
    """S094: branches of the same name are told apart by their code; a grid's households go where the grid goes."""

    def line(what: str, key: int, name: str) -> Line:
        return Line(what, key, 0, name, UnitId(1), "", None, None, None, is_named=False)

    lines = [
        line(rules.REST, 1, "第一党支部"), line(rules.REST, 2, "第一党支部"), line(rules.UNIT, 3, "甲网格"),
        line(rules.HOUSEHOLD, 3, "甲网格"), line(rules.MEMBER, 8, "张伟"), line(rules.MEMBER, 9, "张伟"),
    ]  # fmt: skip
    text = "第一党支部\t乙党支部\n002\t乙党支部\n甲网格\t1\n张伟\t1\n没有的\t1\n甲网格\t丙\n只有一格\n\n"
    found, unknown = pasted(text, lines, ["甲党支部", "乙党支部"], lambda each: [each.label, f"00{each.key}"])
    assert [(each.what, each.key, place) for each, place in found] == [(rules.REST, 2, 1), (rules.UNIT, 3, 0)]
    assert [row.split(" → ")[0] for row in unknown] == ["第一党支部", "张伟", "没有的", "甲网格"]
