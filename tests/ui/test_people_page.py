"""A person's page: years, way into the Party, transfers, floating, standing, dues, lines by hand (E2)."""

from datetime import date, timedelta

import pytest
from driving import calm, go, write
from offices import Office as Names
from opened import choose, click, dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import (
    development,
    development_lists,
    dossier_facts,
    dues,
    floating,
    membership_steps,
    registers,
    registrations,
    transfers,
)
from gridparty.ui.dialogs.act_form import ActForm
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.member_sections import MemberSections
from gridparty.ui.pages.members import MembersPage

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> MembersPage:
    """The page at the street."""
    shown = go(qtbot, view, office.units["street"], "members")
    assert isinstance(shown, MembersPage)
    return shown


def opened(qtbot: QtBot, view: FileView, page: MembersPage, member: MemberId) -> MemberSections:
    """The lists of a person, loaded."""
    page.show_item(member)
    calm(qtbot, view)
    assert page.person.sections is not None
    return page.person.sections


def begin(page: MembersPage, text: str) -> None:
    """Chooses an entry behind “More”."""
    (action,) = [each for each in page.person.more.actions() if each.text() == text]
    action.trigger()


def more(page: MembersPage) -> list[str]:
    return [each.text() for each in page.person.more.actions() if each.text()]


def save(qtbot: QtBot, view: FileView, form: ActForm) -> None:
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    write(qtbot, field, text)


def words(page: MembersPage) -> str:
    return "　".join(each.text() for each in page.person.findChildren(QLabel) if each.isVisible())


def test_years_open_their_meetings_and_services(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S016: what stands in a year adds up to its lists; walk-ins are apart."""
    shown = opened(qtbot, view, page, office.members["张伟"])
    (year,) = shown.years.view.rows()
    assert (year.year, year.expected, year.present, year.services, year.hours) == (2024, 4, 3, 2, 3.5)
    assert shown.years.view.current() == year
    assert len(shown.meetings.view.rows()) == 4
    assert [row.hours for row in shown.services.view.rows()] == [2, 1.5]
    shown = opened(qtbot, view, page, office.members["孙丽"])
    assert shown.years.view.rows()[0].walk_ins == 1
    shown = opened(qtbot, view, page, office.members["吴刚"])
    assert not shown.dues.isVisible()
    assert not shown.transfers.isVisible()
    assert not shown.floating.isVisible()
    assert shown.development.isVisible()


def test_computed_facts_stand_with_the_others(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """ORG-07, ORG-08: political birthday, end of probation."""
    opened(qtbot, view, page, office.members["李娜"])
    computed = view.office.ask_now(dossier_facts.of_member, member=office.members["李娜"]).computed
    assert computed.probation_end == date(2025, 3, 1)
    birthday = str(computed.political_birthday)
    qtbot.waitUntil(lambda: birthday in words(page))  # what is new in a layout is shown a moment later
    assert "2025-03-01" in words(page)
    assert page.person.missing.isVisible()


def test_the_way_into_the_party_goes_on_step_by_step(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """DOMAIN 1.3: steps with the fields of their kind, the next stage, contacts; undo takes a stage back."""
    member = office.members["吴刚"]
    card = opened(qtbot, view, page, member).development
    card.record_menu.actions()[0].trigger()
    form = dialog(qtbot, view, ActForm)
    assert set(form.editors) == {"day", "by", "note"}
    retype(qtbot, form.editors["day"], "2024-10-20")
    write(qtbot, form.editors["by"], "张伟")
    save(qtbot, view, form)
    assert [(row.day, row.by) for row in card.view.rows()] == [(date(2024, 10, 20), "张伟")]
    click(qtbot, card.advance_button)
    form = dialog(qtbot, view, ActForm)
    retype(qtbot, form.editors["day"], "2024.13")
    save(qtbot, view, form)
    assert form.fields["day"].problem.isVisible()
    retype(qtbot, form.editors["day"], "2025.10.30")
    write(qtbot, form.editors["document"], "〔2025〕3号")
    save(qtbot, view, form)
    path = view.office.ask_now(development_lists.of_member, member=member)
    assert path is not None
    assert (path.row.stage, path.row.dates["candidate"], path.next_stage) == ("candidate", 20251030, "probationary")
    assert path.steps[-1].document == "〔2025〕3号"
    view.office.undo()
    calm(qtbot, view)
    assert card.sheet is not None
    assert card.sheet.file.page.facts["stage"] == "activist"
    card.view.select(card.view.rows()[0].id)
    click(qtbot, card.buttons[0])
    calm(qtbot, view)
    assert card.view.rows() == []


def test_a_transfer_out_from_draft_to_receipt(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """ORG-11: the member stays until the letter is received; each act offers the next one."""
    member = office.members["杨磊"]
    card = opened(qtbot, view, page, member).transfers
    begin(page, _("Transfer out…"))
    form = dialog(qtbot, view, ActForm)
    save(qtbot, view, form)
    assert form.fields["other"].problem.isVisible()
    write(qtbot, form.editors["other"], "某某街道党工委")
    save(qtbot, view, form)
    assert card.isVisible()
    assert _("Transfer out…") not in more(page)
    issue, receive, close, _back, delete = card.buttons
    assert [each.isEnabled() for each in card.buttons] == [True, True, False, False, True]
    click(qtbot, issue)
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["letter"], "〔2026〕018号")
    save(qtbot, view, form)
    (row,) = view.office.ask_now(transfers.of_member, member=member)
    assert (row.state, row.valid_until) == ("issued", today() + timedelta(30))
    assert not delete.isEnabled()
    click(qtbot, receive)
    save(qtbot, view, dialog(qtbot, view, ActForm))
    found = view.office.ask_now(dossier_facts.of_member, member=member)
    assert (found.transfers[0].state, found.page.facts["standing"]) == ("received", "transferred_out")
    assert close.isEnabled()
    assert more(page) == []


def test_a_floating_member_has_a_log(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S130: place, who follows up, every contact; one tried in vain does not count as contact."""
    member = office.members["黄强"]
    card = opened(qtbot, view, page, member).floating
    begin(page, _("Floating member…"))
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["place"], "浙江省杭州市")
    retype(qtbot, form.editors["since"], "2024-06-01")
    choose(qtbot, form, form.editors["follow_up"], "赵敏")
    save(qtbot, view, form)
    assert card.flow is not None
    assert (card.flow.place, card.flow.follow_up_name, card.flow.overdue) == ("浙江省杭州市", "赵敏", True)
    for day, is_reached in ((str(today()), True), ("2024-09-01", False)):
        click(qtbot, card.contact_button)
        form = dialog(qtbot, view, ActForm)
        retype(qtbot, form.editors["day"], day)
        form.editors["reached"].setChecked(is_reached)
        save(qtbot, view, form)
    assert [row.reached for row in card.view.rows()] == [True, False]
    assert (card.flow.last_contact, card.flow.overdue, card.flow.contacts) == (today(), False, 1)
    click(qtbot, card.end_button)
    save(qtbot, view, dialog(qtbot, view, ActForm))
    (flow,) = view.office.ask_now(floating.of_member, member=member)
    assert flow.until == today()
    assert not card.contact_button.isVisible()


def test_standing_changes_with_a_document_alone(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """ORG-13, ORG-14: lost, then suspended by a document that a person types."""
    member = office.members["陈静"]
    card = opened(qtbot, view, page, member).standing
    assert not card.isVisible()
    begin(page, _(membership_steps.STEPS[membership_steps.LOST]) + "…")
    form = dialog(qtbot, view, ActForm)
    retype(qtbot, form.editors["since"], "2024-01-10")
    save(qtbot, view, form)
    assert card.isVisible()
    click(qtbot, card.step_buttons[membership_steps.SUSPEND])
    form = dialog(qtbot, view, ActForm)
    save(qtbot, view, form)
    assert form.fields["document"].problem.isVisible()
    write(qtbot, form.editors["document"], "〔2026〕5号")
    save(qtbot, view, form)
    taken = view.office.ask_now(membership_steps.steps, member=member)
    assert [(each.step, each.document) for each in taken] == [("lost", None), ("suspend", "〔2026〕5号")]
    assert not card.step_buttons[membership_steps.SUSPEND].isVisible()
    assert card.step_buttons[membership_steps.RESTORE].isVisible()


def test_dues_lines_and_entries(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """ORG-15, S027: months paid; a result by hand; an award with the person already chosen."""
    member = office.members["王芳"]
    shown = opened(qtbot, view, page, member)
    click(qtbot, shown.dues.paid_button)
    form = dialog(qtbot, view, ActForm)
    retype(qtbot, form.editors["month"], "2026-1x")
    save(qtbot, view, form)
    assert "2026-1x" in form.fields["month"].problem.text()
    retype(qtbot, form.editors["month"], "2026-05")
    save(qtbot, view, form)
    assert view.office.ask_now(dues.of_member, member=member).paid_through == Month(2026, 5)
    click(qtbot, shown.notes.add_button)
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["text"], "牵头整治楼道")
    save(qtbot, view, form)
    assert [row.text for row in shown.notes.view.rows()] == ["牵头整治楼道"]
    (award,) = [each for each in shown.entries.menu.actions() if each.text() == "表彰奖励"]
    award.trigger()
    entry = dialog(qtbot, view, RegisterEntryDialog)
    assert entry.member.choice is not None
    assert entry.member.choice.id == member
    qtbot.keyClick(entry, Key.Key_Escape)
    assert not entry.isVisible()  # nothing was typed
    view.office.app.run(registers.add, register="discipline_case", member=member, facts=case(view))
    calm(qtbot, view)
    assert shown.entries.view.rows() == []  # S120: never on the page


def case(view: FileView) -> dict[str, str]:
    """The required facts of a discipline case."""
    fields = view.office.ask_now(registers.kind, register="discipline_case").fields
    return {field.key: field.choices[0].code if field.choices else "2026-01-01" for field in fields if field.required}


def test_an_application_is_begun_from_the_page(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S009: somebody who is no member hands in an application; the contact is chosen by typing."""
    member = office.members["吴刚"]
    view.office.app.run(development.leave, member=member, day=today(), reason="本人撤回")
    card = opened(qtbot, view, page, member).development
    begin(page, _("Application for membership…"))
    form = dialog(qtbot, view, ActForm)
    assert isinstance(form.editors["member"], QLineEdit)
    form.editors["contacts"].setFocus()
    write(qtbot, form.editors["contacts"].input, "zhaom")
    save(qtbot, view, form)
    path = view.office.ask_now(development_lists.of_member, member=member)
    assert path is not None
    assert (path.row.stage, [name for _key, name in path.contacts]) == ("applicant", ["赵敏"])
    assert card.advance_button.isVisible()


def test_everything_that_can_be_reached_has_a_name(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    opened(qtbot, view, page, office.members["王芳"])
    for kind in (QPushButton, QLineEdit, QComboBox):
        for each in page.person.findChildren(kind):
            if each.isVisible():
                assert each.accessibleName() or (isinstance(each, QPushButton) and each.text())
    qtbot.keyClick(page.person.back, Key.Key_Escape)
    assert page.list.isVisible()


def test_years_are_drawn_one_after_the_other(page: MembersPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """Stages, branch and registration over time: each bar begins where the one before it ends, and names itself."""
    member = office.members["李娜"]
    view.office.app.run(development.advance, member=member, stage="full", day=20250301)
    view.office.app.run(registrations.add, unit=office.units["west"], member=member, day=date(2025, 6, 1))
    card = opened(qtbot, view, page, member).timeline
    assert card.isVisible()
    assert card.bars is not None
    shown = card.bars
    qtbot.waitUntil(lambda: shown.height() == shown.sizeHint().height())
    assert [bar.is_strong for bar in shown.bars] == [False, True, True, False]
    earlier, later, branch, registered = (shown.bar_rect(number) for number in range(4))
    assert earlier.right() == pytest.approx(later.left())
    assert branch.left() < earlier.left()  # nobody knows since when
    assert later.right() == pytest.approx(branch.right()) == pytest.approx(registered.right())
    assert registered.left() > later.left()
    assert registered.bottom() < shown.height()
    assert "2025-06-01" in shown.accessibleName()
