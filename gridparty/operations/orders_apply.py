"""Writes what a change order does: rows that hold on the day end, and copies with the new values go on (D2, D6)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gridparty.domain.ids import ActivityId, UnitId
from gridparty.operations import activities
from gridparty.operations.orders_holdings import Found
from gridparty.operations.orders_work import Carried, Work
from gridparty.storage.bulk import insert_columns
from gridparty.storage.office_tables import Transfer
from gridparty.storage.organisation_tables import RegisterEntry, RegisterPerson, Term
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import (
    Activity,
    ActivityUnit,
    Attendance,
    Belonging,
    Logged,
    Post,
    Service,
    Unit,
    UnitLink,
    UnitState,
)

AT_ONCE = 1_000  # rows named in one statement
OWN = ("id", "uid", "version", "writer_epoch")  # what a copy of a row has of its own
UNITS = ("unit_id", "other_id", "parent_id", "group_id")
PLAIN: dict[str, type[Logged]] = {"service": Service, "transfer": Transfer}
DATED: tuple[type[Logged], ...] = (UnitState, UnitLink, Belonging, Post, RegisterEntry)


def write(session: Session, work: Work) -> dict[UnitId, UnitId]:
    """Writes all of it. Returns the numbers that the new units got, by their places (negative)."""
    numbers = _new_units(session, work)
    for table in DATED:
        _end(session, table, work.ended[table].values(), work.plan.day)
        carried = [each for each in work.carried[table].values() if each.row.id not in work.ended[table]]
        _carry(session, table, carried, work, numbers)
    _lengthen(session, work)
    for table in (UnitState, UnitLink):
        _insert(session, table, [_real(values, numbers) for values in work.made[table]])
    _set(session, Term, [row.id for row in work.ended[Term].values()], {"ended": work.plan.day})
    _records(session, work, numbers)
    return numbers


def _new_units(session: Session, work: Work) -> dict[UnitId, UnitId]:
    wanted = [values["unit_id"] for values in work.made[UnitState] if values["unit_id"] < 0]
    first = next_id(session, Unit)
    numbers = {unit: UnitId(first + place) for place, unit in enumerate(wanted)}
    _insert(session, Unit, [{"id": number} for number in numbers.values()])
    return numbers


def _real(values: dict[str, Any], numbers: dict[UnitId, UnitId]) -> dict[str, Any]:
    return {key: numbers.get(value, value) if key in UNITS else value for key, value in values.items()}


def _end(session: Session, table: type[Logged], rows: Iterable[Found], day: date) -> None:
    """Ends rows on the day; one that would begin later never holds."""
    ends: dict[date, list[int]] = defaultdict(list)
    for row in rows:
        ends[max(day, row.valid_from)].append(row.id)
    for end, ids in ends.items():
        _set(session, table, ids, {"valid_to": end})


def _carry(
    session: Session, table: type[Logged], carried: Sequence[Carried], work: Work, numbers: dict[UnitId, UnitId]
) -> None:
    day = work.plan.day
    later: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    ending, copies, old_numbers = [], [], []
    for each in carried:
        values = _real(each.values, numbers)
        if each.row.valid_from >= day:
            plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
            if len(plain) < len(values):
                _set(session, table, [each.row.id], values)
            else:
                later[tuple(plain.items())].append(each.row.id)
            continue
        columns = {c.name: getattr(each.row, c.name) for c in table.__table__.c if c.name not in OWN}
        copies.append({**columns, **values, "valid_from": day})
        ending.append(each.row)
        old_numbers.append(each.row.id)
    for items, ids in later.items():
        _set(session, table, ids, dict(items))
    if table is Belonging:
        _hand_over_receipts(session, ending, day)
        ending = [row for row in ending if not row.receipt]
        for copy, number in zip(copies, old_numbers, strict=True):
            copy["valid_to"] = work.longer.get(number, copy["valid_to"])
    if table is RegisterEntry:
        _continue_entries(session, copies, old_numbers, day)
    _end(session, table, ending, day)
    _insert(session, table, copies)


def _hand_over_receipts(session: Session, rows: Sequence[Found], day: date) -> None:
    """A receipt's number is unique and goes on with the registration; the old row keeps it among its facts."""
    for row in rows:
        if row.receipt:
            facts = {**row.facts, "receipt": row.receipt}
            _set(session, Belonging, [row.id], {"valid_to": day, "receipt": None, "facts": facts})


def _continue_entries(session: Session, copies: list[dict[str, Any]], old: list[int], day: date) -> None:
    """Entries that go on name the ones they continue, and take their people along."""
    first = next_id(session, RegisterEntry)
    new = {number: first + place for place, number in enumerate(old)}
    for copy, number in zip(copies, old, strict=True):
        copy["id"], copy["continues_id"] = new[number], number
    rows: list[Found] = []
    for some in _some(old):
        found = select(*RegisterPerson.__table__.c).where(RegisterPerson.entry_id.in_(some))
        holds = RegisterPerson.valid_to.is_(None) | (RegisterPerson.valid_to > day)
        rows += session.connection().execute(found.where(holds).order_by(RegisterPerson.id))
    _insert(session, RegisterEntry, copies)
    copies.clear()
    people = [
        {
            "entry_id": new[row.entry_id],
            "member_id": row.member_id,
            "role": row.role,
            "valid_from": max(row.valid_from, day),
            "valid_to": row.valid_to,
        }
        for row in rows
    ]
    _end(session, RegisterPerson, rows, day)
    _insert(session, RegisterPerson, people)


def _lengthen(session: Session, work: Work) -> None:
    """Belongings that stay and take a double in hold as long as the longer of the two."""
    for number, end in work.longer.items():
        carried = work.carried[Belonging].get(number)
        if carried is None or carried.row.valid_from >= work.plan.day:
            _set(session, Belonging, [number], {"valid_to": end})


def _records(session: Session, work: Work, numbers: dict[UnitId, UnitId]) -> None:
    """Activities and services go to the units that take over, with their lists of people (D3, D11)."""
    where = {key: numbers.get(unit, unit) for key, unit in work.records.items()}
    plain: dict[tuple[str, UnitId], list[int]] = defaultdict(list)
    gatherings: dict[int, dict[UnitId, UnitId]] = defaultdict(dict)
    for (what, number, old), unit in where.items():
        if what in PLAIN:
            plain[what, unit].append(number)
        else:
            gatherings[number][old] = unit
    for (what, unit), ids in plain.items():
        _set(session, PLAIN[what], ids, {"unit_id": unit})
    for number, moved in gatherings.items():
        _rehome(session, ActivityId(number), moved)


def _rehome(session: Session, activity: ActivityId, moved: dict[UnitId, UnitId]) -> None:
    connection = session.connection()
    host = UnitId(connection.execute(select(Activity.unit_id).where(Activity.id == activity)).scalar_one())
    host = moved.get(host, host)
    others = activities.joint_units(session, activity)
    connection.execute(update(Activity).where(Activity.id == activity).values(unit_id=host))
    connection.execute(delete(ActivityUnit).where(ActivityUnit.activity_id == activity))
    kept = [unit for unit in dict.fromkeys(moved.get(unit, unit) for unit in others) if unit != host]
    _insert(session, ActivityUnit, [{"activity_id": activity, "unit_id": unit} for unit in kept])
    for old, new in moved.items():
        listed = (Attendance.activity_id == activity) & (Attendance.unit_id == old)
        connection.execute(update(Attendance).where(listed).values(unit_id=new))
    session.expire_all()
    activities.refresh(session, activities.get(session, activity))


def _set(session: Session, table: type[Logged], ids: Sequence[int], values: dict[str, Any]) -> None:
    for some in _some(ids):
        session.connection().execute(update(table).where(table.id.in_(some)).values(**values))


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _insert(session: Session, table: type[Logged], rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the same columns, past the ORM."""
    if rows:
        columns = {key: [row[key] for row in rows] for key in rows[0]}
        insert_columns(session.connection(), table, columns)
