"""The figures: each is defined once, with its words, its counting unit and the records behind it (D8–D11).

People (人) count once at every level of the tree; person-times (人次), gatherings (场), services (次), hours (小时)
and households (户) add up. Figures of different counting units are never added together (S035).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CompoundSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import span_of
from gridparty.domain.counts import hours, rate
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import is_branch
from gridparty.operations import heads, tree
from gridparty.operations.activities import CAME, LEAVE, LISTED, REGISTERED, counts_for
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.heads import AnySelect, Heads, within
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Activity, ActivityUnit, Attendance, Belonging, Service, ServiceMember

Value = int | float | None
FILTERED_UP_TO = 2_000  # units; more of them, or most of the tree, are looked up in the count of the whole tree

GRID_KINDS = ("grid", "dedicated_grid")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: a span of months, the tree of that span, and some of its units (None: all of them).

    `active`: everyone who came or served anywhere within the span, where the caller has it at hand.
    """

    first: Month
    last: Month
    tree: Tree
    units: Collection[UnitId] | None
    active: frozenset[int] | None = None

    def roll_up(self, own: Mapping[UnitId, int]) -> dict[UnitId, int]:
        """The scope's units' own numbers plus those of everything below them."""
        return self.tree.roll_up(own, self.units)


def scope_of(session: Session, *, unit: UnitId, first: Month, last: Month) -> Scope:
    """The scope of one unit and what is below it."""
    in_tree = tree.load(session, first=first.first, last=last.last)
    return scope_in(in_tree, unit=unit, first=first, last=last)


def scope_in(in_tree: Tree, *, unit: UnitId, first: Month, last: Month, active: frozenset[int] | None = None) -> Scope:
    """The same in a tree at hand."""
    below = in_tree.subtree(unit)
    is_small = len(below) <= min(FILTERED_UP_TO, len(in_tree.nodes) // 2)
    return Scope(first, last, in_tree, below if is_small else None, active)


def of_unit(session: Session, *, unit: UnitId, first: Month, last: Month | None = None) -> dict[str, Value]:
    """Every figure of a unit and what is below it; stocks are those of the last month's last day.

    Rates are not rounded, and None when nobody was expected (D8, D9); hours go in halves.
    """
    scope = scope_of(session, unit=unit, first=first, last=last or first)
    return in_scope(session, scope=scope, wanted=[unit])[unit]


def of_tree(session: Session, *, month: Month) -> dict[UnitId, dict[str, Value]]:
    """Every figure of every unit of the month's tree."""
    return in_scope(session, scope=Scope(month, month, tree.of_month(session, month=month), None))


def in_scope(
    session: Session, *, scope: Scope, wanted: Collection[UnitId] | None = None
) -> dict[UnitId, dict[str, Value]]:
    """Every figure of the scope's units (of all units if it has None), or of the wanted ones among them."""
    day = scope.last.last
    people = heads.count(session, in_tree=scope.tree, day=day, units=scope.units)
    came = attendance(session, scope=scope)
    served = service_sums(session, scope=scope)
    tables: dict[str, dict[UnitId, int]] = {
        **came,
        **served,
        "activities": activities(session, scope=scope),
        "new_registrations": new_registrations(session, scope=scope),
        "participants": participants(session, scope=scope),
        **_structure(scope),
    }
    shown = wanted or (scope.tree.nodes if scope.units is None else scope.units)
    return {unit: _values(unit, people, tables) for unit in shown}


def _values(unit: UnitId, people: Heads, tables: Mapping[str, Mapping[UnitId, int]]) -> dict[str, Value]:
    def number(name: str) -> int:
        return tables[name].get(unit, 0)

    members = people.full[unit] + people.probationary[unit]
    known = number("services") == 0 or number("helped_known") > 0
    values: dict[str, Value] = {
        "members": members,
        "full_members": people.full[unit],
        "probationary_members": people.probationary[unit],
        "registered_members": people.registered[unit],
        "people": people.people[unit],
        "non_participants": people.people[unit] - number("participants"),
        "attendance_rate": rate(number("present"), number("expected")),
        "service_hours": hours(number("half_hours")),
        "registered_service_hours": hours(number("registered_half_hours")),
        "hours_per_member": hours(number("half_hours")) / members if members else None,
        "people_helped": number("people_helped") if known else None,
        "people_helped_estimated": number("people_helped_estimated") if known else None,
    }
    return {name: values[name] if name in values else number(name) for name in FIGURES}


def attendance(session: Session, *, scope: Scope) -> dict[str, dict[UnitId, int]]:
    """Person-times by unit, rolled up: expected, present, leave, walk_ins, registered_present (D8)."""
    counts = select(Attendance.unit_id, Attendance.state, Attendance.role, func.count())
    counts = in_activities(counts, scope).group_by(Attendance.unit_id, Attendance.state, Attendance.role)
    own: dict[str, dict[UnitId, int]] = defaultdict(lambda: defaultdict(int))
    for unit, state, role, number in session.execute(counts):
        for name in _counted_as(state, role):
            own[name][UnitId(unit)] += number
    names = ("expected", "present", "leave", "walk_ins", "registered_present")
    return {name: scope.roll_up(own[name]) for name in names}


def _counted_as(state: str, role: str) -> list[str]:
    if role == LISTED:
        return ["expected", *(["present"] if state in CAME else []), *(["leave"] if state == LEAVE else [])]
    return ["walk_ins", *(["registered_present"] if role == REGISTERED else [])] if state in CAME else []


def in_activities(statement: AnySelect, scope: Scope) -> AnySelect:
    """The statement over Attendance for the activities that began within the scope's span."""
    since, until = span_of(scope.first, scope.last)
    began = and_(Activity.start >= since, Activity.start < until)
    if scope.units is None:
        return statement.join_from(Activity, Attendance, Attendance.activity_id == Activity.id).where(began)
    hosted = select(Activity.id).where(Activity.unit_id.in_(scope.units), began)
    joint = select(Activity.id).join(ActivityUnit).where(ActivityUnit.unit_id.in_(scope.units), began)
    joined = statement.join_from(Activity, Attendance, Attendance.activity_id == Activity.id)
    return joined.where(Activity.id.in_(hosted.union_all(joint)), counts_for(scope.units))


def activities(session: Session, *, scope: Scope) -> dict[UnitId, int]:
    """Gatherings by unit; one held jointly counts for each of its units, and once at every level above (D11)."""
    since, until = span_of(scope.first, scope.last)
    began = and_(Activity.start >= since, Activity.start < until)
    hosted = within(select(Activity.unit_id, func.count()).where(began), Activity.unit_id, scope.units)
    own: dict[UnitId, int] = defaultdict(int)
    for unit, number in session.execute(hosted.group_by(Activity.unit_id)):
        own[unit] += number
    joint: dict[int, set[UnitId]] = defaultdict(set)
    pairs: AnySelect = select(Activity.id, Activity.unit_id, ActivityUnit.unit_id).join(ActivityUnit).where(began)
    if scope.units is not None:
        pairs = pairs.where(or_(Activity.unit_id.in_(scope.units), ActivityUnit.unit_id.in_(scope.units)))
    for activity, host, unit in session.execute(pairs):
        own[unit] += 1
        joint[activity] |= {host, unit}
    return scope.tree.roll_up_distinct(own, joint, scope.units)


def service_sums(session: Session, *, scope: Scope) -> dict[str, dict[UnitId, int]]:
    """Services, half-hours (all, and of registered members), members who served and people helped, rolled up (D10)."""
    counted, estimated = Service.people_helped, Service.people_helped_estimated
    sums = select(
        Service.unit_id,
        func.count(),
        func.coalesce(func.sum(counted), 0),
        func.coalesce(func.sum(estimated), 0),
        func.count(func.coalesce(counted, estimated)),
    )
    names = ("services", "people_helped", "people_helped_estimated", "helped_known")
    own: dict[str, dict[UnitId, int]] = {name: {} for name in (*names, "half_hours", "registered_half_hours")}
    for unit, *numbers in session.execute(in_days(sums, scope).group_by(Service.unit_id)):
        for name, number in zip(names, numbers, strict=True):
            own[name][unit] = number
    served = _served(session, scope)
    for unit, _member, role, half in served:
        own["half_hours"][unit] = own["half_hours"].get(unit, 0) + half
        if role == REGISTERED:
            own["registered_half_hours"][unit] = own["registered_half_hours"].get(unit, 0) + half
    once = scope.tree.roll_up_once(((member, unit) for unit, member, _role, _half in served), scope.units)
    return {"service_members": once} | {name: scope.roll_up(numbers) for name, numbers in own.items()}


def _served(session: Session, scope: Scope) -> list[tuple[UnitId, int, str, int]]:
    """(unit, member, role, half-hours) of the span. The join is an outer one, so that the planner begins with the
    services of these days; the other way round it reads everything that was ever done.
    """
    time: AnySelect = select(
        Service.unit_id, ServiceMember.member_id, ServiceMember.role, func.sum(ServiceMember.half_hours)
    )
    time = in_days(time.outerjoin(ServiceMember, ServiceMember.service_id == Service.id), scope)
    time = time.group_by(Service.unit_id, ServiceMember.member_id, ServiceMember.role)
    return [row for row in session.connection().execute(time) if row[1] is not None]


def in_days(statement: AnySelect, scope: Scope) -> AnySelect:
    """The statement over Service for the services done within the scope's span."""
    days = Service.day.between(scope.first.first, scope.last.last)
    return within(statement.where(days), Service.unit_id, scope.units)


def new_registrations(session: Session, *, scope: Scope) -> dict[UnitId, int]:
    """People who registered within the span, by unit; everyone once at every level."""
    began = heads.newly_registered(scope.first.first, scope.last.last)
    found = within(select(Belonging.member_id, Belonging.unit_id).where(began), Belonging.unit_id, scope.units)
    return scope.tree.roll_up_once(session.connection().execute(found), scope.units)


def participants(session: Session, *, scope: Scope) -> dict[UnitId, int]:
    """Of the people who belong to a unit (D6), those who came or served anywhere within the span (S016)."""
    found = heads.belongs(Belonging.member_id, in_tree=scope.tree, day=scope.last.last, units=scope.units)
    known = scope.active
    if known is None:
        found = found.where(Belonging.member_id.in_(_active(scope.first, scope.last)))
    place = heads.place_in(scope.tree, scope.units)
    rows = session.connection().execute(found)
    pairs = ((member, place(unit, group)) for member, unit, group in rows if known is None or member in known)
    return scope.tree.roll_up_once(pairs, scope.units)


def active_in(session: Session, *, month: Month) -> frozenset[int]:
    """Everyone who came to an activity or did a service within the month, anywhere."""
    return frozenset(session.connection().scalars(_active(month, month)))


def _active(first: Month, last: Month) -> CompoundSelect[int]:
    since, until = span_of(first, last)
    came = select(Attendance.member_id).join(Activity, Attendance.activity_id == Activity.id)
    came = came.where(Activity.start >= since, Activity.start < until, Attendance.state.in_(CAME))
    served = select(ServiceMember.member_id).join(Service)
    return came.union_all(served.where(Service.day.between(first.first, last.last)))


def grids_of(in_tree: Tree, unit: UnitId, *, day: date) -> set[UnitId]:
    """The grids in a unit and those that its branches cover, as they stand on the last day of the tree's span."""
    below = [each for each in in_tree.subtree(unit) if in_tree.nodes[each].stands(day)]
    places = {each for each in below if in_tree.nodes[each].kind in GRID_KINDS}
    covered = {grid for each in below for grid in in_tree.covers.get(each, ()) if grid in in_tree.nodes}
    return {grid for grid in places | covered if in_tree.nodes[grid].stands(day)}


def _structure(scope: Scope) -> dict[str, dict[UnitId, int]]:
    """Stocks of the last day: what a change order closed within the span is replaced by what took over (D2, D3)."""
    covers, day = scope.tree.covers, scope.last.last
    nodes = {unit: node for unit, node in scope.tree.nodes.items() if node.stands(day)}
    own: dict[str, dict[UnitId, int]] = {"party_groups": {}, "branches": {}}
    grids: dict[UnitId, set[UnitId]] = defaultdict(set)
    for unit in nodes if scope.units is None else [unit for unit in scope.units if unit in nodes]:
        kind = nodes[unit].kind
        own["party_groups"][unit] = int(kind == "party_group")
        own["branches"][unit] = int(is_branch(kind))
        places = [unit] if kind in GRID_KINDS else [grid for grid in covers.get(unit, ()) if grid in nodes]
        for above in scope.tree.ancestors(unit) if places else ():
            grids[above].update(places)
    facts = {
        name: {unit: sum(int(nodes[grid].facts.get(name) or 0) for grid in places) for unit, places in grids.items()}
        for name in ("households", "buildings")
    }
    rolled = {name: scope.roll_up(numbers) for name, numbers in own.items()}
    return {**rolled, **facts, "grids": {unit: len(places) for unit, places in grids.items()}}
