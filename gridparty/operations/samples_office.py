"""The sample office as it stands in a month: who is where, and how each person and branch is disposed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import tree
from gridparty.operations.activities import committee_posts
from gridparty.operations.heads import AFFILIATION, FULL, PROBATIONARY, REGISTRATION
from gridparty.storage.tables import Belonging, Member, Post

TEMPERS = ((0.95, 0.99), (0.85, 0.96), (0.58, 0.86), (0.05, 0.35))  # how likely people come, from and to
TEMPER_SHARES = (30, 59, 8, 3)  # of a hundred
OFFICERS_COME = 0.97
AGES = ((82, 0.55), (76, 0.85), (70, 0.97))  # from an age on, how much less
FLOATING = 0.7
WEAK_BRANCHES, WEAK, USUAL = 0.05, (0.74, 0.84), (0.94, 1.03)
HELPER_ZEAL, OLDEST_HELPER = 0.8, 75


@dataclass(frozen=True, slots=True)
class Stay:
    """A registration: who, and from when to when."""

    member: int
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class BranchNow:
    """A branch as it is in the month; registrations with the community itself are spread over its grid branches."""

    unit: UnitId
    kind: str
    members: list[int]
    groups: dict[UnitId, list[int]]
    committee: list[int]
    registered: list[Stay]


@dataclass(frozen=True, slots=True)
class Community:
    """A community, its street, and its branches."""

    unit: UnitId
    street: UnitId | None
    branches: list[BranchNow]


@dataclass(frozen=True, slots=True)
class Office:
    """Communities; how likely each person comes (by id), who is fit to serve, and how lively each branch is."""

    communities: list[Community]
    zeal: list[float]
    helpers: frozenset[int]
    spirit: dict[UnitId, float]


def of_month(session: Session, *, month: Month, seed: int) -> Office:
    """The office of a month; affiliations as on its first day, registrations that hold at any time in it."""
    now = tree.of_month(session, month=month)
    members: dict[UnitId, list[tuple[int, UnitId | None]]] = defaultdict(list)
    registered: dict[UnitId, list[Stay]] = defaultdict(list)
    for row in session.execute(_belongings(month)):
        if row.kind == REGISTRATION:
            registered[row.unit_id].append(Stay(row.member_id, row.valid_from, row.valid_to))
        elif row.valid_from <= month.first:
            members[row.unit_id].append((row.member_id, row.group_id))
    committees: dict[UnitId, list[int]] = defaultdict(list)
    sits = Post.post.in_(committee_posts(session))
    for unit, member in session.execute(select(Post.unit_id, Post.member_id).where(sits).order_by(Post.id)):
        committees[UnitId(unit)].append(member)
    communities = [
        Community(unit, now.nodes[unit].parent, list(_branches(now, unit, members, registered, committees)))
        for unit, node in now.nodes.items()
        if node.kind in ("community", "village")
    ]
    zeal, helpers = _people(session, month, seed, {member for each in committees.values() for member in each})
    rng = Random(f"{seed}/spirit")
    spirit = {
        branch.unit: rng.uniform(*(WEAK if rng.random() < WEAK_BRANCHES else USUAL))
        for community in communities
        for branch in community.branches
    }
    return Office(communities, zeal, helpers, spirit)


def _belongings(month: Month) -> Select[Any]:
    counted = (Belonging.kind == REGISTRATION) | Member.stage.in_((FULL, PROBATIONARY))
    columns: list[Any] = [Belonging.member_id, Belonging.unit_id, Belonging.kind, Belonging.group_id]
    found = select(*columns, Belonging.valid_from, Belonging.valid_to).join(Member).order_by(Belonging.id)
    found = found.where(Belonging.kind.in_((AFFILIATION, REGISTRATION)), counted)
    return found.where(
        Belonging.valid_from <= month.last, or_(Belonging.valid_to.is_(None), Belonging.valid_to > month.first)
    )


def _branches(
    now: tree.Tree,
    community: UnitId,
    members: dict[UnitId, list[tuple[int, UnitId | None]]],
    registered: dict[UnitId, list[Stay]],
    committees: dict[UnitId, list[int]],
) -> Iterator[BranchNow]:
    units = [unit for unit in now.children.get(community, ()) if now.nodes[unit].kind.endswith("_branch")]
    for place, unit in enumerate(units):
        groups: dict[UnitId, list[int]] = defaultdict(list)
        for member, group in members[unit]:
            if group is not None:
                groups[group].append(member)
        shared = registered[community][place :: len(units)]
        everyone = [member for member, _group in members[unit]]
        yield BranchNow(unit, now.nodes[unit].kind, everyone, groups, committees[unit], registered[unit] + shared)


def _people(session: Session, month: Month, seed: int, officers: set[int]) -> tuple[list[float], frozenset[int]]:
    """How likely each person comes, by id, the same every month but for age; and who is fit to serve."""
    rng = Random(f"{seed}/zeal")
    zeal = [_temper(rng) for _id in range((session.scalar(select(func.max(Member.id))) or 0) + 1)]
    helpers = set()
    for member, birth, is_floating in session.execute(select(Member.id, Member.birth_date, Member.is_floating)):
        age = month.year - (birth or 0) // 10_000
        less = next((factor for start, factor in AGES if age >= start), 1.0)
        zeal[member] *= less * (FLOATING if is_floating else 1.0)
        if member in officers:
            zeal[member] = max(zeal[member], OFFICERS_COME)
        if zeal[member] >= HELPER_ZEAL and age <= OLDEST_HELPER:
            helpers.add(member)
    return zeal, frozenset(helpers)


def _temper(rng: Random) -> float:
    return rng.uniform(*rng.choices(TEMPERS, TEMPER_SHARES)[0])
