"""The records behind a figure: every printed number opens to the rows that make it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, span_of
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import is_branch
from gridparty.i18n import _
from gridparty.operations import figures, heads
from gridparty.operations.activities import CAME, LEAVE, LISTED, REGISTERED
from gridparty.operations.figures import Scope
from gridparty.operations.heads import AnySelect
from gridparty.storage.tables import Activity, ActivityUnit, Attendance, Belonging, Member, Service, ServiceMember


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record behind a figure; `value` is what it adds (None: nothing was written down), `kind` and `id` name it."""

    kind: str
    id: int
    unit: UnitId
    unit_name: str
    day: date | None
    what: str
    person: str
    value: int | float | None


def behind(
    session: Session, *, figure: str, unit: UnitId, first: Month, last: Month | None = None
) -> tuple[RecordRow, ...]:
    """The records behind a figure of a unit and what is below it. The figure is the sum of their values (people: one
    record a person); a rate is Σ values ÷ records; hours per member are Σ values ÷ members. Raises InvalidInput.
    """
    if figure not in SOURCES:
        raise InvalidInput(
            _("There is no figure “{figure}”; there are: {figures}.").format(
                figure=figure, figures="、".join(figures.FIGURES)
            )
        )
    scope = figures.scope_of(session, unit=unit, first=first, last=last or first)
    below = Scope(scope.first, scope.last, scope.tree, scope.tree.subtree(unit))
    return tuple(SOURCES[figure](session, below, unit))


Source = Callable[[Session, Scope, UnitId], Iterator[RecordRow]]


def _people(*stages: str, registered: bool = False, everyone: bool = False) -> Source:
    def source(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
        seen: set[int] = set()
        stage_then = heads.stage_on(scope.last.last)
        found = heads.belongs(Member.id, Member.name, Belonging.kind, stage_then, Belonging.valid_from,
                              in_tree=scope.tree, day=scope.last.last, units=scope.units)  # fmt: skip
        place, rows = heads.place_in(scope.tree, scope.units), found.order_by(Belonging.kind, Member.id)
        for member, name, kind, stage, since, branch, group in session.execute(rows):
            where = place(branch, group)
            is_registration = kind == heads.REGISTRATION
            wanted = everyone or (registered if is_registration else stage in stages)
            if wanted and member not in seen:
                seen.add(member)
                day = since if is_registration else None
                yield RecordRow("member", member, where, scope.tree.name(where), day, kind, name, 1)

    return source


def _new_registrations(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
    found = select(Belonging, Member.name).join(Member).where(
        heads.newly_registered(scope.first.first, scope.last.last),
        Belonging.unit_id.in_(scope.units or ()),
    )  # fmt: skip
    seen: set[int] = set()
    for row, name in session.execute(found.order_by(Belonging.valid_from, Belonging.id)):
        if row.member_id not in seen:
            seen.add(row.member_id)
            where = UnitId(row.unit_id)
            receipt = row.receipt or row.facts.get("receipt", "")  # it goes on with the registration
            yield RecordRow("registration", row.id, where, scope.tree.name(where), row.valid_from, receipt, name, 1)


def _taking_part(part: bool) -> Source:
    def source(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
        since, until = span_of(scope.first, scope.last)
        came = select(Attendance.member_id).join(Activity, Attendance.activity_id == Activity.id)
        came = came.where(Activity.start >= since, Activity.start < until, Attendance.state.in_(CAME))
        served = select(ServiceMember.member_id).join(Service)
        served = served.where(Service.day.between(scope.first.first, scope.last.last))
        active = set(session.scalars(came)) | set(session.scalars(served))
        for row in _people(heads.FULL, heads.PROBATIONARY, everyone=True)(session, scope, unit):
            if (row.id in active) == part:
                yield row

    return source


def _units(test: Callable[[str], bool]) -> Source:
    def source(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
        for each in scope.units or ():
            node = scope.tree.nodes[each]
            if test(node.kind) and node.stands(scope.last.last):
                yield RecordRow("unit", each, each, node.name, node.valid_from, node.kind, "", 1)

    return source


def _grids(fact: str | None) -> Source:
    def source(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
        for each in sorted(figures.grids_of(scope.tree, unit, day=scope.last.last)):
            node = scope.tree.nodes[each]
            value = int(node.facts.get(fact) or 0) if fact else 1
            yield RecordRow("unit", each, each, node.name, node.valid_from, node.kind, "", value)

    return source


def _activities(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
    since, until = span_of(scope.first, scope.last)
    joint = select(ActivityUnit.activity_id).where(ActivityUnit.unit_id.in_(scope.units or ()))
    found = select(Activity).where(
        Activity.start >= since,
        Activity.start < until,
        or_(Activity.unit_id.in_(scope.units or ()), Activity.id.in_(joint)),
    )
    for row in session.scalars(found.order_by(Activity.start, Activity.id)):
        where, day = UnitId(row.unit_id), row.start.astimezone(CIVIL).date()
        yield RecordRow("activity", row.id, where, scope.tree.name(where), day, row.title, " ".join(row.kinds), 1)


def _attendance(*tests: Any, value: Callable[[str], int] = lambda state: 1) -> Source:
    def source(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
        chosen = select(Attendance.id).where(and_(*tests)) if tests else select(Attendance.id)
        found = _with_names(figures.in_activities(chosen, scope))
        for row, title, start, name in session.execute(found):
            where, day = UnitId(row.unit_id), start.astimezone(CIVIL).date()
            yield RecordRow("attendance", row.id, where, scope.tree.name(where), day, title, name, value(row.state))

    return source


def _with_names(chosen: AnySelect) -> AnySelect:
    found = select(Attendance, Activity.title, Activity.start, Member.name)
    found = found.join(Activity, Attendance.activity_id == Activity.id)
    found = found.join(Member, Attendance.member_id == Member.id).where(Attendance.id.in_(chosen))
    return found.order_by(Activity.start, Activity.id, Member.pinyin, Member.id)


def _services(value: Callable[[Service], int | None]) -> Source:
    def source(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
        found = select(Service).where(
            Service.unit_id.in_(scope.units or ()), Service.day.between(scope.first.first, scope.last.last)
        )
        for row in session.scalars(found.order_by(Service.day, Service.id)):
            where = UnitId(row.unit_id)
            yield RecordRow(
                "service", row.id, where, scope.tree.name(where), row.day, row.summary, row.category, value(row)
            )

    return source


def _hours(*tests: Any, once: bool = False) -> Source:
    def source(session: Session, scope: Scope, unit: UnitId) -> Iterator[RecordRow]:
        found = select(ServiceMember, Service, Member.name).join(Service).join(Member)
        found = found.where(
            Service.unit_id.in_(scope.units or ()), Service.day.between(scope.first.first, scope.last.last), *tests
        )
        seen: set[int] = set()
        for row, service, name in session.execute(found.order_by(Service.day, ServiceMember.id)):
            if once and row.member_id in seen:
                continue
            seen.add(row.member_id)
            where = UnitId(service.unit_id)
            kind, key, value = ("member", row.member_id, 1) if once else ("service_member", row.id, row.half_hours / 2)
            yield RecordRow(kind, key, where, scope.tree.name(where), service.day, service.summary, name, value)

    return source


_LISTED, _HAS_COME = Attendance.role == LISTED, Attendance.state.in_(CAME)
SOURCES: dict[str, Source] = {
    "members": _people(heads.FULL, heads.PROBATIONARY),
    "full_members": _people(heads.FULL),
    "probationary_members": _people(heads.PROBATIONARY),
    "registered_members": _people(registered=True),
    "new_registrations": _new_registrations,
    "people": _people(everyone=True),
    "participants": _taking_part(True),
    "non_participants": _taking_part(False),
    "party_groups": _units(lambda kind: kind == "party_group"),
    "branches": _units(is_branch),
    "grids": _grids(None),
    "households": _grids("households"),
    "buildings": _grids("buildings"),
    "activities": _activities,
    "expected": _attendance(_LISTED),
    "present": _attendance(_LISTED, _HAS_COME),
    "leave": _attendance(_LISTED, Attendance.state == LEAVE),
    "walk_ins": _attendance(~_LISTED, _HAS_COME),
    "registered_present": _attendance(Attendance.role == REGISTERED, _HAS_COME),
    "attendance_rate": _attendance(_LISTED, value=lambda state: int(state in CAME)),
    "services": _services(lambda row: 1),
    "service_members": _hours(once=True),
    "service_hours": _hours(),
    "registered_service_hours": _hours(ServiceMember.role == REGISTERED),
    "hours_per_member": _hours(),
    "people_helped": _services(lambda row: row.people_helped),
    "people_helped_estimated": _services(lambda row: row.people_helped_estimated),
}
