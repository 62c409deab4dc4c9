"""Units as lists: those behind a number with their own members, the Party groups and what they are bound to (S124)."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gridparty.domain import registers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.units import PARTY_GROUP
from gridparty.i18n import _
from gridparty.operations import catalogues, heads, tree, unit_facts
from gridparty.operations.unit_facts import BOUND_KIND, BOUND_TO, FORMATION

SHOWN = ("founders", "building", FORMATION, BOUND_KIND, BOUND_TO)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its own members (人, not those of the units below it) and what is known of how it was formed."""

    unit: UnitId
    name: str
    kind: str
    kind_label: str
    above: str
    members: int
    facts: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A Party group below its branch; `bound_kind` and `bound_to` "": not stated."""

    unit: UnitId
    name: str
    branch: UnitId | None
    branch_name: str
    bound_kind: str
    bound_label: str
    bound_to: str
    members: int  # 人, those counted in it (D6)

    @property
    def is_bound(self) -> bool:
        """Whether it is said what the group is bound to."""
        return bool(self.bound_kind or self.bound_to)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups (个), those that are bound first; `by_kind`: word of the carrier → how many, the stated ones alone."""

    rows: tuple[GroupLine, ...]
    by_kind: dict[str, int]
    bound: int


def lines(session: Session, *, units: Collection[UnitId], day: date | None = None) -> tuple[UnitLine, ...]:
    """These units as they are on a day, in the order given; those that are not there then are left out."""
    at = day or today()
    now = tree.on_day(session, day=at)
    rolled = heads.members(session, in_tree=now, day=at)
    kinds = catalogues.labels(session, catalogue="unit_kinds")
    fields = {field.key: field for field in unit_facts.fields(session)}
    return tuple(
        UnitLine(
            unit=each,
            name=now.name(each),
            kind=(node := now.nodes[each]).kind,
            kind_label=kinds.get(node.kind, node.kind),
            above="" if node.parent is None else now.name(node.parent),
            members=heads.own_members(now, rolled, each),
            facts="；".join(
                f"{rules.label(fields[key])}：{rules.shown(fields[key], node.facts[key])}"
                for key in SHOWN
                if node.facts.get(key)
            ),
        )
        for each in units
        if each in now.nodes
    )


def groups(session: Session, *, unit: UnitId, day: date | None = None) -> Groups:
    """The Party groups of a unit and what is below it on a day (S124: 一执法车辆一党小组). Raises NotFound."""
    at = day or today()
    now = tree.on_day(session, day=at)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    words = {choice.code: rules.label(choice) for choice in unit_facts.BINDINGS}
    members = heads.members(session, in_tree=now, day=at)
    below = [each for each in now.subtree(unit) if now.nodes[each].kind == PARTY_GROUP]
    rows = []
    for each in below:
        node = now.nodes[each]
        kind = node.facts.get(BOUND_KIND) or ""
        rows.append(
            GroupLine(
                unit=each,
                name=node.name,
                branch=node.parent,
                branch_name="" if node.parent is None else now.name(node.parent),
                bound_kind=kind,
                bound_label=words.get(kind, kind),
                bound_to=str(node.facts.get(BOUND_TO) or ""),
                members=members[each],
            )
        )
    bound = [row for row in rows if row.is_bound]
    by_kind = Counter(row.bound_label for row in bound if row.bound_label)
    return Groups(
        (*bound, *(row for row in rows if not row.is_bound)),
        {word: by_kind[word] for word in words.values() if by_kind[word]},
        len(bound),
    )
