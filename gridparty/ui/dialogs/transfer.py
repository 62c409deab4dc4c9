"""The forms of a transfer of affiliation: begin, letter, receipt, return (ORG-11, ORG-12)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from gridparty.domain import transfers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.i18n import _
from gridparty.operations import transfers
from gridparty.operations.member_forms import Choice
from gridparty.operations.transfers import TransferRow
from gridparty.ui.dialogs.act_form import DAY, LONG, PERSON, UNIT, ActForm, Ask
from gridparty.ui.office import Office
from gridparty.ui.widgets.list_card import RowAct


def out_form(office: Office, *, member: MemberId, name: str, parent: QWidget) -> ActForm:
    """Begins a transfer of somebody to another organisation."""
    return ActForm(
        office, transfers.begin_out, title=_("Transfer out: {name}").format(name=name),
        meaning=_("A draft in the ledger. {name} stays in the roster until the other side has received the letter.")
        .format(name=name),
        asks=(
            Ask("other", _("Organisation that receives"), required=True),
            Ask("reason", _("Reason")),
        ),
        said=_("Transfer out begun: {name}").format(name=name), parent=parent, member=member,
    )  # fmt: skip


def in_form(office: Office, *, unit: Choice | None, parent: QWidget) -> ActForm:
    """Begins a transfer of somebody into a branch of this file."""
    return ActForm(
        office, transfers.begin_in, title=_("Somebody transfers in"),
        meaning=_("The affiliation begins when the letter is received. Name somebody on file, or somebody new."),
        asks=(
            Ask("member", _("Somebody on file"), PERSON, hint=_("Name, initials, code or phone tail")),
            Ask("name", _("or the name of somebody new")),
            Ask("unit", _("Branch"), UNIT, unit, required=True, hint=_("Part of the name, initials or code")),
            Ask("other", _("Organisation that sends"), required=True),
            Ask("letter", _("Number of the letter"), hint=_("Empty: online, without a letter")),
            Ask("issued_on", _("Letter of"), DAY),
            Ask("valid_until", _("Valid until"), DAY),
        ),
        said=_("Transfer in begun."), shape=someone, parent=parent,
    )  # fmt: skip


def someone(values: dict[str, Any], stage: str = "full") -> dict[str, Any]:
    """The answers with `person` in place of a new name. Raises InvalidInput unless exactly one is named."""
    name = values.pop("name")
    if (values["member"] is None) == (name is None):
        raise InvalidInput(_("Name either somebody on file or somebody new."))
    values["person"] = None if name is None else Person(name=name, stage=stage)
    values["unit"] = None if values.get("unit") is None else UnitId(values["unit"])
    return values


def issue_form(office: Office, row: TransferRow, parent: QWidget) -> ActForm:
    """The letter of a draft, or a new one after it was returned or has expired."""
    return ActForm(
        office, transfers.issue, title=_("Issue the letter: {name}").format(name=row.name),
        asks=(
            Ask("letter", _("Number of the letter"), required=True),
            Ask("day", _("Letter of"), DAY, today(), required=True),
            Ask("valid_until", _("Valid until"), DAY, today() + rules.USUAL, required=True),
        ),
        said=_("Letter issued: {name}").format(name=row.name), parent=parent, transfer=row.id,
    )  # fmt: skip


def receive_form(office: Office, row: TransferRow, parent: QWidget) -> ActForm:
    """The other side, or ours, has received it: the affiliation moves."""
    is_out = row.direction == rules.OUT
    meaning = (
        _("From this day on {name} does not belong to {unit} any more; all records stay.")
        if is_out
        else _("From this day on {name} belongs to {unit}.")
    )
    return ActForm(
        office, transfers.receive, title=_("Received: {name}").format(name=row.name),
        meaning=meaning.format(name=row.name, unit=row.unit_name),
        asks=(
            Ask("day", _("Received on"), DAY, today(), required=True),
            Ask("receipt", _("Number of the receipt")),
        ),
        said=_("Transfer received: {name}").format(name=row.name), parent=parent, transfer=row.id,
    )  # fmt: skip


def close_form(office: Office, row: TransferRow, parent: QWidget) -> ActForm:
    """The receipt is there: nothing is left to do."""
    return ActForm(
        office, transfers.close, title=_("Close the transfer: {name}").format(name=row.name),
        asks=(
            Ask("day", _("Day"), DAY, today(), required=True),
            Ask("receipt", _("Number of the receipt"), value=row.receipt),
        ),
        said=_("Transfer closed: {name}").format(name=row.name), parent=parent, transfer=row.id,
    )  # fmt: skip


def return_form(office: Office, row: TransferRow, parent: QWidget) -> ActForm:
    """The letter came back before it was received."""
    return ActForm(
        office, transfers.send_back, title=_("Letter returned: {name}").format(name=row.name),
        asks=(
            Ask("day", _("Day"), DAY, today(), required=True),
            Ask("reason", _("Reason"), LONG, required=True),
        ),
        said=_("Transfer returned: {name}").format(name=row.name), parent=parent, transfer=row.id,
    )  # fmt: skip


def acts(office: Office, parent: QWidget) -> Sequence[RowAct[TransferRow]]:
    """What can be done next with a transfer in a list."""

    def act(step: str, text: str, make: Any) -> RowAct[TransferRow]:
        return RowAct(text, lambda row: make(office, row, parent).open(), fits=lambda row: step in row.next)

    def remove(row: TransferRow) -> None:
        office.run(transfers.remove, said=_("Deleted: {name}").format(name=row.name), transfer=row.id)

    return (
        act(rules.ISSUE, _("Issue the letter…"), issue_form),
        act(rules.RECEIVE, _("Received…"), receive_form),
        act(rules.CLOSE, _("Close with the receipt…"), close_form),
        act(rules.RETURN, _("Returned…"), return_form),
        RowAct(_("Delete the draft"), remove, fits=lambda row: rules.REMOVE in row.next),
    )
