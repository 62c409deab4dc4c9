"""The development pipeline: applicants, activists, candidates, probationary members (DOMAIN 1.3; S009)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import development as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import EntryId, EventId, MemberId, UnitId
from gridparty.domain.members import NOT_A_MEMBER, Person
from gridparty.domain.partial_dates import as_text, first_day, surely_before
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import member_states, members, placed, registers, upcoming
from gridparty.operations.development_entries import (
    COLUMNS,
    CONTACT,
    DECIDED,
    DEVELOPMENT,
    FACTS,
    IN_ENTRY,
    INTRODUCER,
    dates_of,
    entries,
    events_of,
    way_of,
)
from gridparty.operations.marks import operation
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import Member

DAY = timedelta(days=1)


@operation("development.apply", Permission.EDIT_MEMBERS, N_("Note an application for membership"))
def apply(
    session: Session,
    *,
    day: int,
    unit: UnitId | None = None,
    member: MemberId | None = None,
    person: Person | None = None,
    contacts: Sequence[MemberId] = (),
) -> MemberId:
    """An application for membership on a (partial) day: of somebody in the file, or of a new person at `unit`.

    Raises InvalidInput (under 18, or on the way already), NotFound.
    """
    if (member is None) == (person is None):
        raise InvalidInput(_("Name either a person of the file or a new one."))
    if member is None:
        assert person is not None
        member = members.insert(session, person=replace(person, stage=NOT_A_MEMBER))
    row = placed.row_of(session, member=member)
    if row.stage != NOT_A_MEMBER:
        raise InvalidInput(_("{name} is on the way already, or a member.").format(name=row.name))
    rules.check_age(row.birth_date, day)
    branch = placed.branch(session, member=member, day=today()) or unit
    if branch is None:
        raise InvalidInput(_("Say to which branch the application was handed in."))
    if placed.branch(session, member=member, day=today()) is None:
        members.affiliate(session, member=member, unit=branch, start=first_day(day))
    member_states.enter(session, row, day=first_day(day), stage=rules.APPLICANT)
    placed.set_facts(row, **{FACTS[rules.APPLICANT]: day})
    entry = _new_entry(session, row, branch, first_day(day))
    for each in contacts:
        registers.add_person(session, entry=EntryId(entry.id), member=each, role=CONTACT)
    return member


@operation("development.advance", Permission.EDIT_MEMBERS, N_("Enter the next stage"))
def advance(
    session: Session,
    *,
    member: MemberId,
    stage: str,
    day: int,
    document: str | None = None,
    note: str | None = None,
) -> tuple[str, ...]:
    """Writes the next stage and its (partial) day: activist, candidate, probationary (admission) or full.

    Returns sentences about what differs from the usual spans; they warn and never block. Raises InvalidInput for
    another stage than the next, or a day before the stage now.
    """
    row = placed.row_of(session, member=member)
    rules.check_next(row.stage, stage)
    entry = _entry(session, row, first_day(day))
    way = way_of(row, entry, session.scalars(events_of(entry)).all())
    before = way.dates.get(row.stage)
    if before is not None and surely_before(day, before):
        raise InvalidInput(_("The stage begins before the one now ({day}); check the day.").format(day=as_text(before)))
    warned = rules.unusual(way, stage, day)
    member_states.enter(session, row, day=first_day(day), stage=stage)
    upcoming.redraw(session, members=[member])
    if stage in FACTS:
        placed.set_facts(row, **{FACTS[stage]: day})
    else:
        setattr(row, COLUMNS[stage], day)
    whole = first_day(day).isoformat()
    facts = {"stage": stage, **({"document": document} if document else {})}
    _new_event(session, entry, rules.STEP, max(first_day(day), entry.valid_from), facts, note)
    entry.facts = {**entry.facts, IN_ENTRY[stage]: whole}
    if stage == rules.FULL:
        registers.close(session, entry=EntryId(entry.id), end=max(first_day(day), entry.valid_from + DAY))
    return warned


@operation("development.leave", Permission.EDIT_MEMBERS, N_("Leave the way into the Party"))
def leave(session: Session, *, member: MemberId, day: date, reason: str, stage: str = NOT_A_MEMBER) -> None:
    """Somebody withdraws or is set back, to `stage` (earlier than now) or off the way. Raises InvalidInput."""
    row = placed.row_of(session, member=member)
    if not reason.strip():
        raise InvalidInput(_("Say why the person leaves the way into the Party."))
    if row.stage not in rules.STAGES[:-1] or stage not in (
        NOT_A_MEMBER,
        *rules.STAGES[: rules.STAGES.index(row.stage)],
    ):
        raise InvalidInput(_("Only somebody on the way can be set back, to an earlier stage or off it."))
    entry = _entry(session, row, day)
    _new_event(session, entry, rules.STEP, max(day, entry.valid_from), {"stage": stage}, reason.strip())
    member_states.enter(session, row, day=day, stage=stage)
    upcoming.redraw(session, members=[member])
    if stage == NOT_A_MEMBER:
        end = max(day, entry.valid_from + DAY)
        registers.close(session, entry=EntryId(entry.id), end=end, facts={"ended": reason.strip()})


@operation("development.record", Permission.EDIT_MEMBERS, N_("Note a step of development"))
def record(
    session: Session,
    *,
    member: MemberId,
    kind: str,
    day: date,
    by: str | None = None,
    result: str | None = None,
    hours: float | None = None,
    document: str | None = None,
    until: date | None = None,
    note: str | None = None,
) -> EventId:
    """A talk, half-year review, training, political review, public notice, branch meeting, approval or extension.

    Raises InvalidInput, NotFound.
    """
    row = placed.row_of(session, member=member)
    if row.stage not in rules.STAGES[:-1]:
        raise InvalidInput(_("{name} is not on the way into the Party.").format(name=row.name))
    entry = _entry(session, row, day)
    if kind == rules.EXTENSION:
        if until is None:
            raise InvalidInput(_("Say until when probation is extended."))
        rules.check_extension(way_of(row, entry, ()), until)
        entry.facts = {**entry.facts, "extended_until": until.isoformat()}
    if kind in DECIDED:
        entry.facts = {**entry.facts, DECIDED[kind]: day.isoformat()}
    given = {"by": by, "result": result, "hours": hours, "document": document, "until": until}
    facts = {key: value for key, value in given.items() if value is not None}
    return registers.add_event(session, entry=EntryId(entry.id), kind=kind, day=day, facts=facts, note=note)


@operation("development.forget", Permission.EDIT_MEMBERS, N_("Delete a mistaken step"))
def forget(session: Session, *, event: EventId) -> None:
    """Deletes a step that was noted by mistake (D16); the stage itself is set back by leave()."""
    found = session.get(RegisterEvent, event)
    entry = None if found is None else session.get(RegisterEntry, found.entry_id)
    if found is None or entry is None or entry.register != DEVELOPMENT or found.kind == rules.STEP:
        raise NotFound(_("There is no such step; reload the list."))
    key = {**DECIDED, rules.EXTENSION: "extended_until"}.get(found.kind)
    entry.facts = {name: value for name, value in entry.facts.items() if name != key}
    session.delete(found)


@operation("development.assign", Permission.EDIT_MEMBERS, N_("Name contacts and introducers"))
def assign(session: Session, *, member: MemberId, people: Sequence[MemberId], day: date, role: str = CONTACT) -> None:
    """Who looks after the person from `day` on (role contact) or introduces them (introducer); replaces the list.

    A contact is often an introducer too. Raises InvalidInput, NotFound.
    """
    if role not in (CONTACT, INTRODUCER):
        raise InvalidInput(_("People stand by somebody on the way as contact or introducer."))
    entry = _entry(session, placed.row_of(session, member=member), day)
    held = select(RegisterPerson).where(RegisterPerson.entry_id == entry.id, RegisterPerson.role == role)
    now = session.scalars(held.where(RegisterPerson.valid_to.is_(None))).all()
    for each in now:
        if each.member_id in people:
            continue
        if each.valid_from >= day:
            session.delete(each)
        else:
            each.valid_to = day
    session.flush()
    for new in dict.fromkeys(people):
        if new not in {each.member_id for each in now}:
            start = max(day, entry.valid_from)
            placed.row_of(session, member=new)
            session.add(RegisterPerson(entry_id=entry.id, member_id=new, role=role, valid_from=start))


def _entry(session: Session, row: Member, day: date) -> RegisterEntry:
    """The open entry of the register; somebody who came with a roster gets one that begins with the first date."""
    found = entries(session, members=[row.id]).get(MemberId(row.id))
    if found is not None and found.valid_to is None:
        return found
    known = [first_day(value) for value in dates_of(row, None).values() if value is not None]
    branch = placed.branch(session, member=MemberId(row.id), day=today())
    return _new_entry(session, row, branch, min([*known, day]))


def _new_entry(session: Session, row: Member, unit: UnitId | None, start: date) -> RegisterEntry:
    facts = {"applied": start.isoformat()}
    for stage, value in dates_of(row, None).items():
        if value is not None and stage != rules.PROBATIONARY:  # no approval is awaited of who was admitted before
            facts[IN_ENTRY[stage]] = first_day(value).isoformat()
    entry = registers.add(session, register=DEVELOPMENT, member=MemberId(row.id), unit=unit, start=start, facts=facts)
    return session.get_one(RegisterEntry, entry)


def _new_event(
    session: Session, entry: RegisterEntry, kind: str, day: date, facts: dict[str, Any], note: str | None
) -> None:
    registers.add_event(session, entry=EntryId(entry.id), kind=kind, day=day, facts=facts, note=note)
