"""Papers about people from the window: the one-person file, the registration card, feedback slips (S027, CHK-01…04)."""

from datetime import date
from pathlib import Path

import pytest
from driving import calm, go, write
from offices import MONTH
from offices import Office as Names
from opened import click, dialog, printed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridparty.i18n import _
from gridparty.operations import dossier_facts, feedback, history
from gridparty.ui.dialogs.dossier import DossierDialog
from gridparty.ui.dialogs.paper import PaperDialog
from gridparty.ui.dialogs.registration import RegistrationDialog
from gridparty.ui.dialogs.registration_paper import FeedbackDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.members import MembersPage

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> MembersPage:
    """The page at the street."""
    shown = go(qtbot, view, office.units["street"], "members")
    assert isinstance(shown, MembersPage)
    return shown


def test_the_file_holds_what_is_ticked_and_a_reveal_is_written_down(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path
) -> None:
    """S027, S100: unticked sections leave no trace; masked unless ticked in full; ticks are remembered."""
    note = {"kind": "result", "day": date(2024, 10, 1), "text": "牵头整治楼道"}
    view.office.app.run(dossier_facts.note, member=office.members["张伟"], **note)
    page.show_item(office.members["张伟"])
    calm(qtbot, view)
    click(qtbot, page.person.file_button)
    shown = dialog(qtbot, view, DossierDialog)
    assert not shown.full["id_number"].isEnabled()
    text = printed(qtbot, view, shown, tmp_path / "one.pdf")
    assert "张伟" in text
    assert "199****0001" in text
    assert "牵头整治楼道" in text
    click(qtbot, shown.none_button)
    for key in ("phone", "years"):
        shown.ticks[key].click()
    shown.full["phone"].click()
    write(qtbot, shown.reason, "组织考察")
    text = printed(qtbot, view, shown, tmp_path / "two.pdf")
    assert "19900000001" in text
    assert "牵头整治楼道" not in text
    assert [act.name for act in view.office.ask_now(history.acts, limit=2)] == ["disclosures.add", "members.reveal"]
    qtbot.keyClick(shown, Key.Key_Escape)
    click(qtbot, page.person.file_button)
    again = dialog(qtbot, view, DossierDialog)
    assert again.ticked == ("phone", "years")
    assert not any(box.isChecked() for box in again.full.values())


def test_a_registration_has_its_card_at_once_and_later(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path
) -> None:
    """CHK-01: card and receipt on one sheet, after registering and from the person's page."""
    page.show_item(office.members["孙丽"])
    calm(qtbot, view)
    (link,) = [each for each in page.person.findChildren(QPushButton) if each.text() == _("Card…")]
    click(qtbot, link)
    shown = dialog(qtbot, view, PaperDialog)
    text = printed(qtbot, view, shown, tmp_path / "card.pdf")
    assert "孙丽" in text
    assert "回执" in text
    qtbot.keyClick(shown, Key.Key_Escape)
    click(qtbot, page.person.back)
    click(qtbot, page.acts.register_button)
    form = dialog(qtbot, view, RegistrationDialog)
    form.newcomer.click()
    write(qtbot, form.texts["name"], "韩雪")
    write(qtbot, form.texts["work_unit"], "某某学校")
    unit = next(choice for choice in form.unit.choices if choice.id == office.units["first"])
    form.unit.set_choice(unit)
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    click(qtbot, form.paper_button)
    text = printed(qtbot, view, dialog(qtbot, view, PaperDialog), tmp_path / "new.pdf")
    assert "某某学校" in text


def test_feedback_is_a_draft_until_somebody_certifies(
    page: MembersPage, view: FileView, office: Names, qtbot: QtBot, tmp_path: Path
) -> None:
    """CHK-03, CHK-04: no hours without a certifier; an issued run has a number."""
    click(qtbot, page.registered_switch)
    calm(qtbot, view)
    click(qtbot, page.acts.feedback_button)
    shown = dialog(qtbot, view, FeedbackDialog)
    text = printed(qtbot, view, shown, tmp_path / "draft.pdf")
    assert "草稿" in text
    assert "未确认" in text
    click(qtbot, shown.issue_button)
    calm(qtbot, view)
    assert shown.problem.isVisible()
    write(qtbot, shown.certifier, "王主任")
    click(qtbot, shown.issue_button)
    calm(qtbot, view)
    run = view.office.ask_now(feedback.of_period, unit=office.units["street"], first=MONTH, last=MONTH)
    assert run.number is not None
    assert run.number in shown.state.text()
    assert not shown.issue_button.isEnabled()
    text = printed(qtbot, view, shown, tmp_path / "issued.pdf")
    assert run.number in text
    assert "草稿" not in text
    shown.last.selectAll()
    write(qtbot, shown.last, "2024-09")
    click(qtbot, shown.print_button)
    assert shown.problem.isVisible()
