"""What the window shows of the tree and of one unit in a month: rows, states, heading, overview (D3, D13)."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, span_of
from gridparty.domain.counts import rate
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import GRID, GRID_BRANCH, PARTY_GROUP
from gridparty.i18n import _
from gridparty.operations import briefings, catalogues, figures, heads, latest_records, tree
from gridparty.operations.activities import CAME, LISTED
from gridparty.operations.briefings import PartLine
from gridparty.operations.figures import Scope, Value
from gridparty.operations.latest_records import LatestRow
from gridparty.operations.tree import Node, Tree
from gridparty.storage.tables import BEGINNING, Activity, ActivityUnit, Attendance, Member, Post, Service

THEME_DAY = "theme_party_day"
SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in the window's tree; `members` (人) rolled up, as of the month's last day."""

    id: UnitId
    parent: UnitId | None
    name: str
    place_name: str | None
    kind: str
    kind_label: str
    code: str | None
    members: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """A unit's month, rolled up: person-times expected and present, and how many of its branches held a theme day."""

    expected: int
    present: int
    rate: float | None
    branches: int
    held: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a unit's pages; `path` leads from the root to the parent, `households` None: not known."""

    path: tuple[tuple[UnitId, str], ...]
    name: str
    kind: str
    kind_label: str
    secretary: str | None
    members: int
    registered: int
    households: int | None
    groups: int
    is_closed: bool


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


def tree_rows(session: Session, *, month: Month, with_closed: bool = False) -> tuple[TreeRow, ...]:
    """The units of the month's tree (D3), parents first, siblings in their order.

    `with_closed` adds the units closed in earlier months, under their last parents. A grid that a grid branch covers
    is left out, since the branch stands for it, unless something hangs below it or somebody belongs to it.
    """
    now = _with_closed(session, month) if with_closed else tree.of_month(session, month=month)
    members = heads.members(session, in_tree=now, day=month.last)
    labels = catalogues.labels(session, catalogue="unit_kinds")
    hidden = {unit for unit in _stood_for(now) if not now.children.get(unit) and not members[unit]}
    return tuple(
        TreeRow(
            id=node.id,
            parent=node.parent,
            name=node.name,
            place_name=node.place_name,
            kind=node.kind,
            kind_label=labels.get(node.kind, node.kind),
            code=node.code,
            members=members[node.id],
            is_closed=_is_closed(node, month),
        )
        for node in now.nodes.values()
        if node.id not in hidden
    )


def _with_closed(session: Session, month: Month) -> Tree:
    return tree.load(session, first=BEGINNING, last=month.last)


def _stood_for(now: Tree) -> set[UnitId]:
    branches = (unit for unit in now.covers if unit in now.nodes and now.nodes[unit].kind == GRID_BRANCH)
    covered = {grid for branch in branches for grid in now.covers[branch]}
    return {grid for grid in covered if grid in now.nodes and now.nodes[grid].kind == GRID}


def _is_closed(node: Node, month: Month) -> bool:
    return node.valid_to is not None and node.valid_to <= month.last


def tree_states(session: Session, *, month: Month) -> dict[UnitId, UnitMonth]:
    """The month of every unit of its tree; the branches are those that meet as one (catalogue fact `branch`)."""
    now = tree.of_month(session, month=month)
    came = figures.attendance(session, scope=Scope(month, month, now, None))
    kinds = catalogues.items(session, catalogue="unit_kinds")
    meeting = {code for code, item in kinds.items() if item.facts.get("branch")}
    own = {node.id for node in now.nodes.values() if node.kind in meeting}
    branches = now.roll_up(dict.fromkeys(own, 1))
    held = now.roll_up(dict.fromkeys(own & _held_theme_day(session, month), 1))
    return {
        unit: UnitMonth(
            expected=came["expected"][unit],
            present=came["present"][unit],
            rate=rate(came["present"][unit], came["expected"][unit]),
            branches=branches[unit],
            held=held[unit],
        )
        for unit in now.nodes
    }


def _held_theme_day(session: Session, month: Month) -> set[UnitId]:
    """The units that held a theme Party day within the month, as host or jointly (D11)."""
    since, until = span_of(month, month)
    found = select(Activity.id, Activity.unit_id, Activity.kinds).where(Activity.start >= since, Activity.start < until)
    hosts = {row.id: row.unit_id for row in session.connection().execute(found) if THEME_DAY in row.kinds}
    joint = select(ActivityUnit.activity_id, ActivityUnit.unit_id).join(Activity)
    joint = joint.where(Activity.start >= since, Activity.start < until)
    return {*hosts.values(), *(unit for activity, unit in session.execute(joint) if activity in hosts)}


def heading(session: Session, *, unit: UnitId, month: Month) -> Heading:
    """Name, kind and place in the tree with the counts of the month's last day. Raises NotFound for a later unit."""
    now = _tree_of(session, unit, month)
    node, below = now.nodes[unit], now.subtree(unit)
    people = heads.count(session, in_tree=now, day=month.last, units=below)
    known = [now.nodes[grid].facts.get("households") for grid in figures.grids_of(now, unit)]
    households = [int(number) for number in known if number is not None]
    above = [each for each in now.ancestors(unit) if each != unit]
    return Heading(
        path=tuple((each, now.name(each)) for each in reversed(above)),
        name=node.name,
        kind=node.kind,
        kind_label=catalogues.labels(session, catalogue="unit_kinds").get(node.kind, node.kind),
        secretary=_secretary(session, unit, month.last),
        members=people.full[unit] + people.probationary[unit],
        registered=people.registered[unit],
        households=sum(households) if households else None,
        groups=sum(now.nodes[each].kind == PARTY_GROUP for each in below if each != unit),
        is_closed=_is_closed(node, month),
    )


def _tree_of(session: Session, unit: UnitId, month: Month) -> Tree:
    """A tree that holds the unit: the month's or, for one closed earlier, that of all time up to then."""
    now = tree.of_month(session, month=month)
    if unit not in now.nodes:
        now = _with_closed(session, month)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist in {month}.").format(month=month))
    return now


def _secretary(session: Session, unit: UnitId, day: date) -> str | None:
    found = select(Member.name).join(Post, Post.member_id == Member.id)
    found = found.where(Post.unit_id == unit, Post.post == SECRETARY, heads.holds_on(day))
    return session.scalar(found.order_by(Post.valid_from.desc(), Post.id.desc()).limit(1))


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
    return figures.scope_in(_tree_of(session, unit, month), unit=unit, first=month, last=month)


def _before(session: Session, unit: UnitId, month: Month) -> dict[str, Value]:
    try:
        scope = _scope(session, unit, month)
    except NotFound:
        return {}
    return figures.in_scope(session, scope=scope)[unit]


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
