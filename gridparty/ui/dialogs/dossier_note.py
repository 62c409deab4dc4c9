"""A line in a person's file by hand: a duty, a result with its evidence, a note (S027, S100)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import dossier_facts, registers
from gridparty.operations.dossier_facts import NoteRow
from gridparty.ui.dialogs.act_form import CHOICE, DAY, LONG, ActForm, Ask
from gridparty.ui.dialogs.floating_contact import words_of
from gridparty.ui.office import Office


def note_form(office: Office, *, register: Register, member: MemberId, name: str, parent: QWidget) -> ActForm:
    """Asks for a line."""
    return ActForm(
        office, dossier_facts.note, title=_("A line in the file of {name}").format(name=name), asks=_asks(register),
        said=_("Written into the file of {name}.").format(name=name), parent=parent, member=member,
    )  # fmt: skip


def edit_form(office: Office, *, register: Register, row: NoteRow, name: str, parent: QWidget) -> ActForm:
    """Corrects a line; an empty field takes its fact away."""

    def shape(values: dict[str, Any]) -> dict[str, Any]:
        day = values.pop("day")
        return {"start": day, "facts": values}

    return ActForm(
        office, registers.edit, title=_("A line in the file of {name}").format(name=name), asks=_asks(register, row),
        said=_("Corrected in the file of {name}.").format(name=name), shape=shape, parent=parent, entry=row.entry,
    )  # fmt: skip


def _asks(register: Register, row: NoteRow | None = None) -> Sequence[Ask]:
    return (
        Ask("text", _("Text"), LONG, row and row.text, required=True),
        Ask("kind", _("What"), CHOICE, row.kind if row else dossier_facts.RESULT, choices=words_of(register, "kind")),
        Ask("day", _("Day"), DAY, row.day if row else today(), required=True),
        Ask("period", _("Period"), value=row and row.period),
        Ask("evidence", _("Evidence"), value=row and row.evidence),
    )
