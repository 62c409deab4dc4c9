"""The newest records of a unit in a month: gatherings, services and registrations, each as a line to read."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, now, span_of
from gridparty.domain.counts import hours
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import catalogues, heads
from gridparty.operations.activities import CAME, LISTED
from gridparty.operations.figures import Scope
from gridparty.operations.heads import within
from gridparty.storage.tables import Activity, ActivityUnit, Attendance, Belonging, Member, Service, ServiceMember

ACTIVITY, SERVICE, REGISTRATION = "activity", "service", "registration"


@dataclass(frozen=True, slots=True)
class LatestRow:
    """A record: its kind and id, when it took place (`at` None where only the day is known), and two pieces of text.

    `member`: who registered, where it is a registration.
    """

    kind: str
    id: int
    at: datetime | None
    day: date
    what: str
    detail: str
    member: int | None = None


def newest(session: Session, *, scope: Scope, below: Collection[UnitId], limit: int = 8) -> tuple[LatestRow, ...]:
    """The newest records of the units `below` in the scope's month, newest first; nothing that is still to come."""
    found = [
        *_activities(session, scope, below, limit),
        *_services(session, scope, below, limit),
        *_registrations(session, scope, below, limit),
    ]
    found.sort(key=lambda row: (row.day, row.at.timestamp() if row.at else 0.0, row.id), reverse=True)
    return tuple(found[:limit])


def gatherings(session: Session, *, scope: Scope, below: Collection[UnitId]) -> Iterator[tuple[int, datetime]]:
    """(id, start) of what the units hold in the scope's span, as host or jointly (D11), the last one first."""
    since, until = span_of(scope.first, scope.last)
    began = and_(Activity.start >= since, Activity.start < until)
    joint: dict[int, set[int]] = defaultdict(set)
    for activity, unit in session.execute(
        select(ActivityUnit.activity_id, ActivityUnit.unit_id).join(Activity).where(began)
    ):
        joint[activity].add(unit)
    held = select(Activity.id, Activity.unit_id, Activity.start).where(began)
    if scope.units is not None:
        jointly = select(ActivityUnit.activity_id).where(ActivityUnit.unit_id.in_(scope.units))
        held = held.where(or_(Activity.unit_id.in_(scope.units), Activity.id.in_(jointly)))
    for activity, host, start in session.connection().execute(held.order_by(Activity.start.desc(), Activity.id.desc())):
        if host in below or not joint.get(activity, set()).isdisjoint(below):
            yield activity, start


def _activities(session: Session, scope: Scope, below: Collection[UnitId], limit: int) -> list[LatestRow]:
    moment = now()
    begun = ((key, start) for key, start in gatherings(session, scope=scope, below=below) if start <= moment)
    starts = dict(islice(begun, limit))
    titles = session.execute(select(Activity.id, Activity.title).where(Activity.id.in_(starts))).all()
    counts = select(Attendance.activity_id, Attendance.unit_id, Attendance.state, func.count())
    counts = counts.where(Attendance.activity_id.in_(starts), Attendance.role == LISTED)
    counts = counts.group_by(Attendance.activity_id, Attendance.unit_id, Attendance.state)
    expected: Counter[int] = Counter()
    present: Counter[int] = Counter()
    for key, unit, state, number in session.execute(counts):
        if unit in below:
            expected[key] += number
            present[key] += number if state in CAME else 0
    return [
        LatestRow(
            kind=ACTIVITY,
            id=key,
            at=starts[key],
            day=starts[key].astimezone(CIVIL).date(),
            what=title,
            detail=f"{present[key]} / {expected[key]}",
        )
        for key, title in titles
    ]


def _services(session: Session, scope: Scope, below: Collection[UnitId], limit: int) -> list[LatestRow]:
    last = min(scope.last.last, now().date())
    found = select(Service.id, Service.unit_id, Service.day, Service.category, Service.summary)
    found = within(found.where(Service.day.between(scope.first.first, last)), Service.unit_id, scope.units)
    done = session.connection().execute(found.order_by(Service.day.desc(), Service.id.desc()))
    rows = list(islice((row for row in done if row.unit_id in below), limit))
    people: dict[int, list[tuple[str, int]]] = defaultdict(list)
    served = select(ServiceMember.service_id, Member.name, ServiceMember.half_hours).join(Member)
    served = served.where(ServiceMember.service_id.in_([row.id for row in rows])).order_by(ServiceMember.id)
    for key, name, half_hours in session.execute(served):
        people[key].append((name, half_hours))
    labels = catalogues.labels(session, catalogue="service_categories")
    return [
        LatestRow(
            kind=SERVICE,
            id=row.id,
            at=None,
            day=row.day,
            what=labels.get(row.category, row.category),
            detail=_served(row.summary, people[row.id]),
        )
        for row in rows
    ]


def _served(summary: str, people: list[tuple[str, int]]) -> str:
    """王秀兰 等 3 人　社区义诊　2 小时; the time is each one's own, the longest where they differ (D10)."""
    if not people:
        return summary
    names = people[0][0]
    if len(people) > 1:
        names = _("{name} and others ({number})").format(name=names, number=len(people))
    time = hours(max(half_hours for _name, half_hours in people))
    return _("{people}: {summary}, {hours} h").format(people=names, summary=summary, hours=f"{time:g}")


def _registrations(session: Session, scope: Scope, below: Collection[UnitId], limit: int) -> list[LatestRow]:
    last = min(scope.last.last, now().date())
    found = select(Belonging.id, Belonging.unit_id, Belonging.valid_from, Belonging.member_id)
    found = found.add_columns(Member.name, Member.work_unit).join(Member)
    found = found.where(heads.newly_registered(scope.first.first, last))
    begun = session.connection().execute(
        within(found, Belonging.unit_id, scope.units).order_by(Belonging.valid_from.desc(), Belonging.id.desc())
    )
    rows = islice((row for row in begun if row.unit_id in below), limit)
    return [
        LatestRow(
            kind=REGISTRATION,
            id=row.id,
            at=None,
            day=row.valid_from,
            what=_("Registration"),
            detail=_("{name} ({work_unit})").format(name=row.name, work_unit=row.work_unit)
            if row.work_unit
            else row.name,
            member=row.member_id,
        )
        for row in rows
    ]
