"""What a change order hands over: units, people, posts and register entries, with where each of them went (S093)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gridparty.domain import orders as rules
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import OrderId, UnitId
from gridparty.domain.orders import OrderPlan
from gridparty.domain.registers import masked
from gridparty.i18n import _
from gridparty.operations import heads, registers, tree
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import ChangeOrder, RegisterEntry
from gridparty.storage.tables import Belonging, Member, Post

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandedUnit:
    """A unit the day before; members (人) rolled up. `after`: whom it hangs under then, None where it is closed."""

    name: str
    kind: str
    code: str | None
    members: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class HandedMember:
    """Somebody affiliated the day before, and where from the day on; None where that is not said."""

    name: str
    code: str
    gender: str | None
    stage: str
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class HandedPost:
    """A post held the day before; `after` None where it ended with its unit."""

    post: str
    name: str
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class HandedEntry:
    """A facility or another entry of a register that belongs to a unit."""

    register: str
    name: str
    facts: dict[str, Any]
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class Handover:
    """The list of an order; is_applied: whether the receiving side is known from the file, or only planned."""

    title: str
    kind: str
    document: str | None
    day: date
    is_applied: bool
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    units: tuple[HandedUnit, ...]
    members: tuple[HandedMember, ...]
    posts: tuple[HandedPost, ...]
    entries: tuple[HandedEntry, ...]


def of_order(session: Session, *, order: OrderId) -> Handover:
    """The hand-over list of an order: its sources and what is below them, as on the day before. Raises NotFound."""
    row = session.get(ChangeOrder, order)
    if row is None:
        raise NotFound(_("There is no change order #{order}.").format(order=order))
    plan = rules.from_json(row.plan)
    is_applied = row.state == rules.APPLIED
    before = tree.on_day(session, day=row.day - _DAY)
    after = tree.on_day(session, day=row.day) if is_applied else None
    scope = [each for source in plan.sources if source in before.nodes for each in before.subtree(source)]
    scope = list(dict.fromkeys(scope))
    return Handover(
        title=row.title,
        kind=row.kind,
        document=row.document,
        day=row.day,
        is_applied=is_applied,
        givers=_givers(plan, before),
        receivers=_receivers(plan, before, after),
        units=_units(session, before, after, scope, row.day - _DAY),
        members=_members(session, before, after, scope, row.day),
        posts=_posts(session, before, after, scope, row.day),
        entries=_entries(session, before, after, scope, row.day),
    )


def _givers(plan: OrderPlan, before: Tree) -> tuple[str, ...]:
    """Who hands over: of a move the parents of old, else the sources themselves."""
    known = [before.nodes[each] for each in plan.sources if each in before.nodes]
    if plan.kind != rules.MOVE:
        return tuple(node.name for node in known)
    return tuple(dict.fromkeys(before.name(node.parent) for node in known if node.parent is not None))


def _receivers(plan: OrderPlan, before: Tree, after: Tree | None) -> tuple[str, ...]:
    names = []
    for target in plan.targets:
        known = next((of for of in (after, before) if of and target.unit in of.nodes), None)
        if target.name:
            names.append(target.name)
        elif known and target.unit is not None:
            names.append(known.name(target.unit))
    return tuple(dict.fromkeys(names))


def _units(
    session: Session, before: Tree, after: Tree | None, scope: Collection[UnitId], day: date
) -> tuple[HandedUnit, ...]:
    members = heads.members(session, in_tree=before, day=day)
    found = []
    for each in scope:
        node = before.nodes[each]
        then = after.nodes.get(each) if after else None
        above = after.name(then.parent) if after and then and then.parent is not None else None
        old = before.name(node.parent) if node.parent is not None else None
        found.append(HandedUnit(node.name, node.kind, node.code, members[each], old, above))
    return tuple(found)


def _members(
    session: Session, before: Tree, after: Tree | None, scope: Collection[UnitId], day: date
) -> tuple[HandedMember, ...]:
    found = select(Member, Belonging.unit_id).join(Belonging, Belonging.member_id == Member.id)
    found = found.where(heads.affiliated_on(day - _DAY), Belonging.unit_id.in_(scope)).order_by(
        Member.pinyin, Member.id
    )
    then = {}
    if after:
        later = select(Belonging.member_id, Belonging.unit_id).where(heads.affiliated_on(day))
        then = {member: after.name(UnitId(unit)) for member, unit in session.execute(later)}
    place = {unit: number for number, unit in enumerate(scope)}
    rows = sorted(session.execute(found), key=lambda row: place[UnitId(row[1])])
    return tuple(
        HandedMember(m.name, m.code, m.gender, m.stage, before.name(UnitId(unit)), then.get(m.id)) for m, unit in rows
    )


def _posts(
    session: Session, before: Tree, after: Tree | None, scope: Collection[UnitId], day: date
) -> tuple[HandedPost, ...]:
    found = select(Post.post, Post.member_id, Post.unit_id, Member.name).join(Member, Post.member_id == Member.id)
    held = found.where(heads.holds_on(day - _DAY), Post.unit_id.in_(scope)).order_by(Post.id)
    then = {}
    if after:
        later = session.execute(found.where(heads.holds_on(day)).order_by(Post.id))
        then = {(post, member): after.name(UnitId(unit)) for post, member, unit, _name in later}
    return tuple(
        HandedPost(post, name, before.name(UnitId(unit)), then.get((post, member)))
        for post, member, unit, name in session.execute(held)
    )


def _entries(
    session: Session, before: Tree, after: Tree | None, scope: Collection[UnitId], day: date
) -> tuple[HandedEntry, ...]:
    """Entries of registers that are open to see, in the registers' order."""
    known = registers.kinds(session)
    shown = [code for code, each in known.items() if not each.restricted]
    found = select(RegisterEntry).where(
        RegisterEntry.unit_id.in_(scope),
        RegisterEntry.register.in_(shown),
        RegisterEntry.valid_from < day,
        or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to >= day),
    )
    rows = sorted(session.scalars(found), key=lambda row: (shown.index(row.register), row.id))
    heirs = select(RegisterEntry.continues_id, RegisterEntry.unit_id).where(
        RegisterEntry.continues_id.in_([row.id for row in rows]), RegisterEntry.valid_from == day
    )
    then = {entry: unit for entry, unit in session.execute(heirs)} if after else {}
    return tuple(
        HandedEntry(
            row.register,
            row.name,
            masked(known[row.register].fields, row.facts),
            before.name(UnitId(row.unit_id)) if row.unit_id else "",
            _entry_after(row, then, after, day),
        )
        for row in rows
    )


def _entry_after(row: RegisterEntry, then: dict[int | None, int | None], after: Tree | None, day: date) -> str | None:
    unit = then.get(row.id) or (row.unit_id if row.valid_to is None or row.valid_to > day else None)
    return after.name(UnitId(unit)) if after and unit and UnitId(unit) in after.nodes else None
