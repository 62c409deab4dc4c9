"""The window's tree in a month: its rows (D1, D3). The window starts with this module: it imports little."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import GRID, GRID_BRANCH
from gridparty.operations import catalogues, heads, tree
from gridparty.operations.tree import Node, Tree
from gridparty.storage.tables import BEGINNING


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


def of_month(session: Session, *, month: Month, with_closed: bool = False) -> tuple[TreeRow, ...]:
    """The units of the month's tree (D3), parents first, siblings in their order.

    `with_closed` adds the units closed in earlier months, under their last parents. A grid that a grid branch covers
    is left out, since the branch stands for it, unless something hangs below it or somebody belongs to it.
    """
    now = with_closed_units(session, month) if with_closed else tree.of_month(session, month=month)
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
            is_closed=is_closed(node, month),
        )
        for node in now.nodes.values()
        if node.id not in hidden
    )


def with_closed_units(session: Session, month: Month) -> Tree:
    """Every unit that was there until the month's end, closed ones under their last parents."""
    return tree.load(session, first=BEGINNING, last=month.last)


def _stood_for(now: Tree) -> set[UnitId]:
    branches = (unit for unit in now.covers if unit in now.nodes and now.nodes[unit].kind == GRID_BRANCH)
    covered = {grid for branch in branches for grid in now.covers[branch]}
    return {grid for grid in covered if grid in now.nodes and now.nodes[grid].kind == GRID}


def is_closed(node: Node, month: Month) -> bool:
    """Whether the unit was closed by the month's last day."""
    return node.valid_to is not None and node.valid_to <= month.last
