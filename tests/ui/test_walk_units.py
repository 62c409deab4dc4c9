"""The organisation tree walked as a clerk walks it: S001, S002, S005, S037, S044, S092, S096, S124, S139.

What comes in hundreds is brought in on the import page; everything else is typed into the dialogs.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from driving import calm, go, write
from opened import answer, choose, click, dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.orders import MOVE, OrderPlan, Target
from gridparty.exchange.workbooks import write_table
from gridparty.operations import (
    axes,
    coverage,
    figures,
    inventory,
    members,
    orders,
    posts,
    tree,
    unit_links,
    unit_lists,
    units,
)
from gridparty.ui.dialogs.activity import ActivityDialog
from gridparty.ui.dialogs.link import LinkDialog
from gridparty.ui.dialogs.member_entry import EntryDialog
from gridparty.ui.dialogs.member_form import MemberDialog
from gridparty.ui.dialogs.papers import INVENTORY, PapersDialog
from gridparty.ui.dialogs.post import PostDialog
from gridparty.ui.dialogs.records import RecordsDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.unit import AddUnitDialog
from gridparty.ui.dialogs.unit_facts import UnitFactsDialog
from gridparty.ui.dialogs.unit_list import UnitListDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.organisation import OrganisationPage
from gridparty.ui.window import MainWindow

MONTH = Month(2026, 10)
DAY = MONTH.last
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
PLACES = (
    ("street", "district", "和平街道党工委", "410102001"),
    ("town", "district", "峡窝镇党委", "410102101"),
    ("community", "和平街道党工委", "东苑社区党委", "410102001001"),
    ("community", "和平街道党工委", "西苑社区党委", "410102001002"),
    *(("village", "峡窝镇党委", f"{name}村党总支", f"41010210120{at}")
      for at, name in enumerate(("石咀", "大坡顶", "观沟", "北峡窝"), 1)),
)  # fmt: skip


@pytest.fixture(scope="module")
def district(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district as the list of divisions brings it in: a street, a town, their communities and villages."""
    path = tmp_path_factory.mktemp("district") / "district.gridparty"
    shutil.copy(template, path)
    app = App.open(path, daily_backup=False)
    found = {"district": app.run(units.add, parent=None, kind="district", name="中原区委", code="410102").id}
    for kind, above, name, code in PLACES:
        found[name] = app.run(units.add, parent=found[above], kind=kind, name=name, code=code).id
    app.close()
    return path


@pytest.fixture
def path(district: Path, tmp_path: Path) -> Path:
    """A copy of the district."""
    target = tmp_path / "office.gridparty"
    shutil.copy(district, target)
    return target


class Clerk:
    """Somebody at the window."""

    def __init__(self, qtbot: QtBot, view: FileView, folder: Path) -> None:
        self.qtbot, self.view, self.folder = qtbot, view, folder

    def unit(self, name: str) -> UnitId:
        return self.ask(units.find, key=name, day=DAY)

    def ask(self, query: Any, **words: Any) -> Any:
        return self.view.office.ask_now(query, **words)

    def page(self, name: str) -> OrganisationPage:
        """Goes to an organisation's own page."""
        shown = go(self.qtbot, self.view, self.unit(name), "organisation")
        assert isinstance(shown, OrganisationPage)
        return shown

    def save(self, form: Any) -> None:
        """Ctrl+Enter, and the form is gone."""
        self.qtbot.keyClick(form, KEY.Key_Return, CTRL)
        calm(self.qtbot, self.view)
        still = [each for each in self.view.window().findChildren(EntryDialog) if each.isVisible()]
        assert not still, still[0].sentence.text()

    def put(self, made: QWidget, text: str) -> None:
        """Types into a field, or chooses a word of a box."""
        if isinstance(made, QComboBox):
            made.setFocus()
            at = made.findText(text)
            assert at >= 0, text
            while made.currentIndex() != at:
                self.qtbot.keyClick(made, KEY.Key_Down if made.currentIndex() < at else KEY.Key_Up)
            return
        assert isinstance(made, QLineEdit)
        made.setFocus()
        made.selectAll()
        self.qtbot.keyClick(made, KEY.Key_Delete)
        write(self.qtbot, made, text)

    def add(self, above: str, kind: str, name: str, *, branches: bool = False, **facts: str) -> UnitId:
        """The menu’s “add an organisation below”."""
        self.page(above)
        self.view.window().acts["add_unit"].trigger()
        form = dialog(self.qtbot, self.view, AddUnitDialog)
        self.put(form.kind, kind)
        self.put(form.name, name)
        if branches:
            assert form.branches.isVisible()
            form.branches.setFocus()
            self.qtbot.keyClick(form.branches, KEY.Key_Space)
            assert form.branches.isChecked()
        for key, text in facts.items():
            assert form.editors[key].isVisible(), key
            self.put(form.editors[key], text)
        self.save(form)
        return self.unit(name)

    def facts(self, name: str, **facts: str) -> OrganisationPage:
        """Types facts into the form of an organisation."""
        page = self.page(name)
        click(self.qtbot, page.facts.edit_button)
        form = dialog(self.qtbot, self.view, UnitFactsDialog)
        for key, text in facts.items():
            self.put(form.editors[key], text)
        self.save(form)
        return page

    def link(self, name: str, role: str, other: str) -> OrganisationPage:
        """Links an organisation to another one."""
        page = self.page(name)
        click(self.qtbot, page.links.add_button)
        form = dialog(self.qtbot, self.view, LinkDialog)
        self.put(form.role, role)
        choose(self.qtbot, form, form.other, other)
        self.put(form.start, "2026-01-01")
        self.save(form)
        return page

    def enterprise(self, branch: str, name: str, kind: str = "非公企业", **facts: str) -> OrganisationPage:
        """Enters an enterprise from the card of its branch."""
        page = self.page(branch)
        click(self.qtbot, page.enterprises.add_button)
        form = dialog(self.qtbot, self.view, RegisterEntryDialog)
        for key, text in {"kind": kind, **facts}.items():
            self.put(form.editors[key], text)
        write(self.qtbot, form.name, name)
        self.save(form)
        return page

    def bring(self, kind: str, above: str, heads: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Brings a sheet in on the import page."""
        page = go(self.qtbot, self.view, self.unit(above), "imports")
        sheet = self.folder / f"{kind}{len(rows)}.xlsx"
        write_table(sheet, title="表", heads=heads, rows=rows)
        page.roster.kinds.setCurrentIndex(page.roster.kinds.findData(kind))
        click(self.qtbot, page.roster.choose_button)
        answer(self.qtbot, self.view, sheet)
        assert int(page.preview.filter_buttons["new"].text().split()[-1]) == len(rows)
        click(self.qtbot, page.preview.import_button)
        calm(self.qtbot, self.view)

    def people(self, above: str, **branches: int) -> None:
        """Brings so many members into branches by a roster."""
        rows = [
            (f"党{branch[:2]}{chr(0x4E00 + n)}", branch) for branch, number in branches.items() for n in range(number)
        ]
        self.bring("people", above, ("姓名", "所在党支部"), rows)

    def figure(self, name: str, figure: str) -> Any:
        """A figure of an organisation by the operations."""
        return self.ask(figures.of_unit, unit=self.unit(name), first=MONTH)[figure]

    def enter(self, view: Any, identity: Any) -> None:
        """Chooses a line and presses Enter."""
        assert view.select(identity)
        view.setFocus()
        self.qtbot.keyClick(view.table, KEY.Key_Return)
        calm(self.qtbot, self.view)

    def behind(self, card: Any, identity: Any) -> UnitListDialog:
        """Opens what stands behind a line."""
        self.enter(card.view, identity)
        return dialog(self.qtbot, self.view, UnitListDialog)

    def records(self, name: str, figure: str) -> list[str]:
        """Goes to the overview of an organisation, presses a number, and reads who or what stands behind it."""
        page = go(self.qtbot, self.view, self.unit(name), "overview")
        number = {key: shown for card in page.cards for key, shown in card.numbers.items()}[figure]
        number.setFocus()
        self.qtbot.keyClick(number, KEY.Key_Return)
        shown = dialog(self.qtbot, self.view, RecordsDialog)
        assert shown.number.text().split()[0] == number.text()
        found = [row.person or row.what for row in shown.view.rows()]
        shown.reject()
        return found


@pytest.fixture
def clerk(open_view: Any, window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot) -> Clerk:
    """Somebody at the window, in October 2026."""
    view = open_view(path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.go_month(MONTH)
    calm(qtbot, view)
    return Clerk(qtbot, view, tmp_path)


def words(widget: QWidget) -> str:
    """Everything that a card says."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def cells(view: Any) -> list[list[str]]:
    """What the lines of a list show."""
    model = view.model
    shown = [at for at, column in enumerate(model.columns) if not column.hidden]
    return [[str(model.index(row, at).data() or "") for at in shown] for row in range(model.rowCount())]


def said(view: Any) -> str:
    """All that the lines of a list show."""
    return " ".join(cell for line in cells(view) for cell in line)


def test_the_grid_is_the_unit_of_work(clerk: Clerk, qtbot: QtBot) -> None:
    """S001: 党建“网格化”: people, posts, meetings and services belong to one grid on a date and roll up the tree."""
    view = clerk.view
    clerk.add("东苑社区党委", "网格党支部", "兴华网格党支部", households="380", boundary="东至兴华街，西至秦岭路")
    page = clerk.page("兴华网格")
    assert "东至兴华街，西至秦岭路" in words(page.facts)
    assert "380" in words(page.facts)
    branch = clerk.page("兴华网格党支部")
    assert "兴华网格" in words(branch.facts)  # the grid that it covers
    view.window().acts["new:members"].trigger()
    form = dialog(qtbot, view, MemberDialog)
    clerk.put(form.texts["name"], "赵安民")
    choose(qtbot, form, form.branch, "兴华网格党支部")
    clerk.put(form.start, "2024-01-01")
    clerk.save(form)
    page = clerk.page("兴华网格")
    click(qtbot, page.posts.add_button)
    post = dialog(qtbot, view, PostDialog)
    choose(qtbot, post, post.person, "赵安民")
    clerk.put(post.post, "网格长")
    clerk.save(post)
    assert "赵安民" in said(page.posts.view)
    held = go(qtbot, view, clerk.unit("兴华网格党支部"), "activities")
    view.window().acts["new:activities"].trigger()
    meeting = dialog(qtbot, view, ActivityDialog)
    write(qtbot, meeting.kinds.filter, "主题党日")
    qtbot.keyClick(meeting.kinds.filter, KEY.Key_Return)
    qtbot.waitUntil(lambda: "1" in meeting.expected.text())
    meeting.day.setText("12")
    qtbot.keyClick(meeting.title, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: held.chosen is not None)
    qtbot.keyClick(held.list.table, KEY.Key_Return)
    calm(qtbot, view)
    write(qtbot, view.desk.field, "zam")
    qtbot.keyClick(view.desk.field, KEY.Key_Return)
    calm(qtbot, view)
    assert [person.name for person in view.desk.board.here.people] == ["赵安民"]
    view.desk.left.emit()
    done = go(qtbot, view, clerk.unit("兴华网格党支部"), "services")
    view.call("new:services")
    for text in ("20", "hj", "zam", "", "2", "", "清扫楼道"):
        field = done.window().focusWidget()
        write(qtbot, field, text)
        qtbot.keyClick(done.window().focusWidget(), KEY.Key_Return)
    calm(qtbot, view)
    for name in ("兴华网格党支部", "东苑社区党委", "中原区委"):
        assert clerk.records(name, "members") == ["赵安民"]
        assert clerk.records(name, "present") == ["赵安民"]
        assert len(clerk.records(name, "services")) == 1
        numbers = clerk.ask(figures.of_unit, unit=clerk.unit(name), first=MONTH)
        assert [numbers[key] for key in ("members", "activities", "present", "services", "households")] == [
            1, 1, 1, 1, 380,
        ]  # fmt: skip
    (leader,) = clerk.ask(posts.rows, unit=clerk.unit("东苑社区党委"), day=DAY)
    assert (leader.unit_name, leader.post) == ("兴华网格", "grid_leader")
    plan = OrderPlan(MOVE, Month(2026, 11).first, (clerk.unit("兴华网格党支部"),),
                     (Target(unit=clerk.unit("西苑社区党委")),))  # fmt: skip
    view.office.app.run(orders.record, plan=plan)  # the wizard is walked at S093
    calm(qtbot, view)
    assert clerk.records("东苑社区党委", "present") == ["赵安民"]  # October stays where it was
    view.go_month(Month(2026, 11))
    calm(qtbot, view)
    assert clerk.records("西苑社区党委", "members") == ["赵安民"]


def test_the_survey_of_organisations(clerk: Clerk, qtbot: QtBot) -> None:
    """S002: 10 + 2 + 6 + 76 + 7 + 46（党总支3个）= 147 of 276; the other 129 stand in a line of their own."""
    counts = {
        "党委": 10,
        "镇": 1,
        "街道": 5,
        "村": 72,
        "社区": 5,
        "非公企业党支部": 42,
        "非公企业党总支": 2,
        "其他": 129,
    }
    codes = {"镇": "4101021{:02d}", "街道": "4101020{:02d}", "村": "410102101{}", "社区": "410102001{}"}
    above = {"村": "峡窝镇党委", "社区": "和平街道党工委"}
    rows = [
        (
            f"{kind}{n}",
            kind,
            above.get(kind, "中原区委"),
            codes.get(kind, "").format(n + (300 if kind in above else 50)),
        )
        for kind, number in counts.items()
        for n in range(number)
    ]
    clerk.bring("units", "中原区委", ("名称", "类型", "上级", "编码"), rows)
    clerk.add("中原区委", "非公企业党总支", "顺达集团党总支")
    clerk.add("顺达集团党总支", "非公企业党支部", "顺达一分厂党支部")
    clerk.people("中原区委", 石咀村党总支=5, 东苑社区党委=3, 顺达一分厂党支部=1)
    page = clerk.page("中原区委")
    shown = {line[0]: line[1:] for line in cells(page.inventory.view)}
    told = [shown[name][0] for name in ("党委", "镇党委", "街道党工委", "村级党组织", "社区党组织", "非公有制党组织")]
    assert told == ["10", "2", "6", "76", "7", "46"]
    assert shown["非公有制党组织"] == ["46", "1", "非公企业党支部 43、非公企业党总支 3"]
    assert shown["其他/未分类"] == ["129", "0", "其他 129"]
    told_below = page.inventory.sentence.text()
    assert "277" in told_below  # the 276, and the district itself
    assert "党员 9 名" in told_below
    assert "农村党员 5 名" in told_below
    behind = clerk.behind(page.inventory, (False, "非公有制党组织"))
    assert len(behind.view.rows()) == 46
    assert sum(row.kind == "enterprise_general_branch" for row in behind.view.rows()) == 3
    clerk.enter(behind.view, clerk.unit("顺达集团党总支"))
    assert clerk.view.place.unit == clerk.unit("顺达集团党总支")
    page = clerk.page("中原区委")
    click(qtbot, page.inventory.print_button)
    papers = dialog(qtbot, clerk.view, PapersDialog)
    assert papers.what.currentData() == INVENTORY
    papers.reject()
    found = clerk.ask(inventory.of_unit, unit=clerk.unit("中原区委"), month=MONTH)
    line = next(row for row in found.rows if row.heading == "非公有制党组织")
    assert line.by_kind == {"enterprise_branch": 43, "enterprise_general_branch": 3}
    assert (found.rows[-1].is_residue, found.rows[-1].organisations) == (True, 276 - 147)
    assert (found.organisations, found.members, found.rural_members) == (277, 9, 5)
    assert clerk.figure("中原区委", "branches") == 43  # a general branch is none
    assert len(clerk.records("中原区委", "members")) == 9


def test_three_ways_of_forming(clerk: Clerk, qtbot: QtBot) -> None:
    """S005: 采取单独组建、区域联建、楼宇共建等多种形式; who founded it, in which building, which enterprises."""
    clerk.add("东苑社区党委", "非公企业党支部", "顺达公司党支部", formation="单独组建", founders="顺达公司")
    clerk.add("东苑社区党委", "联合党支部", "科技园联合党支部", formation="区域联建",
              founders="园区企业甲、园区企业乙、园区企业丙")  # fmt: skip
    clerk.add(
        "东苑社区党委", "联合党支部", "金源大厦党支部", formation="楼宇共建", founders="金源物业", building="金源大厦"
    )
    page = clerk.enterprise("顺达公司党支部", "顺达公司")
    for name in "甲乙丙":
        clerk.enterprise("科技园联合党支部", f"园区企业{name}")
    assert {line[0] for line in cells(page.enterprises.view)} == {"园区企业甲", "园区企业乙", "园区企业丙"}
    for name in "甲乙":
        clerk.enterprise("金源大厦党支部", f"大厦企业{name}", kind="社会组织", building="金源大厦")
    assert "3" in words(clerk.page("科技园联合党支部").enterprises)
    clerk.people("东苑社区党委", 顺达公司党支部=3, 科技园联合党支部=4)
    for word in ("楼宇共建", "金源物业", "金源大厦"):
        assert word in words(clerk.page("金源大厦党支部").facts)
    clerk.facts("金源大厦党支部", founders="金源物业、百货公司")
    clerk.bring(
        "register:enterprise", "东苑社区党委", ("名称", "类型", "单位"), [("待覆盖企业", "非公企业", "东苑社区党委")]
    )
    assert "待覆盖企业" in said(clerk.page("东苑社区党委").enterprises.view)
    page = clerk.page("和平街道党工委")
    assert cells(page.formations.view) == [
        ["单独组建", "1", "1", "3"], ["区域联建", "1", "3", "4"], ["楼宇共建", "1", "2", "0"],
    ]  # fmt: skip
    assert "6" in page.formations.sentence.text()
    assert "85.7%" in page.formations.sentence.text()
    behind = clerk.behind(page.formations, "building")
    (row,) = behind.view.rows()
    assert "金源物业、百货公司" in row.facts
    assert "金源大厦" in row.facts
    clerk.enter(behind.view, row.unit)
    assert clerk.view.place.unit == clerk.unit("金源大厦党支部")
    page = clerk.page("顺达公司党支部")
    (entry,) = page.enterprises.view.rows()
    clerk.enter(page.enterprises.view, entry.id)
    assert clerk.view.workspace.current.name == "registers"
    found = clerk.ask(coverage.enterprises, unit=clerk.unit("和平街道党工委"), day=DAY)
    assert (found.enterprises, found.covered) == (7, 6)
    assert [(row.label, row.branches, row.enterprises, row.members) for row in found.modes] == [
        ("单独组建", 1, 1, 3), ("区域联建", 1, 3, 4), ("楼宇共建", 1, 2, 0),
    ]  # fmt: skip


def test_a_committee_with_member_units(clerk: Clerk) -> None:
    """S037: 在镇办成立驻街综合党委，在基层设立工作站228个; resident units belong to it without standing below it."""
    clerk.add("和平街道党工委", "综合党委", "和平街道综合党委")
    stations = [(f"第{n}党建工作站", "工作站", "和平街道综合党委") for n in range(1, 229)]
    clerk.bring("units", "和平街道党工委", ("名称", "类型", "上级"), stations)
    clerk.add("中原区委", "党支部", "供电公司党支部")
    clerk.add("和平街道综合党委", "非公企业党支部", "百货公司党支部")
    clerk.people("中原区委", 供电公司党支部=3, 百货公司党支部=2)
    page = clerk.link("和平街道综合党委", "成员单位有", "供电公司党支部")
    assert [row.other_name for row in page.links.view.rows()] == ["供电公司党支部"]
    shown = {line[0]: line[1:] for line in cells(page.inventory.view)}
    assert shown["其他/未分类"] == ["228", "0", "党建工作站 228"]
    assert len(clerk.behind(page.inventory, (True, "其他/未分类")).view.rows()) == 228
    dialog(clerk.qtbot, clerk.view, UnitListDialog).reject()
    (line,) = page.lines.view.rows()
    assert cells(page.lines.view) == [[line.word, "1", "3", "0", "3"]]
    behind = clerk.behind(page.lines, line.word)
    assert [row.name for row in behind.view.rows()] == ["供电公司党支部"]
    behind.reject()
    assert len(clerk.records("和平街道综合党委", "members")) == 2  # beside its own, never among them
    assert clerk.figure("和平街道党工委", "members") == 2
    found = clerk.ask(axes.of_member_units, unit=clerk.unit("和平街道综合党委"), day=DAY)
    assert found.members == 3


def test_a_branch_on_the_chain(clerk: Clerk) -> None:
    """S044: 联合党总支下设顺达公司党支部和石咀、大坡顶、观沟、北峡窝4个片区党支部，党员269名; each counted once."""
    areas = ("石咀", "大坡顶", "观沟", "北峡窝")
    clerk.add("峡窝镇党委", "党总支", "顺达联合党总支", formation="行业统建")
    clerk.add("顺达联合党总支", "非公企业党支部", "顺达公司党支部")
    clerk.enterprise("顺达公司党支部", "顺达公司")
    for area in areas:
        clerk.add(f"{area}村党总支", "产业链党支部", f"{area}片区党支部")
        clerk.link(f"{area}片区党支部", "功能性上级是", "顺达联合党总支")
    clerk.facts("大坡顶村党总支", households="300")
    clerk.people("峡窝镇党委", 顺达公司党支部=49, **{f"{area}片区党支部": 55 for area in areas})
    page = clerk.page("顺达联合党总支")
    assert [line[1:3] for line in cells(page.lines.view)] == [["2", "49"], ["6", "269"], ["6", "269"]]
    line = page.lines.view.rows()[1]
    behind = clerk.behind(page.lines, line.word)
    assert sum(row.members for row in behind.view.rows()) == 269
    assert {row.above for row in behind.view.rows() if row.kind == "industry_chain_branch"} == {
        f"{area}村党总支" for area in areas
    }
    clerk.enter(behind.view, clerk.unit("石咀片区党支部"))
    assert clerk.view.place.unit == clerk.unit("石咀片区党支部")
    assert "顺达联合党总支" in said(page.links.view)
    assert "300" in words(clerk.page("大坡顶村党总支").facts)
    assert len(clerk.records("峡窝镇党委", "members")) == 269
    assert len(clerk.records("石咀村党总支", "members")) == 55
    found = clerk.ask(axes.of_unit, unit=clerk.unit("顺达联合党总支"), day=DAY)
    assert (found.territory.members, found.line.members, found.both.people) == (49, 269, 269)
    linked = clerk.ask(unit_links.rows, unit=clerk.unit("顺达联合党总支"), day=DAY)
    assert {row.unit_name for row in linked} == {f"{area}片区党支部" for area in areas}


def test_branches_on_grids(clerk: Clerk, qtbot: QtBot) -> None:
    """S092: 把支部建在网格上: the matrix, grids without a branch, a branch over two grids."""
    clerk.add("东苑社区党委", "网格党支部", "第一网格党支部", households="320")
    for name in ("第三网格", "第四网格"):
        clerk.add("东苑社区党委", "网格", name, households="320")
    clerk.link("第一网格党支部", "覆盖网格", "第三网格")
    page = clerk.page("东苑社区党委")
    assert [(line[0], line[3]) for line in cells(page.grids.view)] == [
        ("第四网格", "未覆盖"), ("第三网格", "第一网格党支部"), ("第一网格", "第一网格党支部"),
    ]  # fmt: skip
    assert "2/3" in page.grids.share.text()
    assert "66.7%" in page.grids.share.text()
    page.grids.only_spanning.setChecked(True)
    assert [row.name for row in page.grids.view.rows()] == ["第三网格", "第一网格"]
    page.grids.only_spanning.setChecked(False)
    page.grids.only_bare.setChecked(True)
    (bare,) = page.grids.view.rows()
    clerk.enter(page.grids.view, bare.grid)
    assert clerk.view.place.unit == clerk.unit("第四网格")
    clerk.link("第四网格", "由其覆盖", "第一网格党支部")  # from the grid's own page
    page = clerk.page("东苑社区党委")
    assert "100.0%" in page.grids.share.text()
    found = clerk.ask(coverage.grids, unit=clerk.unit("东苑社区党委"), day=DAY)
    assert (found.covered, found.share, found.without) == (3, 1, ())
    assert [len(grids) for grids in found.spanning.values()] == [3]
    assert not page.grids.only_bare.isVisible()
    assert len(page.grids.view.rows()) == 3


def test_three_kinds_below_a_general_branch(clerk: Clerk) -> None:
    """S096: 每个党总支下设有非公支部、网格支部和流动支部: one entry makes all of them."""
    general = clerk.add("东苑社区党委", "党总支", "百花党总支", branches=True)
    now = clerk.ask(tree.on_day, day=DAY)
    assert {now.nodes[each].kind for each in now.children[general]} == {
        "enterprise_branch", "grid_branch", "floating_member_branch",
    }  # fmt: skip
    page = clerk.page("百花党总支")
    assert {line[0] for line in cells(page.inventory.view)} == {
        "党总支", "网格党支部", "流动党员党支部", "非公有制党组织", "其他/未分类",
    }  # fmt: skip
    assert clerk.figure("百花党总支", "branches") == 3
    clerk.add("百花党总支", "党支部", "百花机关党支部")
    assert clerk.figure("百花党总支", "branches") == 4


def test_a_group_for_each_vehicle(clerk: Clerk) -> None:
    """S124: 实施“一执法车辆一党小组”: groups below a branch by what they are bound to, with their number."""
    clerk.add("东苑社区党委", "党支部", "执法中队党支部")
    for plate in ("执法车01", "执法车02"):
        clerk.add("执法中队党支部", "党小组", f"{plate}党小组", bound_kind="车辆", bound_to=plate)
    clerk.add("执法中队党支部", "党小组", "窗口党小组")
    clerk.facts("窗口党小组", bound_kind="窗口", bound_to="3号窗口")
    clerk.add("执法中队党支部", "党小组", "机关党小组")
    assert "3号窗口" in words(clerk.page("窗口党小组").facts)
    page = clerk.page("东苑社区党委")
    assert cells(page.groups.view) == [
        ["执法车01党小组", "执法中队党支部", "0", "车辆", "执法车01"],
        ["执法车02党小组", "执法中队党支部", "0", "车辆", "执法车02"],
        ["窗口党小组", "执法中队党支部", "0", "窗口", "3号窗口"],
    ]
    counts = page.groups.counts.text()
    assert "3/4" in counts
    assert "车辆 2、窗口 1" in counts
    page.groups.all_switch.setChecked(True)
    assert len(page.groups.view.rows()) == 4
    clerk.enter(page.groups.view, clerk.unit("执法车02党小组"))
    assert clerk.view.place.unit == clerk.unit("执法车02党小组")
    found = clerk.ask(unit_lists.groups, unit=clerk.unit("东苑社区党委"), day=DAY)
    assert (found.bound, len(found.rows), found.by_kind) == (3, 4, {"车辆": 2, "窗口": 1})
    assert clerk.figure("执法中队党支部", "party_groups") == 4
    clerk.facts("窗口党小组", bound_to="", bound_kind="")
    assert clerk.ask(tree.on_day, day=DAY).nodes[clerk.unit("窗口党小组")].facts == {}


def test_by_territory_and_along_the_line(clerk: Clerk) -> None:
    """S139: 横向到边、纵向到底、条块结合: two ways of adding up, nobody twice."""
    clerk.add("中原区委", "党委", "教体局党委")
    clerk.add("教体局党委", "党支部", "机关党支部")
    for above, name in (("东苑社区党委", "实验小学党支部"), ("西苑社区党委", "第二中学党支部")):
        clerk.add(above, "党支部", name)
        clerk.link(name, "功能性上级是", "教体局党委")
    clerk.people("中原区委", 机关党支部=2, 实验小学党支部=3, 第二中学党支部=4)
    page = clerk.page("教体局党委")
    assert [line[1:3] for line in cells(page.lines.view)] == [["2", "2"], ["4", "9"], ["4", "9"]]
    behind = clerk.behind(page.lines, page.lines.view.rows()[2].word)
    assert sorted(row.members for row in behind.view.rows()) == [0, 2, 3, 4]
    behind.reject()
    assert not clerk.page("机关党支部").lines.isVisible()  # where the line is the territory there is nothing to say
    assert [len(clerk.records(name, "members")) for name in ("东苑社区党委", "西苑社区党委", "中原区委")] == [3, 4, 9]
    found = clerk.ask(axes.of_unit, unit=clerk.unit("教体局党委"), day=DAY)
    assert (found.territory.members, found.line.members, found.both.members) == (2, 9, 9)
    assert len(clerk.ask(members.rows, unit=clerk.unit("中原区委"))) == 9
