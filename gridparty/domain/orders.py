"""Change orders: what one says, in a form that can be kept, and how it shares out what its units hold (D2, D3, S090).

A unit that an order takes from and that is not among its targets is closed. Everything that such a unit holds must go
to a target: by name, with its Party group, or with the rest; nothing is left over. A unit that is source and target
keeps what is not given away.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from gridparty.domain.civil_time import parse_day
from gridparty.domain.ids import UnitId

MERGE, SPLIT, REGROUP = "merge", "split", "regroup"
MOVE, UPGRADE, RENAME, RECODE, CLOSE, REOPEN = "move", "upgrade", "rename", "recode", "close", "reopen"
RESHAPING = (MERGE, SPLIT, REGROUP)  # units are closed and others take over
IN_PLACE = (UPGRADE, RENAME, RECODE)  # the unit stays, its description changes
KINDS = (*RESHAPING, MOVE, *IN_PLACE, CLOSE, REOPEN)

PLANNED, APPLIED, CANCELLED = "planned", "applied", "cancelled"
SOURCE, TARGET = "source", "target"

MEMBER, UNIT, HOUSEHOLD, ENTRY, POST, REST = "member", "unit", "household", "entry", "post", "rest"
WHATS = (MEMBER, UNIT, HOUSEHOLD, ENTRY, POST, REST)

REHOME = "rehome_records"  # fact of a plan: later activities and services go to the units that take over
CHILDREN = "children"  # fact of an upgrade: number of a unit below (as text) → its new kind


@dataclass(frozen=True, slots=True)
class Target:
    """A unit that an order makes, or fills or changes (`unit`). What is None stays, or is taken from the sources.

    Of a move, the one target is the new parent. Of an upgrade, renaming or re-coding there is a target for each unit.
    """

    unit: UnitId | None = None
    name: str | None = None
    kind: str | None = None
    parent: UnitId | None = None
    code: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Allocation:
    """What goes to the target with this place in the plan's list.

    what: member (key: the person), unit (a unit below a source, with its people if it is a Party group; or a grid that
    a source covers), household (key: the source or the grid; `number` of households), entry (of a register), post,
    rest (key: a source, or None for all that are closed).
    """

    target: int
    what: str
    key: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class OrderPlan:
    """A change order: its kind, the first day of the new order of things, and everything that it does.

    facts: REHOME, CHILDREN, and whatever the office notes.
    """

    kind: str
    day: date
    sources: tuple[UnitId, ...] = ()
    targets: tuple[Target, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    title: str = ""
    document: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def closing(self) -> tuple[UnitId, ...]:
        """The units that end on the day."""
        if self.kind == CLOSE:
            return self.sources
        stay = {target.unit for target in self.targets}
        return tuple(unit for unit in self.sources if unit not in stay) if self.kind in RESHAPING else ()


def as_json(plan: OrderPlan) -> dict[str, Any]:
    """The plan as the database keeps it."""
    return {**asdict(plan), "day": plan.day.isoformat()}


def from_json(kept: Mapping[str, Any]) -> OrderPlan:
    """The plan that was kept."""
    return OrderPlan(
        kind=kept["kind"],
        day=parse_day(kept["day"]),
        sources=tuple(UnitId(unit) for unit in kept["sources"]),
        targets=tuple(Target(**target) for target in kept["targets"]),
        allocations=tuple(Allocation(**allocation) for allocation in kept["allocations"]),
        title=kept["title"],
        document=kept["document"],
        facts=dict(kept["facts"]),
    )


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a source holds: a person, a unit below it, an open post, an open register entry.

    group: the Party group with which a person goes; member: the person with whom an entry or a post goes.
    """

    what: str
    key: int
    source: UnitId
    group: UnitId | None = None
    member: int | None = None


class Sharing:
    """Answers to which target of a plan something goes.

    `along`: grid → the branches beside it that cover it; where these all go to one target, it goes along with them.
    """

    def __init__(self, plan: OrderPlan, along: Mapping[int, Collection[int]] = MappingProxyType({})) -> None:
        self.along = along
        self.named = {(each.what, each.key): each.target for each in plan.allocations if each.what != HOUSEHOLD}
        self.own = {target.unit: place for place, target in enumerate(plan.targets) if target.unit is not None}
        self.only = 0 if plan.kind == MERGE and len(plan.targets) == 1 else None

    def of(self, item: Item) -> int | None:
        """The place of its target in the plan's list; None if nothing says where it goes."""
        if (named := self.named.get((item.what, item.key))) is not None:
            return named
        if item.group is not None and (grouped := self.named.get((UNIT, item.group))) is not None:
            return grouped
        if item.member is not None and (followed := self.named.get((MEMBER, item.member))) is not None:
            return followed
        if item.what == UNIT and (branches := self.along.get(item.key)):
            together = {self.of(Item(UNIT, branch, item.source)) for branch in branches}
            if len(together) == 1 and (found := together.pop()) is not None:
                return found
        return self.rest(item.source)

    def rest(self, source: UnitId) -> int | None:
        """Where the rest of a source goes; a source that stays keeps it."""
        for found in (self.named.get((REST, source)), self.own.get(source), self.named.get((REST, None))):
            if found is not None:
                return found
        return self.only


@dataclass(frozen=True, slots=True)
class Shares:
    """How a number of households is shared: target → number; `left` are those that nothing says a target for."""

    parts: dict[int, int]
    left: int


def share_households(total: int, asked: Iterable[tuple[int, int]], rest: int | None) -> Shares:
    """Shares a place's households: (target, number) as asked for, what remains to the target of the rest.

    `left` is negative where more is asked for than there is.
    """
    parts: dict[int, int] = {}
    for target, number in asked:
        parts[target] = parts.get(target, 0) + number
    left = total - sum(parts.values())
    if left > 0 and rest is not None:
        parts[rest] = parts.get(rest, 0) + left
        left = 0
    return Shares(parts, left)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of days; `end` None is open."""

    start: date
    end: date | None

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


def joined(spans: Sequence[Span]) -> list[tuple[Span, list[int]]]:
    """Spans that overlap become one; each result comes with the places of those that it was made of."""
    found: list[tuple[Span, list[int]]] = []
    for place in sorted(range(len(spans)), key=lambda at: spans[at].start):
        span = spans[place]
        if found and found[-1][0].meets(span):
            last, places = found[-1]
            end = None if last.end is None or span.end is None else max(last.end, span.end)
            found[-1] = (replace(last, end=end), [*places, place])
        else:
            found.append((span, [place]))
    return found
