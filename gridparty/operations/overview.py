"""A unit's month on one page: figures, days, categories, newest records, parts."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import briefings, catalogues, figures, headings, latest_records
from gridparty.operations.activities import CAME, LISTED
from gridparty.operations.briefings import PartLine
from gridparty.operations.figures import Scope, Value
from gridparty.operations.latest_records import LatestRow
from gridparty.storage.tables import Activity, Attendance, Service


@dataclass(frozen=True, slots=True)
class Day:
    """A day's services (次), gatherings (场) and listed people who came (人次)."""

    day: date
    services: int
    gatherings: int
    present: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A unit's month on one page; `before` is empty where the unit did not exist in the month before."""

    name: str
    figures: dict[str, Value]
    before: dict[str, Value]
    days: tuple[Day, ...]
    categories: tuple[tuple[str, str, int], ...]
    latest: tuple[LatestRow, ...]
    parts: tuple[PartLine, ...]


def days(session: Session, *, unit: UnitId, month: Month) -> tuple[Day, ...]:
    """Every calendar day of the month, first to last. Raises NotFound."""
    scope = _scope(session, unit, month)
    return _days(session, scope, set(scope.tree.subtree(unit)))


def latest(session: Session, *, unit: UnitId, month: Month, limit: int = 8) -> tuple[LatestRow, ...]:
    """The newest records of the unit and below it in the month, newest first; nothing that is still to come."""
    scope = _scope(session, unit, month)
    return latest_records.newest(session, scope=scope, below=set(scope.tree.subtree(unit)), limit=limit)


def of_unit(session: Session, *, unit: UnitId, month: Month) -> Overview:
    """The unit's whole overview; categories as (code, label, services), most services first. Raises NotFound."""
    scope = _scope(session, unit, month)
    below = set(scope.tree.subtree(unit))
    mine = figures.in_scope(session, scope=scope)
    return Overview(
        name=scope.tree.name(unit),
        figures=mine[unit],
        before=_before(session, unit, month.plus(-1)),
        days=_days(session, scope, below),
        categories=_categories(session, scope, below),
        latest=latest_records.newest(session, scope=scope, below=below),
        parts=briefings.parts(session, scope=scope, unit=unit, mine=mine),
    )


def _scope(session: Session, unit: UnitId, month: Month) -> Scope:
    return figures.scope_in(headings.tree_of(session, unit, month), unit=unit, first=month, last=month)


def _before(session: Session, unit: UnitId, month: Month) -> dict[str, Value]:
    try:
        scope = _scope(session, unit, month)
    except NotFound:
        return {}
    return figures.in_scope(session, scope=scope, wanted=[unit])[unit]


def _days(session: Session, scope: Scope, below: Collection[UnitId]) -> tuple[Day, ...]:
    """Grouped by unit and sorted out here: the scope of a large unit is the whole tree."""
    services: Counter[date] = Counter()
    done = select(Service.unit_id, Service.day, func.count()).group_by(Service.unit_id, Service.day)
    for unit, day, number in session.execute(figures.in_days(done, scope)):
        services[day] += number if unit in below else 0
    present: Counter[date] = Counter()
    came = select(Attendance.unit_id, Activity.start, func.count())
    came = figures.in_activities(came, scope).where(Attendance.role == LISTED, Attendance.state.in_(CAME))
    for unit, start, number in session.execute(came.group_by(Attendance.unit_id, Activity.start)):
        present[_day_of(start)] += number if unit in below else 0
    held = latest_records.gatherings(session, scope=scope, below=below)
    gatherings = Counter(_day_of(start) for _activity, start in held)
    return tuple(
        Day(day, services[day], gatherings[day], present[day])
        for day in (scope.first.first.replace(day=number) for number in range(1, scope.first.last.day + 1))
    )


def _day_of(moment: datetime) -> date:
    return moment.astimezone(CIVIL).date()


def _categories(session: Session, scope: Scope, below: Collection[UnitId]) -> tuple[tuple[str, str, int], ...]:
    done = select(Service.unit_id, Service.category, func.count()).group_by(Service.unit_id, Service.category)
    counts: Counter[str] = Counter()
    for unit, category, number in session.execute(figures.in_days(done, scope)):
        counts[category] += number if unit in below else 0
    labels = catalogues.labels(session, catalogue="service_categories")
    found = [(code, label, counts[code]) for code, label in labels.items() if counts[code]]
    return tuple(sorted(found, key=lambda line: -line[2]))
