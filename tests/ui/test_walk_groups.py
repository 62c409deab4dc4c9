"""Party groups walked as a clerk walks them: brought in, people placed in them, counted, met (S124, S005).

What comes in numbers is brought in on the import page; the rest is done by the buttons of the lists.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from driving import calm, go, write
from importing import bring_in, look_at, sheet
from offices import Office as Names
from opened import click, dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import today
from gridparty.domain.ids import UnitId
from gridparty.domain.import_fields import PEOPLE, UNITS
from gridparty.domain.months import Month
from gridparty.operations import dossiers, figures, party_groups, unit_lists, units
from gridparty.ui.dialogs.act_form import ActForm
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.members import MembersPage
from gridparty.ui.pages.organisation import OrganisationPage

Key, Control, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEAM = "执法中队党支部"
CARS = [f"执法车{number:02}党小组" for number in range(1, 5)]


class Clerk:
    """Somebody at the window of the small office."""

    def __init__(self, qtbot: QtBot, view: FileView, street: UnitId, folder: Path) -> None:
        self.qtbot, self.view, self.street, self.folder = qtbot, view, street, folder
        view.go_month(Month.of(today()))

    def ask(self, query: Any, **words: Any) -> Any:
        return self.view.office.ask_now(query, **words)

    def unit(self, name: str) -> UnitId:
        return UnitId(self.ask(units.find, key=name))

    def file(self, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
        return sheet(self.folder / f"{len(list(self.folder.glob('*.xlsx')))}.xlsx", heads, rows)

    def bring(self, kind: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, int]:
        return bring_in(self.qtbot, self.view, self.street, self.file(heads, rows), kind=kind)

    def members(self, name: str) -> MembersPage:
        page = go(self.qtbot, self.view, self.unit(name), "members")
        assert isinstance(page, MembersPage)
        return page

    def organisation(self, name: str) -> OrganisationPage:
        page = go(self.qtbot, self.view, self.unit(name), "organisation")
        assert isinstance(page, OrganisationPage)
        return page

    def select(self, page: MembersPage, *names: str) -> None:
        """Selects these rows of the list by clicks, Ctrl held from the second on."""
        table, shown = page.list.table, [row.name for row in page.list.rows()]
        for number, name in enumerate(names):
            spot = table.visualRect(page.list.model.index(shown.index(name), 1)).center()
            held = Control if number else Qt.KeyboardModifier.NoModifier
            self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, spot)
        assert {row.name for row in page.list.selected_rows()} == set(names)

    def place(self, page: MembersPage, group: str, *names: str) -> None:
        """The button above the list, the group chosen by its letters or arrows, Ctrl+Enter."""
        self.select(page, *names)
        click(self.qtbot, page.acts.group_button)
        self.choose(group)

    def choose(self, group: str) -> None:
        form = dialog(self.qtbot, self.view, ActForm)
        box = form.editors["group"]
        assert isinstance(box, QComboBox)
        words = [box.itemText(at).split("（")[0] for at in range(box.count())]
        while words[box.currentIndex()] != group:
            back = words.index(group) < box.currentIndex()
            self.qtbot.keyClick(box, Key.Key_Up if back else Key.Key_Down)
        self.qtbot.keyClick(form, Key.Key_Return, Control)
        calm(self.qtbot, self.view)
        open_ = [each for each in self.view.window().findChildren(ActForm) if each.isVisible()]
        assert not open_, open_[0].sentence.text()

    def refused(self, page: MembersPage, *names: str) -> str:
        """What the window says in place of the form."""
        self.select(page, *names)
        with self.qtbot.waitSignal(self.view.office.refused) as told:
            click(self.qtbot, page.acts.group_button)
        assert not [each for each in self.view.window().findChildren(ActForm) if each.isVisible()]
        return str(told.args[0])


@pytest.fixture
def clerk(view: FileView, office: Names, qtbot: QtBot, tmp_path: Path) -> Clerk:
    return Clerk(qtbot, view, office.units["street"], tmp_path)


@pytest.fixture
def team(clerk: Clerk) -> None:
    """The enforcement team's branch with a group for each vehicle and one bound to nothing, by one sheet."""
    heads = ("名称", "类型", "上级党组织", "载体类别", "依托载体")
    rows = [(TEAM, "党支部", "东苑社区党委", "", "")]
    rows += [(name, "党小组", TEAM, "车辆", name.removesuffix("党小组")) for name in CARS]
    assert clerk.bring(UNITS, heads, [*rows, ("机关党小组", "党小组", TEAM, "", "")]) == {"new": 6}


def groups(page: MembersPage) -> dict[str, str]:
    """The column 党小组 as the list shows it."""
    (at,) = [at for at, column in enumerate(page.list.model.columns) if column.head == "党小组"]
    assert not page.list.table.isColumnHidden(at)
    model = page.list.model
    return {row.name: model.index(number, at).data() or "" for number, row in enumerate(page.list.rows())}


def numbers(page: OrganisationPage) -> dict[str, str]:
    """The members of every group, as the card shows them."""
    model = page.groups.view.model
    (at,) = [at for at, column in enumerate(model.columns) if column.key == "members"]
    return {row.name: model.index(number, at).data() for number, row in enumerate(page.groups.view.rows())}


@pytest.mark.usefixtures("team")
def test_a_group_for_each_vehicle_with_its_people(clerk: Clerk, qtbot: QtBot) -> None:
    """S124: 实施“一执法车辆一党小组”: many groups by a sheet, their people by the roster, by hand, and counted."""
    heads = ("姓名", "联系电话", "所在党支部", "党小组")
    rows = [(f"执法{sign}", f"1990000{at:04}", TEAM, CARS[at // 2]) for at, sign in enumerate("甲乙丙丁")]
    rows += [("执法戊", "19900000104", TEAM, "执法车09党小组"), ("执法己", "19900000105", TEAM, "")]
    page = look_at(qtbot, clerk.view, clerk.street, clerk.file(heads, rows), kind=PEOPLE)
    doubtful = [line for line in page.preview.rows.rows() if line.is_doubtful]
    assert [line.name for line in doubtful] == ["执法戊"]
    assert "执法车09党小组" in doubtful[0].words
    click(qtbot, page.preview.import_button)
    calm(qtbot, clerk.view)
    shown = clerk.members(TEAM)
    assert groups(shown) == {
        "执法甲": CARS[0], "执法乙": CARS[0], "执法丙": CARS[1], "执法丁": CARS[1], "执法戊": "", "执法己": "",
    }  # fmt: skip
    clerk.place(shown, CARS[2], "执法戊", "执法己")
    clerk.place(shown, CARS[2], "执法乙")
    assert [groups(shown)[f"执法{sign}"] for sign in "甲乙丙戊己"] == [CARS[0], CARS[2], CARS[1], CARS[2], CARS[2]]
    write(qtbot, shown.search, CARS[2])
    qtbot.waitUntil(lambda: len(shown.list.rows()) == 3)
    card = clerk.organisation(TEAM)
    assert numbers(card)["机关党小组"] == "0"
    assert not card.groups.all_switch.isVisible()
    card = clerk.organisation("东苑社区党委")
    assert numbers(card) == dict(zip(CARS, ("1", "2", "3", "0"), strict=True))
    assert card.groups.view.select(clerk.unit(CARS[2]))
    card.groups.view.setFocus()
    qtbot.keyClick(card.groups.view.table, Key.Key_Return)
    calm(qtbot, clerk.view)
    assert clerk.view.place.unit == clerk.unit(CARS[2])
    shown = clerk.members(CARS[2])
    shown.search.clear()
    qtbot.waitUntil(lambda: len(shown.list.rows()) == 3)
    assert set(groups(shown)) == {"执法乙", "执法戊", "执法己"}
    month = Month.of(today())
    counted = [clerk.ask(figures.of_unit, unit=clerk.unit(name), first=month)["members"] for name in (TEAM, CARS[2])]
    assert counted == [6, 3]
    found = clerk.ask(unit_lists.groups, unit=clerk.unit(TEAM))
    assert {row.name: row.members for row in found.rows} == {
        **dict(zip(CARS, (1, 2, 3, 0), strict=True)),
        "机关党小组": 0,
    }


@pytest.mark.usefixtures("team")
def test_out_of_the_group_and_back_by_undo(clerk: Clerk, qtbot: QtBot) -> None:
    """S124: on one person's page; undo in the window brings the group back."""
    clerk.bring(PEOPLE, ("姓名", "所在党支部", "党小组"), [("执法甲", TEAM, CARS[0])])
    page = clerk.members(TEAM)
    (row,) = page.list.rows()
    page.open_person(row.id)
    calm(qtbot, clerk.view)
    (act,) = [each for each in page.person.more.actions() if "党小组" in each.text()]
    act.trigger()
    form = dialog(qtbot, clerk.view, ActForm)
    assert form.editors["group"].currentData() == clerk.unit(CARS[0])
    clerk.choose("不编入党小组")

    def group() -> str | None:
        branch = clerk.ask(dossiers.of_member, member=row.id).branch
        assert branch is not None
        return branch.group_name

    assert group() is None
    clerk.view.office.undo()
    calm(qtbot, clerk.view)
    assert group() == CARS[0]
    click(qtbot, page.person.back)
    assert groups(page) == {"执法甲": CARS[0]}


@pytest.mark.usefixtures("team")
def test_what_stands_in_the_way_is_one_sentence(clerk: Clerk) -> None:
    """S124: people of several branches, a branch without groups; those registered here have no such button."""
    clerk.bring(PEOPLE, ("姓名", "所在党支部"), [("执法甲", TEAM)])
    page = clerk.members("东苑社区党委")
    assert "2 个党支部" in clerk.refused(page, "执法甲", "陈静")
    assert "第二网格党支部" in clerk.refused(page, "陈静", "杨磊")
    clerk.place(page, "机关党小组", "执法甲")
    assert [each.members for each in clerk.ask(party_groups.offers, unit=clerk.unit(TEAM))] == [0, 0, 0, 0, 1]
    page.registered_switch.click()
    calm(clerk.qtbot, clerk.view)
    assert not page.acts.group_button.isVisible()


def test_branches_with_their_way_of_forming_by_one_sheet(clerk: Clerk) -> None:
    """S005: 单独组建、区域联建、楼宇共建: many branches come in at once, and are counted by their way."""
    heads = ("党组织名称", "类型", "上级党组织", "组建方式", "发起（组建）单位", "所在楼宇")
    rows = [
        (f"企业{number}党支部", "非公企业党支部", "东苑社区党委", "单独组建", f"企业{number}", "")
        for number in "甲乙丙"
    ]
    rows += [
        (f"{name}联合党支部", "联合党支部", "西苑社区党委", "楼宇共建", "甲公司、乙公司", name)
        for name in ("万达", "锦艺")
    ]
    assert clerk.bring(UNITS, heads, rows) == {"new": 5}
    page = clerk.organisation("和平街道党工委")
    assert {(row.label, row.branches) for row in page.formations.view.rows()} >= {("单独组建", 3), ("楼宇共建", 2)}
    (line,) = clerk.ask(unit_lists.lines, units=[clerk.unit("万达联合党支部")])
    assert [word in line.facts for word in ("甲公司、乙公司", "万达", "楼宇共建")] == [True] * 3
