"""The forms of standing: out of contact, found, suspended, restored, removed (ORG-13, ORG-14)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations import membership_steps as steps
from gridparty.ui.dialogs.act_form import DAY, LONG, ActForm, Ask
from gridparty.ui.office import Office

OPERATIONS: dict[str, Callable[..., Any]] = {
    steps.LOST: steps.lose,
    steps.FOUND: steps.find,
    steps.SUSPEND: steps.suspend,
    steps.RESTORE: steps.restore,
    steps.REMOVE: steps.remove,
}
BY_PAPER = (steps.SUSPEND, steps.RESTORE, steps.REMOVE)


def step_form(office: Office, *, step: str, member: MemberId, name: str, parent: QWidget) -> ActForm:
    """One step, with the document that decided it where the rules want one."""
    word = _(steps.STEPS[step])
    papers = (Ask("document", _("Number of the document"), required=True),) if step in BY_PAPER else ()
    day = Ask("since", _("Out of contact since"), DAY, today(), required=True)
    if step != steps.LOST:
        day = Ask("day", _("Day"), DAY, today(), required=True)
    why = Ask("note" if step == steps.FOUND else "reason", _("Reason"), LONG)
    return ActForm(
        office, OPERATIONS[step], title=f"{name}　{word}",
        meaning=_("People decide by a document; the program writes it down and never does it by itself."),
        asks=(*papers, day, why),
        said=_("{name}: {stage}").format(name=name, stage=word), parent=parent, member=member,
    )  # fmt: skip


def fitting(*, standing: str, is_lost: bool, is_gone: bool) -> tuple[str, ...]:
    """The steps that can follow on a person's standing."""
    if is_gone:
        return ()
    contact = steps.FOUND if is_lost else steps.LOST
    if standing == steps.SUSPENDED:
        return (contact, steps.RESTORE, steps.REMOVE)
    return (contact, steps.SUSPEND, steps.REMOVE) if is_lost else (contact, steps.SUSPEND)
