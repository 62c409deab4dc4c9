"""Registers of the organisation walked in the window, as a clerk does (E10): S030, S042, S083, S088, S104."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import calm, go, write
from importing import bring_in, sheet
from offices import Office as Names
from opened import choose, click, dialog, printed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.ids import EntryId
from gridparty.domain.months import Month
from gridparty.operations import coverage, facilities, history, people_groups, register_counts, register_lists
from gridparty.ui.dialogs.areas import AreasDialog
from gridparty.ui.dialogs.gaps import GapsDialog
from gridparty.ui.dialogs.papers import BRANDS, PapersDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.register_event import RegisterEventDialog
from gridparty.ui.dialogs.register_happened import HappenedDialog
from gridparty.ui.dialogs.register_idle import IdleDialog
from gridparty.ui.dialogs.register_ledger import LedgerDialog
from gridparty.ui.dialogs.register_person import RegisterPersonDialog
from gridparty.ui.dialogs.register_team import TeamActivityDialog
from gridparty.ui.dialogs.typed_fields import PhoneField
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.registers import RegistersPage

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> RegistersPage:
    """The registers of the street."""
    shown = go(qtbot, view, office.units["street"], "registers")
    assert isinstance(shown, RegistersPage)
    return shown


def show(qtbot: QtBot, view: FileView, page: RegistersPage, register: str) -> None:
    """Chooses a register in the box."""
    page.which.setFocus()
    page.which.setCurrentIndex(page.which.findData(register))
    calm(qtbot, view)


def fill(qtbot: QtBot, editor: QWidget, text: str) -> None:
    """Types into a field, or chooses a word of a box."""
    editor.setFocus()
    if isinstance(editor, QComboBox):
        at = editor.findText(text)
        assert at >= 0, text
        while editor.currentIndex() != at:
            qtbot.keyClick(editor, Key.Key_Down if editor.currentIndex() < at else Key.Key_Up)
        return
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    editor.selectAll()
    write(qtbot, editor, text)


def add(
    qtbot: QtBot, view: FileView, page: RegistersPage, name: str, since: str, leader: str = "", **facts: str
) -> EntryId:
    """“New entry…”, its fields, Ctrl+Enter."""
    click(qtbot, page.add_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    fill(qtbot, form.name, name)
    for key, text in facts.items():
        fill(qtbot, form.editors[key], text)
    if leader:
        choose(qtbot, form, form.person, leader)
    fill(qtbot, form.start, since)
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    row = page.list.current()
    assert row is not None
    assert row.name == name
    return row.id


def happens(
    qtbot: QtBot, view: FileView, page: RegistersPage, entry: EntryId, what: str, day: str, facts: Mapping[str, str]
) -> None:
    """Chooses the entry in the list, “Add an event…”, its fields, Ctrl+Enter."""
    assert page.list.select(entry)
    click(qtbot, page.event_button)
    form = dialog(qtbot, view, RegisterEventDialog)
    fill(qtbot, form.kind, what)
    fill(qtbot, form.day, day)
    for key, text in facts.items():
        fill(qtbot, form.editors[key], text)
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)


def communities(qtbot: QtBot, view: FileView, office: Names, number: int, folder: Path) -> list[str]:
    """So many communities of the street, by the import wizard; the two of the office are among them."""
    made = [f"第{n}社区党委" for n in range(3, number + 1)]
    rows = [(name, "社区", f"410102001{100 + n}") for n, name in enumerate(made)]
    path = sheet(folder / "units.xlsx", ("名称", "类型", "编码"), rows)
    assert bring_in(qtbot, view, office.units["street"], path, kind="units") == {"new": number - 2}
    return ["东苑社区党委", "西苑社区党委", *made]


def test_a_centre_in_each_community(
    page: RegistersPage, view: FileView, office: Names, tmp_path: Path, qtbot: QtBot
) -> None:
    """S030: 全区78个社区全部建立了党群服务中心，投入100余万元: the share, who is missing, the money."""
    places = communities(qtbot, view, office, 78, tmp_path)
    head = ("名称", "类别", "面积（㎡）", "单位", "建立时间")
    rows = [(f"{name[:-2]}党群服务中心", "党群服务中心", 300, name, "2012-03-01") for name in places[:-1]]
    path = sheet(tmp_path / "centres.xlsx", head, rows)
    assert bring_in(qtbot, view, office.units["street"], path, kind="register:facility") == {"new": 77}
    go(qtbot, view, office.units["street"], "registers")
    assert len(page.list.rows()) == 77
    assert all(each in page.shares.places.text() for each in ("77", "78", "98.7%"))
    click(qtbot, page.shares.gaps_button)
    gaps = dialog(qtbot, view, GapsDialog)
    (missing,) = gaps.view.rows()
    gaps.view.select(missing)
    qtbot.keyClick(gaps.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.place.unit == missing
    add(qtbot, view, page, "第78社区党群服务中心", "2024-10-08", kind="党群服务中心", area="320")
    go(qtbot, view, office.units["street"], "registers")
    assert "100.0%" in page.shares.places.text()
    assert not page.shares.gaps_button.isVisible()
    entry = page.list.rows()[0].id
    for day, money in (("2024-04-01", "600000"), ("2024-09-01", "450000")):
        happens(qtbot, view, page, entry, "投入资金", day, {"money": money})
    happens(qtbot, view, page, entry, "建设进度", "2024-05-01", {"stage": "装修"})
    assert "1,050,000" in page.shares.ledger.text()
    click(qtbot, page.shares.ledger_button)
    ledger = dialog(qtbot, view, LedgerDialog)
    assert [row.money for row in ledger.view.rows()] == [600_000, 450_000]
    assert "1,050,000" in ledger.answer.text()
    ledger.view.table.setFocus()
    qtbot.keyClick(ledger.view.table, Key.Key_Return)  # the records behind the sum
    calm(qtbot, view)
    assert page.stack.currentWidget() is page.entry
    assert "东苑社区党群服务中心" in page.entry.name.text()
    assert [event.kind for event in page.entry.events.view.model.all_rows()] == ["investment", "progress", "investment"]
    ask = view.office.ask_now
    found = ask(
        coverage.of_register, register="facility", unit=office.units["street"], day=date(2024, 10, 31),
        choice=("kind", "service_centre"),
    )  # fmt: skip
    assert (found.covered, found.share) == (78, 1)
    year = {"first": Month(2024, 1), "last": Month(2024, 12)}
    assert ask(facilities.invested, unit=office.units["street"], **year).money == 1_050_000


def test_premises_of_the_set_area(
    page: RegistersPage, view: FileView, office: Names, tmp_path: Path, qtbot: QtBot
) -> None:
    """S088: 63%社区用房面积达到1000平方米; 新增5100㎡, 13倍: typed changes, month by month, growth in the ledger."""
    places = communities(qtbot, view, office, 19, tmp_path)
    head = ("名称", "类别", "面积（㎡）", "单位", "建立时间")
    rows = [("社区用房", "社区用房", 1000 if n < 12 else 240, name, "2014-06-01") for n, name in enumerate(places) if n]
    path = sheet(tmp_path / "premises.xlsx", head, rows)
    assert bring_in(qtbot, view, office.units["street"], path, kind="register:facility") == {"new": 18}
    go(qtbot, view, office.units["east"], "registers")
    view.go_month(Month(2014, 12))
    calm(qtbot, view)
    grown = add(qtbot, view, page, "社区用房", "2012-01-01", kind="社区用房", area="392")
    for day, area, way, money in (
        ("2013-05-20", "1392", "改扩建", "80000"),
        ("2014-05-20", "5100", "协调开发商", "900000"),
    ):
        happens(qtbot, view, page, grown, "面积变动", day, {"area": area, "method": way, "money": money})
    assert page.list.rows()[0].facts["area"] == 5100
    go(qtbot, view, office.units["street"], "registers")
    words = page.shares.areas.text()
    assert all(each in words for each in ("1,000", "12", "19", "63.2%"))
    click(qtbot, page.shares.areas_button)
    areas = dialog(qtbot, view, AreasDialog)
    assert sum(place.reached for place in areas.view.rows()) == 12
    areas.reject()
    click(qtbot, page.shares.ledger_button)
    ledger = dialog(qtbot, view, LedgerDialog)
    fill(qtbot, ledger.first, "2013-01")
    qtbot.keyClick(ledger.first, Key.Key_Return)
    calm(qtbot, view)
    assert [(row.method, row.gained) for row in ledger.view.rows()] == [("extension", 1000), ("developer", 3708)]
    assert all(each in ledger.answer.text() for each in ("4,708", "980,000"))
    ledger.reject()
    go(qtbot, view, office.units["east"], "registers")
    click(qtbot, page.shares.ledger_button)
    own = dialog(qtbot, view, LedgerDialog)
    fill(qtbot, own.first, "2013-1月")
    qtbot.keyClick(own.first, Key.Key_Return)
    assert own.problem.isVisible()  # one sentence at the fields; what was typed stays
    assert own.first.text() == "2013-1月"
    fill(qtbot, own.first, "2013-01")
    click(qtbot, own.show_button)
    calm(qtbot, view)
    assert all(each in own.answer.text() for each in ("392", "5,100", "13.0"))
    own.reject()
    view.go_month(Month(2012, 12))
    go(qtbot, view, office.units["street"], "registers")
    assert "0.0%" in page.shares.areas.text()
    ask = view.office.ask_now
    found = ask(facilities.areas, unit=office.units["street"], month=Month(2014, 12))
    assert (found.reached, round(found.share or 0, 4)) == (12, 0.6316)
    growth = ask(facilities.growth, unit=office.units["east"], first=Month(2012, 12), last=Month(2014, 12))
    assert (growth.before, growth.after, round(growth.factor or 0)) == (392, 5100, 13)


def test_teams_and_the_idle_ones(
    page: RegistersPage, view: FileView, office: Names, tmp_path: Path, qtbot: QtBot
) -> None:
    """S042: 成立党员志愿服务小分队165支: leader, members, direction, brand, activity; idle ones are listed."""
    head = ("名称", "服务方向", "活动安排", "单位", "建立时间", "队长")
    rows = [(f"小分队{n}", "便民服务", "每周六", "东苑社区党委", "2024-01-01", "张伟") for n in range(2, 166)]
    path = sheet(tmp_path / "teams.xlsx", head, rows)
    assert bring_in(qtbot, view, office.units["street"], path, kind="register:team") == {"new": 164}
    go(qtbot, view, office.units["first"], "registers")
    show(qtbot, view, page, "team")
    own = {"direction": "家电义务维修", "schedule": "每周六上午", "brand": "红马甲"}
    team = add(qtbot, view, page, "红马甲小分队", "2024-01-01", leader="zw", **own)
    qtbot.keyClick(page.list.table, Key.Key_Return)
    calm(qtbot, view)
    click(qtbot, page.entry.people.add_button)
    people = dialog(qtbot, view, RegisterPersonDialog)
    for who in ("wf", "ln"):
        choose(qtbot, people, people.person, who)
        click(qtbot, people.another)
        calm(qtbot, view)
    people.reject()
    click(qtbot, page.entry.events.add_button)
    event = dialog(qtbot, view, RegisterEventDialog)
    fill(qtbot, event.day, "2024-05-20")
    fill(qtbot, event.editors["what"], "义务维修")
    qtbot.keyClick(event, Key.Key_Return, Control)
    calm(qtbot, view)
    click(qtbot, page.entry.events.activity_button)  # one that the file knows, with who came
    held = dialog(qtbot, view, TeamActivityDialog)
    assert held.view.rows()[0].title == "联合党日"
    held.view.select(office.activities["day"])
    qtbot.keyClick(held.view.table, Key.Key_Return)
    calm(qtbot, view)
    shown = view.office.ask_now(register_lists.entry, entry=team)
    assert [(each.role, each.name) for each in shown.people] == [
        ("leader", "张伟"),
        ("member", "王芳"),
        ("member", "李娜"),
    ]
    assert [(each.day, each.facts["what"]) for each in shown.events] == [
        (date(2024, 10, 12), "清洁家园"), (date(2024, 5, 20), "义务维修"),
    ]  # fmt: skip
    assert shown.events[0].facts["people"] == 4
    click(qtbot, page.entry.events.activity_button)
    again = dialog(qtbot, view, TeamActivityDialog)
    again.view.select(office.activities["day"])
    click(qtbot, again.take_button)
    calm(qtbot, view)
    assert again.problem.isVisible()  # noted already
    again.reject()
    qtbot.keyClick(page.entry, Key.Key_Escape)
    go(qtbot, view, office.units["street"], "registers")
    assert len(page.list.rows()) == 165
    assert all(each in page.shares.idle.text() for each in ("90", "164", "165"))
    click(qtbot, page.shares.idle_button)
    idle = dialog(qtbot, view, IdleDialog)
    assert len(idle.view.rows()) == 164
    assert team not in {row.entry for row in idle.view.rows()}
    assert (idle.view.rows()[0].leader, idle.view.rows()[0].idle_days) == ("张伟", 304)
    fill(qtbot, idle.days, "10")
    qtbot.keyClick(idle.days, Key.Key_Return)
    calm(qtbot, view)
    assert len(idle.view.rows()) == 165
    idle.view.select(team)
    qtbot.keyClick(idle.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert page.entry.name.text() == "红马甲小分队"
    asked: dict[str, Any] = {"unit": office.units["street"], "day": date(2024, 10, 31)}
    assert len(view.office.ask_now(people_groups.idle, **asked)) == 164
    assert len(view.office.ask_now(people_groups.rows, **asked)) == 165


def test_resident_units_build_together(page: RegistersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S083: 共驻共建: the agreement, resources offered, joint activities in a year."""
    go(qtbot, view, office.units["east"], "registers")
    show(qtbot, view, page, "resident_unit")
    agreement = {"agreement": "共驻共建协议", "signed": "2024-01-10", "expires": "2024-11-10"}
    bank = add(
        qtbot, view, page, "某某银行", "2024-01-10", kind="国有企业", resources="会议室", contact="钱经理",
        phone="13800005678", **agreement,
    )  # fmt: skip
    school = add(qtbot, view, page, "实验小学", "2024-01-10", kind="学校", resources="操场周末开放", **agreement)
    for entry, day in ((bank, "2024-03-05"), (bank, "2024-10-01"), (school, "2024-06-01")):
        happens(qtbot, view, page, entry, "共建活动", day, {"what": "共建活动"})
    happens(qtbot, view, page, bank, "提供资源", "2024-10-01", {"what": "会议室"})
    go(qtbot, view, office.units["street"], "registers")
    assert "共建活动3次" in page.shares.happened.text().replace(" ", "")
    click(qtbot, page.shares.happened_button)
    year = dialog(qtbot, view, HappenedDialog)
    assert {row.name: row.number for row in year.view.rows()} == {"某某银行": 2, "实验小学": 1}
    assert "3" in year.answer.text()
    fill(qtbot, year.first, "2024-04-01")
    qtbot.keyClick(year.first, Key.Key_Return)
    calm(qtbot, view)
    assert {row.name: row.number for row in year.view.rows()} == {"某某银行": 1, "实验小学": 1}
    year.view.select(bank)
    qtbot.keyClick(year.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert page.entry.name.text() == "某某银行"
    assert ("提供资源", "会议室") in page.entry.facts.findChildren(type(page.entry.facts._inside))[0].facts
    qtbot.keyClick(page.entry, Key.Key_Escape)
    page.search.setFocus()
    write(qtbot, page.search, "操场")
    qtbot.keyClick(page.search, Key.Key_Return)
    calm(qtbot, view)
    assert page.entry.name.text() == "实验小学"
    qtbot.keyClick(page.entry, Key.Key_Escape)
    page.due_switch.click()
    calm(qtbot, view)
    assert [(row.name, row.days_left) for row in page.due.rows()] == [("某某银行", 10), ("实验小学", 10)]
    asked: dict[str, Any] = {"register": "resident_unit", "kind": "joint_activity", "unit": office.units["street"]}
    whole = {"first": date(2024, 1, 1), "last": date(2024, 12, 31)}
    assert view.office.ask_now(register_counts.happened, **asked, **whole).number == 3
    by = view.office.ask_now(register_counts.count_by_choice, register="resident_unit", field="kind", day=whole["last"])
    assert by == {"state_enterprise": 1, "school": 1}


def test_a_contacts_phone_is_masked_and_a_look_is_written_down(
    page: RegistersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """S083, SEC-01: masked in the list and on the page; “Show” shows it and leaves a record; editing keeps it."""
    go(qtbot, view, office.units["east"], "registers")
    show(qtbot, view, page, "resident_unit")
    bank = add(qtbot, view, page, "某某银行", "2024-01-10", kind="国有企业", phone="13800005678")
    assert page.list.rows()[0].facts["phone"] == "138****5678"
    page.open_entry(bank)
    calm(qtbot, view)
    fact = page.entry.masked["phone"]
    assert fact.value.text() == "138****5678"
    click(qtbot, fact.link)
    calm(qtbot, view)
    assert fact.value.text() == "13800005678"
    assert view.office.ask_now(history.acts, limit=1)[0].name == "registers.reveal"
    click(qtbot, fact.link)
    assert fact.value.text() == "138****5678"
    click(qtbot, page.entry.edit_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    phone = form.editors["phone"]
    assert isinstance(phone, PhoneField)
    assert (phone.text(), phone.placeholderText()) == ("", "138****5678")
    fill(qtbot, form.editors["contact"], "钱经理")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert page.entry.masked["phone"].value.text() == "138****5678"
    click(qtbot, page.entry.edit_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    (shown,) = [each for each in form.fields["fact:phone"].findChildren(type(form.save_button)) if each.isVisible()]
    click(qtbot, shown)
    calm(qtbot, view)
    phone = form.editors["phone"]
    assert isinstance(phone, PhoneField)
    assert phone.text() == "13800005678"
    phone.clear()
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert page.entry.masked == {}
    assert "phone" not in view.office.ask_now(register_lists.entry, entry=bank).row.facts


def test_one_brand_each(page: RegistersPage, view: FileView, office: Names, tmp_path: Path, qtbot: QtBot) -> None:
    """S104: 一社区一特色: a card per community, who has none, and the booklet."""
    go(qtbot, view, office.units["east"], "registers")
    show(qtbot, view, page, "brand")
    card = add(
        qtbot, view, page, "夕阳红驿站", "2024-01-01", story="老党员结对帮空巢老人", evidence="全年上门260次",
        honours="市级示范",
    )  # fmt: skip
    happens(qtbot, view, page, card, "获得荣誉", "2024-07-01", {"title": "市级优秀党建品牌", "by": "市委组织部"})
    go(qtbot, view, office.units["street"], "registers")
    assert all(each in page.shares.places.text() for each in ("1", "2", "50.0%"))
    click(qtbot, page.shares.booklet_button)
    papers = dialog(qtbot, view, PapersDialog)
    assert papers.what.currentData() == BRANDS
    text = printed(qtbot, view, papers, tmp_path / "品牌.pdf")
    papers.reject()
    for word in ("夕阳红驿站", "老党员结对帮空巢老人", "全年上门260次", "市级优秀党建品牌", "西苑社区"):
        assert word in text
    click(qtbot, page.shares.gaps_button)
    gaps = dialog(qtbot, view, GapsDialog)
    gaps.view.select(office.units["west"])
    qtbot.keyClick(gaps.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.place.unit == office.units["west"]
    assert page.register.code == "brand"
    add(qtbot, view, page, "一刻钟便民圈", "2024-10-01", story="小事不出楼门")
    go(qtbot, view, office.units["street"], "registers")
    assert "100.0%" in page.shares.places.text()
    asked: dict[str, Any] = {"register": "brand", "unit": office.units["street"], "day": date(2024, 10, 31)}
    assert view.office.ask_now(coverage.of_register, **asked).share == 1
