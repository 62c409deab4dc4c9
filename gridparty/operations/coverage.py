"""What is covered and what is not: grids by branches, communities by a register, enterprises by branches.

GRID-06; S005, S030, S092, S104, S136.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import span_of, today
from gridparty.domain.counts import rate
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.registers import EITHER, MEMBER
from gridparty.domain.units import ABOVE_ENTERPRISES, GENERAL_BRANCHES, PLACE
from gridparty.i18n import _
from gridparty.operations import catalogues, facilities, heads, register_lists, registers, tree
from gridparty.storage.tables import Activity, ActivityUnit, Post

PLACES = ("community", "village")
ENTERPRISE = "enterprise"
ENTERPRISE_BRANCHES = ("enterprise_branch", "social_org_branch")
FORMED = (*ENTERPRISE_BRANCHES, *ABOVE_ENTERPRISES, "joint_branch", "industry_chain_branch")
SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Covered:
    """A grid with its households (None: not known) and the branches that cover it or stand in it."""

    grid: UnitId
    name: str
    place: str
    households: int | None
    branches: tuple[UnitId, ...]


@dataclass(frozen=True, slots=True)
class GridCoverage:
    """The matrix of grids and branches; `share`: grids with a Party organisation ÷ all grids (GRID-06)."""

    grids: tuple[Covered, ...]
    branches: dict[UnitId, str]
    without: tuple[UnitId, ...]
    spanning: dict[UnitId, tuple[UnitId, ...]]
    covered: int
    share: float | None


@dataclass(frozen=True, slots=True)
class PlaceCoverage:
    """Each community with its entries of a register (每个社区一个); `without` are those that have none."""

    register: str
    places: dict[UnitId, tuple[str, ...]]
    names: dict[UnitId, str]
    without: tuple[UnitId, ...]
    covered: int
    share: float | None


@dataclass(frozen=True, slots=True)
class FormationRow:
    """A way of forming branches: branches (个), enterprises that they cover (家), members (人). "" is not stated.

    A general branch or committee in an enterprise stands among them with its own members, not those of its branches.
    """

    mode: str
    label: str
    branches: int
    enterprises: int
    members: int
    units: tuple[UnitId, ...]


@dataclass(frozen=True, slots=True)
class EnterpriseCoverage:
    """Enterprises known (家), those that a branch covers, those that none does, and the ways of forming."""

    enterprises: int
    covered: int
    share: float | None
    modes: tuple[FormationRow, ...]


@dataclass(frozen=True, slots=True)
class FourHaves:
    """有机构、有场地、有人员、有活动 of an enterprise branch; what each rests on is in numbers (S136)."""

    unit: UnitId
    name: str
    organisation: bool
    facility: bool
    people: bool
    activity: bool
    full_members: int
    facilities: int
    secretaries: int
    activities: int

    @property
    def has_all(self) -> bool:
        """All four."""
        return self.organisation and self.facility and self.people and self.activity


def _tree(session: Session, unit: UnitId, day: date) -> tree.Tree:
    now = tree.on_day(session, day=day)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    return now


def grids(session: Session, *, unit: UnitId, day: date | None = None) -> GridCoverage:
    """Which branches cover which grids below a unit on a day (S092). Raises NotFound."""
    now = _tree(session, unit, day or today())
    kinds = catalogues.items(session, catalogue="unit_kinds")
    meeting = {code for code, item in kinds.items() if item.facts.get("branch")}
    below = now.subtree(unit)
    places = [each for each in below if now.nodes[each].kind in ("grid", "dedicated_grid")]
    over: dict[UnitId, list[UnitId]] = defaultdict(list)
    for branch, covered in now.covers.items():
        for grid in covered:
            if branch in now.nodes and now.nodes[branch].kind in meeting:
                over[grid].append(branch)
    for each in below:
        parent = now.nodes[each].parent
        if (
            now.nodes[each].kind in meeting
            and parent is not None
            and kinds[now.nodes[parent].kind].facts["role"] == PLACE
        ):
            over[parent].append(each)
    order = {each: place for place, each in enumerate(now.nodes)}
    rows = tuple(_covered(now, grid, sorted(set(over[grid]), key=order.__getitem__)) for grid in places)
    spans: dict[UnitId, list[UnitId]] = defaultdict(list)
    for row in rows:
        for branch in row.branches:
            spans[branch].append(row.grid)
    without = tuple(row.grid for row in rows if not row.branches)
    return GridCoverage(
        grids=rows,
        branches={branch: now.name(branch) for branch in spans},
        without=without,
        spanning={branch: tuple(several) for branch, several in spans.items() if len(several) > 1},
        covered=len(rows) - len(without),
        share=rate(len(rows) - len(without), len(rows)),
    )


def _covered(now: tree.Tree, grid: UnitId, branches: Sequence[UnitId]) -> Covered:
    node = now.nodes[grid]
    place = "" if node.parent is None else now.name(node.parent)
    return Covered(grid, node.name, place, node.facts.get("households"), tuple(branches))


def of_register(
    session: Session,
    *,
    register: str,
    unit: UnitId,
    day: date | None = None,
    choice: tuple[str, str] | None = None,
) -> PlaceCoverage:
    """Which communities and villages of a unit have an entry of a register on a day (每个社区一个; S030, S104).

    `choice` (field, code) counts only such entries, e.g. ("kind", "service_centre"). Raises InvalidInput, NotFound.
    """
    at = day or today()
    now = _tree(session, unit, at)
    of = registers.kind(session, register=register)
    if of.about in (MEMBER, EITHER):
        raise InvalidInput(
            _("“{register}” is about people; no community is meant to have one.").format(register=of.label)
        )
    meant = PLACES if of.one_for is None or of.one_for in PLACES else (of.one_for,)
    had: dict[UnitId, list[str]] = {each: [] for each in now.subtree(unit) if now.nodes[each].kind in meant}
    for row in register_lists.rows(session, register=of.code, unit=unit, day=at):
        if choice is not None and row.facts.get(choice[0]) != choice[1]:
            continue
        for above in now.ancestors(row.unit) if row.unit is not None else ():
            if above in had:
                had[above].append(row.name)
    without = tuple(each for each, names in had.items() if not names)
    return PlaceCoverage(
        register=of.code,
        places={each: tuple(names) for each, names in had.items()},
        names={each: now.name(each) for each in had},
        without=without,
        covered=len(had) - len(without),
        share=rate(len(had) - len(without), len(had)),
    )


def enterprises(session: Session, *, unit: UnitId, day: date | None = None) -> EnterpriseCoverage:
    """How branches in enterprises were formed and how many enterprises they cover (S005). Raises NotFound.

    An enterprise is covered when its entry stands under a branch (register `enterprise`), else it stands under a place.
    """
    at = day or today()
    now = _tree(session, unit, at)
    kinds = catalogues.items(session, catalogue="unit_kinds")
    able = {code for code, item in kinds.items() if item.facts.get("branch")} | {*GENERAL_BRANCHES, *ABOVE_ENTERPRISES}
    per = Counter(row.unit for row in register_lists.rows(session, register=ENTERPRISE, unit=unit, day=at))
    members = heads.members(session, in_tree=now, day=at)
    modes: dict[str, list[UnitId]] = defaultdict(list)
    for each in now.subtree(unit):
        node = now.nodes[each]
        if node.kind in able and (node.kind in FORMED or node.facts.get("formation") or per[each]):
            modes[node.facts.get("formation") or ""].append(each)
    labels = catalogues.labels(session, catalogue="formations")
    covered = sum(per[each] for branches in modes.values() for each in branches)
    rows = tuple(
        FormationRow(
            mode=mode,
            label=labels.get(mode, mode),
            branches=len(modes[mode]),
            enterprises=sum(per[each] for each in modes[mode]),
            members=sum(heads.own_members(now, members, each) for each in modes[mode]),
            units=tuple(modes[mode]),
        )
        for mode in (*labels, *(mode for mode in modes if mode not in labels))
        if modes.get(mode)
    )
    return EnterpriseCoverage(per.total(), covered, rate(covered, per.total()), rows)


def four_haves(
    session: Session, *, unit: UnitId, first: Month, last: Month, kinds: Sequence[str] = ENTERPRISE_BRANCHES
) -> tuple[FourHaves, ...]:
    """The four haves of every enterprise branch of a unit at the end of a span of months (S136). Raises NotFound.

    Organisation: a branch with the members that one needs (≥ 3 full, DOMAIN §1.1), or one formed jointly; facility: an
    open entry of the register under the branch; people: a secretary; activity: one held, alone or jointly, in the span.
    """
    now = _tree(session, unit, last.last)
    branches = [each for each in now.subtree(unit) if now.nodes[each].kind in kinds]
    full = heads.count(session, in_tree=now, day=last.last, units=branches).full
    places = Counter(row.unit for row in register_lists.rows(session, register=facilities.FACILITY, day=last.last))
    held = select(Post.unit_id).where(heads.holds_on(last.last), Post.post == SECRETARY)
    secretaries = Counter(session.scalars(held))
    gatherings = _gatherings(session, first, last)
    return tuple(
        FourHaves(
            unit=each,
            name=now.name(each),
            organisation=full[each] >= 3 or now.nodes[each].facts.get("formation") in ("regional", "building"),
            facility=places[each] > 0,
            people=secretaries[each] > 0,
            activity=gatherings[each] > 0,
            full_members=full[each],
            facilities=places[each],
            secretaries=secretaries[each],
            activities=gatherings[each],
        )
        for each in branches
    )


def _gatherings(session: Session, first: Month, last: Month) -> Counter[int]:
    since, until = span_of(first, last)
    within = (Activity.start >= since) & (Activity.start < until)
    held: Counter[int] = Counter(session.scalars(select(Activity.unit_id).where(within)))
    joint = select(ActivityUnit.unit_id).join(Activity).where(within, ActivityUnit.unit_id != Activity.unit_id)
    held.update(session.scalars(joint))
    return held
