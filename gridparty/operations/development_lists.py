"""The development pipeline as lists: who is on the way, what is due, applications of a span (DOMAIN 1.3; S009)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import development as rules
from gridparty.domain.civil_time import today
from gridparty.domain.development import Due
from gridparty.domain.ids import EventId, MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.partial_dates import first_day
from gridparty.domain.registers import day_of
from gridparty.operations import entry_events, placed, tree
from gridparty.operations.development_entries import (
    APPLIED,
    CONTACT,
    INTRODUCER,
    dates_of,
    entries,
    events_of,
    way_of,
)
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent
from gridparty.storage.tables import Member

ON_THE_WAY = rules.STAGES[:-1]


@dataclass(frozen=True, slots=True)
class PipelineRow:
    """Somebody on the way; partial dates by stage, the next things due first, `overdue` where one is past its day."""

    member: MemberId
    name: str
    unit: UnitId | None
    unit_name: str
    stage: str
    dates: dict[str, int | None]  # stage → partial date
    contacts: tuple[str, ...]  # names of the contact members
    last_talk: date | None
    last_review: date | None
    training_hours: float
    dues: tuple[Due, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that was done or decided, in the order of days; kind is a code of domain.development.EVENTS."""

    id: EventId
    kind: str
    day: date
    stage: str | None  # of a step
    by: str | None
    result: str | None
    hours: float | None
    document: str | None
    until: date | None  # of an extension
    note: str | None


@dataclass(frozen=True, slots=True)
class Path:
    """One person's way: the row, what was done, who the contacts and introducers are."""

    row: PipelineRow
    steps: tuple[StepRow, ...]
    contacts: tuple[tuple[MemberId, str], ...]
    introducers: tuple[tuple[MemberId, str], ...]
    next_stage: str | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing due for one person, the most urgent first."""

    member: MemberId
    name: str
    unit: UnitId | None
    unit_name: str
    stage: str
    due: Due
    days_left: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application for membership handed in within a span (S009)."""

    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    value: int  # the partial date of the application
    stage: str


def rows(
    session: Session, *, unit: UnitId, day: date | None = None, stage: str | None = None
) -> tuple[PipelineRow, ...]:
    """Everyone on the way in the unit and below, probationary members included, by stage and date."""
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    stages = ON_THE_WAY if stage is None else (stage,)
    tests = (Member.stage.in_(stages), Member.closed_on.is_(None))
    people = placed.below(session, now=now, unit=unit, day=at, tests=tests)
    found = _rows(session, {MemberId(row.id): UnitId(row.unit_id) for row in people}, now, at)
    return tuple(sorted(found, key=lambda row: (rules.STAGES.index(row.stage), row.dates.get(row.stage) or 0)))


def of_member(session: Session, *, member: MemberId, day: date | None = None) -> Path | None:
    """One person's way; None for somebody who never was on it."""
    at = day or today()
    row = placed.row_of(session, member=member)
    entry = entries(session, members=[member]).get(member)
    if entry is None and row.stage not in ON_THE_WAY:
        return None
    branch = placed.branch(session, member=member, day=at)
    now = tree.on_day(session, day=at)
    shown = _rows(session, {member: branch}, now, at)[0]
    steps: tuple[StepRow, ...] = ()
    if entry is not None:
        steps = tuple(_step(event) for event in session.scalars(events_of(entry)))
    people = entry_events.people(session, entries=[] if entry is None else [entry.id], day=at)
    is_on_way = row.stage in ON_THE_WAY
    return Path(
        row=shown,
        steps=steps,
        contacts=tuple((key, name) for _entry, role, key, name, _since in people if role == CONTACT),
        introducers=tuple((key, name) for _entry, role, key, name, _since in people if role == INTRODUCER),
        next_stage=rules.STAGES[rules.STAGES.index(row.stage) + 1] if is_on_way else None,
    )


def due(session: Session, *, unit: UnitId, day: date | None = None, within: int = 30) -> tuple[DueRow, ...]:
    """What is due within so many days or overdue, in the unit and below."""
    at = day or today()
    found = []
    for row in rows(session, unit=unit, day=at):
        for each in row.dues:
            left = (each.day - at).days
            if left <= within:
                is_late = left < 0 and not each.may
                found.append(
                    DueRow(row.member, row.name, row.unit, row.unit_name, row.stage, each, left, overdue=is_late)
                )
    return tuple(sorted(found, key=lambda row: row.due.day))


def applications(session: Session, *, unit: UnitId, first: Month, last: Month) -> tuple[ApplicationRow, ...]:
    """Applications handed in from the first month to the last; their number is the figure of S009 (人).

    An application counts for the branch that it was handed in to, also when the person went elsewhere since.
    """
    now = tree.load(session, first=first.first, last=last.last)
    below = set(now.subtree(unit)) if unit in now.nodes else set()
    noted = entries(session)
    places = {key: UnitId(entry.unit_id) for key, entry in noted.items() if entry.unit_id in below}
    for row in placed.below(session, Member.facts, now=now, unit=unit, day=last.last):
        if row.id not in noted and APPLIED in row.facts:
            places[row.id] = UnitId(row.unit_id)
    found = []
    for member in _members(session, places):
        applied = dates_of(member, noted.get(MemberId(member.id)))[rules.APPLICANT]
        if applied is not None and first.first <= first_day(applied) <= last.last:
            place = places[MemberId(member.id)]
            found.append(
                ApplicationRow(MemberId(member.id), member.name, place, now.name(place), applied, member.stage)
            )
    return tuple(sorted(found, key=lambda row: row.value))


def _members(session: Session, keys: Collection[int]) -> Sequence[Member]:
    return session.scalars(select(Member).where(Member.id.in_(keys)).order_by(Member.pinyin, Member.id)).all()


def _rows(session: Session, places: Mapping[MemberId, UnitId | None], now: Tree, at: date) -> list[PipelineRow]:
    noted = entries(session, members=places)
    numbers = {entry.id: key for key, entry in noted.items()}
    done: dict[MemberId, list[RegisterEvent]] = defaultdict(list)
    for event in session.scalars(select(RegisterEvent).where(RegisterEvent.entry_id.in_(numbers))):
        done[numbers[event.entry_id]].append(event)
    contacts: dict[int, list[str]] = defaultdict(list)
    for number, _role, _key, name, _since in entry_events.people(session, entries=numbers, day=at, role=CONTACT):
        contacts[number].append(name)
    found = []
    for member in _members(session, places):
        key = MemberId(member.id)
        entry = noted.get(key)
        names = tuple(contacts[entry.id]) if entry is not None else ()
        found.append(_row(member, entry, done[key], places[key], names, now, at))
    return found


def _row(
    member: Member,
    entry: RegisterEntry | None,
    done: Sequence[RegisterEvent],
    unit: UnitId | None,
    contacts: tuple[str, ...],
    now: Tree,
    at: date,
) -> PipelineRow:
    way = way_of(member, entry, done)
    dues = rules.due(way)
    return PipelineRow(
        member=MemberId(member.id),
        name=member.name,
        unit=unit,
        unit_name="" if unit is None else now.name(unit),
        stage=member.stage,
        dates=dict(way.dates),
        contacts=contacts,
        last_talk=max(way.talks, default=None),
        last_review=max(way.reviews, default=None),
        training_hours=way.training_hours,
        dues=dues,
        overdue=any(each.day < at and not each.may for each in dues),
    )


def _step(event: RegisterEvent) -> StepRow:
    facts = event.facts
    return StepRow(
        id=EventId(event.id),
        kind=event.kind,
        day=event.day,
        stage=facts.get("stage"),
        by=facts.get("by"),
        result=facts.get("result"),
        hours=rules.hours_of(facts),
        document=facts.get("document"),
        until=day_of(facts, "until"),
        note=event.note,
    )
