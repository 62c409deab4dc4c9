"""The one tree over a span of days (D2, D3): who hangs under whom, and how counts roll up."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.errors import Ambiguous, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import COVERS
from gridparty.i18n import _
from gridparty.storage.tables import BEGINNING, UnitLink, UnitState

K = TypeVar("K")
_KEPT, _MOST_KEPT = "trees", 64

STATES = (
    select(
        UnitState.unit_id,
        UnitState.parent_id,
        UnitState.kind,
        UnitState.name,
        UnitState.place_name,
        UnitState.code,
        UnitState.facts,
        UnitState.valid_from,
        UnitState.valid_to,
    )
    .where(
        UnitState.valid_from <= bindparam("last"),
        or_(UnitState.valid_to.is_(None), UnitState.valid_to > bindparam("first")),
    )
    .order_by(UnitState.unit_id, UnitState.valid_from)
)
COVERED = select(UnitLink.unit_id, UnitLink.other_id).where(
    UnitLink.role == COVERS,
    UnitLink.valid_from <= bindparam("last"),
    or_(UnitLink.valid_to.is_(None), UnitLink.valid_to > bindparam("first")),
)


@dataclass(frozen=True, slots=True)
class Node:
    """One unit as it last was within the span; `valid_from` None means as long as anyone remembers."""

    id: UnitId
    parent: UnitId | None
    kind: str
    name: str
    place_name: str | None
    code: str | None
    facts: dict[str, Any]
    valid_from: date | None
    valid_to: date | None

    def stands(self, day: date) -> bool:
        """Whether it is still there on the last day of the span."""
        return self.valid_to is None or self.valid_to > day


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes by id, parents before children; `covers` leads from a branch to its grids."""

    nodes: dict[UnitId, Node]
    children: dict[UnitId | None, list[UnitId]]
    covers: dict[UnitId, list[UnitId]] = field(default_factory=dict)

    def subtree(self, unit: UnitId) -> list[UnitId]:
        """The unit and everything below it, parents first."""
        found = [unit]
        for each in found:
            found.extend(self.children.get(each, ()))
        return found

    def ancestors(self, unit: UnitId) -> Iterator[UnitId]:
        """The unit, its parent, and so on up to a root."""
        at: UnitId | None = unit
        while at is not None:
            yield at
            at = self.nodes[at].parent

    def roll_up(self, own: Mapping[UnitId, int], units: Collection[UnitId] | None = None) -> dict[UnitId, int]:
        """Each node's own number plus those of everything below it; for some units only (parents first) if given."""
        total = {unit: own.get(unit, 0) for unit in (self.nodes if units is None else units)}
        for unit in reversed(total):
            parent = self.nodes[unit].parent
            if parent in total:
                total[parent] += total[unit]
        return total

    def roll_up_distinct(
        self,
        own: Mapping[UnitId, int],
        repeated: Mapping[K, Collection[UnitId]],
        units: Collection[UnitId] | None = None,
    ) -> dict[UnitId, int]:
        """The same for things that count once at every level (D11); `repeated`: those that stand in several units."""
        total = self.roll_up(own, units)
        for places in repeated.values():
            seen: dict[UnitId, int] = defaultdict(int)
            for unit in places:
                if unit in self.nodes:
                    for above in self.ancestors(unit):
                        seen[above] += 1
            for above, times in seen.items():
                if above in total:
                    total[above] -= times - 1
        return total

    def roll_up_once(
        self, pairs: Iterable[tuple[K, UnitId]], units: Collection[UnitId] | None = None
    ) -> dict[UnitId, int]:
        """The same for pairs of a thing and a unit where it stands; a pair may come several times."""
        own: dict[UnitId, int] = defaultdict(int)
        first: dict[K, UnitId] = {}
        repeated: dict[K, set[UnitId]] = {}
        for thing, unit in pairs:
            if thing not in first:
                first[thing] = unit
            elif unit in (places := repeated.setdefault(thing, {first[thing]})):
                continue
            else:
                places.add(unit)
            own[unit] += 1
        return self.roll_up_distinct(own, repeated, units)

    def name(self, unit: UnitId) -> str:
        """The unit's name, or its number where it is not in this tree."""
        return self.nodes[unit].name if unit in self.nodes else f"#{unit}"


@contextmanager
def kept(session: Session) -> Iterator[None]:
    """Within it the same span is read once only: for an operation that writes many records and no units."""
    if _KEPT in session.info:  # within another
        yield
        return
    session.info[_KEPT] = {}
    try:
        yield
    finally:
        del session.info[_KEPT]


def load(session: Session, *, first: date, last: date) -> Tree:
    """Every unit alive on any day from first to last, under its last parent in that span."""
    trees: dict[tuple[date, date], Tree] | None = session.info.get(_KEPT)
    if trees is None:
        return _load(session, first, last)
    if (first, last) not in trees:
        if len(trees) >= _MOST_KEPT:
            trees.clear()
        trees[first, last] = _load(session, first, last)
    return trees[first, last]


def _load(session: Session, first: date, last: date) -> Tree:
    found: dict[UnitId, Node] = {}
    for row in session.connection().execute(STATES, {"first": first, "last": last}):
        start = None if row.valid_from == BEGINNING else row.valid_from
        unit = UnitId(row.unit_id)
        found[unit] = Node(
            unit, row.parent_id, row.kind, row.name, row.place_name, row.code, row.facts, start, row.valid_to
        )
    children: dict[UnitId | None, list[UnitId]] = defaultdict(list)
    for node in sorted(found.values(), key=_order):
        children[node.parent if node.parent in found else None].append(node.id)
    nodes: dict[UnitId, Node] = {}
    stack = list(reversed(children[None]))
    while stack:
        unit = stack.pop()
        node = found[unit]
        nodes[unit] = node if node.parent in found or node.parent is None else _root(node)
        stack.extend(reversed(children.get(unit, ())))
    covers: dict[UnitId, list[UnitId]] = defaultdict(list)
    for branch, grid in session.execute(COVERED, {"first": first, "last": last}):
        covers[UnitId(branch)].append(UnitId(grid))
    return Tree(nodes, children, covers)


def of_month(session: Session, *, month: Month) -> Tree:
    """The month's tree (D3)."""
    return load(session, first=month.first, last=month.last)


def on_day(session: Session, *, day: date) -> Tree:
    """The tree as it is on a day."""
    return load(session, first=day, last=day)


def state_on(states: type[UnitState], unit: Any, day: date | BindParameter[date]) -> ColumnElement[bool]:
    """The state of a unit on a day, for a query that needs the names of a few units and not the whole tree."""
    alive = (states.valid_from <= day) & or_(states.valid_to.is_(None), states.valid_to > day)
    return (states.unit_id == unit) & alive


def _order(node: Node) -> tuple[bool, str, int]:
    return (node.code is None, node.code or "", node.id)


def _root(node: Node) -> Node:
    return Node(
        node.id, None, node.kind, node.name, node.place_name, node.code, node.facts, node.valid_from, node.valid_to
    )


def find(tree: Tree, key: str) -> UnitId:
    """The unit for a code (hyphens allowed), `#id` or exact name. Raises NotFound, Ambiguous naming the candidates."""
    word = key.strip()
    if word.startswith("#") and word[1:].isdecimal():
        if (unit := UnitId(int(word[1:]))) in tree.nodes:
            return unit
        raise NotFound(_("There is no unit {key} at that time.").format(key=word))
    code = word.replace("-", "")
    tests: tuple[Callable[[Node], bool], ...] = (lambda node: node.code == code, lambda node: node.name == word)
    for test in tests:
        matches = [node for node in tree.nodes.values() if test(node)]
        if len(matches) == 1:
            return matches[0].id
        if matches:
            raise Ambiguous(
                _("“{key}” fits several units: {units}. Name one by its number.").format(
                    key=word, units=candidates(matches)
                )
            )
    raise NotFound(_("There is no unit “{key}” at that time; `units list` shows all of them.").format(key=word))


def candidates(nodes: Iterable[Node]) -> str:
    """Candidates for a refusal: #3 第一网格党支部、#9 …"""
    return "、".join(f"#{node.id} {node.name}" for node in nodes)
