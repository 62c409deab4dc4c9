"""What a monthly briefing says of a unit: its figures, their change, and the rows of its tables (D12, DOMAIN §8.3)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, today
from gridparty.domain.counts import rate
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import short_place
from gridparty.i18n import _
from gridparty.operations import activities, catalogues, figures, settings, tree
from gridparty.operations.activities import CAME, LISTED, ActivityRow
from gridparty.operations.figures import Value
from gridparty.operations.heads import AnySelect
from gridparty.storage.tables import Activity, Attendance, Service, ServiceMember

LISTED_UP_TO = 12  # activities; beyond that the table sums them up by kind


@dataclass(frozen=True, slots=True)
class KindLine:
    """Activities of one kind; a gathering of several kinds stands in each of their lines, so lines may overlap."""

    label: str
    activities: int
    expected: int
    present: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """Services of one category; half-hours are person-half-hours; `before` is the number of the month before."""

    label: str
    services: int
    members: int
    half_hours: int
    people_helped: int | None
    people_helped_estimated: int | None
    before: int


@dataclass(frozen=True, slots=True)
class PartLine:
    """A unit directly below, in the order of the tree (never ranked); no name and id: what hangs on the unit
    itself, its grids and its Party groups."""

    name: str | None
    figures: dict[str, Value]
    id: UnitId | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything that the monthly briefing of a unit prints."""

    unit: UnitId
    name: str
    place: str
    kind: str
    superior: str
    month: Month
    issued: date
    is_sample: bool
    figures: dict[str, Value]
    before: dict[str, Value]
    rates: tuple[tuple[Month, float | None], ...]
    activities: tuple[ActivityRow, ...]
    kinds: tuple[KindLine, ...]
    kind_labels: dict[str, str]
    categories: tuple[CategoryLine, ...]
    parts: tuple[PartLine, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all briefings of a month read alike: the trees of the month and of the one before, who took part in each."""

    now: tree.Tree
    earlier: tree.Tree
    active: frozenset[int]
    active_before: frozenset[int]


def share(session: Session, *, month: Month) -> Shared:
    """Read once where many briefings of the same month are printed."""
    before = month.plus(-1)
    return Shared(
        tree.of_month(session, month=month),
        tree.of_month(session, month=before),
        figures.active_in(session, month=month),
        figures.active_in(session, month=before),
    )


def gather(session: Session, *, unit: UnitId, month: Month, shared: Shared | None = None) -> Briefing:
    """The month's briefing of a unit. Raises NotFound if it did not exist then, InvalidInput for a future month."""
    known = shared or share(session, month=month)
    now = known.now
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist in {month}.").format(month=month))
    if month.first > today():
        raise InvalidInput(_("{month} has not begun yet; there is nothing to report.").format(month=month))
    node = now.nodes[unit]
    scope = figures.scope_in(now, unit=unit, first=month, last=month, active=known.active)
    rows = activities.select_rows(session, now=now, units=now.subtree(unit), first=month, last=month)
    labels = catalogues.labels(session, catalogue="activity_kinds")
    mine = figures.in_scope(session, scope=scope)
    above = now.nodes[node.parent].name if node.parent is not None else ""
    return Briefing(
        unit=unit,
        name=node.name,
        place=_place(now, unit),
        kind=node.kind,
        superior=above,
        month=month,
        issued=min(month.last, today()),
        is_sample=bool(settings.get(session, key="sample")),
        figures=mine[unit],
        before=_before(session, known=known, unit=unit, month=month.plus(-1)),
        rates=_rates(session, now=now, unit=unit, month=month),
        activities=rows if len(rows) <= LISTED_UP_TO else (),
        kinds=_by_kind(rows, labels),
        kind_labels=labels,
        categories=_categories(session, units=now.subtree(unit), month=month),
        parts=parts(session, scope=scope, unit=unit, mine=mine),
        closed=tuple(n.name for n in now.nodes.values() if n.id in mine and _ended(n, month)),
    )


def _before(session: Session, *, known: Shared, unit: UnitId, month: Month) -> dict[str, Value]:
    if unit not in known.earlier.nodes:
        return {}
    scope = figures.scope_in(known.earlier, unit=unit, first=month, last=month, active=known.active_before)
    return figures.in_scope(session, scope=scope, wanted=[unit])[unit]


def _place(now: tree.Tree, unit: UnitId) -> str:
    covered = [now.name(grid) for grid in now.covers.get(unit, ()) if grid in now.nodes]
    node = now.nodes[unit]
    if covered or node.place_name is None:
        return "、".join(covered) or node.name
    return short_place(node.place_name, node.kind)


def parts(
    session: Session, *, scope: figures.Scope, unit: UnitId, mine: dict[UnitId, dict[str, Value]]
) -> tuple[PartLine, ...]:
    """The units below, and a line for what hangs on the unit itself, its grids and its Party groups, so that the lines
    add up; none without units.

    `mine`: the figures of every unit of the scope (figures.in_scope).
    """
    now = scope.tree
    skipped = (*figures.GRID_KINDS, "micro_grid", "party_group")
    children = now.children.get(unit, ())
    below = [child for child in children if now.nodes[child].kind not in skipped]
    if not below:
        return ()
    within = [unit, *(each for child in children if child not in below for each in now.subtree(child))]
    own = figures.in_scope(session, scope=replace(scope, units=within), wanted=[unit])[unit]
    rows = [PartLine(now.name(child), mine[child], child) for child in below]
    has_own = any(own[name] for name in ("members", "registered_members", "activities", "services"))
    return (*rows, PartLine(None, own)) if has_own else tuple(rows)


def _ended(node: tree.Node, month: Month) -> bool:
    return node.valid_to is not None and month.first <= node.valid_to <= month.last


def _by_kind(rows: tuple[ActivityRow, ...], labels: dict[str, str]) -> tuple[KindLine, ...]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        for kind in row.kinds:
            for at, number in enumerate((1, row.expected, row.present)):
                sums[kind][at] += number
    return tuple(
        KindLine(labels[kind], sums[kind][0], sums[kind][1], sums[kind][2], rate(sums[kind][2], sums[kind][1]))
        for kind in labels
        if kind in sums
    )


def _rates(session: Session, *, now: tree.Tree, unit: UnitId, month: Month) -> tuple[tuple[Month, float | None], ...]:
    """The attendance rate of every month of the year so far."""
    first = Month(month.year, 1)
    scope = figures.scope_in(now, unit=unit, first=first, last=month)
    came = func.sum(case((Attendance.state.in_(CAME), 1), else_=0))
    found = figures.in_activities(select(Activity.start, func.count(), came), scope)
    found = found.where(Attendance.role == LISTED)
    if scope.units is None:
        found = found.where(activities.counts_for(now.subtree(unit)))
    sums: dict[Month, list[int]] = defaultdict(lambda: [0, 0])
    for start, expected, present in session.execute(found.group_by(Activity.start)):
        at = Month.of(start.astimezone(CIVIL).date())
        sums[at][0] += expected
        sums[at][1] += present
    return tuple((each, rate(sums[each][1], sums[each][0])) for each in first.to(month))


def _categories(session: Session, *, units: Collection[UnitId], month: Month) -> tuple[CategoryLine, ...]:
    counted, estimated = Service.people_helped, Service.people_helped_estimated

    def query(*columns: Any, at: Month) -> AnySelect:
        found = select(Service.category, *columns).where(Service.day.between(at.first, at.last))
        return figures.within(found, Service.unit_id, units).group_by(Service.category)

    sums = query(func.count(), func.sum(counted), func.sum(estimated), at=month)
    people = query(func.count(distinct(ServiceMember.member_id)), func.sum(ServiceMember.half_hours), at=month)
    served = {row[0]: row[1:] for row in session.execute(people.join(ServiceMember))}
    earlier = {category: number for category, number in session.execute(query(func.count(), at=month.plus(-1)))}
    this = {row[0]: row[1:] for row in session.execute(sums)}
    labels = catalogues.labels(session, catalogue="service_categories")
    lines = [
        CategoryLine(
            label=labels.get(category, category),
            services=this[category][0] if category in this else 0,
            members=served.get(category, (0, 0))[0],
            half_hours=served.get(category, (0, 0))[1],
            people_helped=this[category][1] if category in this else 0,
            people_helped_estimated=this[category][2] if category in this else 0,
            before=earlier.get(category, 0),
        )
        for category in labels
        if category in this or category in earlier
    ]
    return tuple(sorted(lines, key=lambda line: -line.half_hours))
