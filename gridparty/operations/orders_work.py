"""What a change order would write, row by row, before anything is written: preview shows it, apply writes it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from gridparty.domain.ids import UnitId
from gridparty.domain.orders import OrderPlan, Sharing
from gridparty.domain.units import COVERS
from gridparty.i18n import _
from gridparty.operations.orders_holdings import Found, Holdings
from gridparty.operations.tree import Node, Tree
from gridparty.storage.organisation_tables import RegisterEntry, Term
from gridparty.storage.tables import Post, UnitLink, UnitState


@dataclass(frozen=True, slots=True)
class Carried:
    """A dated row that has other values from the day on."""

    row: Found
    values: dict[str, Any]


@dataclass(slots=True)
class Work:
    """Rows to end on the day, to carry on with other values, and to make; a unit that is not there yet is negative.

    A row of `carried` that began before the day ends, and a copy with the new values goes on; one that begins later
    is changed as it is. `records`: (activity, joint or service; its number; the unit that ends) → the unit that takes
    it over.
    """

    plan: OrderPlan
    now: Tree
    held: Holdings
    sharing: Sharing
    refusals: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    carried: dict[type, dict[int, Carried]] = field(default_factory=lambda: defaultdict(dict))
    ended: dict[type, dict[int, Found]] = field(default_factory=lambda: defaultdict(dict))
    made: dict[type, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    longer: dict[int, Any] = field(default_factory=dict)  # belonging that takes a double in → its new end
    records: dict[tuple[str, int, UnitId], UnitId] = field(default_factory=dict)
    after: Tree | None = None

    def refuse(self, sentence: str) -> None:
        """Notes why the order cannot be recorded."""
        if sentence not in self.refusals:
            self.refusals.append(sentence)

    def place(self, target: int) -> UnitId:
        """The unit of a target; one that is not there yet has a negative number."""
        return self.plan.targets[target].unit or UnitId(-1 - target)

    def carry(self, table: type, row: Found, values: dict[str, Any]) -> None:
        """The row has these values from the day on."""
        before = self.carried[table].get(row.id)
        self.carried[table][row.id] = Carried(row, {**before.values, **values} if before else values)

    def edit(self, unit: UnitId, values: dict[str, Any]) -> None:
        """The unit is described otherwise from the day on. Refused where a later change stands."""
        if (row := self.open_state(unit)) is not None:
            self.carry(UnitState, row, values)

    def open_state(self, unit: UnitId) -> Found | None:
        """The unit's state on the day, if it is the last one; otherwise the order is refused."""
        rows, day = self.held.own.get(unit, []), self.plan.day
        if not rows or rows[0].valid_from > day:
            self.refuse(_("Unit #{unit} does not exist on {day}.").format(unit=unit, day=day))
            return None
        last = rows[-1]
        if len(rows) > 1 or last.valid_to is not None:
            text = _("“{name}” changes again on {day}; choose a later day, or undo that change first.")
            later = last.valid_from if len(rows) > 1 else last.valid_to
            self.refuse(text.format(name=last.name, day=later))
            return None
        return last

    def close(self, unit: UnitId) -> None:
        """The unit ends on the day."""
        row = self.open_state(unit)
        if row is None:
            return
        if row.valid_from >= self.plan.day:
            text = _("“{name}” begins or changes on {day}; it can end on a later day.")
            self.refuse(text.format(name=row.name, day=row.valid_from))
            return
        self.ended[UnitState][row.id] = row

    def end_with(self, units: Collection[UnitId]) -> None:
        """Posts, terms, links and register entries of units that nothing takes over end with them."""
        for table, rows in ((Post, self.held.posts), (Term, self.held.terms), (RegisterEntry, self.held.entries)):
            self.ended[table] |= {row.id: row for row in rows if row.unit_id in units}
        links = (row for row in self.held.links if row.unit_id in units or row.other_id in units)
        self.ended[UnitLink] |= {row.id: row for row in links}


def after(work: Work) -> Tree:
    """The tree as it will be on the day; refuses what would hang below itself or below nothing."""
    nodes = dict(work.now.nodes)
    for row in work.ended[UnitState].values():
        nodes.pop(UnitId(row.unit_id), None)
    for carried in work.carried[UnitState].values():
        row = carried.row
        if row.valid_from <= work.plan.day and (node := nodes.get(UnitId(row.unit_id))) is not None:
            nodes[node.id] = _changed(node, carried.values, work)
    for values in work.made[UnitState]:
        nodes[values["unit_id"]] = Node(
            id=values["unit_id"],
            parent=values["parent_id"],
            kind=values["kind"],
            name=values["name"],
            place_name=values["place_name"],
            code=values["code"],
            facts=values["facts"],
            valid_from=work.plan.day,
            valid_to=None,
        )
    for node in nodes.values():
        if node.parent is not None and node.parent not in nodes:
            work.refuse(_("The unit above “{name}” does not exist on that day; name another.").format(name=node.name))
    return arranged(nodes.values(), work)


def _changed(node: Node, values: dict[str, Any], work: Work) -> Node:
    names = {"parent_id": "parent"}
    kept = {names.get(key, key): value for key, value in values.items()}
    return replace(node, **kept, valid_from=work.plan.day)


def arranged(nodes: Iterable[Node], work: Work) -> Tree:
    """A tree of these nodes, parents first, with the links to grids as they will be."""
    found = {node.id: node for node in nodes}
    children: dict[UnitId | None, list[UnitId]] = defaultdict(list)
    for node in sorted(found.values(), key=lambda node: (node.code is None, node.code or "", abs(node.id))):
        children[node.parent if node.parent in found else None].append(node.id)
    ordered: dict[UnitId, Node] = {}
    stack = list(reversed(children[None]))
    while stack:
        unit = stack.pop()
        node = found[unit]
        ordered[unit] = node if node.parent in found else replace(node, parent=None)
        stack.extend(reversed(children.get(unit, ())))
    for unit in found.keys() - ordered.keys():
        work.refuse(_("“{name}” would hang below itself; choose another unit above.").format(name=found[unit].name))
    return Tree(ordered, children, covers_after(work))


def covers_after(work: Work) -> dict[UnitId, list[UnitId]]:
    """Branch → grids on the day, after the order."""
    gone = {
        (row.unit_id, row.other_id)
        for row in work.ended[UnitLink].values()
        if row.role == COVERS and row.valid_from <= work.plan.day
    }
    covers: dict[UnitId, list[UnitId]] = defaultdict(list)
    for branch, grids in work.now.covers.items():
        covers[branch] = [grid for grid in grids if (branch, grid) not in gone]
    for values in work.made[UnitLink]:
        if values["role"] == COVERS and values["valid_from"] <= work.plan.day:
            covers[values["unit_id"]].append(values["other_id"])
    return covers
