"""Party groups (党小组): which a branch has, and which of its members is in which (D6, S124)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.domain.units import PARTY_GROUP
from gridparty.i18n import N_, _
from gridparty.operations import heads, placed, tree, upcoming
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Belonging, Member

AT_ONCE = 1_000  # people in one statement


@dataclass(frozen=True, slots=True)
class GroupOffer:
    """A Party group of a branch with the members (人) who are in it."""

    unit: UnitId
    name: str
    members: int


@operation("members.place", Permission.EDIT_MEMBERS, N_("Place members in a Party group"))
def place(session: Session, *, members: Sequence[MemberId], group: UnitId | None) -> int:
    """Puts people into a Party group of their branch, or with None out of theirs; the affiliation itself stays.

    Returns for how many that changed something. Raises InvalidInput or NotFound, naming the first who does not fit.
    """
    now = tree.on_day(session, day=today())
    wanted = list(dict.fromkeys(members))
    names, held = dict(_names(session, wanted)), {row.member_id: row for row in _open(session, wanted)}
    changed = []
    for member in wanted:
        if member not in names:
            raise NotFound(_("There is no person #{member}.").format(member=member))
        row = held.get(member)
        if group is not None:
            _check(now, group, names[member], None if row is None else UnitId(row.unit_id))
        if row is not None and row.group_id != group:
            changed.append(row.id)
    for some in _some(changed):
        session.execute(update(Belonging).where(Belonging.id.in_(some)).values(group_id=group))
    upcoming.redraw(session, members=wanted)
    return len(changed)


def _check(now: Tree, group: UnitId, name: str, branch: UnitId | None) -> None:
    """Raises InvalidInput where somebody affiliated with the branch cannot be in the group."""
    if group not in now.nodes or now.nodes[group].kind != PARTY_GROUP:
        raise InvalidInput(
            _("{name} can only be placed in a Party group that exists today; “{unit}” is none.").format(
                name=name, unit=now.name(group)
            )
        )
    if branch is None:
        said = _("{name} is affiliated with no branch here and can be in no Party group.")
        raise InvalidInput(said.format(name=name))
    if branch_of(now, group) != branch:
        raise InvalidInput(
            _("“{group}” is no Party group of {branch}, where {name} is affiliated; choose one of that branch.").format(
                group=now.name(group), branch=now.name(branch), name=name
            )
        )


def _names(session: Session, members: Sequence[MemberId]) -> Iterator[tuple[MemberId, str]]:
    for some in _some(members):
        for key, name in session.execute(select(Member.id, Member.name).where(Member.id.in_(some))):
            yield MemberId(key), name


def _open(session: Session, members: Sequence[MemberId]) -> Iterator[Any]:
    """The affiliations of today or, of somebody without, the one that is to begin; the last of a person is meant."""
    found = select(Belonging.id, Belonging.member_id, Belonging.unit_id, Belonging.group_id)
    goes_on = or_(Belonging.valid_to.is_(None), Belonging.valid_to > today())
    found = found.where(Belonging.kind == heads.AFFILIATION, goes_on).order_by(Belonging.valid_from.desc())
    for some in _some(members):
        yield from session.execute(found.where(Belonging.member_id.in_(some)))


def _some(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def branch_of(now: Tree, unit: UnitId) -> UnitId:
    """The branch that a Party group is part of, directly or through another group; any other unit is its own."""
    above = (each for each in now.ancestors(unit) if now.nodes[each].kind != PARTY_GROUP)
    return next(above, unit)


def seat(now: Tree, unit: UnitId, group: UnitId | None = None) -> tuple[UnitId, UnitId | None]:
    """Where somebody is affiliated who is said to belong to the unit: a branch, and the group if the unit is one."""
    if unit in now.nodes and (branch := branch_of(now, unit)) != unit:
        return branch, unit if group is None else group
    return unit, group


def by_branch(now: Tree) -> Mapping[UnitId, list[UnitId]]:
    """The Party groups of every branch that has any, in the order of the tree."""
    found: dict[UnitId, list[UnitId]] = {}
    for unit, node in now.nodes.items():
        if node.kind == PARTY_GROUP:
            found.setdefault(branch_of(now, unit), []).append(unit)
    return found


def offers(session: Session, *, unit: UnitId, day: date | None = None) -> tuple[GroupOffer, ...]:
    """The groups that members of a branch can be placed in on a day, with how many are. Raises NotFound."""
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    groups = by_branch(now).get(unit, [])
    inside = select(Belonging.group_id, func.count()).join(Member).where(Belonging.group_id.in_(groups))
    inside = inside.where(heads.open_on(at), heads.counted(at)).group_by(Belonging.group_id)
    numbers: dict[Any, int] = {group: number for group, number in session.execute(inside)}
    return tuple(GroupOffer(each, now.name(each), numbers.get(each, 0)) for each in groups)
