"""A change order before it is recorded: the tree before and after, what is conserved, and what is worth a warning."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import unit_alerts as alerts
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import CLOSE, RESHAPING, UPGRADE, OrderPlan
from gridparty.domain.units import GRID_BRANCH
from gridparty.i18n import _
from gridparty.operations import catalogues, heads, thresholds
from gridparty.operations.heads import AFFILIATION, FUNCTIONAL, REGISTRATION
from gridparty.operations.orders_grids import households
from gridparty.operations.orders_work import Work
from gridparty.operations.tree import Tree
from gridparty.operations.unit_alerts import SENTENCES
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.tables import Belonging, Member, Post

LATER = ("no_secretary", "no_committee")  # posts are filled after the order


@dataclass(frozen=True, slots=True)
class Conserved:
    """A matter of the units that are closed and of those that take over, before and after: in = out.

    matter: members, other_people, registrations, functional, people, households, units, grids, posts, entries,
    activities, services, transfers. `ended`: doubles that became one, and what ends with its unit (posts).
    """

    matter: str
    label: str
    counted_in: str  # 人, 户, 个 …
    before: int
    after: int
    ended: int

    @property
    def holds(self) -> bool:
        """Whether nothing was lost or invented."""
        return self.before == self.after + self.ended


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order would do. In `after`, a unit that does not exist yet has the number -1 - its place in the targets.

    plan: with what the order adds by itself (grids that are split with their branches). top: the lowest unit that
    holds everything touched (None: the whole tree). members: rolled up, by unit. One with refusals is not recorded.
    """

    plan: OrderPlan
    before: Tree
    after: Tree
    top: UnitId | None
    touched: frozenset[UnitId]
    members_before: dict[UnitId, int]
    members_after: dict[UnitId, int]
    conservation: tuple[Conserved, ...]
    warnings: tuple[str, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stay:
    """Someone's belonging on the day."""

    id: int
    member: int
    unit: UnitId
    kind: str
    stage: str
    counts: bool
    group: int | None  # of the unit


def of_work(session: Session, work: Work) -> Preview:
    """The preview of an order that was worked out."""
    if work.after is None:
        return _nothing(session, work)
    before_area, after_area = _areas(work)
    stays = _stays(session, work, before_area)
    later = _after(work, stays)
    members = heads.members(session, in_tree=work.now, day=work.plan.day)
    own = dict(members)
    for unit, node in work.now.nodes.items():
        if node.parent is not None:
            own[node.parent] -= members[unit]
    for those, in_tree, sign in ((stays, work.now, -1), (later, work.after, 1)):
        place = heads.place_in(in_tree, None)
        for stay in those:
            if stay.counts:
                at = place(stay.unit, stay.group)
                own[at] = own.get(at, 0) + sign
    conservation = tuple(_conservation(work, stays, later, before_area, after_area))
    for each in conservation:
        if not each.holds:
            text = _("{matter}: {before} before, {after} after; the order would lose or invent some.")
            work.refuse(text.format(matter=each.label, before=each.before, after=each.after + each.ended))
    touched = frozenset(_touched(work))
    warnings = dict.fromkeys([*work.warnings, *_warnings(session, work, later, after_area)])
    return Preview(
        plan=work.plan,
        before=work.now,
        after=work.after,
        top=_top(work, touched),
        touched=touched,
        members_before=members,
        members_after=work.after.roll_up(own),
        conservation=conservation,
        warnings=tuple(warnings),
        refusals=tuple(work.refusals),
    )


def _nothing(session: Session, work: Work) -> Preview:
    members = heads.members(session, in_tree=work.now, day=work.plan.day)
    return Preview(
        plan=work.plan,
        before=work.now,
        after=work.now,
        top=None,
        touched=frozenset(),
        members_before=members,
        members_after=members,
        conservation=(),
        warnings=(),
        refusals=tuple(work.refusals),
    )


def _areas(work: Work) -> tuple[set[UnitId], set[UnitId]]:
    """The units concerned and all below them and covered by them, before and after."""
    assert work.after is not None
    plan, reshapes = work.plan, work.plan.kind in RESHAPING
    there = {target.unit for target in plan.targets if target.unit is not None}
    first = {*plan.sources, *(there if reshapes or not plan.sources else ())}
    last = {work.place(place) for place in range(len(plan.targets))} if reshapes else first
    before = _area(work.now, first)
    if plan.kind == CLOSE:  # the grids that a branch covered stay where they lie
        return before, {unit for unit in before if unit in work.after.nodes}
    return before, _area(work.after, last)


def _area(tree: Tree, units: Iterable[UnitId]) -> set[UnitId]:
    found: set[UnitId] = set()
    for unit in units:
        if unit in tree.nodes and unit not in found:
            found.update(tree.subtree(unit))
    return found | {grid for unit in found for grid in tree.covers.get(unit, ()) if grid in tree.nodes}


def _stays(session: Session, work: Work, area: Collection[UnitId]) -> list[_Stay]:
    """Who belongs to the area on the day, and the people of a Party group that moves, who belong to its branch."""
    columns = (Belonging.id, Belonging.member_id, Belonging.unit_id, Belonging.group_id, Belonging.kind)
    then = heads.stage_on(work.plan.day).label("stage"), heads.counted(work.plan.day).label("counts")
    found = select(*columns, *then).join(Member, Member.id == Belonging.member_id)
    found = found.where(Belonging.unit_id.in_(area), heads.open_on(work.plan.day))
    carried = (each.row for each in work.carried[Belonging].values())
    outside = (row for row in carried if row.unit_id not in area and row.valid_from <= work.plan.day)
    return [
        _Stay(row.id, row.member_id, UnitId(row.unit_id), row.kind, row.stage, bool(row.counts), row.group_id)
        for row in chain(session.connection().execute(found), outside)
    ]


def _after(work: Work, stays: Iterable[_Stay]) -> list[_Stay]:
    carried, ended = work.carried[Belonging], work.ended[Belonging]
    return [
        _Stay(
            stay.id,
            stay.member,
            carried[stay.id].values["unit_id"] if stay.id in carried else stay.unit,
            stay.kind,
            stay.stage,
            stay.counts,
            carried[stay.id].values.get("group_id") if stay.id in carried else stay.group,
        )
        for stay in stays
        if stay.id not in ended
    ]


def _conservation(
    work: Work, stays: list[_Stay], later: list[_Stay], before_area: set[UnitId], after_area: set[UnitId]
) -> Iterable[Conserved]:
    assert work.after is not None
    later = [stay for stay in later if stay.unit in after_area or stay.id in work.carried[Belonging]]
    kinds = (
        ("members", _("Members"), AFFILIATION, True),
        ("other_people", _("Applicants and others"), AFFILIATION, False),
        ("registrations", _("Registrations"), REGISTRATION, None),
        ("functional", _("Functional belongings"), FUNCTIONAL, None),
    )
    doubles = Counter(row.kind for row in work.ended[Belonging].values())
    for matter, label, kind, counts in kinds:
        before, after = (
            sum(stay.kind == kind and counts in (None, stay.counts) for stay in those) for those in (stays, later)
        )
        yield Conserved(matter, label, "人", before, after, doubles[kind] if counts is None else 0)
    before, after = (len({stay.member for stay in those}) for those in (stays, later))
    yield Conserved("people", _("Different people"), "人", before, after, 0)
    before = sum(households(work.now, unit) for unit in before_area)
    after = sum(households(work.after, unit) for unit in after_area)
    yield Conserved("households", _("Households"), "户", before, after, 0)
    moving = {*work.plan.sources, *(target.unit for target in work.plan.targets)}
    below = len(before_area - moving), len({unit for unit in after_area if unit > 0} - moving)
    yield Conserved("units", _("Units and grids below"), "个", *below, 0)
    yield from _rows(work)


def _rows(work: Work) -> Iterable[Conserved]:
    """Posts, register entries and later records of the units that end."""
    day, closing = work.plan.day, set(work.plan.closing)
    for matter, label, table, rows in (
        ("posts", _("Posts"), Post, work.held.posts),
        ("entries", _("Register entries"), RegisterEntry, work.held.entries),
    ):
        mine = [row for row in rows if row.unit_id in closing and row.valid_from <= day]
        ended = sum(row.id in work.ended[table] for row in mine)
        kept = sum(row.id in work.carried[table] for row in mine)
        stays = sum(row.id not in work.ended[table] and row.id not in work.carried[table] for row in mine)
        yield Conserved(matter, label, "个" if matter == "posts" else "条", len(mine), kept + stays, ended)
    held = {key for key, host, others in work.held.activities if closing & {host, *others}}
    moved = {key for what, key, _unit in work.records if what in ("activity", "joint")}
    yield Conserved("activities", _("Activities on or after the day"), "场", len(held), len(moved), 0)
    served = {key for key, unit in work.held.services if unit in closing}
    moved = {key for what, key, _unit in work.records if what == "service"}
    yield Conserved("services", _("Services on or after the day"), "次", len(served), len(moved), 0)
    open_now = {row.id for row in work.held.transfers if row.unit_id in closing}
    moved = {key for what, key, _unit in work.records if what == "transfer"}
    yield Conserved("transfers", _("Transfers under way"), "件", len(open_now), len(moved), 0)


def _touched(work: Work) -> set[UnitId]:
    assert work.after is not None
    there = {work.place(place) for place in range(len(work.plan.targets))}
    known = work.now.nodes.keys() | work.after.nodes.keys()
    return {unit for unit in {*work.plan.sources, *there} if unit in known}


def _top(work: Work, touched: Collection[UnitId]) -> UnitId | None:
    """The lowest unit, there before and after, that holds everything touched on both sides."""
    assert work.after is not None
    paths = []
    for tree in (work.now, work.after):
        for unit in touched:
            if unit in tree.nodes:
                paths.append(list(tree.ancestors(unit))[:0:-1])  # from the root down, without itself
    common = None
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        common = level[0]
    return common


def _warnings(session: Session, work: Work, later: Iterable[_Stay], after_area: Collection[UnitId]) -> Iterable[str]:
    """Sizes and names that are unusual; an approval may exist, so nothing is refused (ORG-03, GRID-02)."""
    assert work.after is not None
    if work.plan.kind in (*RESHAPING, UPGRADE):
        for unit in dict.fromkeys(work.place(place) for place in range(len(work.plan.targets))):
            node = work.after.nodes.get(unit)
            if node is not None and node.kind == GRID_BRANCH and not work.after.covers.get(unit):
                yield _("“{name}” covers no grid.").format(name=node.name)
        yield from _sizes(session, work, later, after_area)
    if doubles := len(work.ended[Belonging]):
        text = _("{count} people were registered with several of these units; of their registrations one goes on.")
        yield text.format(count=doubles)
    yield from _same_names(work)


def _sizes(session: Session, work: Work, later: Iterable[_Stay], after_area: Collection[UnitId]) -> Iterable[str]:
    """What is to be said about the sizes of the units that take over."""
    assert work.after is not None
    tree, kinds = work.after, catalogues.items(session, catalogue="unit_kinds")
    limits = thresholds.get(session)
    people: dict[str, Counter[UnitId]] = {heads.FULL: Counter(), heads.PROBATIONARY: Counter()}
    for stay in later:
        if stay.counts:
            people[stay.stage][stay.unit] += 1
    area = [unit for unit in tree.nodes if unit in after_area]
    full, probationary = (tree.roll_up(people[stage], area) for stage in (heads.FULL, heads.PROBATIONARY))
    for unit in dict.fromkeys(work.place(place) for place in range(len(work.plan.targets))):
        node = tree.nodes.get(unit)
        if node is None or node.kind not in kinds:
            continue
        size = alerts.Size(
            kind=node.kind,
            is_branch=bool(kinds[node.kind].facts.get("branch")),
            name=node.name,
            members=full.get(unit, 0) + probationary.get(unit, 0),
            full=full.get(unit, 0),
            households=node.facts.get("households"),
        )
        for found in alerts.of_size(size, limits):
            if found.code not in LATER:
                sentence = _(SENTENCES[found.code]).format(number=found.number, limit=found.limit)
                yield _("“{name}”: {sentence}").format(name=node.name, sentence=sentence)


def _same_names(work: Work) -> Iterable[str]:
    assert work.after is not None
    before = {(node.parent, node.name) for node in work.now.nodes.values()}
    names: dict[tuple[UnitId | None, str], int] = defaultdict(int)
    for node in work.after.nodes.values():
        names[node.parent, node.name] += 1
    for (parent, name), number in names.items():
        if number > 1 and parent is not None and (parent, name) not in before:
            text = _("Below “{parent}”, {count} units are called “{name}”; rename them when it suits.")
            yield text.format(parent=work.after.name(parent), count=number, name=name)
