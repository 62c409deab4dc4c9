"""A change order while it is being put together in the window: targets, and what goes to which of them (S090)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gridparty.domain import orders as rules
from gridparty.domain.civil_time import today
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import Allocation, Item, OrderPlan, Sharing, Target
from gridparty.operations.orders import TemplateRow


@dataclass(slots=True, eq=False)  # two new units with the same name are two
class TargetDraft:
    """A unit that takes over: one that exists (`unit`), or a new one with what has been typed for it."""

    unit: UnitId | None = None
    name: str = ""
    kind: str | None = None
    parent: UnitId | None = None
    code: str = ""

    def target(self) -> Target:
        """As the plan has it; of a unit that exists nothing is changed."""
        if self.unit is not None:
            return Target(unit=self.unit)
        return Target(name=self.name.strip(), kind=self.kind, parent=self.parent, code=self.code.strip() or None)


@dataclass(frozen=True, slots=True)
class Line:
    """Something to share out with the place of its target in the list; None: nothing says where it goes.

    `part` numbers the parts of a place's households. A line of the rest stands for all of a source that has no other
    target; it is never left over. `is_named`: this very line was given its target, and not by a rule.
    """

    what: str
    key: int
    part: int
    label: str
    source: UnitId
    source_name: str
    group_name: str | None
    number: int | None
    target: int | None
    is_named: bool

    @property
    def is_left(self) -> bool:
        """Whether it still needs a target; a post without one ends with its unit."""
        return self.target is None and self.what not in (rules.REST, rules.POST)


@dataclass(slots=True)
class Part:
    """Some of a place's households and where they go."""

    number: int
    target: TargetDraft | None = None


@dataclass(slots=True)
class OrderDraft:
    """Everything that has been chosen so far. Places of targets change; allocations hold the targets themselves."""

    kind: str = rules.MERGE
    day: date = field(default_factory=today)
    sources: tuple[UnitId, ...] = ()
    source_names: dict[UnitId, str] = field(default_factory=dict)
    targets: list[TargetDraft] = field(default_factory=list)
    title: str = ""
    document: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    rows: Sequence[TemplateRow] = ()
    named: dict[tuple[str, int], TargetDraft] = field(default_factory=dict)
    rest: dict[UnitId | None, TargetDraft] = field(default_factory=dict)
    parts: dict[int, list[Part]] = field(default_factory=dict)
    above: UnitId | None = None  # of a move
    raised: tuple[Target, ...] = ()  # of an upgrade
    becomes: str = ""  # of a move or an upgrade: where to or what, in words

    @property
    def is_ahead(self) -> bool:
        """Whether the order's day has not come yet, so that it is kept."""
        return is_ahead(self.day)

    def take_rows(self, rows: Sequence[TemplateRow]) -> None:
        """What the sources hold; targets that were given before stay with what is still there."""
        self.rows = rows
        known = {(row.what, row.key) for row in rows}
        self.named = {key: target for key, target in self.named.items() if key in known}
        self.rest = {source: target for source, target in self.rest.items() if source is None or source in self.sources}
        totals = {row.key: row.number or 0 for row in rows if row.what == rules.HOUSEHOLD}
        self.parts = {
            key: parts for key, parts in self.parts.items() if sum(part.number for part in parts) == totals.get(key)
        }

    def drop_target(self, target: TargetDraft) -> None:
        """Takes a target away; what was to go there has none again."""
        self.targets.remove(target)
        self.named = {key: each for key, each in self.named.items() if each is not target}
        self.rest = {key: each for key, each in self.rest.items() if each is not target}
        for part in (part for parts in self.parts.values() for part in parts if part.target is target):
            part.target = None

    def give(self, lines: Iterable[Line], target: TargetDraft | None) -> None:
        """Gives lines to a target, or (None) leaves them to the rules."""
        for line in lines:
            if line.what == rules.REST:
                _put(self.rest, line.source, target)
            elif line.what == rules.HOUSEHOLD:
                self._parts_of(line)[line.part].target = target
            else:
                _put(self.named, (line.what, line.key), target)

    def give_rest(self, target: TargetDraft | None) -> None:
        """Where everything goes that no other rule gives a target."""
        _put(self.rest, None, target)

    def divide(self, line: Line, number: int) -> None:
        """Cuts so many households off a line of them; the remainder becomes a line of its own."""
        parts = self._parts_of(line)
        whole = parts[line.part]
        if 0 < number < whole.number:
            parts.insert(line.part + 1, Part(whole.number - number))
            whole.number = number
        elif number > whole.number and line.part + 1 < len(parts):  # takes from the next line
            following = parts[line.part + 1]
            taken = min(number - whole.number, following.number)
            whole.number += taken
            following.number -= taken
            if following.number == 0:
                del parts[line.part + 1]

    def lines(self) -> list[Line]:
        """Everything to share out, with its target; the sources' own lines (the rest) first."""
        sharing = Sharing(self.plan(), {row.key: row.along for row in self.rows if row.along})
        place = {target: at for at, target in enumerate(self.targets)}
        people = Counter(row.source for row in self.rows if row.what == rules.MEMBER)
        made = [self._rest_line(source, people[source], sharing, place) for source in self.sources]
        for row in self.rows:
            if row.what == rules.HOUSEHOLD:
                made += self._household_lines(row, sharing, place)
            else:
                is_named = (row.what, row.key) in self.named
                made.append(_line(row, 0, row.number, _target(row, sharing), is_named=is_named))
        return made

    def plan(self) -> OrderPlan:
        """The order as it stands."""
        targets = tuple(target.target() for target in self.targets)
        if self.kind == rules.MOVE:
            targets = () if self.above is None else (Target(unit=self.above),)
        elif self.kind == rules.UPGRADE:
            targets = self.raised
        return OrderPlan(
            kind=self.kind,
            day=self.day,
            sources=self.sources,
            targets=targets,
            allocations=tuple(self._allocations()) if self.kind in rules.RESHAPING else (),
            title=self.title.strip(),
            document=self.document.strip() or None,
            facts=dict(self.facts) if self.kind in rules.RESHAPING else {},
        )

    def _allocations(self) -> list[Allocation]:
        place = {target: at for at, target in enumerate(self.targets)}
        allocations = [Allocation(place[target], what, key) for (what, key), target in self.named.items()]
        allocations += [
            Allocation(place[part.target], rules.HOUSEHOLD, key, part.number)
            for key, parts in self.parts.items()
            for part in parts
            if part.target is not None
        ]
        return allocations + [Allocation(place[target], rules.REST, source) for source, target in self.rest.items()]

    def _parts_of(self, line: Line) -> list[Part]:
        row = next(row for row in self.rows if row.what == rules.HOUSEHOLD and row.key == line.key)
        return self.parts.setdefault(line.key, [Part(row.number or 0)])

    def _rest_line(self, source: UnitId, people: int, sharing: Sharing, place: dict[TargetDraft, int]) -> Line:
        name, named = self.source_names.get(source, ""), self.rest.get(source)
        target = place[named] if named is not None else sharing.rest(source)
        return Line(rules.REST, source, 0, name, source, name, None, people, target, named is not None)

    def _household_lines(self, row: TemplateRow, sharing: Sharing, place: dict[TargetDraft, int]) -> list[Line]:
        rest = _target(row, sharing)
        return [
            _line(
                row,
                at,
                part.number,
                place[part.target] if part.target is not None else rest,
                is_named=part.target is not None,
            )
            for at, part in enumerate(self.parts.get(row.key, [Part(row.number or 0)]))
        ]


def is_ahead(day: date) -> bool:
    """Whether an order of that day is kept until then."""
    return day > today()


def _put(kept: dict[Any, TargetDraft], key: Any, target: TargetDraft | None) -> None:
    if target is None:
        kept.pop(key, None)
    else:
        kept[key] = target


def _target(row: TemplateRow, sharing: Sharing) -> int | None:
    if row.what == rules.POST:
        return sharing.named.get((rules.POST, row.key), sharing.own.get(row.source))
    if row.what == rules.HOUSEHOLD:  # those of a grid go where the grid goes
        is_own = row.key == row.source
        return sharing.rest(row.source) if is_own else sharing.of(Item(rules.UNIT, row.key, row.source))
    return sharing.of(Item(row.what, row.key, row.source, group=row.group))


def _line(row: TemplateRow, part: int, number: int | None, target: int | None, *, is_named: bool) -> Line:
    return Line(
        row.what, row.key, part, row.label, row.source, row.source_name, row.group_name, number, target, is_named
    )
