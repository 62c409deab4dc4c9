"""The forms of the talent pool: into it, the yearly review, out of it (S013)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import talent
from gridparty.operations.member_forms import Choice
from gridparty.operations.talent import PoolRow
from gridparty.ui.dialogs.act_form import CHOICE, DAY, LONG, PERSON, UNIT, ActForm, Ask
from gridparty.ui.dialogs.floating_contact import words_of
from gridparty.ui.office import Office
from gridparty.ui.widgets.list_card import RowAct


def add_form(
    office: Office, *, register: Register, person: Choice | None, unit: Choice | None, day: date, parent: QWidget
) -> ActForm:
    """Somebody is recommended for the pool, from `day` on unless told otherwise."""
    return ActForm(
        office, talent.add, title=_("Into the talent pool"),
        asks=(
            Ask("member", _("Who"), PERSON, person, required=True, hint=_("Name, initials, code or phone tail")),
            Ask("unit", _("Recommended by"), UNIT, unit, required=True, hint=_("Part of the name, initials or code")),
            Ask("source", _("Source"), CHOICE, choices=words_of(register, "source")),
            Ask("day", _("Since"), DAY, day, required=True),
            Ask("note", _("Note"), LONG),
        ),
        said=_("Into the talent pool: done."), parent=parent,
    )  # fmt: skip


def review_form(office: Office, *, register: Register, row: PoolRow, parent: QWidget) -> ActForm:
    """The yearly review of somebody in the pool."""
    return ActForm(
        office, talent.review, title=_("Yearly review: {name}").format(name=row.name),
        asks=(
            Ask("result", _("Result"), CHOICE, choices=words_of(register, "result")),
            Ask("day", _("Day"), DAY, today(), required=True),
            Ask("note", _("Note"), LONG),
        ),
        said=_("Reviewed: {name}").format(name=row.name), parent=parent, entry=row.entry,
    )  # fmt: skip


def leave_form(office: Office, *, register: Register, row: PoolRow, parent: QWidget) -> ActForm:
    """Out of the pool; the entry stays as history."""
    return ActForm(
        office, talent.leave, title=_("Out of the talent pool: {name}").format(name=row.name),
        asks=(
            Ask("reason", _("Why"), CHOICE, choices=words_of(register, "left")),
            Ask("day", _("From which day on"), DAY, today(), required=True),
            Ask("note", _("Note"), LONG),
        ),
        said=_("Out of the talent pool: {name}").format(name=row.name), parent=parent, entry=row.entry,
    )  # fmt: skip


def acts(office: Office, register: Register, parent: QWidget) -> Sequence[RowAct[PoolRow]]:
    """What can be done with somebody in the pool."""

    def review(row: PoolRow) -> None:
        review_form(office, register=register, row=row, parent=parent).open()

    def leave(row: PoolRow) -> None:
        leave_form(office, register=register, row=row, parent=parent).open()

    return (RowAct(_("Yearly review…"), review), RowAct(_("Out of the pool…"), leave))
