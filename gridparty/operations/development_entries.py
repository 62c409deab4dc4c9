"""Where a person's way into the Party is kept: dates with the person, the rest in the register (E10, DOMAIN 1.3)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gridparty.domain import development as rules
from gridparty.domain.development import ACTIVIST, APPLICANT, CANDIDATE, FULL, PROBATIONARY, Way
from gridparty.domain.ids import MemberId
from gridparty.domain.partial_dates import from_day
from gridparty.domain.registers import day_of
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent
from gridparty.storage.tables import Member

DEVELOPMENT = "development"
CONTACT, INTRODUCER = "contact", "introducer"
APPLIED = "applied_date"
FACTS = {APPLICANT: APPLIED, ACTIVIST: "activist_date", CANDIDATE: "candidate_date"}  # facts of a person
COLUMNS = {PROBATIONARY: "join_date", FULL: "full_date"}  # columns of a person
IN_ENTRY = {
    APPLICANT: "applied", ACTIVIST: "activist", CANDIDATE: "candidate", PROBATIONARY: "meeting", FULL: "full",
}  # fmt: skip
DECIDED = {rules.MEETING: "meeting", rules.APPROVAL: "approved"}  # events whose day is a fact of the entry too
MANY = 500  # more people than this are not named one by one


def entries(session: Session, *, members: Collection[int] | None = None) -> dict[MemberId, RegisterEntry]:
    """The newest entry of each (of everyone by default), the open one where there is one."""
    found = select(RegisterEntry).where(RegisterEntry.register == DEVELOPMENT, RegisterEntry.member_id.is_not(None))
    if members is not None and len(members) < MANY:
        found = found.where(RegisterEntry.member_id.in_(members))
    ordered = sorted(session.scalars(found), key=_newest_last)
    return {MemberId(row.member_id): row for row in ordered if row.member_id is not None}


def _newest_last(row: RegisterEntry) -> tuple[Any, ...]:
    return row.valid_to is None, row.valid_from, row.id


def events_of(entry: RegisterEntry) -> Select[RegisterEvent]:
    """What was noted in an entry, in the order of days."""
    found = select(RegisterEvent).where(RegisterEvent.entry_id == entry.id)
    return found.order_by(RegisterEvent.day, RegisterEvent.id)


def dates_of(member: Member, entry: RegisterEntry | None) -> dict[str, int | None]:
    """Stage → partial date: the person's own, else the entry's."""
    facts: Mapping[str, Any] = {} if entry is None else entry.facts
    own: dict[str, int | None] = {stage: member.facts.get(name) for stage, name in FACTS.items()}
    own |= {stage: getattr(member, column) for stage, column in COLUMNS.items()}
    return {
        stage: value if isinstance(value, int) else _partial(day_of(facts, IN_ENTRY[stage]))
        for stage, value in own.items()
    }


def _partial(day: date | None) -> int | None:
    return None if day is None else from_day(day)


def way_of(member: Member, entry: RegisterEntry | None, done: Iterable[RegisterEvent]) -> Way:
    """What the rules look at."""
    facts: Mapping[str, Any] = {} if entry is None else entry.facts
    events = list(done)
    return Way(
        stage=member.stage,
        dates=dates_of(member, entry),
        talks=(
            *(event.day for event in events if event.kind == rules.TALK),
            *((day,) if (day := day_of(facts, "talked")) else ()),
        ),
        reviews=tuple(event.day for event in events if event.kind == rules.REVIEW),
        training_hours=sum(rules.hours_of(event.facts) or 0 for event in events if event.kind == rules.TRAINING),
        meeting=day_of(facts, "meeting"),
        approved=day_of(facts, "approved"),
        extended_until=day_of(facts, "extended_until"),
    )


def extensions(session: Session, *, members: Collection[int]) -> dict[MemberId, date]:
    """The day to which somebody's probation was extended."""
    found = entries(session, members=members)
    return {key: day for key, row in found.items() if (day := day_of(row.facts, "extended_until"))}
