"""The forms of the way into the Party: application, next stage, talks and reviews, contacts, leaving (DOMAIN 1.3)."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from gridparty.domain import development as rules
from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.domain.members import NOT_A_MEMBER
from gridparty.domain.registers import Register, label
from gridparty.i18n import _
from gridparty.operations import development
from gridparty.operations.development_lists import Path
from gridparty.operations.member_forms import Choice
from gridparty.ui.dialogs.act_form import CHOICE, DAY, LONG, NUMBER, PARTIAL, PEOPLE, PERSON, TEXT, UNIT, ActForm, Ask
from gridparty.ui.dialogs.transfer import someone
from gridparty.ui.office import Office
from gridparty.ui.widgets.people_field import Person

NOTED = tuple(kind for kind in rules.EVENTS if kind != rules.STEP)


def apply_form(office: Office, *, person: Choice | None, unit: Choice | None, parent: QWidget) -> ActForm:
    """An application for membership, of somebody on file or of somebody new."""
    return ActForm(
        office, development.apply, title=_("Application for membership"),
        asks=(
            Ask("member", _("Somebody on file"), PERSON, person, hint=_("Name, initials, code or phone tail")),
            *(() if person else (Ask("name", _("or the name of somebody new")),)),
            Ask("unit", _("Branch"), UNIT, unit, hint=_("Part of the name, initials or code")),
            Ask("day", _("Handed in on"), PARTIAL, today(), required=True),
            Ask("contacts", _("Contact members"), PEOPLE),
        ),
        said=_("Application noted."), shape=partial(_someone, stage=NOT_A_MEMBER), parent=parent,
    )  # fmt: skip


def _someone(values: dict[str, Any], stage: str) -> dict[str, Any]:
    return someone({"name": None, **values}, stage)


def advance_form(office: Office, *, member: MemberId, name: str, stage: str, word: str, parent: QWidget) -> ActForm:
    """The next stage with its day and document; what differs from the usual spans is said, never forbidden."""

    def said(warned: tuple[str, ...]) -> str:
        return "　".join((_("{name}: {stage}").format(name=name, stage=word), *warned))

    return ActForm(
        office, development.advance, title=_("{name}: next stage “{stage}”").format(name=name, stage=word),
        meaning=_("The stage changes with this day. The program reminds of usual spans; people decide."),
        asks=(
            Ask("day", _("Decided on"), PARTIAL, today(), required=True),
            Ask("document", _("Document")),
            Ask("note", _("Note"), LONG),
        ),
        said=said, parent=parent, member=member, stage=stage,
    )  # fmt: skip


def record_form(
    office: Office, *, member: MemberId, name: str, register: Register, kind: str, parent: QWidget
) -> ActForm:
    """A talk, review, training, notice, meeting, approval or extension, with the fields of its kind."""
    fields = {field.key: field for field in register.event(kind).fields}
    known = {"by": TEXT, "result": LONG, "hours": NUMBER, "document": TEXT, "until": DAY}
    more = [Ask(key, label(fields[key]), how, required=fields[key].required) for key, how in known.items()
            if key in fields]  # fmt: skip
    return ActForm(
        office, development.record, title=f"{name}　{_(rules.EVENTS[kind])}",
        asks=(Ask("day", _("Day"), DAY, today(), required=True), *more, Ask("note", _("Note"), LONG)),
        said=_("{name}: {stage}").format(name=name, stage=_(rules.EVENTS[kind])), parent=parent, member=member,
        kind=kind,
    )  # fmt: skip


def contacts_form(office: Office, *, member: MemberId, path: Path, parent: QWidget) -> ActForm:
    """Who looks after the person from a day on."""
    name = path.row.name
    return ActForm(
        office, development.assign, title=_("Contact members of {name}").format(name=name),
        asks=(
            Ask("people", _("Contact members"), PEOPLE, [Person(key, each) for key, each in path.contacts]),
            Ask("day", _("From which day on"), DAY, today(), required=True),
        ),
        said=_("Contact members noted: {name}").format(name=name), parent=parent, member=member,
    )  # fmt: skip


def leave_form(office: Office, *, member: MemberId, name: str, stage: str, parent: QWidget, words: Any) -> ActForm:
    """Somebody withdraws or is set back."""
    earlier = rules.STAGES[: rules.STAGES.index(stage)]
    choices = {NOT_A_MEMBER: _("off the way"), **{each: words.get(each, each) for each in earlier}}
    return ActForm(
        office, development.leave, title=_("{name} leaves the way, or is set back").format(name=name),
        asks=(
            Ask("stage", _("Stands then at"), CHOICE, choices=choices),
            Ask("day", _("Day"), DAY, today(), required=True),
            Ask("reason", _("Why"), LONG, required=True),
        ),
        said=_("Noted: {name}").format(name=name), parent=parent, member=member,
    )  # fmt: skip
