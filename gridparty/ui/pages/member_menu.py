"""What can be begun for a person: transfer, floating, application, standing, talent pool, merging; behind “More”."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QMenu, QWidget

from gridparty.domain import transfers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.members import NOT_A_MEMBER
from gridparty.i18n import _
from gridparty.operations import floating, membership_steps, talent
from gridparty.ui.dialogs import development_step, floating_contact, party_group, standing_step, transfer
from gridparty.ui.dialogs import talent as talent_forms
from gridparty.ui.dialogs.merge_people import MergeDialog
from gridparty.ui.office import Office
from gridparty.ui.pages.member_sheet import Sheet

Entry = tuple[str, Callable[[], object]]


def fill(menu: QMenu, office: Office, sheet: Sheet, parent: QWidget) -> None:
    """Puts in what fits the person now."""
    menu.clear()
    for text, act in (*_begun(office, sheet, parent), *_standing(office, sheet, parent)):
        menu.addAction(text, act)
    if not sheet.is_gone:
        menu.addSeparator()
        menu.addAction(_("Merge with somebody…"), lambda: MergeDialog(office, a=sheet.id, parent=parent).open())


def _begun(office: Office, sheet: Sheet, parent: QWidget) -> Iterator[Entry]:
    file, registers = sheet.file, sheet.registers
    if sheet.is_gone:
        return
    under_way = any(row.state in (*rules.UNDER_WAY, rules.EXPIRED) for row in file.transfers)
    if sheet.branch is not None and not under_way:
        yield _("Transfer out…"), lambda: transfer.out_form(
            office, member=sheet.id, name=sheet.name, parent=parent
        ).open()  # fmt: skip
    if (branch := file.page.branch) is not None:
        seat = party_group.Seated(sheet.id, sheet.name, branch.unit, branch.unit_name, branch.group_name)
        yield _("Place in a Party group…"), lambda: party_group.ask_group(office, people=[seat], parent=parent)
    if not any(row.until is None for row in file.flows):
        yield _("Floating member…"), lambda: floating_contact.begin_form(
            office, register=registers[floating.FLOATING], person=sheet.person, is_ours=sheet.branch is not None,
            unit=None, parent=parent,
        ).open()  # fmt: skip
    if file.page.facts["stage"] == NOT_A_MEMBER:
        yield _("Application for membership…"), lambda: development_step.apply_form(
            office, person=sheet.person, unit=sheet.branch, parent=parent
        ).open()  # fmt: skip
    if not any(row.register == talent.POOL and row.until is None for row in file.entries):
        yield _("Into the talent pool…"), lambda: talent_forms.add_form(
            office, register=registers[talent.POOL], person=sheet.person, unit=sheet.branch, day=today(),
            parent=parent,
        ).open()  # fmt: skip


def _standing(office: Office, sheet: Sheet, parent: QWidget) -> Iterator[Entry]:
    facts = sheet.file.page.facts
    if facts["stage"] not in ("full", "probationary"):
        return

    def open_form(step: str) -> Callable[[], object]:
        return lambda: standing_step.step_form(
            office, step=step, member=sheet.id, name=sheet.name, parent=parent
        ).open()  # fmt: skip

    for step in standing_step.fitting(standing=facts["standing"], is_lost=facts["is_lost"], is_gone=sheet.is_gone):
        yield _(membership_steps.STEPS[step]) + "…", open_form(step)
