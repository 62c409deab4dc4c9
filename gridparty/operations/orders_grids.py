"""A branch that is split by households takes its grid along: the grid is split in the same way (D1, S095)."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from gridparty.domain.ids import UnitId
from gridparty.domain.orders import HOUSEHOLD, REST, UNIT, Allocation, Item, OrderPlan, Sharing, Target
from gridparty.i18n import _
from gridparty.operations.tree import Tree


@dataclass(frozen=True, slots=True)
class WithGrids:
    """The plan with the grids as sources and targets of their own.

    `branch_of`: place of a grid among the targets → place of the branch that shall cover it.
    """

    plan: OrderPlan
    branch_of: dict[int, int]
    refusals: tuple[str, ...]


def households(now: Tree, unit: UnitId) -> int:
    """Households (户) that are noted at the unit itself."""
    return int(now.nodes[unit].facts.get("households") or 0) if unit in now.nodes else 0


def along(now: Tree, sources: Collection[UnitId]) -> dict[int, list[UnitId]]:
    """Grids right below a source → the branches beside them that cover them, with which they go."""
    found: dict[int, list[UnitId]] = {}
    for branch, grids in now.covers.items():
        above = now.nodes[branch].parent if branch in now.nodes else None
        for grid in grids if above in sources else ():
            if grid in now.nodes and now.nodes[grid].parent == above:
                found.setdefault(grid, []).append(branch)
    return found


def moving_along(now: Tree, branches: Collection[UnitId], place: UnitId) -> list[UnitId]:
    """Grids that move to a place with their branches: those that no other branch covers and that lie elsewhere."""
    covering: dict[UnitId, set[UnitId]] = {}
    for branch, grids in now.covers.items():
        for grid in grids:
            covering.setdefault(grid, set()).add(branch)
    return [
        grid
        for grid, theirs in sorted(covering.items())
        if theirs <= set(branches)
        and grid not in branches
        and grid in now.nodes
        and now.nodes[grid].parent != place
        and now.nodes[grid].parent in {now.nodes[branch].parent for branch in theirs if branch in now.nodes}
    ]


def with_grids(plan: OrderPlan, now: Tree) -> WithGrids:
    """Finds the place of every allocation of households; where it is a grid that a source covers, it is split too."""
    refusals, allocations = [], []
    split: dict[UnitId, list[Allocation]] = {}
    for each in plan.allocations:
        if each.what != HOUSEHOLD:
            allocations.append(each)
            continue
        found = _places(plan, now, each.key)
        if len(found) != 1:
            refusals.append(_no_place(now, each.key, found))
        elif found[0] in plan.sources:
            allocations.append(replace(each, key=found[0]))
        else:
            split.setdefault(found[0], []).append(each)
    plan, branch_of = replace(plan, allocations=tuple(allocations)), dict[int, int]()
    for grid, asked in split.items():
        plan = _split(plan, now, grid, asked, branch_of)
    return WithGrids(plan, branch_of, tuple(refusals))


def _places(plan: OrderPlan, now: Tree, key: int | None) -> list[UnitId]:
    """The places whose households are meant: the unit itself if it has any, else the grids that it covers."""
    asked = plan.sources if key is None else (UnitId(key),)
    own = [unit for unit in asked if households(now, unit)]
    covered = {grid for unit in asked for grid in now.covers.get(unit, ()) if households(now, grid)}
    allowed = {*plan.sources, *(grid for unit in plan.sources for grid in now.covers.get(unit, ()))}
    return [unit for unit in own or sorted(covered) if unit in allowed]


def _no_place(now: Tree, key: int | None, found: list[UnitId]) -> str:
    if found:
        names = "、".join(now.name(unit) for unit in found)
        return _("Say of which unit the households are: {names}.").format(names=names)
    name = now.name(UnitId(key)) if key is not None else ""
    return _("“{name}” has no households to share out; enter their number with the grid first.").format(name=name)


def _split(plan: OrderPlan, now: Tree, grid: UnitId, asked: list[Allocation], branch_of: dict[int, int]) -> OrderPlan:
    branch = next(unit for unit in plan.sources if grid in now.covers.get(unit, ()))
    rest = Sharing(plan).of(Item(UNIT, grid, branch))
    targets, allocations = list(plan.targets), list(plan.allocations)
    total, named = households(now, grid), sum(each.number or 0 for each in asked)
    receivers = list(
        dict.fromkeys([each.target for each in asked] + ([] if rest is None or named == total else [rest]))
    )
    if len(receivers) == 1 and named <= total and (named == total or rest is not None):  # it goes along as it is
        return replace(plan, allocations=(*allocations, Allocation(receivers[0], UNIT, grid)))
    part_of: dict[int, int] = {}
    for place in receivers:
        part_of[place] = len(targets)
        branch_of[len(targets)] = place
        stays = targets[place].unit == branch
        name = targets[place].name or now.name(targets[place].unit or UnitId(0))
        node = now.nodes[grid]
        new = Target(name=name.removesuffix("党支部"), kind=node.kind, parent=node.parent)
        targets.append(Target(unit=grid) if stays else new)
    allocations += [replace(each, key=grid, target=part_of[each.target]) for each in asked]
    if rest in part_of:
        allocations.append(Allocation(part_of[rest], REST, grid))
    return replace(plan, sources=(*plan.sources, grid), targets=tuple(targets), allocations=tuple(allocations))
