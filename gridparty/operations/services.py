"""Services (志愿服务): what members did for residents, with whom and for how long (D10, REQ-04, CHK-05)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import MemberId, ServiceId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import attendance, catalogues, tree
from gridparty.operations.marks import operation
from gridparty.storage.tables import Member, Service, ServiceMember

FILTERED_UP_TO = 2_000  # units; where there are more, all services of the span are read and sorted out here
DAY_LIMIT = 48  # half-hours: nobody serves longer than a day


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service; half_hours is the sum over its members (person-half-hours), `names` are theirs."""

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
    place: str | None
    names: tuple[str, ...]


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
    _check_category(session, category)
    now = _tree(session, unit, day)
    _check_helped(people_helped, people_helped_estimated)
    row = Service(
        unit_id=unit,
        day=day,
        category=category,
        summary=_summary(summary),
        place=_place(place),
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
    unit: UnitId | None = None,
    category: str | None = None,
    day: date | None = None,
    hours: float | None = None,
    members: Sequence[MemberId] | None = None,
    summary: str | None = None,
    place: str | None = None,
    people_helped: int | None = None,
    people_helped_estimated: int | None = None,
    is_helped_unknown: bool = False,
) -> None:
    """Changes what was written down and leaves what is None. Raises InvalidInput, NotFound.

    `hours` is every member's own time from now on. Of `members`, those who stay keep their time, and those who are new
    take the time that all the others had; roles are those of the day and the unit (CHK-05). A count of people helped
    replaces an estimate and the other way round; an empty place goes.
    """
    row = _get(session, service)
    at, on = unit or UnitId(row.unit_id), day or row.day
    is_moved = (at, on) != (row.unit_id, row.day)
    now = _tree(session, at, on) if is_moved or members is not None else None
    if category is not None:
        _check_category(session, category)
        row.category = category
    row.unit_id, row.day = at, on
    row.summary = _summary(summary) if summary is not None else row.summary
    row.place = _place(place) if place is not None else row.place
    if is_helped_unknown or people_helped is not None or people_helped_estimated is not None:
        _check_helped(people_helped, people_helped_estimated, is_unknown=is_helped_unknown)
        row.people_helped, row.people_helped_estimated = people_helped, people_helped_estimated
    time = half_hours(hours) if hours is not None else None
    _edit_members(session, row, now, members, time, is_moved=is_moved)


@operation("services.delete", Permission.RECORD, N_("Delete a service"))
def remove(session: Session, *, service: ServiceId) -> None:
    """Deletes a service entered by mistake; undo brings it back (D16)."""
    remove_all(session, services=[service])


@operation("services.delete_all", Permission.RECORD, N_("Delete several services"))
def remove_all(session: Session, *, services: Sequence[ServiceId]) -> None:
    """The same for several services in one act; if one of them is not there, none is deleted. Raises NotFound."""
    found = [_get(session, service) for service in dict.fromkeys(services)]
    session.execute(delete(ServiceMember).where(ServiceMember.service_id.in_([row.id for row in found])))
    for row in found:
        session.delete(row)


def _get(session: Session, service: ServiceId) -> Service:
    row = session.get(Service, service)
    if row is None:
        raise NotFound(_("There is no service #{service}.").format(service=service))
    return row


def _tree(session: Session, unit: UnitId, day: date) -> tree.Tree:
    """The tree of the day, in which the unit must be."""
    now = tree.on_day(session, day=day)
    if unit not in now.nodes:
        raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=unit, day=day))
    return now


def _check_category(session: Session, category: str) -> None:
    if category not in catalogues.items(session, catalogue="service_categories"):
        raise InvalidInput(_("“{category}” is not a category of service.").format(category=category))


def _summary(text: str) -> str:
    if not text.strip():
        raise InvalidInput(_("Say in a few words what was done."))
    return text.strip()


def _place(text: str | None) -> str | None:
    return (text or "").strip() or None


def _check_helped(counted: int | None, estimated: int | None, *, is_unknown: bool = False) -> None:
    if sum((counted is not None, estimated is not None, is_unknown)) > 1:
        raise InvalidInput(_("Give the people helped either as counted or as estimated, not both."))
    if min(counted or 0, estimated or 0) < 0:
        raise InvalidInput(_("The number of people helped cannot be negative."))


def _set_members(session: Session, row: Service, now: tree.Tree, members: Sequence[MemberId], time: int) -> None:
    wanted = dict.fromkeys(members)
    _check_members(session, wanted)
    for member in wanted:
        role = _role(session, row, now, member)
        session.add(ServiceMember(service_id=row.id, member_id=member, half_hours=time, role=role))
    session.flush()


def _check_members(session: Session, wanted: Collection[MemberId]) -> None:
    if not wanted:
        raise InvalidInput(_("A service needs at least one member who did it."))
    known = set(session.scalars(select(Member.id).where(Member.id.in_(wanted))))
    if missing := [member for member in wanted if member not in known]:
        raise NotFound(_("There is no person #{member}.").format(member=missing[0]))


def _role(session: Session, row: Service, now: tree.Tree, member: int) -> str:
    unit, who = UnitId(row.unit_id), MemberId(member)
    return attendance.role_in(session, in_tree=now, unit=unit, member=who, day=row.day)


def _edit_members(
    session: Session,
    row: Service,
    now: tree.Tree | None,
    members: Sequence[MemberId] | None,
    time: int | None,
    *,
    is_moved: bool,
) -> None:
    found = select(ServiceMember).where(ServiceMember.service_id == row.id).order_by(ServiceMember.id)
    held = {MemberId(each.member_id): each for each in session.scalars(found)}
    wanted = dict.fromkeys(held if members is None else members)
    if members is not None:
        _check_members(session, wanted)
    added = [member for member in wanted if member not in held]
    own = _time_of_new([each.half_hours for each in held.values()], time) if added else 0
    for member, each in held.items():
        if member not in wanted:
            session.delete(each)
            continue
        each.half_hours = time or each.half_hours
        if is_moved and now is not None:
            each.role = _role(session, row, now, member)
    if now is not None and added:
        _set_members(session, row, now, added, own)
    session.flush()


def _time_of_new(times: Collection[int], time: int | None) -> int:
    if time is not None:
        return time
    if len(set(times)) != 1:
        raise InvalidInput(_("The members' hours differ; say how long those who are new served."))
    return next(iter(times))


def rows(session: Session, *, unit: UnitId, first: Month, last: Month | None = None) -> tuple[ServiceRow, ...]:
    """The services of the unit and below it from the first to the last month, by day."""
    end = last or first
    now = tree.load(session, first=first.first, last=end.last)
    below = set(now.subtree(unit))
    tests = [Service.day.between(first.first, end.last)]
    if len(below) <= FILTERED_UP_TO:
        tests.append(Service.unit_id.in_(below))
    served = select(ServiceMember.service_id, Member.name, ServiceMember.half_hours).join(Service).join(Member)
    names: dict[int, list[str]] = defaultdict(list)
    times: dict[int, int] = defaultdict(int)
    for service, name, time in session.connection().execute(served.where(*tests).order_by(ServiceMember.id)):
        names[service].append(name)
        times[service] += time
    shown = select(Service.__table__).where(*tests).order_by(Service.day, Service.id)
    return tuple(
        ServiceRow(
            id=ServiceId(row.id),
            unit=UnitId(row.unit_id),
            unit_name=now.name(UnitId(row.unit_id)),
            day=row.day,
            category=row.category,
            summary=row.summary,
            members=len(names[row.id]),
            half_hours=times[row.id],
            people_helped=row.people_helped,
            people_helped_estimated=row.people_helped_estimated,
            place=row.place,
            names=tuple(names[row.id]),
        )
        for row in session.connection().execute(shown)
        if row.unit_id in below
    )
