"""Services (志愿服务): what members did for residents, with whom and for how long (D10, REQ-04, CHK-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import MemberId, ServiceId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import attendance, catalogues, tree
from gridparty.operations.marks import operation
from gridparty.storage.tables import Member, Service, ServiceMember

DAY_LIMIT = 48  # half-hours: nobody serves longer than a day


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service; half_hours is the sum over its members (person-half-hours)."""

    id: ServiceId
    unit: UnitId
    unit_name: str
    day: date
    category: str
    summary: str
    members: int
    half_hours: int
    people_helped: int | None
    people_helped_estimated: int | None


def half_hours(hours: float) -> int:
    """Hours as half-hours. Raises InvalidInput for anything but steps of 0.5 up to a day."""
    if not 0 < hours * 2 <= DAY_LIMIT or hours * 2 != int(hours * 2):
        raise InvalidInput(_("Hours go in steps of 0.5, from 0.5 to 24."))
    return int(hours * 2)


@operation("services.add", Permission.RECORD, N_("Add a service"))
def add(
    session: Session,
    *,
    unit: UnitId,
    category: str,
    day: date,
    hours: float,
    members: Sequence[MemberId],
    summary: str,
    place: str | None = None,
    people_helped: int | None = None,
    people_helped_estimated: int | None = None,
) -> ServiceId:
    """A service done by one or more members; `hours` is each one's own time. Raises InvalidInput, NotFound."""
    time = half_hours(hours)
    if category not in catalogues.items(session, catalogue="service_categories"):
        raise InvalidInput(_("“{category}” is not a category of service.").format(category=category))
    now = tree.on_day(session, day=day)
    if unit not in now.nodes:
        raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=unit, day=day))
    _check_helped(people_helped, people_helped_estimated)
    row = Service(
        unit_id=unit,
        day=day,
        category=category,
        summary=summary.strip(),
        place=place,
        people_helped=people_helped,
        people_helped_estimated=people_helped_estimated,
    )
    session.add(row)
    session.flush()
    _set_members(session, row, now, members, time)
    return ServiceId(row.id)


@operation("services.edit", Permission.RECORD, N_("Edit a service"))
def edit(
    session: Session,
    *,
    service: ServiceId,
    category: str | None = None,
    day: date | None = None,
    summary: str | None = None,
    people_helped: int | None = None,
    people_helped_estimated: int | None = None,
) -> None:
    """Changes what was written down; a count of people helped replaces an estimate and the other way round."""
    row = _get(session, service)
    if category is not None:
        if category not in catalogues.items(session, catalogue="service_categories"):
            raise InvalidInput(_("“{category}” is not a category of service.").format(category=category))
        row.category = category
    if day is not None:
        if UnitId(row.unit_id) not in tree.on_day(session, day=day).nodes:
            raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=row.unit_id, day=day))
        row.day = day
    row.summary = summary.strip() if summary is not None else row.summary
    if people_helped is not None or people_helped_estimated is not None:
        _check_helped(people_helped, people_helped_estimated)
        row.people_helped, row.people_helped_estimated = people_helped, people_helped_estimated


@operation("services.delete", Permission.RECORD, N_("Delete a service"))
def remove(session: Session, *, service: ServiceId) -> None:
    """Deletes a service entered by mistake; undo brings it back (D16)."""
    row = _get(session, service)
    session.execute(delete(ServiceMember).where(ServiceMember.service_id == service))
    session.delete(row)


def _get(session: Session, service: ServiceId) -> Service:
    row = session.get(Service, service)
    if row is None:
        raise NotFound(_("There is no service #{service}.").format(service=service))
    return row


def _check_helped(counted: int | None, estimated: int | None) -> None:
    if counted is not None and estimated is not None:
        raise InvalidInput(_("Give the people helped either as counted or as estimated, not both."))
    if min(counted or 0, estimated or 0) < 0:
        raise InvalidInput(_("The number of people helped cannot be negative."))


def _set_members(session: Session, row: Service, now: tree.Tree, members: Sequence[MemberId], time: int) -> None:
    wanted = dict.fromkeys(members)
    if not wanted:
        raise InvalidInput(_("A service needs at least one member who did it."))
    known = set(session.scalars(select(Member.id).where(Member.id.in_(wanted))))
    if missing := [member for member in wanted if member not in known]:
        raise NotFound(_("There is no person #{member}.").format(member=missing[0]))
    for member in wanted:
        role = attendance.role_in(session, in_tree=now, unit=UnitId(row.unit_id), member=member, day=row.day)
        session.add(ServiceMember(service_id=row.id, member_id=member, half_hours=time, role=role))
    session.flush()


def rows(session: Session, *, unit: UnitId, first: Month, last: Month | None = None) -> tuple[ServiceRow, ...]:
    """The services of the unit and below it from the first to the last month, by day."""
    end = last or first
    now = tree.load(session, first=first.first, last=end.last)
    found = (
        select(Service, func.count(ServiceMember.id), func.coalesce(func.sum(ServiceMember.half_hours), 0))
        .outerjoin(ServiceMember, ServiceMember.service_id == Service.id)
        .where(Service.unit_id.in_(now.subtree(unit)), Service.day.between(first.first, end.last))
        .group_by(Service.id)
        .order_by(Service.day, Service.id)
    )
    return tuple(
        ServiceRow(
            id=ServiceId(row.id),
            unit=UnitId(row.unit_id),
            unit_name=now.name(UnitId(row.unit_id)),
            day=row.day,
            category=row.category,
            summary=row.summary,
            members=members,
            half_hours=time,
            people_helped=row.people_helped,
            people_helped_estimated=row.people_helped_estimated,
        )
        for row, members, time in session.execute(found)
    )
