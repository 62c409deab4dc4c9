"""Floating members: where they are, who follows up, every contact, what was sent, and what is overdue (S130)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import EntryId, EventId, MemberId, UnitId
from gridparty.domain.masking import mask_phone
from gridparty.domain.members import Person
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import entry_events, members, placed, registers, settings, tree
from gridparty.operations.entry_events import Past
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import BEGINNING, Member

FLOATING, FOLLOWER = "floating", "follower"
OUTFLOW, INFLOW = "out", "in"
DIRECTIONS = {OUTFLOW: N_("Outflow"), INFLOW: N_("Inflow")}
CONTACT, MATERIAL = "contact", "material"
CONTACT_DAYS = 90  # [P] without contact for longer is overdue; the setting "floating" {"contact_days": n} overrules it


@dataclass(frozen=True, slots=True)
class FloatingRow:
    """A floating member; the phone is masked. `overdue`: no contact for longer than the setting allows."""

    entry: EntryId
    member: MemberId
    name: str
    phone: str | None
    unit: UnitId | None
    unit_name: str
    direction: str  # outflow or inflow
    place: str
    since: date
    until: date | None
    follow_up: MemberId | None
    follow_up_name: str | None
    last_contact: date | None
    days_without: int  # days since the last contact, else since the flow began
    overdue: bool
    contacts: int
    materials: int  # times that study material was sent
    is_lost: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the contact log; kind: contact, material or another event of the register."""

    id: EventId
    kind: str
    day: date
    way: str | None
    reached: bool  # False: a contact was tried in vain
    note: str | None


@operation("floating.begin", Permission.EDIT_MEMBERS, N_("Note a floating member"))
def begin(
    session: Session,
    *,
    direction: str,
    place: str,
    since: date,
    member: MemberId | None = None,
    person: Person | None = None,
    unit: UnitId | None = None,
    follow_up: MemberId | None = None,
    reason: str | None = None,
) -> EntryId:
    """Outflow: a member of ours who is away, and stays in the roster. Inflow: somebody affiliated elsewhere who is
    here (a person of the file or a new one), at `unit`. `reason` is a choice of the register.

    Raises InvalidInput, NotFound, Conflict.
    """
    if direction not in DIRECTIONS:
        raise InvalidInput(_("A flow is out or in."))
    if (member is None) == (person is None):
        raise InvalidInput(_("Name either a person of the file or a new one."))
    if member is None:
        assert person is not None
        member = members.insert(session, person=person)
    row = placed.row_of(session, member=member)
    branch = placed.branch(session, member=member, day=max(since, today()))
    _check(session, member=member, branch=branch, direction=direction, unit=unit)
    row.is_floating = True
    return registers.add(
        session,
        register=FLOATING,
        member=member,
        unit=branch if direction == OUTFLOW else unit,
        start=since,
        facts={"direction": direction, "place": place, "reason": reason},
        people=() if follow_up is None else ((FOLLOWER, follow_up),),
    )


def _check(session: Session, *, member: MemberId, branch: UnitId | None, direction: str, unit: UnitId | None) -> None:
    if direction == OUTFLOW and branch is None:
        raise InvalidInput(_("Only somebody affiliated in this file can flow out; note an inflow instead."))
    if direction == INFLOW and branch is not None:
        raise InvalidInput(_("This person is affiliated here, so this is no inflow."))
    if direction == INFLOW and unit is None:
        raise InvalidInput(_("Say at which unit the floating member is."))
    opened = select(RegisterEntry.id).where(RegisterEntry.register == FLOATING, RegisterEntry.member_id == member)
    if session.scalar(opened.where(RegisterEntry.valid_to.is_(None))) is not None:
        raise Conflict(_("This person is noted as floating already; end that first."))


@operation("floating.edit", Permission.EDIT_MEMBERS, N_("Edit a floating member"))
def edit(
    session: Session,
    *,
    entry: EntryId,
    place: str | None = None,
    follow_up: MemberId | None = None,
    day: date | None = None,
) -> None:
    """Another place, or somebody else who follows up from `day` on. Raises InvalidInput, NotFound."""
    row = _row(session, entry)
    if place is not None:
        registers.edit(session, entry=entry, facts={"place": place})
    if follow_up is None:
        return
    start = max(day or today(), row.valid_from)
    held = select(RegisterPerson).where(RegisterPerson.entry_id == entry, RegisterPerson.valid_to.is_(None))
    for person in session.scalars(held).all():
        if person.member_id == follow_up:
            return
        if person.valid_from >= start:
            session.delete(person)
        else:
            person.valid_to = start
    session.flush()
    registers.add_person(session, entry=entry, member=follow_up, role=FOLLOWER, start=start)


@operation("floating.contact", Permission.EDIT_MEMBERS, N_("Note a contact"))
def contact(
    session: Session, *, entry: EntryId, day: date, way: str = "phone", note: str | None = None, reached: bool = True
) -> EventId:
    """A contact with a floating member, or one tried in vain. Raises InvalidInput, NotFound."""
    _row(session, entry)
    facts = {"way": way, "reached": reached}
    return registers.add_event(session, entry=entry, kind=CONTACT, day=day, facts=facts, note=note)


@operation("floating.material", Permission.EDIT_MEMBERS, N_("Note study material that was sent"))
def send(session: Session, *, entry: EntryId, day: date, what: str) -> EventId:
    """Study material that was sent. Raises InvalidInput, NotFound."""
    _row(session, entry)
    return registers.add_event(session, entry=entry, kind=MATERIAL, day=day, facts={"what": what})


@operation("floating.send_all", Permission.EDIT_MEMBERS, N_("Note study material that was sent to several"))
def send_all(session: Session, *, entries: Sequence[EntryId], day: date, what: str) -> tuple[EventId, ...]:
    """The same study material sent to several on a day, all or nobody. Raises InvalidInput, NotFound."""
    return tuple(send(session, entry=entry, day=day, what=what) for entry in entries)


@operation("floating.end", Permission.EDIT_MEMBERS, N_("End a flow"))
def end(session: Session, *, entry: EntryId, day: date, note: str | None = None) -> None:
    """The member came back or moved on; `day` is the first day without."""
    row = _row(session, entry)
    registers.add_event(session, entry=entry, kind="return", day=day, note=note)
    registers.close(session, entry=entry, end=day)
    placed.row_of(session, member=MemberId(row.member_id or 0)).is_floating = False


def _row(session: Session, entry: EntryId) -> RegisterEntry:
    row = session.get(RegisterEntry, entry)
    if row is None or row.register != FLOATING:
        raise NotFound(_("There is no floating member #{entry}; reload the list.").format(entry=entry))
    return row


def rows(
    session: Session,
    *,
    unit: UnitId,
    day: date | None = None,
    direction: str | None = None,
    overdue: bool = False,
) -> tuple[FloatingRow, ...]:
    """Who floats on the day: outflow of members of the unit and below, inflow noted there; longest without contact
    first. `overdue`: only those.
    """
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    ours = {MemberId(row.id): UnitId(row.unit_id) for row in placed.below(session, now=now, unit=unit, day=at)}
    inside = set(now.subtree(unit))
    tests = (RegisterEntry.valid_from <= at, or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to > at))
    found = []
    for row in _rows(session, now, at, *tests, branches=ours):
        is_here = row.member in ours if row.direction == OUTFLOW else row.unit in inside
        if is_here and direction in (None, row.direction) and (row.overdue or not overdue):
            found.append(row)
    return tuple(sorted(found, key=lambda row: -row.days_without))


def of_member(session: Session, *, member: MemberId, day: date | None = None) -> tuple[FloatingRow, ...]:
    """A person's flows, also those that ended, the newest first."""
    at = day or today()
    now = tree.load(session, first=BEGINNING, last=at)
    goes_on = select(RegisterEntry.continues_id).where(RegisterEntry.continues_id.is_not(None))
    tests = (RegisterEntry.member_id == member, RegisterEntry.id.not_in(goes_on))
    found = _rows(session, now, at, *tests, branches={})
    return tuple(sorted(found, key=lambda row: row.since, reverse=True))


def log(session: Session, *, entry: EntryId) -> tuple[LogRow, ...]:
    """The contact log, the newest first."""
    found = select(RegisterEvent).where(RegisterEvent.entry_id == entry)
    return tuple(
        LogRow(
            id=EventId(event.id),
            kind=event.kind,
            day=event.day,
            way=event.facts.get("way"),
            reached=_reached(event),
            note=event.note or event.facts.get("what"),
        )
        for event in session.scalars(found.order_by(RegisterEvent.day.desc(), RegisterEvent.id.desc()))
    )


def contact_days(session: Session) -> int:
    """Without contact for longer than so many days is overdue."""
    return int(settings.get(session, key="floating").get("contact_days", CONTACT_DAYS))


def _reached(event: RegisterEvent) -> bool:
    return bool(event.facts.get("reached", True))


def _rows(
    session: Session, now: Tree, at: date, *tests: ColumnElement[bool], branches: dict[MemberId, UnitId]
) -> list[FloatingRow]:
    found = select(RegisterEntry, Member).join(Member, RegisterEntry.member_id == Member.id)
    entries = session.execute(found.where(RegisterEntry.register == FLOATING, *tests)).all()
    past = entry_events.past(session, register=FLOATING, entries=[entry for entry, _member in entries], day=at)
    held = entry_events.people(session, entries=list(past), day=at, role=FOLLOWER)
    followers = {entry: (member, name) for entry, _role, member, name, _since in held}
    limit = contact_days(session)
    return [
        _shown(
            entry, member, past[entry.id], followers.get(entry.id), now, at, limit,
            branches.get(MemberId(member.id), entry.unit_id),
        )
        for entry, member in entries
    ]  # fmt: skip


def _shown(
    entry: RegisterEntry,
    member: Member,
    past: Past,
    follower: tuple[MemberId, str] | None,
    now: Tree,
    at: date,
    limit: int,
    unit: UnitId | int | None,
) -> FloatingRow:
    reached = [event.day for event in past.of_kind(CONTACT) if _reached(event)]
    last = max(reached, default=None)
    without = (at - (last or past.since)).days
    is_open = entry.valid_to is None or entry.valid_to > at
    return FloatingRow(
        entry=EntryId(entry.id),
        member=MemberId(member.id),
        name=member.name,
        phone=mask_phone(member.phone) if member.phone else None,
        unit=None if unit is None else UnitId(unit),
        unit_name="" if unit is None else now.name(UnitId(unit)),
        direction=entry.facts.get("direction", OUTFLOW),
        place=entry.facts.get("place", ""),
        since=past.since,
        until=entry.valid_to,
        follow_up=None if follower is None else follower[0],
        follow_up_name=None if follower is None else follower[1],
        last_contact=last,
        days_without=without,
        overdue=is_open and without > limit,
        contacts=len(reached),
        materials=len(past.of_kind(MATERIAL)),
        is_lost=member.is_lost,
    )
