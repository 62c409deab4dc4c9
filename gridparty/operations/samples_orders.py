"""Two reshapings of a whole district as sample data: 114 branches into 91 communities, 6 communities into 9.

S094 (把114个“小支部”整合为91个“大社区”) and S095 (把现有的6个社区整合为9个社区). Places and people are invented.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain import member_codes
from gridparty.domain.civil_time import start_of
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.domain.orders import MEMBER, REGROUP, REST, UNIT, Allocation, OrderPlan, Target
from gridparty.domain.permissions import Permission
from gridparty.domain.sample_people import people
from gridparty.domain.units import COVERS, GRID, GRID_BRANCH, PARTY_GROUP
from gridparty.i18n import N_
from gridparty.operations import members, tree
from gridparty.operations.heads import AFFILIATION, REGISTRATION
from gridparty.operations.marks import operation
from gridparty.operations.registrations import receipt
from gridparty.operations.samples import OFFICE, numeral
from gridparty.operations.samples_month import write_rows
from gridparty.operations.tree import Tree
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import (
    BEGINNING,
    Activity,
    Attendance,
    Belonging,
    Member,
    Post,
    Unit,
    UnitLink,
    UnitState,
)

STREETS = ["兴农", "新圃", "秀水", "桐安", "双桥", "青石", "银河", "望岳", "锦溪", "文汇", "丰乐", "长青", "临湖"]
BRANCHES_OF = (9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 8, 8, 8)  # small branches of each street: 114
PAIRS, SPLITS = 2, (1, 1, 1)  # of each street two pairs become one; in the first three streets one branch becomes two
COMMUNITIES = ["东风", "建设", "和平", "胜利", "光明", "向阳"]
INTO = ((0, 1), (2,), (3, 4), (5,), (6, 7), (8,))  # of 6 communities, the ones of 9 that take over
DISTRICT, SECOND = "990101", "990102"  # no division of the official list
REGISTERED_EVERY = 9  # one person of so many has also registered at another branch


@dataclass(frozen=True, slots=True)
class Laid:
    """What was laid out: the district, and the units that the order will take from."""

    district: UnitId
    sources: tuple[UnitId, ...]


class _Book:
    """Rows to write, with numbers given beforehand."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.rng = session, Random(f"{seed}/orders")
        self.people = people(seed, year=2015)
        self.unit, self.member = next_id(session, Unit), next_id(session, Member)
        self.belonging, self.activity = next_id(session, Belonging), next_id(session, Activity)
        self.rows: dict[type, list[dict[str, Any]]] = {
            table: [] for table in (Unit, UnitState, UnitLink, Member, Belonging, Post, Activity, Attendance)
        }

    def lay(self, parent: UnitId | None, kind: str, name: str, code: str | None = None, **facts: int) -> UnitId:
        unit = UnitId(self.unit + len(self.rows[Unit]))
        self.rows[Unit].append({"id": unit})
        state = {"unit_id": unit, "valid_from": BEGINNING, "parent_id": parent, "kind": kind, "name": name}
        self.rows[UnitState].append({**state, "code": code, "facts": facts})
        return unit

    def bring(self, unit: UnitId, number: int, groups: Sequence[UnitId] = ()) -> list[int]:
        """Members of a branch, spread over its Party groups; the first is its secretary."""
        found = []
        for place in range(number):
            drawn = {key: value for key, value in asdict(next(self.people)).items() if key in members.FIELDS}
            member = self.member + len(self.rows[Member])
            row = members.columns(Person(**drawn))
            self.rows[Member].append({**row, "id": member, "code": member_codes.make(OFFICE, member)})
            self.belong(member, unit, AFFILIATION, BEGINNING, groups[place % len(groups)] if groups else None)
            found.append(member)
        self.rows[Post].append({"member_id": found[0], "unit_id": unit, "post": "secretary", "valid_from": BEGINNING})
        return found

    def belong(self, member: int, unit: UnitId, kind: str, since: date, group: UnitId | None = None) -> None:
        row = self.belonging + len(self.rows[Belonging])
        number = receipt(since, row) if kind == REGISTRATION else None
        values = {"id": row, "member_id": member, "unit_id": unit, "kind": kind, "group_id": group}
        self.rows[Belonging].append({**values, "valid_from": since, "receipt": number})

    def meet(self, unit: UnitId, expected: Sequence[int], day: date) -> None:
        """A theme day to which most of the members come."""
        activity = self.activity + len(self.rows[Activity])
        start = start_of(day)
        about = {"unit_id": unit, "kinds": ("theme_party_day",), "title": "主题党日", "start": start}
        self.rows[Activity].append({"id": activity, **about, "expects": "members", "facts": {}})
        for member in expected:
            came = self.rng.random() < 0.9
            place = {"activity_id": activity, "member_id": member, "unit_id": unit, "role": "listed"}
            how = (
                {"state": "present", "way": "scan", "at": start}
                if came
                else {"state": "leave", "way": None, "at": None}
            )
            self.rows[Attendance].append({**place, **how})

    def write(self) -> None:
        for table, rows in self.rows.items():
            write_rows(self.session, table, rows)


@operation("samples.small_branches", Permission.SET_UP, N_("Sample of a district with small branches"))
def lay_small_branches(session: Session, *, seed: int, month: Month) -> Laid:
    """13 streets with 114 small branches, their members, and a theme day of each in the month (S094)."""
    book = _Book(session, seed)
    district = book.lay(None, "district", "中兴区委", DISTRICT)
    branches: list[UnitId] = []
    everyone: list[int] = []
    for place, (name, number) in enumerate(zip(STREETS, BRANCHES_OF, strict=True), start=1):
        street = book.lay(district, "street", f"{name}街道党工委", f"{DISTRICT}{place:03d}")
        for n in range(1, number + 1):
            branch = book.lay(street, "party_branch", f"{name}第{numeral(n)}党支部")
            groups = [book.lay(branch, PARTY_GROUP, f"第{numeral(g)}党小组") for g in (1, 2)] if n in (3, 9) else []
            mine = book.bring(branch, book.rng.randint(6, 16), groups)
            book.meet(branch, mine, month.first.replace(day=12))
            branches.append(branch)
            everyone += mine
    for member in everyone[::REGISTERED_EVERY]:
        book.belong(member, book.rng.choice(branches), REGISTRATION, month.first.replace(day=5))
    book.write()
    return Laid(district, tuple(branches))


def plan_of_91(session: Session, *, laid: Laid, day: date) -> OrderPlan:
    """The order that makes 91 communities of the 114 branches: some whole, some in pairs, some split by Party group."""
    now = tree.on_day(session, day=day)
    targets: list[Target] = []
    allocations: list[Allocation] = []
    for place, street in enumerate(now.children[laid.district]):
        branches = [unit for unit in now.children[street] if unit in laid.sources]
        pairs = [branches[2 * n : 2 * n + 2] for n in range(PAIRS)]
        rest = branches[2 * PAIRS :]
        split = rest[-1:] if place < len(SPLITS) else []
        whole = [[unit] for unit in rest if unit not in split]
        for those in pairs + whole:
            target = _community(now, street, targets)
            allocations += [Allocation(target, REST, unit) for unit in those]
        for unit in split:
            one, other = _community(now, street, targets), _community(now, street, targets)
            group = next(each for each in now.children[unit] if now.nodes[each].kind == PARTY_GROUP)
            allocations += [Allocation(one, UNIT, group), Allocation(other, REST, unit)]
    title = "114个小支部整合为91个大社区"
    return OrderPlan(REGROUP, day, laid.sources, tuple(targets), tuple(allocations), title)


def _community(now: Tree, street: UnitId, targets: list[Target]) -> int:
    """One more community of the street; returns its place among the targets."""
    number = sum(target.parent == street for target in targets) + 1
    stem = now.name(street).removesuffix("街道党工委")
    code = f"{now.nodes[street].code}{number:03d}"
    targets.append(Target(name=f"{stem}第{numeral(number)}社区党委", kind="community", parent=street, code=code))
    return len(targets) - 1


@operation("samples.six_communities", Permission.SET_UP, N_("Sample of six communities"))
def lay_six_communities(session: Session, *, seed: int, month: Month) -> Laid:
    """A street with 6 communities, 4 grid branches each, people registered with the communities themselves (S095)."""
    book = _Book(session, seed + 1)
    street = book.lay(None, "street", "育才街道党工委", f"{SECOND}001")
    communities: list[UnitId] = []
    everyone: list[int] = []
    for place, name in enumerate(COMMUNITIES, start=1):
        code = f"{SECOND}001{place:03d}"
        community = book.lay(street, "community", f"{name}社区党委", code)
        communities.append(community)
        for n in range(1, 5):
            grid = book.lay(community, GRID, f"{name}第{numeral(n)}网格", households=book.rng.randint(300, 500))
            branch = book.lay(community, GRID_BRANCH, f"{name}第{numeral(n)}网格党支部", f"{code}{n:03d}")
            link = {"unit_id": branch, "other_id": grid, "role": COVERS, "valid_from": BEGINNING}
            book.rows[UnitLink].append(link)
            mine = book.bring(branch, book.rng.randint(12, 30))
            book.meet(branch, mine, month.first.replace(day=20))
            everyone += mine
    for place, member in enumerate(everyone[::REGISTERED_EVERY]):
        book.belong(member, communities[place % len(communities)], REGISTRATION, month.first.replace(day=5))
    book.write()
    return Laid(street, tuple(communities))


def plan_of_nine(session: Session, *, laid: Laid, day: date) -> OrderPlan:
    """The order that makes 9 communities of the 6: grids and branches by name, registered people one by one."""
    now = tree.on_day(session, day=day)
    street = now.nodes[laid.district]
    targets = [
        Target(
            name=f"育才第{numeral(n)}社区党委", kind="community", parent=street.id, code=f"{street.code}{100 + n:03d}"
        )
        for n in range(1, 10)
    ]
    allocations: list[Allocation] = []
    for community, into in zip(laid.sources, INTO, strict=True):
        grids = [unit for unit in now.children[community] if now.nodes[unit].kind == GRID]
        branch_of = {grid: branch for branch in now.covers for grid in now.covers[branch]}
        for place, grid in enumerate(grids):
            target = into[place % len(into)]
            allocations += [Allocation(target, UNIT, grid), Allocation(target, UNIT, branch_of[grid])]
        allocations += _registered(session, community, into, day)
    title = "6个社区整合为9个社区"
    return OrderPlan(REGROUP, day, laid.sources, tuple(targets), tuple(allocations), title)


def _registered(session: Session, community: UnitId, into: Sequence[int], day: date) -> list[Allocation]:
    found = members.rows(session, unit=community, day=day, registered=True)
    mine = [row.id for row in found if row.unit == community]
    return [Allocation(into[place % len(into)], MEMBER, member) for place, member in enumerate(mine)]
