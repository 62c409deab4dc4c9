"""A line in a person's file by hand: a duty, a result with its evidence, a note (S027, S100)."""

from PySide6.QtWidgets import QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import dossier_facts
from gridparty.ui.dialogs.act_form import CHOICE, DAY, LONG, ActForm, Ask
from gridparty.ui.dialogs.floating_contact import words_of
from gridparty.ui.office import Office


def note_form(office: Office, *, register: Register, member: MemberId, name: str, parent: QWidget) -> ActForm:
    """Asks for a line."""
    return ActForm(
        office, dossier_facts.note, title=_("A line in the file of {name}").format(name=name),
        asks=(
            Ask("text", _("Text"), LONG, required=True),
            Ask("kind", _("What"), CHOICE, dossier_facts.RESULT, choices=words_of(register, "kind")),
            Ask("day", _("Day"), DAY, today(), required=True),
            Ask("period", _("Period")),
            Ask("evidence", _("Evidence")),
        ),
        said=_("Written into the file of {name}.").format(name=name), parent=parent, member=member,
    )  # fmt: skip
