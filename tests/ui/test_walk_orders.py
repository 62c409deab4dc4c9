"""The rows of MECHANISMS on change orders and enterprise branches, walked in the window as a clerk does it.

Members in bulk and the 114 small branches are made by operations; everything that a row asks for is clicked and typed.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from driving import calm, go, write
from offices import MONTH
from offices import Office as Names
from opened import choose
from pdf_texts import page_texts
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.domain import orders as rules
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import coverage, members, register_lists, registers, units
from gridparty.operations.orders import OrderRow
from gridparty.ui.dialogs.activity import ActivityDialog
from gridparty.ui.dialogs.order_check import CheckStep
from gridparty.ui.dialogs.order_decree import DecreeStep
from gridparty.ui.dialogs.order_details import OrderDialog
from gridparty.ui.dialogs.order_inplace import AboveStep, RaiseStep
from gridparty.ui.dialogs.order_sharing import SharingStep
from gridparty.ui.dialogs.order_small import CloseUnitDialog
from gridparty.ui.dialogs.order_targets import TargetsStep
from gridparty.ui.dialogs.order_units import UnitsStep
from gridparty.ui.dialogs.order_wizard import OrderWizard
from gridparty.ui.dialogs.post import PostDialog
from gridparty.ui.dialogs.records import RecordsDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.orders import OrdersPage
from gridparty.ui.pages.organisation import OrganisationPage
from gridparty.ui.pages.overview import OverviewPage

D = TypeVar("D", bound=QDialog)
S = TypeVar("S", bound=QWidget)
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
AFTER = Month(2024, 11)
DAY = "2024-11-01"
LONG_AGO = date(2024, 1, 1)


class Clerk:
    """A person before the window."""

    def __init__(self, qtbot: QtBot, view: FileView) -> None:
        self.qtbot, self.view, self.office = qtbot, view, view.office

    def dialog(self, kind: type[D]) -> D:
        """The open dialog of a kind, in front."""
        calm(self.qtbot, self.view)
        (found,) = [each for each in self.view.window().findChildren(kind) if each.isVisible()]
        found.activateWindow()
        self.qtbot.waitUntil(found.isActiveWindow)
        return found

    def click(self, button: QWidget) -> None:
        self.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
        self.qtbot.mouseClick(button, LEFT)
        calm(self.qtbot, self.view)

    def retype(self, field: QWidget, text: str) -> None:
        field.setFocus()
        self.qtbot.keyClick(field, Key.Key_A, CTRL)
        self.qtbot.keyClick(field, Key.Key_Delete)
        write(self.qtbot, field, text)

    def page(self) -> OrdersPage:
        """The list of orders, by the menu Tools."""
        action = next(each for each in self.view.window().actions() if each.text() == _("Changes of &organisations…"))
        action.trigger()
        calm(self.qtbot, self.view)
        shown = self.view.workspace.current
        assert isinstance(shown, OrdersPage)
        return shown

    def begin(self, kind: str) -> OrderWizard:
        """Presses “New change…” and says what kind of change it is, and from which day."""
        self.click(self.page().new_button)
        wizard = self.dialog(OrderWizard)
        step = self.step(UnitsStep)
        step.kind_buttons[kind].click()
        self.retype(step.day_line, DAY)
        self.qtbot.keyClick(step.day_line, Key.Key_Tab)
        calm(self.qtbot, self.view)
        return wizard

    def step(self, kind: type[S]) -> S:
        """The step in sight."""
        found = self.dialog(OrderWizard).step
        assert isinstance(found, kind)
        return found

    def tick(self, text: str) -> None:
        """Filters the tree and ticks all that match."""
        found = self.step(UnitsStep)
        self.retype(found.list.filter, text)
        self.click(found.list.matching)

    def onward(self) -> None:
        """“Next”."""
        self.click(self.dialog(OrderWizard).next_button)

    def finish(self, document: str, title: str = "") -> OrderRow:
        """From the check to the end; returns the order as the list shows it."""
        check = self.step(CheckStep)
        assert check.problem.text() == ""
        self.onward()
        decree = self.step(DecreeStep)
        self.retype(decree.document, document)
        if title:
            self.retype(decree.name, title)
        self.onward()
        (first, *_others) = self.page().view.rows()
        assert first.document == document
        return first

    def conserved(self) -> dict[str, tuple[int, int]]:
        """What the check says goes in and comes out."""
        return {row.matter: (row.before, row.after) for row in self.step(CheckStep).table.rows()}

    def paste(self, button: QPushButton, rows: Sequence[tuple[str, ...]]) -> None:
        QGuiApplication.clipboard().setText("".join("\t".join(row) + "\n" for row in rows))
        self.click(button)

    def month(self, month: Month) -> dict[str, int]:
        """The tree in sight in a month: name → members."""
        self.view.go_month(month)
        calm(self.qtbot, self.view)
        return {row.name: row.members for row in self.view.tree.rows}

    def behind(self, unit: UnitId, figure: str) -> set[str]:
        """Opens the records behind a number of the overview, and reads their people."""
        shown = go(self.qtbot, self.view, unit, "overview")
        assert isinstance(shown, OverviewPage)
        number = next(card.numbers[figure] for card in shown.cards if figure in card.numbers)
        self.click(number)
        records = self.dialog(RecordsDialog)
        assert records.number.text().split()[0] == number.text()
        people = {row.person for row in records.view.rows()}
        records.reject()
        return people

    def undo(self) -> None:
        """The button in the line that says what was done."""
        self.click(self.view.told.undo)


@pytest.fixture
def clerk(view: FileView, qtbot: QtBot) -> Clerk:
    """Before the small office, in October 2024."""
    view.window().activateWindow()
    return Clerk(qtbot, view)


def branch(view: FileView, above: UnitId, name: str, kind: str = "party_branch", people: int = 0) -> UnitId:
    """A branch with so many members, by operations."""
    app = view.office.app
    made = app.run(units.add, parent=above, kind=kind, name=name, start=LONG_AGO).id
    for number in range(people):
        app.run(members.add, person=Person(name=f"{name[:4]}{number}"), unit=made, start=LONG_AGO)
    return made


def settled(view: FileView, qtbot: QtBot) -> None:
    """The tree after operations beside the window."""
    calm(qtbot, view)
    view.reload()
    calm(qtbot, view)


def found(view: FileView, name: str, day: date = AFTER.last) -> UnitId:
    return view.office.ask_now(units.find, key=name, day=day)


def people_of(view: FileView, unit: UnitId, day: date = AFTER.last) -> set[str]:
    return {row.name for row in view.office.ask_now(members.rows, unit=unit, day=day)}


def test_re_zoning(clerk: Clerk, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S090: 全面调整社区区划: a dated order with its paper's number; old units stay readable."""
    before = clerk.month(MONTH)
    clerk.begin(rules.REGROUP)
    clerk.tick("社区")
    assert set(clerk.step(UnitsStep).list.model.ticked()) == {office.units["east"], office.units["west"]}
    clerk.onward()
    cells = [("东南社区党委", "社区", "", "410102001011"), ("西北社区党委", "社区", "", "410102001012")]
    clerk.paste(clerk.step(TargetsStep).paste_button, cells)
    clerk.onward()
    sharing = clerk.step(SharingStep)
    clerk.paste(sharing.paste_button, [("东苑社区党委", "东南社区党委"), ("西苑社区党委", "西北"), ("南苑", "西北")])
    assert "南苑" in sharing.problem.text()
    assert "0" in sharing.counter.text()
    clerk.onward()
    assert clerk.conserved()["members"] == (7, 7)
    row = clerk.finish("某办〔2024〕12号", "社区区划调整")
    assert (row.day, row.state, row.title) == (date(2024, 11, 1), rules.APPLIED, "社区区划调整")
    assert [name for _unit, name in row.sources] == ["东苑社区党委", "西苑社区党委"]
    assert [name for _unit, name in row.targets] == ["东南社区党委", "西北社区党委"]
    assert clerk.month(MONTH) == before
    assert len(clerk.behind(office.units["east"], "members")) == 5
    after = clerk.month(AFTER)
    assert (after["东南社区党委"], after["西北社区党委"], after["和平街道党工委"]) == (5, 2, 7)
    page = go(qtbot, view, found(view, "东南社区党委"), "organisation")
    assert isinstance(page, OrganisationPage)
    (change,) = page.changes.view.rows()
    assert change.document == "某办〔2024〕12号"
    page.changes.view.select(change.id)
    qtbot.keyClick(page.changes.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.workspace.current.name == "orders"


def test_raised_to_committees(clerk: Clerk, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S091: 把社区党组织统一升格为党委(总支): several in one order, the same units; those below with them."""
    street = office.units["street"]
    tops = [branch(view, street, f"{name}党总支", "general_branch") for name in ("百花", "建设")]
    below = [branch(view, top, f"第{n}党支部", people=2) for n, top in zip("甲乙", tops, strict=True)]
    settled(view, qtbot)
    clerk.begin(rules.UPGRADE)
    clerk.tick("党总支")
    clerk.onward()
    step = clerk.step(RaiseStep)
    step.kind.setCurrentIndex(step.kind.findData("party_committee"))
    step.kind.activated.emit(step.kind.currentIndex())
    assert step.ending.text() == "党委"
    assert "百花党委" in step.example.text()
    step.below["party_branch"].setCurrentIndex(step.below["party_branch"].findData("general_branch"))
    clerk.onward()
    row = clerk.finish("某组〔2024〕8号")
    assert row.kind == rules.UPGRADE
    assert {name for _unit, name in row.sources} == {"百花党总支", "建设党总支", "第甲党支部", "第乙党支部"}
    assert {name for _unit, name in row.targets} == {"百花党委", "建设党委", "第甲党总支", "第乙党总支"}
    assert {"百花党总支", "第甲党支部"} <= clerk.month(MONTH).keys()
    after = clerk.month(AFTER)
    assert (after["百花党委"], after["第乙党总支"]) == (2, 2)
    assert [found(view, name) for name in ("百花党委", "建设党委", "第甲党总支", "第乙党总支")] == [*tops, *below]
    kinds = {row.id: row.kind for row in view.office.ask_now(units.rows, month=AFTER)}
    assert [kinds[unit] for unit in (*tops, *below)] == ["party_committee"] * 2 + ["general_branch"] * 2


def test_branches_handed_down(clerk: Clerk, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path) -> None:
    """S093: 把流动党员支部、非公企业支部下放社区管理: two in one order, and the hand-over list as a paper."""
    street, east = office.units["street"], office.units["east"]
    branch(view, street, "流动党员党支部", "floating_member_branch", people=3)
    branch(view, street, "顺达公司党支部", "enterprise_branch", people=4)
    settled(view, qtbot)
    before = clerk.month(MONTH)
    clerk.begin(rules.MOVE)
    clerk.tick("流动党员党支部")
    clerk.tick("顺达公司")
    clerk.onward()
    step = clerk.step(AboveStep)
    clerk.onward()
    assert step.fields["above"].problem.isVisible()
    clerk.retype(step.above, "东苑")
    qtbot.keyClick(step.above, Key.Key_Return)
    clerk.onward()
    assert clerk.conserved()["members"] == (7, 7)
    assert not clerk.step(CheckStep).rehome.isVisible()
    row = clerk.finish("某组〔2024〕9号")
    assert {name for _unit, name in row.sources} == {"流动党员党支部", "顺达公司党支部"}
    after = clerk.month(AFTER)
    assert after["东苑社区党委"] == before["东苑社区党委"] + 7
    assert after["和平街道党工委"] == before["和平街道党工委"]
    parents = {each.name: each.parent for each in view.office.ask_now(units.rows, month=AFTER)}
    assert parents["顺达公司党支部"] == parents["流动党员党支部"] == east
    place = go(qtbot, view, found(view, "顺达公司党支部"), "organisation")
    assert "2024-01-01" in "".join(each.text() for each in place.facts.findChildren(QLabel))  # it is the same branch
    page = clerk.page()
    page.view.select(row.id)
    clerk.click(page.open_button)
    details = clerk.dialog(OrderDialog)
    lines = details.view.rows()
    assert [line.what for line in lines].count("Person") == 7
    assert {"流动党员党支部", "顺达公司党支部"} <= {line.name for line in lines}
    clerk.click(details.save_button)
    qtbot.waitUntil(lambda: bool(view.window().findChildren(QFileDialog)), timeout=15_000)
    (files,) = view.window().findChildren(QFileDialog)
    files.setDirectory(str(tmp_path))
    path = tmp_path / Path(files.selectedFiles()[0]).name  # as it is proposed
    files.accept()
    qtbot.waitUntil(path.exists)
    said = "\n".join(page_texts(path))
    for word in ("流动党员党支部", "顺达公司党支部", "东苑社区党委", "某组〔2024〕9号", "流动党员0", "顺达公司3"):
        assert word in said


@pytest.fixture
def small_branches(path: Path, office: Names) -> None:
    """114 branches with a member each, brought into the file before it is opened."""
    app = App.open(path, daily_backup=False)
    for number in range(1, 115):
        name = f"小支部{number}党支部"
        made = app.run(units.add, parent=office.units["street"], kind="party_branch", name=name, start=LONG_AGO).id
        app.run(members.add, person=Person(name=f"党员{number}"), unit=made, start=LONG_AGO)
    app.close()


def test_114_branches_into_91_communities(small_branches: None, clerk: Clerk, view: FileView, office: Names) -> None:
    """S094: 114个“小支部”整合为91个“大社区”: both lists pasted; members before = after; each number opens."""
    clerk.begin(rules.REGROUP)
    clerk.tick("小支部")
    assert "114" in clerk.step(UnitsStep).list.count.text()
    clerk.onward()
    targets = [(f"大社区{n}社区党委", "社区", "和平街道党工委", str(410102001700 + n)) for n in range(1, 92)]
    clerk.paste(clerk.step(TargetsStep).paste_button, targets)
    clerk.onward()
    sharing = clerk.step(SharingStep)
    where = [(n + 1) // 2 if n <= 46 else n - 23 for n in range(1, 115)]  # 46 go together in twos
    pairs = [(f"小支部{n}党支部", f"大社区{at}社区党委") for n, at in enumerate(where, 1)]
    clerk.paste(sharing.paste_button, pairs[:100])
    assert "14" in sharing.counter.text()
    clerk.onward()
    assert sharing.problem.isVisible()
    clerk.paste(sharing.paste_button, pairs[100:])
    assert not sharing.problem.isVisible()
    clerk.onward()
    assert clerk.conserved()["members"] == (114, 114)
    assert all(row.holds for row in clerk.step(CheckStep).table.rows())
    row = clerk.finish("某委〔2024〕3号", "114个小支部整合为91个大社区")
    assert (len(row.sources), len(row.targets)) == (114, 91)
    before, after = clerk.month(MONTH), clerk.month(AFTER)
    assert sum(name.startswith("小支部") for name in before) == 114
    assert sum(name.startswith("大社区") for name in after) == 91
    assert before["和平街道党工委"] == after["和平街道党工委"]
    assert (after["大社区1社区党委"], after["大社区91社区党委"]) == (2, 1)
    assert clerk.behind(found(view, "大社区1社区党委"), "members") == {"党员1", "党员2"}
    assert len(clerk.behind(office.units["street"], "members")) == 7 + 114


@pytest.fixture
def homes(view: FileView, office: Names, qtbot: QtBot) -> Callable[..., UnitId]:
    """A community with people at addresses, a facility in a building, and two grid branches; by operations."""

    def build(name: str) -> UnitId:
        app = view.office.app
        code = f"4101020010{'甲乙丙丁戊己'.index(name) + 21}"
        made = app.run(
            units.add,
            parent=office.units["street"],
            kind="community",
            name=f"{name}社区党委",
            code=code,
            start=LONG_AGO,
        ).id
        for half in "东西":
            facts = {"households": 300}
            app.run(units.add, parent=made, kind="grid_branch", name=f"{name}{half}党支部", facts=facts, start=LONG_AGO)
        for number, home in enumerate(("航海路18号院3号楼201", "航海路18号院13号楼101", "航海路18号院３ 号楼502")):
            person = Person(name=f"{name}{number}", address=home)
            app.run(members.add, person=person, unit=made, start=LONG_AGO)
        entry: dict[str, object] = {"kind": "community_premises", "area": 400, "address": "航海路18号院3号楼101"}
        app.run(registers.add, register="facility", name=f"{name}社区用房", unit=made, start=LONG_AGO, facts=entry)
        return made

    return build


def test_6_communities_into_9(
    clerk: Clerk, view: FileView, homes: Callable[..., UnitId], qtbot: QtBot, office: Names
) -> None:
    """S095: 把现有的6个社区整合为9个社区: by address, by unit, one by one and the rest; left = 0 first; taken back."""
    old = {name: homes(name) for name in "甲乙丙丁戊己"}
    settled(view, qtbot)
    whole = clerk.month(MONTH)
    clerk.begin(rules.REGROUP)
    step = clerk.step(UnitsStep)
    for name in old:
        clerk.retype(step.list.filter, f"{name}社区")
        qtbot.keyClick(step.list.filter, Key.Key_Return)
    assert step.list.model.ticked() == list(old.values())
    clerk.onward()
    names = [f"新{name}{half}社区党委" for name in "甲乙丙" for half in "东西"] + [f"新{n}社区党委" for n in "丁戊己"]
    clerk.paste(clerk.step(TargetsStep).paste_button, [(name, "社区") for name in names])
    clerk.onward()
    sharing = clerk.step(SharingStep)
    clerk.paste(sharing.paste_button, [(f"{n}社区党委", f"新{n}社区党委") for n in "丁戊己"])
    clerk.paste(
        sharing.paste_button, [(f"{n}{half}党支部", f"新{n}{half}社区党委") for n in "甲乙丙" for half in "东西"]
    )
    clerk.paste(sharing.paste_button, [(f"{n}{half}", f"新{n}{half}社区党委") for n in "甲乙丙" for half in "东西"])
    by_address(clerk, sharing)
    clerk.onward()
    assert sharing.problem.isVisible()
    assert {line.label for line in sharing.view.rows() if line.is_left} >= {"甲1", "乙1", "丙1"}
    clerk.paste(sharing.paste_button, [(f"{n}社区党委", f"新{n}西社区党委") for n in "甲乙丙"])
    assert "0" in sharing.counter.text()
    clerk.onward()
    kept = clerk.conserved()
    assert (kept["members"], kept["households"]) == ((18, 18), (3600, 3600))
    row = clerk.finish("某民〔2024〕6号")
    assert (len(row.sources), len(row.targets)) == (6, 9)
    assert people_of(view, found(view, "新甲东社区党委")) == {"甲0", "甲2"}
    assert people_of(view, found(view, "新甲西社区党委")) == {"甲1"}
    places = view.office.ask_now(register_lists.rows, register="facility", day=AFTER.last)
    rooms = {each.name: each.unit_name for each in places}
    assert rooms["甲社区用房"] == "新甲东社区党委"
    after = clerk.month(AFTER)
    assert after["新甲东社区党委"] == 2
    assert after["和平街道党工委"] == whole["和平街道党工委"]
    clerk.undo()
    assert {name: number for name, number in clerk.month(AFTER).items() if name in whole} == whole


def by_address(clerk: Clerk, sharing: SharingStep) -> None:
    """Types 3号楼: of each of the six communities two people and the facility are found, and none of 13号楼; then the
    three communities that are split, one after another, by rows of their own."""
    clerk.retype(sharing.address.field, "99号楼")
    clerk.qtbot.waitUntil(lambda: sharing.address.hits.text() != "")
    assert sharing.view.rows() == []
    clerk.retype(sharing.address.field, "3号楼")
    clerk.qtbot.keyClick(sharing.address.field, Key.Key_Return)
    calm(clerk.qtbot, clerk.view)
    clerk.qtbot.waitUntil(lambda: len(sharing.view.rows()) == 18)
    assert "12" in sharing.address.hits.text()
    assert "6" in sharing.address.hits.text()
    for number, name in enumerate("甲乙丙"):
        sharing.view.set_filter(None, f"{name}社区党委")
        sharing.view.table.selectAll()
        clerk.qtbot.keyClick(sharing.view.table, Key(Key.Key_1 + number * 2))
        calm(clerk.qtbot, clerk.view)
    sharing.view.set_filter(None, "")
    given = [line for line in sharing.view.rows() if line.is_named]
    assert len(given) == 9
    sharing.address.field.clear()


def test_one_community_by_address_and_number(clerk: Clerk, view: FileView, homes: Callable[..., UnitId]) -> None:
    """S095: the address, then the number of the target: everybody of the building goes there at once."""
    homes("甲")
    settled(view, clerk.qtbot)
    clerk.begin(rules.SPLIT)
    clerk.tick("甲社区")
    clerk.onward()
    clerk.paste(clerk.step(TargetsStep).paste_button, [("甲一社区党委", "社区"), ("甲二社区党委", "社区")])
    clerk.onward()
    sharing = clerk.step(SharingStep)
    sharing.rest.setCurrentIndex(1)
    sharing.rest.activated.emit(1)
    clerk.retype(sharing.address.field, "3号楼")
    clerk.qtbot.keyClick(sharing.address.field, Key.Key_Return)
    calm(clerk.qtbot, view)
    clerk.qtbot.waitUntil(lambda: len(sharing.view.selected_rows()) == 3)
    clerk.qtbot.keyClick(sharing.view.table, Key.Key_2)
    assert {line.target for line in sharing.view.rows()} == {1}
    clerk.onward()
    clerk.finish("某民〔2024〕7号")
    assert people_of(view, found(view, "甲二社区党委")) == {"甲0", "甲2"}
    assert people_of(view, found(view, "甲一社区党委")) >= {"甲1"}


def test_closing_in_the_window_is_an_order_too(clerk: Clerk, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S090: closed by the tree's menu, it stands in the list with its paper, and is taken back."""
    empty = branch(view, office.units["west"], "空党支部")
    settled(view, qtbot)
    view.go_unit(empty)
    calm(qtbot, view)
    view.tree.menu_wanted.emit(QPoint(20, 20))
    menu = next(each for each in view.findChildren(QMenu) if each.isVisible())
    close = next(each for each in menu.actions() if "&L" in each.text())
    menu.close()
    close.trigger()
    form = clerk.dialog(CloseUnitDialog)
    for key, text in (("day", DAY), ("document", "某组〔2024〕10号")):
        editor = form.fields[key].editor
        assert isinstance(editor, QLineEdit)
        clerk.retype(editor, text)
    qtbot.keyClick(form, Key.Key_Return, CTRL)
    calm(qtbot, view)
    (row,) = clerk.page().view.rows()
    assert (row.kind, row.document, row.sources) == (rules.CLOSE, "某组〔2024〕10号", ((empty, "空党支部"),))
    assert "空党支部" not in clerk.month(AFTER)
    clerk.undo()
    assert "空党支部" in clerk.month(AFTER)


@pytest.fixture
def firms(view: FileView, office: Names, qtbot: QtBot) -> tuple[UnitId, UnitId]:
    """Two enterprise branches with three members and one."""
    east = office.units["east"]
    return (
        branch(view, east, "顺达公司党支部", "enterprise_branch", people=3),
        branch(view, east, "百货公司党支部", "enterprise_branch", people=1),
    )


def test_the_four_haves(
    clerk: Clerk, view: FileView, firms: tuple[UnitId, UnitId], office: Names, qtbot: QtBot
) -> None:
    """S136: 有机构、有场地、有人员、有活动: from what is in the file, each leading to what it rests on."""
    settled(view, qtbot)
    first, second = firms
    page = go(qtbot, view, first, "organisation")
    assert isinstance(page, OrganisationPage)
    clerk.click(page.facilities.add_button)
    facility(clerk)
    clerk.click(page.posts.add_button)
    secretary(clerk)
    gathering(clerk, first)
    page = go(qtbot, view, office.units["street"], "organisation")
    qtbot.waitUntil(page.haves.isVisible)
    rows = {row.unit: row for row in page.haves.view.rows()}
    assert rows[first].has_all
    assert not rows[second].has_all
    assert page.haves.view.rows()[0].unit == second  # what lacks something stands first
    cells = {column.key: column for column in page.haves.view.model.columns}
    assert [cells[key].text(rows[second]) for key in ("organisation", "facility", "people", "activity")] == [
        "缺（正式党员 1 名）", "缺（阵地 0 处）", "缺（书记 0 名）", "缺（活动 0 场）",
    ]  # fmt: skip
    assert "1" in page.haves.share.text()
    page.haves.view.select(first)
    table = page.haves.view.table
    at = table.currentIndex().siblingAtColumn([*cells].index("activity"))
    page.area.ensureWidgetVisible(page.haves)
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(at).center())
    calm(qtbot, view)
    assert (view.place.unit, view.workspace.current.name) == (first, "activities")
    found_rows = view.office.ask_now(coverage.four_haves, unit=office.units["street"], first=MONTH, last=MONTH)
    assert {row.unit: row.has_all for row in found_rows} == {first: True, second: False}


def facility(clerk: Clerk) -> None:
    """An activity room, typed into its form."""
    form = clerk.dialog(RegisterEntryDialog)
    clerk.retype(form.name, "党员活动室")
    kind = form.editors["kind"]
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(kind.findData("activity_room"))
    clerk.qtbot.keyClick(form, Key.Key_Return, CTRL)
    calm(clerk.qtbot, clerk.view)


def secretary(clerk: Clerk) -> None:
    """One of the members becomes secretary."""
    form = clerk.dialog(PostDialog)
    choose(clerk.qtbot, form, form.person, "顺达公司0")
    form.post.setCurrentIndex(form.post.findData("secretary"))
    clerk.retype(form.start, "2024-10-01")
    clerk.qtbot.keyClick(form, Key.Key_Return, CTRL)
    calm(clerk.qtbot, clerk.view)


def gathering(clerk: Clerk, unit: UnitId) -> None:
    """A theme day, by F4."""
    go(clerk.qtbot, clerk.view, unit, "activities")
    window = clerk.view.window()
    window.activateWindow()
    clerk.qtbot.waitUntil(window.isActiveWindow)
    clerk.qtbot.keyClick(clerk.view, Key.Key_F4)
    form = clerk.dialog(ActivityDialog)
    write(clerk.qtbot, form.kinds.filter, "主题党日")
    clerk.qtbot.keyClick(form.kinds.filter, Key.Key_Return)
    clerk.retype(form.day, "12")
    clerk.qtbot.keyClick(form.title, Key.Key_Return, CTRL)
    calm(clerk.qtbot, clerk.view)
