"""The office's registers (E10): entries, who belongs to them, what happens to them. Lists are in register_lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gridparty.domain import registers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import EntryId, EntryPersonId, EventId, MemberId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.domain.registers import Register
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, tree
from gridparty.operations.marks import operation
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import BEGINNING, CatalogueItem, Member, UnitState

CATALOGUE = "registers"


def kinds(session: Session) -> dict[str, Register]:
    """The registers by code, in the catalogue's order."""
    return {
        code: rules.read(code=code, zh=item.zh, en=item.en, facts=item.facts)
        for code, item in catalogues.items(session, catalogue=CATALOGUE).items()
    }


def kind(session: Session, *, register: str) -> Register:
    """One register by code, label or alias. Raises InvalidInput naming those there are."""
    one = select(CatalogueItem.code, CatalogueItem.zh, CatalogueItem.en, CatalogueItem.facts)
    one = one.where(CatalogueItem.catalogue == CATALOGUE, CatalogueItem.code == register)
    found = session.execute(one).one_or_none()
    if found is None:
        return kind(session, register=catalogues.resolve(session, catalogue=CATALOGUE, text=register))
    return rules.read(code=found.code, zh=found.zh, en=found.en, facts=found.facts)


@operation("registers.add", Permission.RECORD, N_("Add a register entry"))
def add(
    session: Session,
    *,
    register: str,
    name: str | None = None,
    unit: UnitId | None = None,
    member: MemberId | None = None,
    start: date | None = None,
    facts: Mapping[str, Any] | None = None,
    remark: str | None = None,
    people: Sequence[tuple[str, MemberId]] = (),
) -> EntryId:
    """A new entry; its name is the member's where none is given. `people`: (role, member) from the first day on.

    `start` None: as long as anyone remembers. Raises InvalidInput, NotFound.
    """
    of = kind(session, register=register)
    begins = start or BEGINNING
    _check_about(session, of, unit=unit, member=member, day=start or today())
    row = RegisterEntry(
        register=of.code,
        unit_id=unit,
        member_id=member,
        name=rules.check_name(name or (_member_name(session, member) if member is not None else "")),
        valid_from=begins,
        facts=rules.check_facts(of.fields, facts or {}),
        remark=remark or None,
    )
    session.add(row)
    session.flush()
    for role, each in people:
        add_person(session, entry=EntryId(row.id), member=each, role=role, start=start)
    return EntryId(row.id)


def _check_about(session: Session, of: Register, *, unit: UnitId | None, member: MemberId | None, day: date) -> None:
    if of.about == rules.UNIT and unit is None:
        raise InvalidInput(_("Say to which unit the entry of “{register}” belongs.").format(register=of.label))
    if of.about == rules.MEMBER and member is None:
        raise InvalidInput(_("Say whom the entry of “{register}” is about.").format(register=of.label))
    if unit is None and member is None:
        raise InvalidInput(_("Say which unit or person the entry of “{register}” is about.").format(register=of.label))
    if unit is not None:
        _check_unit(session, unit, day)
    if member is not None:
        _member_name(session, member)


def _check_unit(session: Session, unit: UnitId, day: date) -> None:
    if session.scalar(select(UnitState.id).where(tree.state_on(UnitState, unit, day))) is None:
        raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=unit, day=day))


def _member_name(session: Session, member: MemberId) -> str:
    name = session.scalar(select(Member.name).where(Member.id == member))
    if name is None:
        raise NotFound(_("There is no person #{member}.").format(member=member))
    return name


@operation("registers.edit", Permission.RECORD, N_("Edit a register entry"))
def edit(
    session: Session,
    *,
    entry: EntryId,
    name: str | None = None,
    facts: Mapping[str, Any] | None = None,
    start: date | None = None,
    unit: UnitId | None = None,
    remark: str | None = None,
) -> None:
    """Corrects an entry. Facts that are given replace the old ones, an empty value takes one away; so does remark "".

    `unit` corrects a mistake; an entry that goes to another unit from a day on is moved. Raises InvalidInput, NotFound.
    """
    row = _row(session, entry)
    if name is not None:
        row.name = rules.check_name(name)
    if facts:
        row.facts = rules.check_facts(kind(session, register=row.register).fields, {**row.facts, **facts})
    if start is not None:
        if row.valid_to is not None and start >= row.valid_to:
            raise InvalidInput(_("An entry cannot end before it began."))
        row.valid_from = start
    if unit is not None:
        _check_unit(session, unit, max(row.valid_from, today()))
        row.unit_id = unit
    if remark is not None:
        row.remark = remark.strip() or None


@operation("registers.close", Permission.RECORD, N_("Close a register entry"))
def close(session: Session, *, entry: EntryId, end: date, facts: Mapping[str, Any] | None = None) -> None:
    """Closes an entry: `end` is the first day without it (D16). Who belonged to it leaves with it.

    `facts` say why, where the register has a field for it. Raises InvalidInput, Conflict.
    """
    row = _row(session, entry)
    if row.valid_to is not None:
        raise Conflict(_("“{name}” is closed already.").format(name=row.name))
    if end <= row.valid_from:
        raise InvalidInput(_("An entry cannot end before it began."))
    if facts:
        edit(session, entry=entry, facts=facts)
    row.valid_to = end
    for person in session.scalars(
        select(RegisterPerson).where(RegisterPerson.entry_id == entry, RegisterPerson.valid_to.is_(None))
    ):
        person.valid_to = max(end, person.valid_from)


@operation("registers.reopen", Permission.RECORD, N_("Reopen a register entry"))
def reopen(session: Session, *, entry: EntryId) -> None:
    """Opens a closed entry again, with those who left when it was closed. Raises Conflict if another continues it."""
    row = _row(session, entry)
    if row.valid_to is None:
        raise Conflict(_("“{name}” is open already.").format(name=row.name))
    _refuse_if_continued(session, row)
    if row.unit_id is not None:
        _check_unit(session, UnitId(row.unit_id), today())
    closed, row.valid_to = row.valid_to, None
    for person in session.scalars(
        select(RegisterPerson).where(RegisterPerson.entry_id == entry, RegisterPerson.valid_to == closed)
    ):
        person.valid_to = None


@operation("registers.move", Permission.RECORD, N_("Move a register entry"))
def move(session: Session, *, entry: EntryId, unit: UnitId, day: date) -> EntryId:
    """From `day` on the entry stands under another unit: it is closed and a new one, which is returned, continues it.

    Its people go along; its events stay in sight through the continuation. Raises InvalidInput, NotFound, Conflict.
    """
    row = _row(session, entry)
    if row.unit_id == unit:
        raise InvalidInput(_("“{name}” belongs to that unit already.").format(name=row.name))
    _check_unit(session, unit, day)
    staying = session.execute(
        select(RegisterPerson.member_id, RegisterPerson.role).where(
            RegisterPerson.entry_id == entry, RegisterPerson.valid_to.is_(None)
        )
    ).all()
    close(session, entry=entry, end=day)
    new = RegisterEntry(
        register=row.register,
        unit_id=unit,
        member_id=row.member_id,
        name=row.name,
        valid_from=day,
        continues_id=row.id,
        facts=row.facts,
        remark=row.remark,
    )
    session.add(new)
    session.flush()
    for member, role in staying:
        session.add(RegisterPerson(entry_id=new.id, member_id=member, role=role, valid_from=day))
    session.flush()
    return EntryId(new.id)


@operation("registers.delete", Permission.RECORD, N_("Delete a register entry"))
def remove(session: Session, *, entry: EntryId) -> None:
    """Deletes an entry made by mistake, with its events and people; undo brings it back (D16)."""
    row = _row(session, entry)
    _refuse_if_continued(session, row)
    session.execute(delete(RegisterEvent).where(RegisterEvent.entry_id == entry))
    session.execute(delete(RegisterPerson).where(RegisterPerson.entry_id == entry))
    session.delete(row)


def _refuse_if_continued(session: Session, row: RegisterEntry) -> None:
    later = session.scalar(select(RegisterEntry.id).where(RegisterEntry.continues_id == row.id))
    if later is not None:
        raise Conflict(_("“{name}” goes on as entry #{later}; change that one.").format(name=row.name, later=later))


@operation("registers.add_person", Permission.RECORD, N_("Add a person to a register entry"))
def add_person(
    session: Session, *, entry: EntryId, member: MemberId, role: str, start: date | None = None
) -> EntryPersonId:
    """Somebody belongs to the entry from `start` on (None: from the entry's beginning). Raises InvalidInput, Conflict.

    One person has one role in an entry at a time; another role is given by ending the first.
    """
    row = _row(session, entry)
    of = kind(session, register=row.register)
    if not of.people:
        raise InvalidInput(_("People do not belong to entries of “{register}”.").format(register=of.label))
    code, name = of.role(role).role, _member_name(session, member)
    if start is not None and (start < row.valid_from or (row.valid_to is not None and start >= row.valid_to)):
        raise InvalidInput(_("“{name}” is not open on {day}; choose another day.").format(name=row.name, day=start))
    held = select(RegisterPerson.id).where(
        RegisterPerson.entry_id == entry, RegisterPerson.member_id == member, RegisterPerson.valid_to.is_(None)
    )
    if session.scalar(held) is not None:
        raise Conflict(_("{person} belongs to “{name}” already.").format(person=name, name=row.name))
    new = RegisterPerson(
        entry_id=entry, member_id=member, role=code, valid_from=start or row.valid_from, valid_to=row.valid_to
    )
    session.add(new)
    session.flush()
    return EntryPersonId(new.id)


@operation("registers.end_person", Permission.RECORD, N_("Take a person out of a register entry"))
def end_person(session: Session, *, person: EntryPersonId, end: date) -> None:
    """Somebody leaves the entry: `end` is the first day without. Raises InvalidInput, NotFound."""
    row = _person(session, person)
    if end <= row.valid_from:
        raise InvalidInput(_("Nobody can leave before the day of joining."))
    row.valid_to = end


@operation("registers.delete_person", Permission.RECORD, N_("Delete a person from a register entry"))
def remove_person(session: Session, *, person: EntryPersonId) -> None:
    """Takes away somebody who was added by mistake (D16)."""
    session.delete(_person(session, person))


def _person(session: Session, person: EntryPersonId) -> RegisterPerson:
    row = session.get(RegisterPerson, person)
    if row is None:
        raise NotFound(_("There is no such person in a register; reload the list."))
    return row


@operation("registers.add_event", Permission.RECORD, N_("Add an event to a register entry"))
def add_event(
    session: Session,
    *,
    entry: EntryId,
    kind: str,
    day: date,
    facts: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> EventId:
    """Something happened to the entry on a day while it was open. Raises InvalidInput, NotFound."""
    row = _row(session, entry)
    of = _register(session, row).event(kind)
    _check_event_day(row, day)
    new = RegisterEvent(
        entry_id=entry, kind=of.kind, day=day, facts=rules.check_facts(of.fields, facts or {}), note=note or None
    )
    session.add(new)
    session.flush()
    return EventId(new.id)


@operation("registers.edit_event", Permission.RECORD, N_("Edit an event of a register entry"))
def edit_event(
    session: Session,
    *,
    event: EventId,
    day: date | None = None,
    facts: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> None:
    """Corrects an event; facts as in edit. Raises InvalidInput, NotFound."""
    row = _event(session, event)
    entry = _row(session, EntryId(row.entry_id))
    if day is not None:
        _check_event_day(entry, day)
        row.day = day
    if facts:
        row.facts = rules.check_facts(_register(session, entry).event(row.kind).fields, {**row.facts, **facts})
    if note is not None:
        row.note = note.strip() or None


@operation("registers.delete_event", Permission.RECORD, N_("Delete an event of a register entry"))
def remove_event(session: Session, *, event: EventId) -> None:
    """Deletes an event entered by mistake; undo brings it back (D16)."""
    session.delete(_event(session, event))


def _check_event_day(row: RegisterEntry, day: date) -> None:
    if day < row.valid_from or (row.valid_to is not None and day > row.valid_to):
        raise InvalidInput(_("“{name}” is not open on {day}; choose another day.").format(name=row.name, day=day))


def _register(session: Session, row: RegisterEntry) -> Register:
    return kind(session, register=row.register)


def _event(session: Session, event: EventId) -> RegisterEvent:
    row = session.get(RegisterEvent, event)
    if row is None:
        raise NotFound(_("There is no event #{event}; reload the list.").format(event=event))
    return row


def _row(session: Session, entry: EntryId) -> RegisterEntry:
    row = session.get(RegisterEntry, entry)
    if row is None:
        raise NotFound(_("There is no entry #{entry}.").format(entry=entry))
    return row
