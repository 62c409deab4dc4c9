"""The lists of people behind their switches, and two people side by side (E2; S013, S130, ORG-11, ORG-15)."""

from datetime import date, timedelta
from typing import Any

import pytest
from driving import calm, go, write
from offices import Office as Names
from opened import choose, click, dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import (
    attendance,
    development_lists,
    dossiers,
    dues,
    duplicates,
    floating,
    member_lists,
    members,
    membership_steps,
    registrations,
    talent,
    transfers,
)
from gridparty.ui.dialogs.act_form import ActForm
from gridparty.ui.dialogs.merge_people import MergeDialog, Told
from gridparty.ui.file_view import FileView
from gridparty.ui.pages import people_kinds as kinds
from gridparty.ui.pages.members import MembersPage
from gridparty.ui.pages.people_panel import PeopleList

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> MembersPage:
    """The page at the street, in this month."""
    view.go_month(Month.of(today()))
    shown = go(qtbot, view, office.units["street"], "members")
    assert isinstance(shown, MembersPage)
    return shown


def switch(qtbot: QtBot, view: FileView, page: MembersPage, key: str) -> PeopleList:
    """The list behind a switch, loaded."""
    click(qtbot, page.other_switches[key])
    calm(qtbot, view)
    return page.panel.list


def names(shown: PeopleList) -> list[str]:
    return [row.name for row in shown.view.rows()]


def press(qtbot: QtBot, shown: PeopleList, text: str) -> None:
    """Presses the act with this word above the list."""
    (found,) = [each for each in shown.buttons if each.text() == text]
    click(qtbot, found)


def save(qtbot: QtBot, view: FileView, form: ActForm) -> None:
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)


def counted(page: MembersPage, key: str) -> str:
    return page.other_switches[key].text()


def twice(view: FileView, office: Names, **facts: Any) -> MemberId:
    """张伟 once more, registered in the west with the same phone, and checked in where he was before."""
    person = Person(name="张伟", work_unit="某某研究院", phone="19900000001", **facts)
    added = view.office.app.run(registrations.add, unit=office.units["west"], person=person).member
    view.office.app.run(attendance.add, activity=office.activities["clinic"], member=added, way="keyboard")
    view.office.app.run(attendance.add, activity=office.activities["day"], member=added, way="keyboard")
    return added


def test_switches_show_their_lists_with_counts(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S130: who floats, longest without contact first; the switch counts; the acts of members give way."""
    run = view.office.app.run
    for name, since in (("黄强", date(2024, 6, 1)), ("王芳", today())):
        run(floating.begin, direction="out", place="杭州", since=since, member=office.members[name])
    calm(qtbot, view)
    qtbot.waitUntil(lambda: counted(page, kinds.FLOATING).endswith(" 2"))
    shown = switch(qtbot, view, page, kinds.FLOATING)
    assert names(shown) == ["黄强", "王芳"]
    assert [row.overdue for row in shown.view.rows()] == [True, False]
    assert not page.acts.add_button.isVisible()
    write(qtbot, page.search, "王")
    qtbot.waitUntil(lambda: names(shown) == ["王芳"])
    page.search.clear()
    qtbot.waitUntil(lambda: len(names(shown)) == 2)
    shown.view.select(shown.view.rows()[0].entry)
    press(qtbot, shown, _("Note a contact…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    row = next(row for row in shown.view.rows() if row.name == "黄强")
    assert (row.last_contact, row.overdue) == (today(), False)
    shown.view.select(row.entry)
    shown.view.setFocus()
    qtbot.keyClick(shown.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert page.person.name.text() == "黄强"
    qtbot.keyClick(page.person.back, Key.Key_Escape)
    assert shown.view.isVisible()
    click(qtbot, page.members_switch)
    calm(qtbot, view)
    assert page.list.isVisible()
    assert page.acts.add_button.isVisible()
    assert not shown.buttons[0].isVisible()


def test_out_of_contact_reminds_and_a_person_decides(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """ORG-13: after 6 months suspension is possible; it takes a document."""
    view.office.app.run(membership_steps.lose, member=office.members["陈静"], since=date(2024, 1, 1))
    shown = switch(qtbot, view, page, kinds.LOST)
    assert names(shown) == ["陈静", "曾强"]
    lost = shown.view.rows()[0]
    assert (lost.step, lost.is_due) == ("suspend", True)
    shown.view.select(lost.member)
    press(qtbot, shown, _(membership_steps.STEPS["suspend"]) + "…")
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["document"], "〔2026〕5号")
    save(qtbot, view, form)
    assert {row.name: row.standing for row in shown.view.rows()} == {"陈静": "suspended", "曾强": "suspended"}


def test_dues_are_noted_for_several_at_once(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """ORG-15: arrears by months; everybody who pays with a tick; several rows in one act."""
    run = view.office.app.run
    run(dues.paid_through, members=[office.members["张伟"]], month=Month(2024, 9))
    shown = switch(qtbot, view, page, kinds.DUES)
    assert names(shown) == ["张伟"]
    shown.also.click()
    calm(qtbot, view)
    assert len(names(shown)) == 7
    shown.view.table.selectAll()
    press(qtbot, shown, _("Paid up to…"))
    form = dialog(qtbot, view, ActForm)
    assert form.editors["month"].text() == str(Month.of(today()))
    save(qtbot, view, form)
    assert view.office.ask_now(dues.counts, unit=office.units["street"]).paid == 7
    view.office.undo()
    calm(qtbot, view)
    assert view.office.ask_now(dues.counts, unit=office.units["street"]).owing == 1


def test_a_transfer_in_opens_the_affiliation(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """ORG-11: somebody new comes by a letter; the affiliation begins when it is received."""
    go(qtbot, view, office.units["third"], "members")
    shown = switch(qtbot, view, page, kinds.TRANSFERS)
    assert shown.new_button is not None
    click(qtbot, shown.new_button)
    form = dialog(qtbot, view, ActForm)
    save(qtbot, view, form)
    assert form.fields["other"].problem.isVisible()
    write(qtbot, form.editors["other"], "某某街道党工委")
    save(qtbot, view, form)
    assert form.sentence.isVisible()  # neither somebody on file nor somebody new
    write(qtbot, form.editors["name"], "韩雪")
    write(qtbot, form.editors["letter"], "〔2026〕9号")
    assert form.editors["unit"].choice.id == office.units["third"]
    save(qtbot, view, form)
    (row,) = shown.view.rows()
    assert (row.name, row.state, row.valid_until) == ("韩雪", "issued", today() + timedelta(30))
    shown.view.select(row.id)
    press(qtbot, shown, _("Received…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    page_of = view.office.ask_now(dossiers.of_member, member=row.member)
    assert page_of.branch is not None
    assert page_of.branch.unit == office.units["third"]
    (row,) = view.office.ask_now(transfers.rows, unit=office.units["third"])
    assert row.state == "received"


def test_the_pipeline_and_a_new_applicant(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S009: who is on the way with what is due next; somebody new applies."""
    go(qtbot, view, office.units["first"], "members")
    shown = switch(qtbot, view, page, kinds.PIPELINE)
    assert names(shown) == ["李娜"]
    assert "2025-03-01" in next(column for column in shown.view.model.columns if column.key == "due").text(
        shown.view.rows()[0]
    )
    qtbot.waitUntil(lambda: counted(page, kinds.PIPELINE).endswith(" 1"))
    assert shown.new_button is not None
    click(qtbot, shown.new_button)
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["name"], "郑洁")
    form.editors["day"].selectAll()
    write(qtbot, form.editors["day"], "2026.09")
    save(qtbot, view, form)
    rows = view.office.ask_now(development_lists.rows, unit=office.units["first"])
    assert [(row.name, row.stage, row.dates["applicant"]) for row in rows] == [
        ("郑洁", "applicant", 20260900), ("李娜", "probationary", None),
    ]  # fmt: skip


def test_the_talent_pool_with_its_yearly_review(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S013: source, recommending unit, review due; out of the pool is history."""
    shown = switch(qtbot, view, page, kinds.TALENT)
    assert shown.new_button is not None
    click(qtbot, shown.new_button)
    form = dialog(qtbot, view, ActForm)
    choose(qtbot, form, form.editors["member"], "杨磊")
    choose(qtbot, form, form.editors["unit"], "东苑")
    form.editors["source"].setCurrentIndex(form.editors["source"].findData("veteran"))
    form.editors["day"].selectAll()
    write(qtbot, form.editors["day"], "2024-11-01")
    save(qtbot, view, form)
    (row,) = shown.view.rows()
    assert (row.name, row.source, row.is_overdue) == ("杨磊", "veteran", True)
    shown.view.select(row.entry)
    press(qtbot, shown, _("Yearly review…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    assert not shown.view.rows()[0].is_overdue
    press(qtbot, shown, _("Out of the pool…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    assert shown.view.rows() == []
    (row,) = view.office.ask_now(talent.rows, unit=office.units["street"], is_past=True)
    assert row.until == today()


def test_two_are_merged_side_by_side_and_undone(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """Both histories stay, the chosen value stands, undo brings both back; nothing is overwritten silently."""
    again = twice(view, office, gender="male", birth_date=19800301)
    street = office.units["street"]
    shown = switch(qtbot, view, page, kinds.DUPLICATES)
    (pair,) = shown.view.rows()
    assert {pair.a, pair.b} == {office.members["张伟"], again}
    shown.view.select((pair.a, pair.b))
    press(qtbot, shown, _("Compare and merge…"))
    form = dialog(qtbot, view, MergeDialog)
    assert set(form.sides) == {"work_unit", "birth_date", duplicates.AFFILIATION}
    assert form.stays["a"].isChecked()
    texts = "　".join(each.text() for each in form.findChildren(QLabel))
    assert (
        _("{what}: both stand in {number} of the same; they are united.").format(what=_("Check-ins"), number=1) in texts
    )
    born = form.sides["birth_date"]
    assert "1980.03.01" in texts
    assert born[1].isChecked()
    nothing = form.sides["work_unit"][0].parentWidget()
    assert isinstance(nothing, Told)
    qtbot.mouseClick(nothing.words, Qt.MouseButton.LeftButton)
    before = len(view.office.ask_now(member_lists.rows, unit=street, month=page.place.month, registered=True))
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert shown.view.rows() == []
    kept = view.office.ask_now(members.person, member=office.members["张伟"])
    assert (kept.birth_date, kept.work_unit, kept.phone) == (19800301, None, "19900000001")
    page_of = view.office.ask_now(dossiers.of_member, member=office.members["张伟"])
    assert {row.kind for row in page_of.belongings} == {"affiliation", "registration"}
    click(qtbot, view.told.undo)
    calm(qtbot, view)
    assert len(shown.view.rows()) == 1
    assert view.office.ask_now(members.person, member=again).name == "张伟"
    assert len(view.office.ask_now(member_lists.rows, unit=street, month=page.place.month, registered=True)) == before


def test_two_different_people_are_not_proposed_again(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    twice(view, office)
    shown = switch(qtbot, view, page, kinds.DUPLICATES)
    qtbot.waitUntil(lambda: counted(page, kinds.DUPLICATES).endswith(" 1"))
    pair = shown.view.rows()[0]
    shown.view.select((pair.a, pair.b))
    press(qtbot, shown, _("Compare and merge…"))
    form = dialog(qtbot, view, MergeDialog)
    click(qtbot, form.apart_button)
    calm(qtbot, view)
    assert shown.view.rows() == []
    qtbot.waitUntil(lambda: counted(page, kinds.DUPLICATES) == _("Perhaps the same person"))


def test_somebody_is_merged_from_the_page(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    again = twice(view, office)
    page.show_item(office.members["陈静"])
    calm(qtbot, view)
    (action,) = [each for each in page.person.more.actions() if each.text() == _("Merge with somebody…")]
    action.trigger()
    form = dialog(qtbot, view, MergeDialog)
    assert not form.save_button.isEnabled()
    choose(qtbot, form, form.other, "杨磊")
    calm(qtbot, view)
    assert form.found is not None
    assert form.found.b == office.members["杨磊"]
    form.stays["b"].setChecked(True)
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert view.office.ask_now(dossiers.of_member, member=office.members["陈静"]).closed_on == today()
    assert view.office.ask_now(dossiers.of_member, member=office.members["杨磊"]).closed_on is None
    assert again not in (office.members["陈静"], office.members["杨磊"])


def test_further_lists_have_a_switch_while_they_are_in_sight(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """ORG-07, S100: political birthdays, and files that lack something; what is required can be chosen."""
    switches = page.other_switches
    assert not switches[kinds.INCOMPLETE].isVisible()
    menu = page.further_button.menu()
    (entry,) = [each for each in menu.actions() if each.text() == switches[kinds.INCOMPLETE].text()]
    entry.trigger()
    calm(qtbot, view)
    shown = page.panel.list
    assert switches[kinds.INCOMPLETE].isVisible()
    assert len(names(shown)) == 7
    assert shown.new_button is not None
    click(qtbot, shown.new_button)
    form = dialog(qtbot, view, ActForm)
    for key, box in form.editors.items():
        box.setChecked(key == "phone")
    save(qtbot, view, form)
    assert set(names(shown)) == {"李娜", "杨磊", "黄强"}
    assert "57.1" in shown.note.text()
    view.go_month(Month(2026, 3))
    page.choose(kinds.BIRTHDAYS)
    calm(qtbot, view)
    assert not switches[kinds.INCOMPLETE].isVisible()
    (row,) = page.panel.list.view.rows()
    assert (row.name, row.day, row.years) == ("李娜", date(2026, 3, 1), 2)
