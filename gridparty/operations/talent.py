"""Pools of people: the reserve of secretaries (S013) and outstanding talents (S101)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import EntryId, EventId, MemberId, UnitId
from gridparty.domain.months import months_after
from gridparty.domain.permissions import Permission
from gridparty.domain.registers import REVIEW
from gridparty.i18n import N_, _
from gridparty.operations import entry_events, heads, placed, registers, settings
from gridparty.operations.entry_events import Past
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.tables import Belonging, Member

POOL, TALENT = "talent_pool", "talent"
POOLS = (POOL, TALENT)
SOON = timedelta(days=30)  # a review due within this is shown
TARGETS = "talent_targets"  # the setting: number of the unit → people


@dataclass(frozen=True, slots=True)
class PoolRow:
    """Somebody in a pool; `unit` recommended them; source, last_result and left are choices of the register.

    `review_due`: the day by which the next review is due, None for a pool without reviews.
    """

    entry: EntryId
    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    source: str | None
    since: date
    until: date | None
    left: str | None
    facts: dict[str, Any]
    last_review: date | None
    last_result: str | None
    review_due: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class TargetRow:
    """People of a unit and below in the pool beside the target (人); `target` None where none was set."""

    unit: UnitId
    unit_name: str
    people: int
    target: int | None
    missing: int


@operation("talent.add", Permission.EDIT_MEMBERS, N_("Add to a talent pool"))
def add(
    session: Session,
    *,
    member: MemberId,
    unit: UnitId,
    day: date,
    source: str | None = None,
    pool: str = POOL,
    facts: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> EntryId:
    """Recommended by `unit`; `source` and the facts are fields of the register.

    Raises Conflict if the person is in the pool already, InvalidInput, NotFound.
    """
    if pool not in POOLS:
        raise InvalidInput(_("There is no pool “{pool}”.").format(pool=pool))
    inside = select(RegisterEntry.id).where(RegisterEntry.register == pool, RegisterEntry.member_id == member)
    if session.scalar(inside.where(RegisterEntry.valid_to.is_(None))) is not None:
        raise Conflict(_("This person is in the pool already."))
    given = {**(facts or {}), **({} if source is None else {"source": source})}
    return registers.add(session, register=pool, member=member, unit=unit, start=day, facts=given, remark=note)


@operation("talent.review", Permission.EDIT_MEMBERS, N_("Review somebody in a talent pool"))
def review(session: Session, *, entry: EntryId, day: date, result: str, note: str | None = None) -> EventId:
    """The yearly review; its result is a choice of the register. Raises InvalidInput, NotFound."""
    _row(session, entry)
    return registers.add_event(session, entry=entry, kind=REVIEW, day=day, facts={"result": result}, note=note)


@operation("talent.leave", Permission.EDIT_MEMBERS, N_("Leave a talent pool"))
def leave(session: Session, *, entry: EntryId, day: date, reason: str, note: str | None = None) -> None:
    """Out of the pool from `day` on; `reason` is a choice of the register; the entry stays as history."""
    row = _row(session, entry)
    registers.close(session, entry=entry, end=day, facts={"left": reason} if row.register == POOL else None)
    said = note if row.register == POOL else reason
    if said and said.strip():
        row.remark = "；".join(filter(None, (row.remark, said.strip())))


@operation("talent.target", Permission.SET_UP, N_("Set the target of a talent pool"))
def set_target(session: Session, *, unit: UnitId, people: int | None) -> None:
    """How many people the pool of a unit and below shall have, None for no target. Raises InvalidInput."""
    if people is not None and people < 0:
        raise InvalidInput(_("A target is a number of people."))
    kept = {key: value for key, value in settings.get(session, key=TARGETS).items() if key != str(unit)}
    settings.put(session, key=TARGETS, value=kept if people is None else {**kept, str(unit): people})


def _row(session: Session, entry: EntryId) -> RegisterEntry:
    row = session.get(RegisterEntry, entry)
    if row is None or row.register not in POOLS:
        raise NotFound(_("There is nobody with the number #{entry} in the pool; reload the list.").format(entry=entry))
    return row


def rows(
    session: Session, *, unit: UnitId, day: date | None = None, pool: str = POOL, is_past: bool = False
) -> tuple[PoolRow, ...]:
    """Who is in the pool on the day, recommended by the unit and below; with `is_past` also those who left.

    Somebody whom no unit is noted to have recommended stands under the branch of that day.
    """
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    place = func.coalesce(RegisterEntry.unit_id, Belonging.unit_id)
    found = select(RegisterEntry, Member.name, place).join(Member, RegisterEntry.member_id == Member.id)
    found = found.outerjoin(Belonging, (Belonging.member_id == RegisterEntry.member_id) & heads.affiliated_on(at))
    found = found.where(RegisterEntry.register == pool, RegisterEntry.valid_from <= at)
    if is_past:
        goes_on = select(RegisterEntry.continues_id).where(RegisterEntry.continues_id.is_not(None))
        found = found.where(RegisterEntry.id.not_in(goes_on))
    else:
        found = found.where(or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to > at))
    inside = set(now.subtree(unit))
    ordered = session.execute(found.order_by(Member.pinyin, Member.id)).all()
    kept = [(entry, name, UnitId(unit)) for entry, name, unit in ordered if unit in inside]
    past = entry_events.past(session, register=pool, entries=[entry for entry, _name, _unit in kept], day=at)
    months = registers.kind(session, register=pool).review_months
    return tuple(_shown(entry, name, unit, past[entry.id], now, at, months) for entry, name, unit in kept)


def _shown(
    entry: RegisterEntry, name: str, unit: UnitId, past: Past, now: Tree, at: date, months: int | None
) -> PoolRow:
    last = past.last(REVIEW)
    reviewed = None if last is None else last.day
    due_on = None if months is None else months_after(reviewed or past.since, months)
    is_in = entry.valid_to is None or entry.valid_to > at
    return PoolRow(
        entry=EntryId(entry.id),
        member=MemberId(entry.member_id or 0),
        name=name,
        unit=unit,
        unit_name=now.name(unit),
        source=entry.facts.get("source"),
        since=past.since,
        until=entry.valid_to,
        left=None if is_in else entry.facts.get("left"),
        facts=entry.facts,
        last_review=reviewed,
        last_result=None if last is None else last.facts.get("result"),
        review_due=due_on,
        is_overdue=is_in and due_on is not None and due_on < at,
    )


def sources(session: Session, *, unit: UnitId, day: date | None = None, pool: str = POOL) -> dict[str, int]:
    """People by source in the order of the catalogue ("" where none was noted); the sum is the number of rows()."""
    counted = Counter(row.source or "" for row in rows(session, unit=unit, day=day, pool=pool))
    fields = registers.kind(session, register=pool).fields
    order = [choice.code for field in fields if field.key == "source" for choice in field.choices]
    return {code: counted[code] for code in (*order, "") if counted[code]}


def due(session: Session, *, unit: UnitId, day: date | None = None, pool: str = POOL) -> tuple[PoolRow, ...]:
    """Whose yearly review is due within a month or past, the most urgent first."""
    at = day or today()
    found = [row for row in rows(session, unit=unit, day=at, pool=pool) if row.review_due is not None]
    near = [row for row in found if row.review_due is not None and row.review_due <= at + SOON]
    return tuple(sorted(near, key=lambda row: row.review_due or date.max))


def targets(session: Session, *, unit: UnitId, day: date | None = None) -> tuple[TargetRow, ...]:
    """The unit and its children, each with its people against its target."""
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    own = Counter(row.unit for row in rows(session, unit=unit, day=at))
    total = now.roll_up(own)
    wanted = {UnitId(int(key)): int(people) for key, people in settings.get(session, key=TARGETS).items()}
    return tuple(
        TargetRow(each, now.name(each), total[each], wanted.get(each), max(0, wanted.get(each, 0) - total[each]))
        for each in (unit, *now.children.get(unit, ()))
    )
