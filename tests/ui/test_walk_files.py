"""The rows of people and their files walked in the window (MECHANISMS E2, E3: S100, S101, S108, S120, S130, S152)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import calm, go, write
from offices import MONTH
from offices import Office as Names
from opened import answer, choose, click, dialog, printed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.exchange.workbooks import write_table
from gridparty.i18n import _
from gridparty.operations import (
    dossier_completeness,
    exports,
    feedback_runs,
    figures,
    floating,
    history,
    members,
    posts,
    register_due,
    talent,
    terms,
)
from gridparty.ui.dialogs.act_form import ActForm
from gridparty.ui.dialogs.dossier import DossierDialog
from gridparty.ui.dialogs.export import ExportDialog
from gridparty.ui.dialogs.paper import PaperDialog
from gridparty.ui.dialogs.papers import RESULTS, PapersDialog
from gridparty.ui.dialogs.post import PostDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.register_event import RegisterEventDialog
from gridparty.ui.dialogs.registration import RegistrationDialog
from gridparty.ui.dialogs.registration_paper import FeedbackDialog
from gridparty.ui.dialogs.term import ElectionDialog, TermDialog
from gridparty.ui.dialogs.unit import AddUnitDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages import people_kinds as kinds
from gridparty.ui.pages.imports import ImportsPage
from gridparty.ui.pages.members import MembersPage
from gridparty.ui.pages.organisation import OrganisationPage
from gridparty.ui.pages.overview import OverviewPage
from gridparty.ui.pages.people_panel import PeopleList
from gridparty.ui.pages.registers import RegistersPage

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
NOW = Month.of(today())
Go = Callable[..., Any]


@pytest.fixture
def to(view: FileView, office: Names, qtbot: QtBot) -> Go:
    """Goes to a page at a unit, in the month of the records or another one."""

    def went(unit: str, page: str, month: Month = MONTH) -> Any:
        if view.place.month != month:
            view.go_month(month)
        return go(qtbot, view, office.units[unit], page)

    return went


def retype(qtbot: QtBot, field: Any, text: str) -> None:
    field.setFocus()
    field.selectAll()
    write(qtbot, field, text)


def save(qtbot: QtBot, view: FileView, form: QDialog) -> None:
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)


def words(widget: QWidget) -> str:
    """Everything that is written on a widget."""
    return "　".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def see(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """What is new in a layout is shown a moment later."""
    qtbot.waitUntil(lambda: text in words(widget))


def switch(qtbot: QtBot, view: FileView, page: MembersPage, key: str) -> PeopleList:
    """The list behind a switch, or behind “Further lists”, loaded."""
    each = page.other_switches[key]
    if each.isVisible():
        click(qtbot, each)
    else:
        (action,) = [entry for entry in page.further_button.menu().actions() if entry.text() == each.text()]
        action.trigger()
    calm(qtbot, view)
    return page.panel.list


def press(qtbot: QtBot, within: Any, text: str) -> None:
    (found,) = [each for each in within.buttons if each.text() == text]
    click(qtbot, found)


def link(page: MembersPage, text: str) -> QPushButton:
    """A link among the person's facts."""
    (found,) = [each for each in page.person.findChildren(QPushButton) if each.text() == text]
    return found


def opened(qtbot: QtBot, view: FileView, page: MembersPage, member: MemberId) -> Any:
    """The page of a person, loaded."""
    page.show_item(member)
    calm(qtbot, view)
    return page.person.sections


def brought_in(qtbot: QtBot, view: FileView, page: ImportsPage, kind: str, path: Path) -> dict[str, int]:
    """Chooses what the file is and the file; what the buttons then say, by outcome."""
    page.roster.kinds.setCurrentIndex(page.roster.kinds.findData(kind))
    click(qtbot, page.roster.choose_button)
    answer(qtbot, view, path)
    found = {what: int(each.text().split()[-1]) for what, each in page.preview.filter_buttons.items() if what}
    return {what: number for what, number in found.items() if number}


# ── S100 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_leader_has_a_file(to: Go, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S100: 建档率 from 0 to 100 %: who holds a post lacks what, section by section; each name leads to the file."""
    page: OrganisationPage = to("east", "organisation", NOW)
    for who in ("zw", "wf"):
        click(qtbot, page.posts.add_button)
        form = dialog(qtbot, view, PostDialog)
        choose(qtbot, form, form.person, who)
        form.post.setCurrentIndex(form.post.findData("committee_member"))
        retype(qtbot, form.start, "2024-01-01")
        save(qtbot, view, form)
    people: MembersPage = to("street", "members", NOW)
    shown = switch(qtbot, view, people, kinds.INCOMPLETE)
    assert shown.new_button is not None
    click(qtbot, shown.new_button)
    required = dialog(qtbot, view, ActForm)
    for key, box in required.editors.items():
        box.setChecked(key in ("phone", "duties", "results", "holders_only"))
    save(qtbot, view, required)
    assert {row.name: row.missing for row in shown.view.rows()} == {
        "张伟": ("duties", "results"), "王芳": ("duties", "results"),
    }  # fmt: skip
    see(qtbot, people.panel, "0.0%")
    for place, name in enumerate(("张伟", "王芳")):
        row = next(row for row in shown.view.rows() if row.name == name)
        shown.view.select(row.member)
        shown.view.setFocus()
        qtbot.keyClick(shown.view.table, Key.Key_Return)
        calm(qtbot, view)
        assert people.person.name.text() == name
        assert people.person.missing.isVisible()
        assert people.person.sections is not None
        for kind in ("duty", "result"):
            click(qtbot, people.person.sections.notes.add_button)
            note = dialog(qtbot, view, ActForm)
            write(qtbot, note.editors["text"], "分管社区党建")
            note.editors["kind"].setCurrentIndex(note.editors["kind"].findData(kind))
            save(qtbot, view, note)
        assert not people.person.missing.isVisible()
        qtbot.keyClick(people.person.back, Key.Key_Escape)
        calm(qtbot, view)
        see(qtbot, people.panel, ("50.0%", "100.0%")[place])
    assert shown.view.rows() == []
    found = view.office.ask_now(dossier_completeness.completeness, unit=office.units["street"])
    assert (found.total.people, found.total.complete, found.total.rate) == (2, 2, 1)


# ── S101 ────────────────────────────────────────────────────────────────────────────────────────────────────────────

HEADS = ("姓名", "称号", "专业领域", "级别", "评选年份", "推荐单位", "开始时间")


def test_outstanding_talents(to: Go, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path) -> None:
    """S101: 评选出优秀拔尖人才20名 from a spreadsheet by the import page; a fair at one of them; a work station.

    The twenty people themselves are added by an operation; another recommending unit in a later sheet is a change.
    """
    names = [f"钱安{sign}" for sign in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"]
    who = [view.office.app.run(members.add, person=Person(name=each), unit=office.units["first"]) for each in names]
    calm(qtbot, view)
    rows = [(each, "拔尖人才", "医疗", "区县级", 2024, "东苑社区党委", "2024-06-01") for each in names]
    page: ImportsPage = to("street", "imports")
    path = tmp_path / "拔尖人才.xlsx"
    write_table(path, title="拔尖人才", heads=HEADS, rows=rows)
    assert brought_in(qtbot, view, page, "register:talent", path) == {"new": 20}
    click(qtbot, page.preview.import_button)
    calm(qtbot, view)
    moved = tmp_path / "改推荐单位.xlsx"
    write_table(moved, title="拔尖人才", heads=HEADS, rows=[(*rows[0][:5], "西苑社区党委", rows[0][6]), rows[1]])
    assert brought_in(qtbot, view, page, "register:talent", moved) == {"changed": 1, "same": 1}
    changed = next(line for line in page.preview.rows.rows() if line.what == "changed")
    assert "西苑社区党委" in changed.words
    click(qtbot, page.preview.import_button)
    calm(qtbot, view)
    registers: RegistersPage = to("street", "registers")
    registers.which.setCurrentIndex(registers.which.findData("talent"))
    calm(qtbot, view)
    assert {row.name for row in registers.list.rows()} == set(names)
    assert "20" in registers.list.foot.texts()[-1]
    level = next(column for column in registers.list.model.columns if column.key == "fact:level")
    assert {level.text(row) for row in registers.list.rows()} == {"区县级"}
    chosen = registers.list.rows()[0]
    registers.list.select(chosen.id)
    click(qtbot, registers.event_button)
    event = dialog(qtbot, view, RegisterEventDialog)
    event.kind.setCurrentIndex(event.kind.findData("fair"))
    retype(qtbot, event.day, "2024-10-10")
    write(qtbot, event.editors["what"], "人才招聘会")
    save(qtbot, view, event)
    registers.open_entry(chosen.id)
    calm(qtbot, view)
    assert [each.facts["what"] for each in registers.entry.events.view.rows()] == ["人才招聘会"]
    view.call("add_unit")
    unit = dialog(qtbot, view, AddUnitDialog)
    unit.kind.setCurrentIndex(unit.kind.findData("work_station"))
    write(qtbot, unit.name, "人才工作服务站")
    save(qtbot, view, unit)
    listed = view.office.ask_now(talent.rows, unit=office.units["street"], pool=talent.TALENT)
    assert {row.member for row in listed} == set(who)
    assert [row.name for row in listed if row.unit == office.units["west"]] == [names[0]]


# ── S120 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_stays_inside(to: Go, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path) -> None:
    """S120: case, steps with documents, decision, day to correct; in no export, no paper and no other list."""
    page: RegistersPage = to("street", "registers")
    page.which.setCurrentIndex(page.which.findData("discipline_case"))
    calm(qtbot, view)
    click(qtbot, page.add_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    choose(qtbot, form, form.member, "wf")
    write(qtbot, form.editors["ground"], "长期不参加组织生活")
    retype(qtbot, form.start, "2024-03-01")
    save(qtbot, view, form)
    (row,) = page.list.rows()
    assert row.name == "王芳"
    page.list.setFocus()
    qtbot.keyClick(page.list.table, Key.Key_Return)
    calm(qtbot, view)
    for day, what in (("2024-03-10", "支部大会讨论"), ("2024-04-01", "上级党委审批")):
        click(qtbot, page.entry.events.add_button)
        step = dialog(qtbot, view, RegisterEventDialog)
        retype(qtbot, step.day, day)
        write(qtbot, step.editors["what"], what)
        write(qtbot, step.editors["document"], "某组〔2024〕3号")
        save(qtbot, view, step)
    click(qtbot, page.entry.edit_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    form.editors["decision"].setCurrentIndex(form.editors["decision"].findData("correction"))
    write(qtbot, form.editors["correct_until"], "2024-10-01")
    save(qtbot, view, form)
    see(qtbot, page.entry, "限期改正")
    assert {each.facts["what"] for each in page.entry.events.view.rows()} == {"支部大会讨论", "上级党委审批"}
    QApplication.clipboard().setText("")
    for list_of in (page.entry.events.view, page.list):
        list_of.table.setFocus()
        list_of.table.selectAll()
        qtbot.keyClick(list_of.table, Key.Key_E, Control)
        qtbot.keyClick(list_of.table, Key.Key_C, Control)
        list_of.export()
        list_of.copy()
        assert not list_of.foot.export_button.isVisible()
    assert view.window().findChildren(ExportDialog) == []
    assert QApplication.clipboard().text() == ""
    assert "不能导出" in view.told.words.text()
    click(qtbot, page.entry.back)
    page.due_switch.setChecked(True)
    calm(qtbot, view)
    assert [(row.what, row.day) for row in page.due.rows()] == [("改正期限", date(2024, 10, 1))]
    assert not page.due.foot.export_button.isVisible()
    page.choose("award")
    page.due_switch.setChecked(True)
    calm(qtbot, view)
    assert page.due.rows() == []
    assert page.due.foot.export_button.isVisible()
    people: MembersPage = to("street", "members")
    shown = opened(qtbot, view, people, office.members["王芳"])
    assert shown.entries.view.rows() == []
    assert "处置" not in words(people.person)
    click(qtbot, people.person.file_button)
    paper = dialog(qtbot, view, DossierDialog)
    click(qtbot, paper.all_button)
    text = printed(qtbot, view, paper, tmp_path / "file.pdf")
    assert "王芳" in text
    told = ("处置", "不参加组织生活", "某组〔2024〕3号", "支部大会讨论")
    assert not any(word in text for word in told)
    ask, where = view.office.ask_now, {"unit": office.units["street"], "month": MONTH}
    for each in ask(exports.lists, **where):
        if each.what != "registers:discipline_case":
            table = ask(exports.table, what=each.what, **where)
            assert not any(word in str(table.rows) for word in told), each.what
    assert ask(register_due.rows, day=date(2024, 9, 20)) == ()


# ── S130 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_floating_members_are_looked_after(to: Go, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S130: who is away and who is here, last contact, the overdue ones, study material sent."""
    page: MembersPage = to("first", "members", NOW)
    shown = switch(qtbot, view, page, kinds.FLOATING)
    assert shown.new_button is not None
    click(qtbot, shown.new_button)
    form = dialog(qtbot, view, ActForm)
    choose(qtbot, form, form.editors["member"], "zw")
    write(qtbot, form.editors["place"], "江苏省苏州市")
    retype(qtbot, form.editors["since"], "2024-03-01")
    choose(qtbot, form, form.editors["follow_up"], "wf")
    save(qtbot, view, form)
    to("second", "members", NOW)
    click(qtbot, shown.new_button)
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["name"], "何浩民")
    form.editors["direction"].setCurrentIndex(form.editors["direction"].findData("in"))
    write(qtbot, form.editors["place"], "信阳")
    save(qtbot, view, form)
    to("street", "members", NOW)
    qtbot.waitUntil(lambda: page.other_switches[kinds.FLOATING].text().endswith(" 2"))
    assert [(row.name, row.direction, row.overdue) for row in shown.view.rows()] == [
        ("张伟", "out", True), ("何浩民", "in", False),
    ]  # fmt: skip
    shown.also.click()
    calm(qtbot, view)
    assert [(row.name, row.follow_up_name) for row in shown.view.rows()] == [("张伟", "王芳")]
    shown.view.select(shown.view.rows()[0].entry)
    press(qtbot, shown, _("Study material…"))
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["what"], "学习材料第七期")
    save(qtbot, view, form)
    press(qtbot, shown, _("Note a contact…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    assert shown.view.rows() == []  # nobody is overdue any more
    shown.also.click()
    calm(qtbot, view)
    shown.view.table.selectAll()
    press(qtbot, shown, _("Study material…"))
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["what"], "学习材料第八期")
    save(qtbot, view, form)
    assert {row.name: row.materials for row in shown.view.rows()} == {"张伟": 2, "何浩民": 1}
    row = next(row for row in shown.view.rows() if row.name == "张伟")
    assert (row.last_contact, row.contacts, row.materials) == (today(), 1, 2)
    shown.view.select(row.entry)
    shown.view.setFocus()
    qtbot.keyClick(shown.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert page.person.sections is not None
    card = page.person.sections.floating
    assert [line.kind for line in card.view.rows()] == ["material", "contact", "material"]
    see(qtbot, card, "苏州")
    assert view.office.ask_now(floating.rows, unit=office.units["street"], overdue=True) == ()


# ── S152 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_election_with_its_results_table(
    to: Go, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path
) -> None:
    """S152: the reminder, the election with votes, its table on paper, the elections of the year, what is due next."""
    page: OrganisationPage = to("first", "organisation", NOW)
    click(qtbot, page.terms.add_button)
    form = dialog(qtbot, view, TermDialog)
    retype(qtbot, form.start, "2021-01-10")
    save(qtbot, view, form)
    assert page.terms.view.model.columns[2].mark is not None
    assert page.terms.view.model.columns[2].mark(page.terms.view.rows()[0]) == "bad"
    see(qtbot, page.alerts, "换届")
    click(qtbot, page.terms.elect_button)
    election = dialog(qtbot, view, ElectionDialog)
    retype(qtbot, election.day, "2026-11-08")
    retype(qtbot, election.expected, "45")
    retype(qtbot, election.present, "30")
    assert election.doubt.isVisible()
    retype(qtbot, election.present, "42")
    assert not election.doubt.isVisible()
    qtbot.waitUntil(lambda: len(election.results) == 3)
    for line, who, votes in zip(election.results, ("zw", "wf", "ln"), ("40", "38", "43"), strict=True):
        choose(qtbot, election, line.person, who)
        retype(qtbot, line.votes, votes)
    save(qtbot, view, election)
    assert "43" in election.sentence.text()  # more votes than voters
    retype(qtbot, election.results[2].votes, "21")
    assert election.doubt.isVisible()
    retype(qtbot, election.results[2].votes, "36")
    save(qtbot, view, election)
    assert not page.terms.add_button.isVisible()
    assert "换届" not in words(page.alerts)
    new = page.terms.view.rows()[0]
    assert (new.start, new.due) == (date(2026, 11, 8), date(2031, 11, 8))
    page.terms.view.select(new.id)
    press(qtbot, page.terms, _("Results…"))
    again = dialog(qtbot, view, ElectionDialog)
    qtbot.waitUntil(lambda: len(again.results) == 3)
    assert [line.person.text() for line in again.results] == ["张伟", "王芳", "李娜"]
    retype(qtbot, again.results[0].votes, "41")
    save(qtbot, view, again)
    assert "41" in page.terms.view.model.columns[5].text(page.terms.view.rows()[0])
    page.terms.view.select(new.id)
    press(qtbot, page.terms, _("Results table…"))
    text = printed(qtbot, view, dialog(qtbot, view, PaperDialog), tmp_path / "table.pdf")
    for word in (
        "第一网格党支部换届选举结果表",
        "2026年11月8日",
        "应到",
        "45名",
        "93.3%",
        "张伟",
        "41",
        "组织委员",
        "监票人",
    ):
        assert word in text
    assert view.office.ask_now(history.acts, limit=1)[0].name == "disclosures.add"
    to("street", "organisation", NOW)
    view.call("print_papers")
    papers = dialog(qtbot, view, PapersDialog)
    papers.what.setCurrentIndex(papers.what.findData(RESULTS))
    text = printed(qtbot, view, papers, tmp_path / "year.pdf")
    for word in (
        "和平街道党工委换届选举结果汇总表",
        "完成换届选举的党组织1个",
        "第一网格党支部",
        "42/45",
        "李娜",
        "36",
    ):
        assert word in text
    first = office.units["first"]
    assert [row.name for row in view.office.ask_now(posts.rows, unit=first)] == ["张伟", "王芳", "李娜"]
    assert view.office.ask_now(terms.due, unit=first) == ()


# ── S108 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_from_registration_to_feedback(to: Go, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path) -> None:
    """S108: register, receipt and card, claim a post, hours of service, the year's feedback; everybody counted once."""
    page: MembersPage = to("first", "members")
    click(qtbot, page.registered_switch)
    calm(qtbot, view)
    click(qtbot, page.acts.register_button)
    form = dialog(qtbot, view, RegistrationDialog)
    form.newcomer.click()
    given = {"name": "韩雪", "work_unit": "某某学校", "skills": "急救，摄影", "intentions": "助老", "time": "周六上午",
             "contact": "刘主任"}  # fmt: skip
    for key, text in given.items():
        write(qtbot, form.texts[key], text)
    retype(qtbot, form.day, "2024-10-05")
    save(qtbot, view, form)
    assert view.office.ask_now(history.acts, limit=1)[0].name == "registrations.add"
    click(qtbot, form.paper_button)
    card = dialog(qtbot, view, PaperDialog)
    text = printed(qtbot, view, card, tmp_path / "card.pdf")
    row = next(row for row in page.list.rows() if row.name == "韩雪")
    assert row.receipt is not None
    for word in (row.receipt, "某某学校", "急救、摄影", "助老", "刘主任", "回执"):
        assert word in text
    qtbot.keyClick(card, Key.Key_Escape)
    click(qtbot, form.close_button)
    opened(qtbot, view, page, row.id)
    see(qtbot, page.person, "周六上午")
    click(qtbot, link(page, _("Claimed post…")))
    claim = dialog(qtbot, view, ActForm)
    assert claim.editors["skills"].text() == "急救、摄影"
    write(qtbot, claim.editors["claimed_post"], "楼道安全员")
    save(qtbot, view, claim)
    see(qtbot, page.person, "楼道安全员")
    qtbot.keyClick(page.person.back, Key.Key_Escape)
    claimed = next(column for column in page.list.model.columns if column.key == "claimed")
    assert {row.name: claimed.text(row) for row in page.list.rows()}["韩雪"] == "楼道安全员"
    services = to("first", "services")
    view.call("new:services")
    calm(qtbot, view)
    services.window().activateWindow()
    qtbot.waitUntil(services.isActiveWindow)
    for typed in ("25", "hj", "hx", "", "2.5", "", "清理楼道"):
        focus = services.window().focusWidget()
        assert focus is not None
        write(qtbot, focus, typed)
        qtbot.keyClick(services.window().focusWidget(), Key.Key_Return)
    calm(qtbot, view)
    to("street", "members")
    click(qtbot, page.acts.feedback_button)
    shown = dialog(qtbot, view, FeedbackDialog)
    click(qtbot, shown.year_button)
    calm(qtbot, view)
    assert (shown.first.text(), shown.last.text()) == ("2024-01", "2024-10")
    slips = {slip.name: (slip.work_unit, slip.services, slip.hours) for slip in shown.slips.rows()}
    assert slips["韩雪"] == ("某某学校", 1, 2.5)
    assert len(slips) == 4
    assert shown.issued.rows() == []
    write(qtbot, shown.certifier, "王主任")
    click(qtbot, shown.issue_button)
    calm(qtbot, view)
    (run,) = shown.issued.rows()
    assert (run.first, run.last, run.unit, run.people) == (Month(2024, 1), MONTH, office.units["street"], 4)
    retype(qtbot, shown.first, "2024-10")
    qtbot.keyClick(shown.first, Key.Key_Return)
    calm(qtbot, view)
    assert shown.run is None
    assert shown.issue_button.isEnabled()  # a month of its own was not issued yet
    shown.issued.select(run.entry)
    shown.issued.setFocus()
    qtbot.keyClick(shown.issued.table, Key.Key_Return)
    calm(qtbot, view)
    assert shown.first.text() == "2024-01"
    assert run.number in shown.state.text()
    assert not shown.issue_button.isEnabled()
    text = printed(qtbot, view, shown, tmp_path / "slips.pdf")
    for word in (run.number, "某某学校", "韩雪", "2.5", "王主任"):
        assert word in text
    assert view.office.ask_now(feedback_runs.rows, unit=office.units["street"]) == (run,)
    qtbot.keyClick(shown, Key.Key_Escape)
    overview: OverviewPage = to("street", "overview")
    numbers = {key: number.text() for each in overview.cards for key, number in each.numbers.items()}
    assert (numbers["members"], numbers["registered_members"]) == ("7", "4")
    values = view.office.ask_now(figures.of_unit, unit=office.units["street"], first=MONTH)
    assert values["people"] == 10  # 赵敏 is a member here and registered here
