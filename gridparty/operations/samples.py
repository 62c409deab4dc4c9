"""A sample office: a real district's streets and communities, laid out with invented branches, people and records.

Every choice comes from the seed: two files of one seed differ only in uids, ids and times of acts. The file carries
the setting "sample", so that whatever is printed from it says 演示数据.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain import member_codes
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.domain.units import GRID_BRANCH, PARTY_GROUP
from gridparty.exchange.divisions import DivisionRow
from gridparty.i18n import N_
from gridparty.operations import members, settings, tree, units
from gridparty.operations.marks import operation
from gridparty.operations.samples_month import write_month, write_rows
from gridparty.operations.samples_people import Branch, cast, enterprises
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import BEGINNING, Belonging, Member, Post, Unit, UnitState

DISTRICT = "410102"
OFFICE = 101  # the first digits of the sample members' codes
SEED = 4  # none of its names is that of a person who is known to the public
NUMERALS = "零一二三四五六七八九"
SPECIAL = ("", "enterprise_branch", "", "retired_branch", "", "floating_member_branch")  # community by community
SPECIAL_NAMES = {"retired_branch": "离退休党支部", "floating_member_branch": "流动党员党支部"}
SPECIAL_MEMBERS = {"enterprise_branch": (6, 14), "retired_branch": (18, 38), "floating_member_branch": (8, 20)}
GRID_MEMBERS = (15, 45)
GROUPS_FROM, GROUP_OF = 21, 14  # members: from how many on a branch has groups, and about how many make one


@dataclass(frozen=True, slots=True)
class Size:
    """How large a sample is: streets of the district, communities of each (None: all), members on the last day."""

    streets: int | None
    communities: int | None
    grids: int
    members: int
    months: int


SIZES = {
    "small": Size(streets=2, communities=3, grids=18, members=450, months=12),
    "district": Size(streets=None, communities=None, grids=600, members=18_000, months=36),
}


def places(rows: Sequence[DivisionRow], *, size: Size) -> list[DivisionRow]:
    """Of the official list the district, its first streets, and the first communities of each."""
    streets = [row for row in rows if row.parent_code == DISTRICT][: size.streets]
    below = [[row for row in rows if row.parent_code == street.code][: size.communities] for street in streets]
    return [*(row for row in rows if row.code == DISTRICT), *streets, *(row for part in below for row in part)]


@operation("samples.mark", Permission.SET_UP, N_("Mark the file as sample data"))
def mark(session: Session, *, size: str) -> None:
    """From now on everything printed from this file says that it is sample data."""
    settings.put(session, key="sample", value={"size": size})


@operation("samples.units", Permission.SET_UP, N_("Sample branches and grids"))
def lay_units(session: Session, *, size: Size, seed: int, progress: Progress = silent) -> tuple[Branch, ...]:
    """Grid branches, other branches and Party groups in every community of the file. Returns the branches."""
    rng = Random(f"{seed}/units")
    now = tree.load(session, first=BEGINNING, last=BEGINNING)
    communities = [node.id for node in now.nodes.values() if node.kind in ("community", "village")]
    plan = _plan(rng, size=size, communities=communities, seed=seed)
    laid = []
    for done, branch in enumerate(plan):
        progress(done, len(plan), branch.name)
        facts = {"households": rng.randint(300, 500), "buildings": rng.randint(5, 20)}
        added = units.add(
            session,
            parent=branch.community,
            kind=branch.kind,
            name=branch.name,
            facts=facts if branch.kind == GRID_BRANCH else None,
        )
        laid.append(replace(branch, unit=added.id, grid=added.grid))
    return _with_groups(session, laid)


def _plan(rng: Random, *, size: Size, communities: Sequence[UnitId], seed: int) -> list[Branch]:
    """Which branches there will be, community by community, with the members that each shall have."""
    nobody = UnitId(0)
    names = enterprises(seed)
    grids = _spread(rng, size.grids, len(communities), lowest=1, highest=max(2, 2 * size.grids // len(communities)))
    plan = []
    for index, (community, number) in enumerate(zip(communities, grids, strict=True)):
        for n in range(1, number + 1):
            plan.append(Branch(nobody, GRID_BRANCH, f"第{numeral(n)}网格党支部", community))
        if kind := SPECIAL[index % len(SPECIAL)]:
            name = next(names) if kind == "enterprise_branch" else SPECIAL_NAMES[kind]
            wanted = rng.randint(*SPECIAL_MEMBERS[kind])
            plan.append(Branch(nobody, kind, name, community, wanted=wanted))
    left = size.members - sum(branch.wanted for branch in plan)
    lowest, highest = GRID_MEMBERS
    numbers = iter(_spread(rng, left, size.grids, lowest=lowest, highest=highest))
    return [branch if branch.wanted else replace(branch, wanted=next(numbers)) for branch in plan]


def _spread(rng: Random, total: int, parts: int, *, lowest: int, highest: int) -> list[int]:
    """The total in parts between the two bounds (as far as it fits), uneven by chance."""
    mean = total / parts
    numbers = [round(rng.triangular(lowest, highest, min(mean, highest))) for _ in range(parts)]
    step = 1 if sum(numbers) < total else -1
    while sum(numbers) != total:
        at = rng.randrange(parts)
        if lowest <= numbers[at] + step <= highest or not lowest * parts <= total <= highest * parts:
            numbers[at] += step
    return numbers


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 三, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{NUMERALS[tens]}十")
    return head + (NUMERALS[ones] if ones or not tens else "")


def _with_groups(session: Session, branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """The Party groups of the larger branches, written in one go: a district has well over a thousand."""
    first, found = next_id(session, Unit), []
    states: list[dict[str, Any]] = []
    for branch in branches:
        number = -(-branch.wanted // GROUP_OF) if branch.wanted >= GROUPS_FROM else 0
        groups = tuple(UnitId(first + len(states) + n) for n in range(number))
        for n, group in enumerate(groups, start=1):
            states.append(
                {
                    "unit_id": group,
                    "valid_from": BEGINNING,
                    "parent_id": branch.unit,
                    "kind": PARTY_GROUP,
                    "name": f"第{numeral(n)}党小组",
                    "facts": {},
                }
            )
        found.append(replace(branch, groups=groups))
    write_rows(session, Unit, [{"id": state["unit_id"]} for state in states])
    write_rows(session, UnitState, states)
    return tuple(found)


@operation("samples.people", Permission.SET_UP, N_("Sample members and registrations"))
def bring_people(session: Session, *, branches: Sequence[Branch], seed: int, first: Month, last: Month) -> Counter[str]:
    """Members, posts and registrations as they came and went from the first to the last month.

    Returns the number of rows by table.
    """
    played = cast(
        branches,
        seed=seed,
        first=first,
        last=last,
        member_id=next_id(session, Member),
        belonging_id=next_id(session, Belonging),
    )
    people = [
        {
            **members.columns(each.person),
            "id": each.id,
            "code": member_codes.make(OFFICE, each.id),
            "closed_on": each.left,
        }
        for each in played.people
    ]
    written = Counter[str]()
    for table, rows in ((Member, people), (Belonging, played.belongings), (Post, played.posts)):
        written[table.__tablename__] = write_rows(session, table, rows)
    return written


@operation("samples.month", Permission.SET_UP, N_("Sample records of a month"))
def keep_month(session: Session, *, month: Month, seed: int) -> Counter[str]:
    """A month's activities, check-ins and services of everyone in the file. Returns the number of rows by table,
    and under "check_ins" those who came.
    """
    return write_month(session, month=month, seed=seed)
