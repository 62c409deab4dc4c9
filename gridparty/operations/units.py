"""Units of the one tree: adding, renaming, closing; lists and look-ups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain import units as rules
from gridparty.domain.civil_time import start_of, today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, heads, tree
from gridparty.operations.catalogues import Item
from gridparty.operations.marks import operation
from gridparty.storage.tables import (
    BEGINNING,
    Activity,
    ActivityUnit,
    Belonging,
    Service,
    Unit,
    UnitLink,
    UnitState,
)

WITH_BRANCHES = "general_branch"  # the kind that can be added together with its three branches (S096)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in a list; `members` are rolled up: everyone counted in the unit and below it (D6)."""

    id: UnitId
    code: str | None
    name: str
    kind: str
    parent: UnitId | None
    depth: int
    members: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AddedUnit:
    """What an addition made: the unit, its code, and the grid that came with a grid branch."""

    id: UnitId
    code: str | None
    grid: UnitId | None


@operation("units.add", Permission.EDIT_UNITS, N_("Add a unit"))
def add(
    session: Session,
    *,
    parent: UnitId | None,
    kind: str,
    name: str,
    code: str | None = None,
    start: date | None = None,
    facts: dict[str, Any] | None = None,
    with_grid: bool = True,
    with_branches: bool = False,
) -> AddedUnit:
    """Adds a unit. A grid branch brings its grid and the link along (D1); the pair has one code, the branch's.

    with_branches: below a general branch also an enterprise, a grid and a floating members' branch (S096).
    Raises InvalidInput or Conflict.
    """
    kinds = catalogues.items(session, catalogue="unit_kinds")
    role = _role(kinds, kind, is_top=parent is None)
    begins = start or BEGINNING
    now = tree.load(session, first=max(begins, today()), last=max(begins, today()))
    if parent is not None:
        begins = _beginning(session, parent=parent, start=start, is_alive=parent in now.nodes)
    is_grid = kind == rules.GRID_BRANCH or role == rules.PLACE
    code = _code(now, parent, given=code, is_grid=is_grid, has_number=role not in (rules.BOTH, rules.GROUP))
    given = dict(facts or {})
    grid = None
    if kind == rules.GRID_BRANCH and with_grid:
        grid = _new(
            session, parent=place_of(now, kinds, parent), kind=rules.GRID, name=name.removesuffix("党支部"), code=None,
            start=begins, facts=given,
        )  # fmt: skip
        given = {}
    unit = _new(session, parent=parent, kind=kind, name=name, code=code, start=begins, facts=given)
    if grid is not None:
        session.add(UnitLink(unit_id=unit, other_id=grid, role=rules.COVERS, valid_from=begins))
        session.flush()
    if with_branches:
        _three_branches(session, general_branch=unit, kind=kind, name=name, start=start)
    return AddedUnit(unit, code, grid)


def _role(kinds: Mapping[str, Item], kind: str, *, is_top: bool) -> str:
    """Whether units of the kind are places, organisations, both or groups. Raises InvalidInput."""
    if kind not in kinds:
        raise InvalidInput(_("“{kind}” is not a kind of unit.").format(kind=kind))
    role: str = kinds[kind].facts["role"]
    if is_top and role != rules.BOTH:
        raise InvalidInput(_("Only a place such as a district or a street can stand at the top of the tree."))
    return role


def _code(now: tree.Tree, parent: UnitId | None, *, given: str | None, is_grid: bool, has_number: bool) -> str | None:
    """The code as given, in its stored form, or the next free one; None for a kind that has none by itself."""
    taken = {node.code for node in now.nodes.values() if node.code}
    if given is None:
        return rules.next_code(_community_code(now, parent), taken, is_grid=is_grid) if has_number else None
    code = rules.check_code(given)
    if code in taken:
        raise Conflict(_("The code {code} is in use already.").format(code=code))
    return code


def _beginning(session: Session, *, parent: UnitId, start: date | None, is_alive: bool) -> date:
    """The first day of a unit below the parent: the given one, or the parent's own."""
    if not is_alive:
        raise NotFound(_("The parent unit does not exist at that time."))
    earliest = session.scalars(select(func.min(UnitState.valid_from)).where(UnitState.unit_id == parent)).one()
    if start is not None and start < earliest:
        raise InvalidInput(
            _("The unit above begins on {day}; a unit below it cannot begin earlier.").format(day=earliest)
        )
    return start or earliest


def _three_branches(session: Session, *, general_branch: UnitId, kind: str, name: str, start: date | None) -> None:
    if kind != WITH_BRANCHES:
        raise InvalidInput(_("Only a general branch is set up together with its three branches."))
    stem = name.removesuffix("党总支")
    for branch, word in (
        ("grid_branch", "第一网格党支部"),
        ("enterprise_branch", "非公企业党支部"),
        ("floating_member_branch", "流动党员党支部"),
    ):
        add(session, parent=general_branch, kind=branch, name=stem + word, start=start)


def place_of(now: tree.Tree, kinds: dict[str, catalogues.Item], parent: UnitId | None) -> UnitId | None:
    """The community or other place at or above a unit, below which its grids lie; the unit itself without one."""
    for unit in now.ancestors(parent) if parent is not None else ():
        if kinds[now.nodes[unit].kind].facts["role"] == rules.BOTH:
            return unit
    return parent


def _community_code(now: tree.Tree, parent: UnitId | None) -> str | None:
    for unit in now.ancestors(parent) if parent is not None else ():
        code = now.nodes[unit].code
        if code and len(code) == 12:
            return code
    return None


def _new(
    session: Session,
    *,
    parent: UnitId | None,
    kind: str,
    name: str,
    code: str | None,
    start: date,
    facts: dict[str, Any],
    place_name: str | None = None,
) -> UnitId:
    unit = Unit()
    session.add(unit)
    session.flush()
    state = UnitState(
        unit_id=unit.id,
        valid_from=start,
        parent_id=parent,
        kind=kind,
        name=rules.check_name(name),
        place_name=place_name,
        code=code,
        facts=facts,
    )
    session.add(state)
    session.flush()
    return UnitId(unit.id)


def add_place(
    session: Session, *, parent: UnitId | None, kind: str, place_name: str, code: str, party_suffix: str
) -> UnitId:
    """A place of the official list: the place and its Party organisation in one (D1). For divisions.import_list."""
    name = rules.display_name(place_name, kind, party_suffix)
    return _new(
        session,
        parent=parent,
        kind=kind,
        name=name,
        code=code,
        start=BEGINNING,
        facts={},
        place_name=place_name,
    )


@operation("units.edit", Permission.EDIT_UNITS, N_("Edit a unit"))
def edit(session: Session, *, unit: UnitId, name: str | None = None, facts: dict[str, Any] | None = None) -> None:
    """Corrects the name, for as long as it was the same, or the facts (a dated rename is a change order)."""
    state = _state(session, unit)
    if name is not None:
        wrong, right = state.name, rules.check_name(name)
        states = select(UnitState).where(UnitState.unit_id == unit).order_by(UnitState.valid_from.desc())
        for each in takewhile(lambda row: row.name == wrong, session.scalars(states).all()):
            each.name = right
    if facts:
        state.facts = {**state.facts, **facts}


@operation("units.close", Permission.EDIT_UNITS, N_("Close a unit"))
def close(session: Session, *, unit: UnitId, end: date) -> None:
    """Closes a unit: `end` is the first day without it (D16). Raises Conflict while anything belongs to it."""
    state = _state(session, unit)
    if end <= state.valid_from:
        raise InvalidInput(_("A unit cannot end before it began."))
    below = select(UnitState.name).where(
        UnitState.parent_id == unit, or_(UnitState.valid_to.is_(None), UnitState.valid_to > end)
    )
    people = select(Belonging.id).where(
        Belonging.unit_id == unit, or_(Belonging.valid_to.is_(None), Belonging.valid_to > end)
    )
    if session.scalar(below.limit(1)) or session.scalar(people.limit(1)):
        raise Conflict(_("Other units or people still belong to “{name}”; move them first.").format(name=state.name))
    if _has_records_since(session, unit, end):
        raise Conflict(
            _("“{name}” has activities or services on or after {day}; choose a later day.").format(
                name=state.name, day=end
            )
        )
    state.valid_to = end
    for link in session.scalars(
        select(UnitLink).where(or_(UnitLink.unit_id == unit, UnitLink.other_id == unit), UnitLink.valid_to.is_(None))
    ):
        link.valid_to = max(end, link.valid_from)


def _has_records_since(session: Session, unit: UnitId, day: date) -> bool:
    """Records that a closing on that day would leave without a unit (D3)."""
    later = Activity.start >= start_of(day)
    held = select(Activity.id).where(Activity.unit_id == unit, later)
    joint = select(ActivityUnit.id).join(Activity).where(ActivityUnit.unit_id == unit, later)
    served = select(Service.id).where(Service.unit_id == unit, Service.day >= day)
    return any(session.scalar(query.limit(1)) is not None for query in (held, joint, served))


def _state(session: Session, unit: UnitId) -> UnitState:
    state = session.scalar(select(UnitState).where(UnitState.unit_id == unit, UnitState.valid_to.is_(None)))
    if state is None:
        raise NotFound(_("There is no open unit #{unit}.").format(unit=unit))
    return state


def find(session: Session, *, key: str, day: date | None = None, month: Month | None = None) -> UnitId:
    """The unit for a code, `#id` or exact name, on a day (today) or within a month."""
    if month is not None:
        return tree.find(tree.of_month(session, month=month), key)
    return tree.find(tree.on_day(session, day=day or today()), key)


def rows(session: Session, *, under: UnitId | None = None, month: Month | None = None) -> tuple[UnitRow, ...]:
    """The tree as a list, parents first, as it is today or as it was in a month (D3)."""
    now = tree.of_month(session, month=month) if month else tree.on_day(session, day=today())
    members = heads.members(session, in_tree=now, day=month.last if month else today())
    if under is not None and under not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    shown = set(now.subtree(under)) if under is not None else set(now.nodes)
    depth: dict[UnitId | None, int] = {None: -1}
    for unit, node in now.nodes.items():
        depth[unit] = depth[node.parent] + 1
    return tuple(
        UnitRow(
            id=node.id,
            code=node.code,
            name=node.name,
            kind=node.kind,
            parent=node.parent,
            depth=depth[node.id],
            members=members[node.id],
            valid_from=node.valid_from,
            valid_to=node.valid_to,
        )
        for node in now.nodes.values()
        if node.id in shown
    )
