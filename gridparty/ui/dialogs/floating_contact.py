"""The forms of floating members: the flow itself, contacts, study material, the return (S130)."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import EntryId
from gridparty.domain.registers import Register, label
from gridparty.i18n import _
from gridparty.operations import floating
from gridparty.operations.floating import FloatingRow
from gridparty.operations.member_forms import Choice
from gridparty.ui.dialogs.act_form import CHOICE, DAY, FLAG, LONG, PERSON, UNIT, ActForm, Ask
from gridparty.ui.dialogs.transfer import someone
from gridparty.ui.office import Office
from gridparty.ui.widgets.list_card import RowAct


def words_of(register: Register, key: str) -> dict[str, str]:
    """Code → word of a choice of the register, of an entry or an event."""
    fields = (*register.fields, *(field for event in register.events for field in event.fields))
    return {choice.code: label(choice) for field in fields if field.key == key for choice in field.choices}


def begin_form(
    office: Office, *, register: Register, person: Choice | None, is_ours: bool, unit: Choice | None, parent: QWidget
) -> ActForm:
    """A member of ours who is away, or somebody affiliated elsewhere who is here."""
    directions = {code: _(word) for code, word in floating.DIRECTIONS.items()}
    first = floating.OUTFLOW if is_ours else floating.INFLOW
    reasons: dict[Any, str] = {None: "", **words_of(register, "reason")}
    return ActForm(
        office, floating.begin, title=_("Floating member"),
        meaning=_("Outflow: a member of ours who is away and stays in the roster. Inflow: somebody from elsewhere."),
        asks=(
            Ask("member", _("Somebody on file"), PERSON, person, hint=_("Name, initials, code or phone tail")),
            *(() if person else (Ask("name", _("or the name of somebody new")),)),
            Ask("direction", _("Direction"), CHOICE, first, choices=directions),
            Ask("place", _("Place"), required=True),
            Ask("since", _("Since"), DAY, today(), required=True),
            Ask("reason", _("Reason"), CHOICE, choices=reasons),
            Ask("unit", _("Unit that looks after an inflow"), UNIT, unit, hint=_("Part of the name, initials or code")),
            Ask("follow_up", _("Who follows up"), PERSON, hint=_("Name, initials, code or phone tail")),
        ),
        said=_("Floating member noted."), shape=lambda values: someone({"name": None, **values}), parent=parent,
    )  # fmt: skip


def contact_form(office: Office, *, register: Register, entry: EntryId, name: str, parent: QWidget) -> ActForm:
    """A contact, or one tried in vain."""
    return ActForm(
        office, floating.contact, title=_("Contact with {name}").format(name=name),
        asks=(
            Ask("day", _("Day"), DAY, today(), required=True),
            Ask("way", _("How"), CHOICE, "phone", choices=words_of(register, "way")),
            Ask("reached", _("Got through"), FLAG, True),
            Ask("note", _("Note"), LONG),
        ),
        said=_("Contact noted: {name}").format(name=name), parent=parent, entry=entry,
    )  # fmt: skip


def material_form(office: Office, *, entries: Sequence[EntryId], name: str, parent: QWidget) -> ActForm:
    """Study material that was sent, to one or to several; `name` says to whom."""
    return ActForm(
        office, floating.send_all, title=_("Study material for {name}").format(name=name),
        asks=(
            Ask("day", _("Day"), DAY, today(), required=True),
            Ask("what", _("Material"), required=True),
        ),
        said=_("Study material noted: {name}").format(name=name), parent=parent, entries=entries,
    )  # fmt: skip


def edit_form(office: Office, row: FloatingRow, parent: QWidget) -> ActForm:
    """Another place, or somebody else who follows up."""
    held = None if row.follow_up is None else Choice(row.follow_up, row.follow_up_name or "")
    return ActForm(
        office, floating.edit, title=_("Floating member: {name}").format(name=row.name),
        asks=(
            Ask("place", _("Place"), value=row.place, required=True),
            Ask("follow_up", _("Who follows up"), PERSON, held, hint=_("Name, initials, code or phone tail")),
            Ask("day", _("From which day on"), DAY, today(), required=True),
        ),
        said=_("Corrected: {name}").format(name=row.name), parent=parent, entry=row.entry,
    )  # fmt: skip


def end_form(office: Office, row: FloatingRow, parent: QWidget) -> ActForm:
    """The member came back or moved on."""
    return ActForm(
        office, floating.end, title=_("{name} does not float any more").format(name=row.name),
        asks=(
            Ask("day", _("From which day on"), DAY, today(), required=True),
            Ask("note", _("Note"), LONG),
        ),
        said=_("Flow ended: {name}").format(name=row.name), parent=parent, entry=row.entry,
    )  # fmt: skip


def acts(
    office: Office, register: Register, parent: QWidget, selected: Callable[[], Sequence[FloatingRow]] = tuple
) -> Sequence[RowAct[FloatingRow]]:
    """What can be done with a floating member in a list; study material goes to everybody `selected`."""

    def contact(row: FloatingRow) -> None:
        contact_form(office, register=register, entry=row.entry, name=row.name, parent=parent).open()

    def send(row: FloatingRow) -> None:
        rows = [each for each in selected() if is_open(each)] or [row]
        who = row.name if len(rows) == 1 else _("{count:,} people").format(count=len(rows))
        material_form(office, entries=[each.entry for each in rows], name=who, parent=parent).open()

    def is_open(row: FloatingRow) -> bool:
        return row.until is None

    return (
        RowAct(_("Note a contact…"), contact, fits=is_open),
        RowAct(_("Study material…"), send, fits=is_open),
        RowAct(_("Place and follow-up…"), lambda row: edit_form(office, row, parent).open(), fits=is_open),
        RowAct(_("End the flow…"), lambda row: end_form(office, row, parent).open(), fits=is_open),
    )
