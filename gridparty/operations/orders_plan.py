"""Works out what a change order would write, and every reason against it (D2, D3)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import units as rules
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import (
    CHILDREN,
    CLOSE,
    ENTRY,
    HOUSEHOLD,
    KINDS,
    MEMBER,
    MERGE,
    MOVE,
    POST,
    RECODE,
    RENAME,
    REOPEN,
    RESHAPING,
    REST,
    SPLIT,
    UNIT,
    UPGRADE,
    OrderPlan,
    Sharing,
)
from gridparty.i18n import _
from gridparty.operations import catalogues, orders_holdings, tree, units
from gridparty.operations.orders_grids import along, moving_along, with_grids
from gridparty.operations.orders_reshape import Left, reshape
from gridparty.operations.orders_work import Work, after
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Belonging, Member, UnitLink, UnitState

NAMED = 5  # how many of those left over a refusal names


def work_out(session: Session, plan: OrderPlan) -> Work:
    """Everything that the order would write; what speaks against it stands in `refusals`."""
    now = tree.on_day(session, day=plan.day)
    branch_of: dict[int, int] = {}
    refusals: tuple[str, ...] = ()
    if plan.kind in RESHAPING:
        widened = with_grids(plan, now)
        plan, branch_of, refusals = widened.plan, widened.branch_of, widened.refusals
    grids_to = _place(session, plan, now)
    grids = [] if grids_to is None else moving_along(now, plan.sources, grids_to)
    plan = replace(plan, sources=(*plan.sources, *grids))
    involved = {*plan.sources, *(target.unit for target in plan.targets if target.unit is not None)}
    held = orders_holdings.load(session, units=involved | _below(plan), day=plan.day)
    work = Work(plan, now, held, Sharing(plan, along(now, plan.sources)), refusals=list(refusals))
    for sentence in _shape(plan):
        work.refuse(sentence)
    if work.refusals:
        return work
    if plan.kind in RESHAPING:
        left = reshape(work, branch_of)
        _tell_left(session, work, left)
        _tell_unmatched(work)
    elif plan.kind == MOVE:
        _move(work, dict.fromkeys(grids, grids_to))
    elif plan.kind == CLOSE:
        _close(work)
    elif plan.kind == REOPEN:
        _reopen(session, work)
    else:
        _redescribe(work)
    _check_kinds(session, work)
    _number(session, work)
    work.after = after(work)
    _check_groups(session, work)
    _check_codes(work)
    return work


def _below(plan: OrderPlan) -> set[UnitId]:
    return {UnitId(int(unit)) for unit in plan.facts.get(CHILDREN, {})}


def _shape(plan: OrderPlan) -> Iterable[str]:
    """What makes no sense whatever the file holds."""
    if plan.kind not in KINDS:
        yield _("“{kind}” is not a kind of change order.").format(kind=plan.kind)
    elif not plan.sources and plan.kind not in (UPGRADE, RENAME, RECODE):
        yield _("Name the units that the order is about.")
    if len(set(plan.sources)) < len(plan.sources):
        yield _("A unit is named twice.")
    if plan.kind == MERGE and (len(plan.targets) != 1 or len({*plan.sources, plan.targets[0].unit} - {None}) < 2):
        yield _("A merge takes two units or more and makes one of them.")
    if plan.kind == SPLIT and len(plan.targets) < 2:
        yield _("A split makes two units or more out of one.")
    if plan.kind in RESHAPING and not plan.targets:
        yield _("Name the units that take over.")
    if plan.kind == MOVE and (len(plan.targets) != 1 or plan.targets[0].unit is None):
        yield _("Name the unit below which they move.")
    if plan.kind in (UPGRADE, RENAME, RECODE) and (not plan.targets or any(t.unit is None for t in plan.targets)):
        yield _("Name the units that the order is about.")
    if any(not 0 <= each.target < len(plan.targets) for each in plan.allocations):
        yield _("Something goes to a unit that the order does not name.")


def _place(session: Session, plan: OrderPlan, now: Tree) -> UnitId | None:
    """Where the grids of branches that move go: the place at or above the new parent; None for other orders."""
    parent = plan.targets[0].unit if plan.kind == MOVE and len(plan.targets) == 1 else None
    if parent is None or parent not in now.nodes:
        return None
    return units.place_of(now, catalogues.items(session, catalogue="unit_kinds"), parent)


def _move(work: Work, grids: Mapping[UnitId, UnitId | None]) -> None:
    """The units go below the new parent, grids that come along with them to its place."""
    above = work.plan.targets[0].unit
    assert above is not None
    for unit in work.plan.sources:
        parent = grids.get(unit) or above
        if (node := work.now.nodes.get(unit)) is not None and node.parent == parent:
            work.refuse(_("“{name}” lies there already.").format(name=node.name))
        work.edit(unit, {"parent_id": parent})
    for row in work.held.belongings:
        if row.group_id in work.plan.sources:
            work.carry(Belonging, row, {"unit_id": above, "group_id": row.group_id})


def _redescribe(work: Work) -> None:
    """Upgrade, renaming, re-coding: the unit stays, and its children with it (S091)."""
    children = work.plan.facts.get(CHILDREN, {})
    for target in work.plan.targets:
        unit = target.unit
        node = work.now.nodes.get(unit) if unit is not None else None
        if unit is None or node is None:
            work.refuse(_("Unit #{unit} does not exist on {day}.").format(unit=unit, day=work.plan.day))
            continue
        try:
            name = None if target.name is None else rules.check_name(target.name)
            code = None if target.code is None else rules.check_code(target.code)
        except InvalidInput as error:
            work.refuse(str(error))
            continue
        given = {"name": name, "kind": target.kind, "code": code}
        values: dict[str, Any] = {k: v for k, v in given.items() if v is not None and v != getattr(node, k)}
        facts = {**node.facts, **target.facts}
        if facts != node.facts:
            values["facts"] = facts
        if not values and not children:
            work.refuse(_("Nothing changes about “{name}”.").format(name=node.name))
        elif values:
            work.edit(unit, values)
    for key, kind in children.items():
        work.edit(UnitId(int(key)), {"kind": kind})


def _close(work: Work) -> None:
    """A unit can be closed once it is empty (D16)."""
    closing, day = set(work.plan.sources), work.plan.day
    for unit in work.plan.sources:
        work.close(unit)
    holders = [row.unit_id for row in work.held.belongings]
    holders += [row.group_id for row in work.held.belongings if row.group_id]
    holders += [row.parent_id for row in work.held.states if row.unit_id not in closing]
    text = _("Other units or people still belong to “{name}”; move them first.")
    for unit in closing & set(holders):
        work.refuse(text.format(name=work.now.name(unit)))
    dated = {unit for _key, host, others in work.held.activities for unit in (host, *others)}
    dated |= {unit for _key, unit in work.held.services}
    text = _("“{name}” has activities or services on or after {day}; choose a later day.")
    for unit in closing & dated:
        work.refuse(text.format(name=work.now.name(unit), day=day))
    work.end_with(closing)


def _reopen(session: Session, work: Work) -> None:
    """The unit goes on as it last was, below the same unit or another one."""
    plan = work.plan
    parents = {target.unit: target.parent for target in plan.targets if target.unit is not None}
    last = select(*UnitState.__table__.c).where(UnitState.unit_id.in_(plan.sources))
    states = {row.unit_id: row for row in session.connection().execute(last.order_by(UnitState.valid_from))}
    for unit in plan.sources:
        row = states.get(unit)
        if row is None or row.valid_to is None or row.valid_to > plan.day:
            name = row.name if row else f"#{unit}"
            work.refuse(_("“{name}” is not closed on {day}.").format(name=name, day=plan.day))
            continue
        kept = {key: getattr(row, key) for key in ("unit_id", "kind", "name", "place_name", "code", "facts")}
        above = parents.get(unit) or row.parent_id
        work.made[UnitState].append({**kept, "parent_id": above, "valid_from": plan.day, "valid_to": None})


def _check_kinds(session: Session, work: Work) -> None:
    """Every kind must be known; a place becomes no organisation, a Party group nothing else (D1)."""
    kinds = catalogues.items(session, catalogue="unit_kinds")
    for values in work.made[UnitState]:
        if values["kind"] not in kinds:
            work.refuse(_("“{kind}” is not a kind of unit.").format(kind=values["kind"]))
        elif values["parent_id"] is None and kinds[values["kind"]].facts["role"] != rules.BOTH:
            work.refuse(_("Only a place such as a district or a street can stand at the top of the tree."))
    for carried in work.carried[UnitState].values():
        kind = carried.values.get("kind", carried.row.kind)
        if kind not in kinds:
            work.refuse(_("“{kind}” is not a kind of unit.").format(kind=kind))
            continue
        old, new = kinds[carried.row.kind].facts["role"], kinds[kind].facts["role"]
        if old != new and {old, new} & {rules.PLACE, rules.GROUP}:
            text = _("“{name}” cannot become “{kind}”; add a unit of that kind instead.")
            work.refuse(text.format(name=carried.row.name, kind=kinds[kind].label))
        elif old != new and rules.BOTH in (old, new):
            text = _("“{name}” is a place and its Party organisation in one: its name rises, its kind stays.")
            if new == rules.BOTH:
                text = _("“{name}” cannot become a place; regroup it into a new unit of that kind instead.")
            work.refuse(text.format(name=carried.row.name))


def _check_groups(session: Session, work: Work) -> None:
    """Party groups hang below organisations only: their people belong to the unit above (D6)."""
    assert work.after is not None
    roles = {code: item.facts["role"] for code, item in catalogues.items(session, catalogue="unit_kinds").items()}
    changed = {carried.row.unit_id for carried in work.carried[UnitState].values()}
    changed |= {values["unit_id"] for values in work.made[UnitState]}
    for unit in changed & work.after.nodes.keys():
        node = work.after.nodes[unit]
        above = work.after.nodes[node.parent] if node.parent is not None else None
        if roles.get(node.kind) == rules.GROUP and above and roles.get(above.kind) in (rules.PLACE, rules.GROUP):
            work.refuse(_("“{name}” is a Party group; it belongs below a branch.").format(name=node.name))


def _number(session: Session, work: Work) -> None:
    """Codes of the new units: as given, or the next free one where the kind has codes (GRID-04)."""
    if work.plan.kind == REOPEN:
        return
    kinds = catalogues.items(session, catalogue="unit_kinds")
    taken = {node.code for node in work.now.nodes.values() if node.code}
    made = {values["unit_id"]: values for values in work.made[UnitState]}
    covered = {values["other_id"] for values in work.made[UnitLink]}
    given = [(values, values["code"]) for values in made.values() if values["code"] is not None]
    for values, code in given:
        try:
            values["code"] = rules.check_code(code)
            taken.add(values["code"])
        except InvalidInput as error:
            work.refuse(str(error))
    for values in made.values():
        kind = kinds.get(values["kind"])
        if values["code"] is not None or kind is None or kind.facts["role"] in (rules.BOTH, rules.GROUP):
            continue
        if values["unit_id"] in covered:  # goes by the code of its branch (D1)
            continue
        is_grid = values["kind"] == rules.GRID_BRANCH or kind.facts["role"] == rules.PLACE
        values["code"] = rules.next_code(_community(work, values["parent_id"], made), taken, is_grid=is_grid)
        if values["code"]:
            taken.add(values["code"])


def _community(work: Work, unit: UnitId | None, made: dict[UnitId, dict[str, Any]]) -> str | None:
    """The twelve digits of the community above."""
    seen = set[UnitId]()
    while unit is not None and unit not in seen:
        seen.add(unit)
        node = work.now.nodes.get(unit)
        if node is None and unit not in made:
            return None
        code, above = (node.code, node.parent) if node else (made[unit]["code"], made[unit]["parent_id"])
        if code and len(code) == 12:
            return str(code)
        unit = above
    return None


def _check_codes(work: Work) -> None:
    assert work.after is not None
    counts = Counter(node.code for node in work.after.nodes.values() if node.code)
    before = Counter(node.code for node in work.now.nodes.values() if node.code)
    for code, number in counts.items():
        if number > max(1, before[code]):
            work.refuse(_("The code {code} is in use already.").format(code=code))


def _tell_left(session: Session, work: Work, left: Left) -> None:
    """Refuses what nothing says a target for, naming the first few."""
    people = [key for items in left.values() for what, key in items if what == MEMBER]
    names = {key: name for key, name in session.execute(select(Member.id, Member.name).where(Member.id.in_(people)))}
    states = {row.unit_id: row.name for row in work.held.states}
    entries = {row.id: row.name for row in work.held.entries}
    labels = {MEMBER: names, UNIT: states, ENTRY: entries}
    for source, items in left.items():
        words = list(dict.fromkeys(labels[what].get(key, f"#{key}") for what, key in items))
        more = "…" if len(words) > NAMED else ""
        text = _("Of “{name}”, {count} are left over: {words}; say where they go.")
        shown = "、".join(words[:NAMED]) + more
        work.refuse(text.format(name=work.now.name(source), count=len(words), words=shown))


def _tell_unmatched(work: Work) -> None:
    """Warns of allocations that name what the sources do not hold (any more)."""
    held = {
        MEMBER: {row.member_id for row in work.held.belongings},
        UNIT: {row.unit_id for row in work.held.states} | {row.other_id for row in work.held.links},
        ENTRY: {row.id for row in work.held.entries},
        POST: {row.id for row in work.held.posts},
        REST: {*work.plan.sources, None},
    }
    missing = [each for each in work.plan.allocations if each.what != HOUSEHOLD and each.key not in held[each.what]]
    if missing:
        text = _("{count} lines of the order name what these units do not hold; they have no effect.")
        work.warnings.append(text.format(count=len(missing)))
