"""What the registers owe: reviews that come round, and days entered on which something ends (E10)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain import registers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.ids import EntryId, MemberId, UnitId
from gridparty.domain.months import months_after
from gridparty.domain.registers import Register
from gridparty.operations import register_lists, registers
from gridparty.operations.register_lists import EntryRow
from gridparty.storage.organisation_tables import RegisterEvent

AHEAD = 30  # days


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something owed on an entry: `what` in the user's language, `key` the event kind or the field.

    `last` is when it was done before; `days_left` is negative once it is overdue.
    """

    entry: EntryId
    register: str
    register_label: str
    name: str
    unit: UnitId | None
    unit_name: str
    member: MemberId | None
    key: str
    what: str
    day: date
    days_left: int
    last: date | None


def rows(
    session: Session,
    *,
    unit: UnitId | None = None,
    register: str | None = None,
    day: date | None = None,
    ahead: int = AHEAD,
) -> tuple[DueRow, ...]:
    """What is overdue on a day (today) or falls due within so many days, the most pressing first.

    Over all registers but the restricted ones, or in the one named. Raises InvalidInput, NotFound.
    """
    at = day or today()
    known = registers.kinds(session)
    if register is None:
        asked = {code: each for code, each in known.items() if not each.restricted}
    else:
        one = registers.kind(session, register=register)
        asked = {one.code: one}
    asked = {code: each for code, each in asked.items() if each.review_months or any(f.due for f in each.fields)}
    reviews = _last_reviews(session, asked, at)
    found = [
        due
        for row in register_lists.entries(session, codes=list(asked), unit=unit, day=at)
        for due in _of_entry(asked[row.register], row, reviews.get(row.id), at)
        if due.day <= at + timedelta(days=ahead)
    ]
    return tuple(sorted(found, key=lambda due: (due.day, due.entry)))


def _last_reviews(session: Session, asked: dict[str, Register], day: date) -> dict[int, date]:
    """The last review of an entry until the day, before its moves too."""
    found = select(RegisterEvent.entry_id, func.max(RegisterEvent.day))
    found = found.where(RegisterEvent.kind == rules.REVIEW, RegisterEvent.day <= day).group_by(RegisterEvent.entry_id)
    last: dict[int, date] = {entry: held for entry, held in session.execute(found)}
    for entry, before in register_lists.chains(session, codes=list(asked)).items():
        held = [last[each] for each in (entry, *before) if each in last]
        if held:
            last[entry] = max(held)
    return last


def _of_entry(of: Register, row: EntryRow, last: date | None, day: date) -> list[DueRow]:
    owed: list[tuple[str, str, date, date | None]] = []
    if of.review_months:
        since = last or row.since
        owed.append(
            (
                rules.REVIEW,
                rules.label(of.event(rules.REVIEW)),
                months_after(since, of.review_months) if since else day,
                last,
            )
        )
    for field in of.fields:
        if field.due and (ends := rules.day_of(row.facts, field.key)):
            owed.append((field.key, rules.label(field), ends, None))
    return [
        DueRow(
            entry=row.id,
            register=of.code,
            register_label=of.label,
            name=row.name,
            unit=row.unit,
            unit_name=row.unit_name,
            member=row.member,
            key=key,
            what=what,
            day=due,
            days_left=(due - day).days,
            last=before,
        )
        for key, what, due, before in owed
    ]
