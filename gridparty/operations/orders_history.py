"""What became of units and what they came from, across change orders; figures drawn through a change (D2, D3, S090)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.orders import APPLIED, RESHAPING, SOURCE, TARGET
from gridparty.i18n import _
from gridparty.operations import figures, orders, tree
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.figures import Scope, Value
from gridparty.operations.orders import OrderRow
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import ChangeOrder, ChangeOrderUnit
from gridparty.storage.tables import BEGINNING, UnitState

TOGETHER = UnitId(0)  # stands above several units that are counted as one


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """The orders that concern a unit, the oldest first; the units right before it and right after it.

    since: its first day, whatever changed about it later; None means as long as anyone remembers.
    """

    orders: tuple[OrderRow, ...]
    came_from: tuple[UnitId, ...]
    became: tuple[UnitId, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """A month of a figure: its value, and the units that were counted.

    change: the title of the order that took effect within the month. shared: among the units counted is one that was
    split, so that the number covers more than what became of it here. value None: nothing to count.
    """

    month: Month
    value: Value
    units: tuple[UnitId, ...]
    change: str | None
    shared: bool


@dataclass(frozen=True, slots=True)
class _Step:
    order: int
    day: date
    title: str
    sources: frozenset[UnitId]
    targets: frozenset[UnitId]


def of_unit(session: Session, *, unit: UnitId) -> UnitHistory:
    """What a unit came from and what became of it."""
    found = tuple(reversed(orders.rows(session, unit=unit)))
    first = session.scalar(select(func.min(UnitState.valid_from)).where(UnitState.unit_id == unit))
    return UnitHistory(
        orders=found,
        came_from=predecessors(session, unit=unit, direct=True),
        became=successors(session, unit=unit, direct=True),
        since=None if first == BEGINNING else first,
    )


def predecessors(session: Session, *, unit: UnitId, direct: bool = False) -> tuple[UnitId, ...]:
    """The units out of which this one was made, across all orders; or those of the order that made it only."""
    before = _links(_steps(session), backwards=True)
    return tuple(before.get(unit, ())) if direct else _walk(before, unit)


def successors(session: Session, *, unit: UnitId, direct: bool = False) -> tuple[UnitId, ...]:
    """The units that took over from this one, across all orders; or those that took over from it at first only."""
    after = _links(_steps(session), backwards=False)
    return tuple(after.get(unit, ())) if direct else _walk(after, unit)


def _steps(session: Session) -> list[_Step]:
    """The orders that closed units and made others, in the order of their days."""
    found = select(ChangeOrder.id, ChangeOrder.day, ChangeOrder.title, ChangeOrderUnit.unit_id, ChangeOrderUnit.role)
    found = found.join(ChangeOrderUnit, ChangeOrderUnit.order_id == ChangeOrder.id)
    found = found.where(ChangeOrder.state == APPLIED, ChangeOrder.kind.in_(RESHAPING))
    units: dict[tuple[int, date, str], dict[str, set[UnitId]]] = {}
    for key, day, title, unit, role in session.execute(found.order_by(ChangeOrder.day, ChangeOrder.id)):
        units.setdefault((key, day, title), {SOURCE: set(), TARGET: set()})[role].add(UnitId(unit))
    return [_Step(*key, frozenset(sides[SOURCE]), frozenset(sides[TARGET])) for key, sides in units.items()]


def _links(steps: Iterable[_Step], *, backwards: bool) -> dict[UnitId, list[UnitId]]:
    found: dict[UnitId, list[UnitId]] = defaultdict(list)
    for step in steps:
        for one in sorted(step.targets if backwards else step.sources):
            others = sorted((step.sources if backwards else step.targets) - {one})
            found[one] += [unit for unit in others if unit not in found[one]]
    return found


def _walk(links: dict[UnitId, list[UnitId]], unit: UnitId) -> tuple[UnitId, ...]:
    found = list(links.get(unit, ()))
    for each in found:
        found += [other for other in links.get(each, ()) if other not in found and other != unit]
    return tuple(found)


def series(session: Session, *, unit: UnitId, figure: str, first: Month, last: Month) -> tuple[Point, ...]:
    """A figure month by month; before the unit was there, that of the units that it came from, counted together.

    A person counts once (D11). Raises InvalidInput for a figure that there is not, NotFound for a unit never there.
    """
    if figure not in FIGURES:
        raise InvalidInput(_("There is no figure “{figure}”.").format(figure=figure))
    steps = [step for step in _steps(session) if unit in step.targets or unit in step.sources]
    lineage = _lineage(session, unit)
    if not any(unit in tree.of_month(session, month=month).nodes for month in (last, first)) and not steps:
        raise NotFound(_("The unit does not exist at that time."))
    return tuple(_point(session, unit, lineage, figure, month) for month in first.to(last))


@dataclass(frozen=True, slots=True)
class _Lineage:
    before: dict[UnitId, list[UnitId]]
    shared: frozenset[UnitId]
    changes: tuple[tuple[date, str], ...]


def _lineage(session: Session, unit: UnitId) -> _Lineage:
    """How units lead to this one: unit → those before it; which of them were split; the changes on the way."""
    steps = _steps(session)
    before = _links(steps, backwards=True)
    those = {unit, *_walk(before, unit)}
    mine = [step for step in steps if step.targets & those]
    shared = {source for step in mine if len(step.targets) > 1 for source in step.sources - step.targets}
    return _Lineage(before, frozenset(shared), tuple((step.day, step.title) for step in mine))


def _point(session: Session, unit: UnitId, lineage: _Lineage, figure: str, month: Month) -> Point:
    now = tree.of_month(session, month=month)
    counted = _alive(now, unit, lineage.before, month)
    titles = [title for day, title in lineage.changes if Month.of(day) == month]
    value = _together(session, now, counted, figure, month) if counted else None
    return Point(month, value, tuple(counted), "；".join(titles) or None, bool(lineage.shared & set(counted)))


def _alive(now: Tree, unit: UnitId, before: dict[UnitId, list[UnitId]], month: Month) -> list[UnitId]:
    """The unit, and of those before it the ones that stood in the month."""
    found = [each for each in (unit, *_walk(before, unit)) if each in now.nodes]
    inside = {each for each in found if set(list(now.ancestors(each))[1:]) & set(found)}
    return [each for each in found if each not in inside]


def _together(session: Session, now: Tree, units: Collection[UnitId], figure: str, month: Month) -> Value:
    """The figure of several units as if they were one: they are hung below a unit that stands for all."""
    nodes = {TOGETHER: replace(now.nodes[next(iter(units))], id=TOGETHER, parent=None, kind="other", facts={})}
    below = [unit for top in units for unit in now.subtree(top)]
    tops = set(units)
    nodes |= {unit: replace(now.nodes[unit], parent=TOGETHER) if unit in tops else now.nodes[unit] for unit in below}
    nodes |= {unit: node for unit, node in now.nodes.items() if unit not in nodes}
    children = {**now.children, TOGETHER: list(units)}
    joined = Tree(nodes, children, now.covers)
    scope = Scope(month, month, joined, [TOGETHER, *below])
    return figures.in_scope(session, scope=scope)[TOGETHER][figure]
