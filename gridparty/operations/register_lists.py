"""What the registers say: lists, and one entry with its events and people (E10)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain import registers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import EntryId, EntryPersonId, EventId, MemberId, UnitId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import heads, posts, registers, tree
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import BEGINNING, Belonging, Member

FEW = 500  # entries of which people and events are asked for by number


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of a register, phones masked; `since` None: as long as anyone remembers, `until` the first day without it.

    `unit` is the entry's own, or the branch of the person whom it is about. `people` counts those who belong to it on
    the day, `events` what happened until then, also before the entry moved to its unit. `posts`: those that the person
    whom it is about holds on that day, in words; filled in the list of a register alone (S010).
    """

    id: EntryId
    register: str
    name: str
    unit: UnitId | None
    unit_name: str
    member: MemberId | None
    member_name: str
    since: date | None
    until: date | None
    facts: dict[str, Any]
    people: int
    events: int
    last_event: date | None
    remark: str | None
    continues: EntryId | None
    posts: str = ""


@dataclass(frozen=True, slots=True)
class EntryPerson:
    """Someone who belongs or belonged to an entry."""

    id: EntryPersonId
    member: MemberId
    name: str
    role: str
    role_label: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class EntryEvent:
    """Something that happened; `entry` is an earlier one where it happened before a move."""

    id: EventId
    entry: EntryId
    kind: str
    kind_label: str
    day: date
    facts: dict[str, Any]
    note: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with its register, people (those of today first) and events (the latest first)."""

    register: Register
    row: EntryRow
    people: tuple[EntryPerson, ...]
    events: tuple[EntryEvent, ...]


def rows(
    session: Session,
    *,
    register: str,
    unit: UnitId | None = None,
    day: date | None = None,
    member: MemberId | None = None,
    closed: bool = False,
    search: str = "",
) -> tuple[EntryRow, ...]:
    """The register on a day (today), of a unit and what is below it; `closed` adds what was closed before.

    `search` looks into names, units and facts. Raises InvalidInput, NotFound.
    """
    of, at = registers.kind(session, register=register), day or today()
    found = _found(session, [of.code], unit=unit, day=at, member=member, closed=closed)
    if of.about != rules.UNIT:
        held = posts.words(session, day=at)
        found = tuple(replace(row, posts=held.get(row.member, "")) for row in found)
    word = search.strip().casefold()
    return tuple(row for row in found if not word or word in _text(of, row))


def of_unit(session: Session, *, unit: UnitId, day: date | None = None, below: bool = False) -> tuple[EntryRow, ...]:
    """The entries of a unit itself (or also of what is below it) on a day, without restricted registers."""
    codes = [code for code, each in registers.kinds(session).items() if not each.restricted]
    found = _found(session, codes, unit=unit, day=day or today())
    return tuple(row for row in found if below or row.unit == unit)


def entries(
    session: Session, *, codes: Collection[str], unit: UnitId | None = None, day: date | None = None
) -> tuple[EntryRow, ...]:
    """The open entries of several registers on a day."""
    return _found(session, codes, unit=unit, day=day or today())


def _found(
    session: Session,
    codes: Collection[str],
    *,
    day: date,
    unit: UnitId | None = None,
    member: MemberId | None = None,
    closed: bool = False,
    only: EntryId | None = None,
) -> tuple[EntryRow, ...]:
    now = tree.load(session, first=BEGINNING if closed else day, last=day)
    if unit is not None and unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    place = func.coalesce(RegisterEntry.unit_id, Belonging.unit_id)
    found = select(RegisterEntry, Member.name, place)
    found = found.outerjoin(Member, Member.id == RegisterEntry.member_id)
    found = found.outerjoin(Belonging, (Belonging.member_id == RegisterEntry.member_id) & heads.affiliated_on(day))
    found = found.where(RegisterEntry.register.in_(codes), RegisterEntry.valid_from <= day)
    if not closed:
        found = found.where(or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to > day))
    if member is not None:
        found = found.where(RegisterEntry.member_id == member)
    if only is not None:
        found = found.where(RegisterEntry.id == only)
    if unit is not None:
        found = found.where(place.in_(now.subtree(unit)))
    lines = [(entry, name, where) for entry, name, where in session.execute(found.order_by(RegisterEntry.id))]
    past, kinds = chains(session, codes=codes), registers.kinds(session)
    shown = [each for entry, _name, _where in lines for each in (entry.id, *past.get(entry.id, ()))]
    few = shown if len(shown) <= FEW else None
    held = _people_on(session, day, few)
    happened = _events_until(session, codes, day, few)
    return tuple(
        _entry_row(
            entry, name, where, now, kinds, held, [happened[each] for each in (entry.id, *past.get(entry.id, ()))]
        )
        for entry, name, where in lines
    )


def _entry_row(
    entry: RegisterEntry,
    member_name: str | None,
    where: int | None,
    now: tree.Tree,
    kinds: Mapping[str, Register],
    held: Counter[int],
    happened: list[tuple[int, date | None]],
) -> EntryRow:
    return EntryRow(
        id=EntryId(entry.id),
        register=entry.register,
        name=entry.name,
        unit=None if where is None else UnitId(where),
        unit_name="" if where is None else now.name(UnitId(where)),
        member=None if entry.member_id is None else MemberId(entry.member_id),
        member_name=member_name or "",
        since=None if entry.valid_from == BEGINNING else entry.valid_from,
        until=entry.valid_to,
        facts=rules.masked(kinds[entry.register].fields, entry.facts),
        people=held[entry.id],
        events=sum(number for number, _last in happened),
        last_event=max((last for _number, last in happened if last is not None), default=None),
        remark=entry.remark,
        continues=None if entry.continues_id is None else EntryId(entry.continues_id),
    )


def _people_on(session: Session, day: date, few: list[int] | None) -> Counter[int]:
    there = (RegisterPerson.valid_from <= day) & or_(RegisterPerson.valid_to.is_(None), RegisterPerson.valid_to > day)
    found = select(RegisterPerson.entry_id, func.count()).where(there).group_by(RegisterPerson.entry_id)
    if few is not None:
        found = found.where(RegisterPerson.entry_id.in_(few))
    return Counter({entry: number for entry, number in session.execute(found)})


def _events_until(
    session: Session, codes: Collection[str], day: date, few: list[int] | None
) -> dict[int, tuple[int, date | None]]:
    found = select(RegisterEvent.entry_id, func.count(), func.max(RegisterEvent.day)).join(
        RegisterEntry, RegisterEntry.id == RegisterEvent.entry_id
    )
    found = found.where(RegisterEvent.day <= day, RegisterEntry.register.in_(codes)).group_by(RegisterEvent.entry_id)
    if few is not None:
        found = found.where(RegisterEvent.entry_id.in_(few))
    known: dict[int, tuple[int, date | None]] = defaultdict(lambda: (0, None))
    known.update({entry: (number, last) for entry, number, last in session.execute(found)})
    return known


def chains(session: Session, *, codes: Collection[str]) -> dict[int, tuple[int, ...]]:
    """What an entry continues, the nearest first, for entries that continue others (moves and change orders)."""
    found = select(RegisterEntry.id, RegisterEntry.continues_id)
    found = found.where(RegisterEntry.continues_id.is_not(None), RegisterEntry.register.in_(codes))
    before = {entry: earlier for entry, earlier in session.execute(found)}
    past: dict[int, tuple[int, ...]] = {}
    for entry in before:
        line: list[int] = []
        at: int | None = before[entry]
        while at is not None and at not in line:
            line.append(at)
            at = before.get(at)
        past[entry] = tuple(line)
    return past


def _text(of: Register, row: EntryRow) -> str:
    facts = (rules.shown(field, row.facts.get(field.key)) for field in of.fields)
    return "\n".join((row.name, row.unit_name, row.member_name, row.posts, row.remark or "", *facts)).casefold()


def entry(session: Session, *, entry: EntryId) -> Entry:
    """One entry, open or closed, with the people and the events of all the entries that it continues."""
    row = session.get(RegisterEntry, entry)
    if row is None:
        raise NotFound(_("There is no entry #{entry}.").format(entry=entry))
    day = max(row.valid_from, today())
    of = registers.kind(session, register=row.register)
    shown = _found(session, [row.register], day=day, closed=True, only=entry)
    line = (row.id, *chains(session, codes=[row.register]).get(row.id, ()))
    return Entry(of, shown[0], _people(session, of, row.id), _events(session, of, line))


def _people(session: Session, of: Register, entry: int) -> tuple[EntryPerson, ...]:
    labels = {role.role: rules.label(role) for role in of.people}
    order = list(labels)
    found = select(RegisterPerson, Member.name).join(Member).where(RegisterPerson.entry_id == entry)
    people = [
        EntryPerson(
            id=EntryPersonId(row.id),
            member=MemberId(row.member_id),
            name=name,
            role=row.role,
            role_label=labels.get(row.role, row.role),
            since=None if row.valid_from == BEGINNING else row.valid_from,
            until=row.valid_to,
        )
        for row, name in session.execute(found.order_by(RegisterPerson.valid_from, RegisterPerson.id))
    ]
    return tuple(
        sorted(people, key=lambda p: (p.until is not None, order.index(p.role) if p.role in order else len(order)))
    )


def _events(session: Session, of: Register, entries: Iterable[int]) -> tuple[EntryEvent, ...]:
    labels = {each.kind: rules.label(each) for each in of.events}
    fields = {each.kind: each.fields for each in of.events}
    found = select(RegisterEvent).where(RegisterEvent.entry_id.in_(tuple(entries)))
    return tuple(
        EntryEvent(
            id=EventId(row.id),
            entry=EntryId(row.entry_id),
            kind=row.kind,
            kind_label=labels.get(row.kind, row.kind),
            day=row.day,
            facts=rules.masked(fields.get(row.kind, ()), row.facts),
            note=row.note,
        )
        for row in session.scalars(found.order_by(RegisterEvent.day.desc(), RegisterEvent.id.desc()))
    )
