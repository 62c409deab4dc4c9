"""Head counts on a day: who belongs where (D6). Used by lists, figures and the inventory alike."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.units import PARTY_GROUP
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Belonging, Member, MemberState, Post

AnySelect = Select[*tuple[Any, ...]]
Day = date | BindParameter[date]

AFFILIATION, REGISTRATION, FUNCTIONAL = "affiliation", "registration", "functional"
FULL, PROBATIONARY = "full", "probationary"
IN_PARTY = (FULL, PROBATIONARY)
GOOD = "good"


@dataclass(frozen=True, slots=True)
class Heads:
    """Numbers of people (人) per unit, rolled up; each person counts once at every level (D11)."""

    full: dict[UnitId, int]
    probationary: dict[UnitId, int]
    registered: dict[UnitId, int]
    people: dict[UnitId, int]


def open_on(day: Day) -> ColumnElement[bool]:
    """Belongings that hold on the day."""
    return (Belonging.valid_from <= day) & or_(Belonging.valid_to.is_(None), Belonging.valid_to > day)


def affiliated_on(day: Day) -> ColumnElement[bool]:
    """Affiliations that hold on the day, whether or not they count; at most one a person (D6)."""
    return (Belonging.kind == AFFILIATION) & open_on(day)


def holds_on(day: date) -> ColumnElement[bool]:
    """Posts that are held on the day."""
    return (Post.valid_from <= day) & or_(Post.valid_to.is_(None), Post.valid_to > day)


def counted(day: Day) -> ColumnElement[bool]:
    """Affiliations that count as members on the day: full or probationary, in good standing (D6, ORG-14)."""
    now = Member.stage.in_(IN_PARTY) & _good_now() & Member.id.not_in(_was(day))
    was = Member.id.in_(_was(day, MemberState.stage.in_(IN_PARTY), MemberState.standing == GOOD))
    return (Belonging.kind == AFFILIATION) & (now | was)


def in_good_standing(day: Day) -> ColumnElement[bool]:
    """People in good standing on the day."""
    now = _good_now() & Member.id.not_in(_was(day))
    return now | Member.id.in_(_was(day, MemberState.standing == GOOD))


def _good_now() -> ColumnElement[bool]:
    """Of those who left, their belongings tell until when they counted (D2)."""
    return (Member.standing == GOOD) | Member.closed_on.is_not(None)


def _was(day: Day, *tests: ColumnElement[bool]) -> Select[int]:
    """Whose stage or standing has changed since the day: few, so that they are read once for a whole statement."""
    return select(MemberState.member_id).where(_then(day), *tests)


def _then(day: Day) -> ColumnElement[bool]:
    return (MemberState.valid_from <= day) & (MemberState.valid_to > day)


def stage_on(day: Day) -> ColumnElement[str]:
    """A person's stage on the day."""
    return _on(day, MemberState.stage, Member.stage)


def standing_on(day: Day) -> ColumnElement[str]:
    """A person's standing on the day."""
    return _on(day, MemberState.standing, Member.standing)


def _on(day: Day, then: Any, now: Any) -> ColumnElement[str]:
    was = select(then).where(MemberState.member_id == Member.id, _then(day)).limit(1)
    return func.coalesce(was.correlate(Member).scalar_subquery(), now)


def registered() -> ColumnElement[bool]:
    """Residence registrations (报到); never inside the membership count."""
    return Belonging.kind == REGISTRATION


def newly_registered(first: Any, last: Any) -> ColumnElement[bool]:
    """Registrations that began within the span and are no continuation.

    When units change, a registration goes on in a new row with its receipt; the old row, which ends on the same day, is
    left without (D2).
    """
    before = aliased(Belonging)
    ended = (before.member_id == Belonging.member_id) & (before.valid_to == Belonging.valid_from)
    # not IS NULL: SQLite would look through everyone without a receipt by that index, not through the person's own rows
    handed_over = ended & (before.kind == REGISTRATION) & (func.coalesce(before.receipt, "") == "")
    within_span = Belonging.valid_from.between(first, last)  # first: few rows are left to be looked into
    return registered() & within_span & ~exists().where(handed_over)


def within(statement: AnySelect, column: Any, units: Collection[UnitId] | None) -> AnySelect:
    """The statement for some units, or for all where None is given."""
    return statement if units is None else statement.where(column.in_(units))


def in_units(in_tree: Tree, units: Collection[UnitId]) -> ColumnElement[bool]:
    """Belongings to the units, and those of people in a Party group among them whose branch is not."""
    known = set(units)
    alone = {
        unit for unit in known if in_tree.nodes[unit].kind == PARTY_GROUP and in_tree.nodes[unit].parent not in known
    }
    if not alone:
        return Belonging.unit_id.in_(known)
    above = {each for unit in alone for each in in_tree.ancestors(unit)}
    return Belonging.unit_id.in_(known | above) & (Belonging.unit_id.in_(known) | Belonging.group_id.in_(alone))


def place_in(in_tree: Tree, units: Collection[UnitId] | None) -> Callable[[int, int | None], UnitId]:
    """Where a belonging stands, from its unit and Party group: in the group where that is one of the units (D6)."""
    known = in_tree.nodes.keys() if units is None else set(units)
    return lambda unit, group: UnitId(unit if group is None or group not in known else group)


def count(session: Session, *, in_tree: Tree, day: date, units: Collection[UnitId] | None = None) -> Heads:
    """The head counts of a day for the units of the tree, or for some of them (parents first)."""
    stage = stage_on(day)
    where = Belonging.unit_id, Belonging.group_id
    joined = select(*where, Belonging.kind, stage, func.count()).join(Member)
    joined = joined.where(open_on(day), or_(counted(day), registered()))
    per: dict[str, dict[UnitId, int]] = defaultdict(lambda: defaultdict(int))
    place = place_in(in_tree, units)
    for unit, group, kind, then, number in session.execute(
        _among(joined, in_tree, units).group_by(*where, Belonging.kind, stage)
    ):
        at = place(unit, group)
        per[then if kind == AFFILIATION else kind][at] += number
        per["people"][at] += number
    repeated = _repeated(session, in_tree=in_tree, day=day, units=units)
    registrations = {m: [u for u, kind in places if kind == REGISTRATION] for m, places in repeated.items()}
    everywhere = {member: [unit for unit, _kind in places] for member, places in repeated.items()}
    return Heads(
        full=in_tree.roll_up(per[FULL], units),
        probationary=in_tree.roll_up(per[PROBATIONARY], units),
        registered=in_tree.roll_up_distinct(per[REGISTRATION], registrations, units),
        people=in_tree.roll_up_distinct(per["people"], everywhere, units),
    )


def members(session: Session, *, in_tree: Tree, day: date) -> dict[UnitId, int]:
    """Members of every unit and what is below it on a day."""
    where = Belonging.unit_id, Belonging.group_id
    rows = select(*where, func.count()).join(Member).where(open_on(day), counted(day)).group_by(*where)
    own: dict[UnitId, int] = defaultdict(int)
    place = place_in(in_tree, None)
    for unit, group, number in session.execute(rows):
        own[place(unit, group)] += number
    return in_tree.roll_up(own)


def own_members(in_tree: Tree, rolled: Mapping[UnitId, int], unit: UnitId) -> int:
    """Of the members rolled up, those of the unit itself and of its Party groups, without the other units below."""
    below = (each for each in in_tree.children.get(unit, ()) if in_tree.nodes[each].kind != PARTY_GROUP)
    return rolled[unit] - sum(rolled[each] for each in below)


def _repeated(
    session: Session, *, in_tree: Tree, day: date, units: Collection[UnitId] | None
) -> dict[MemberId, list[tuple[UnitId, str]]]:
    """Whoever belongs to more than one place that day, with the places."""
    places = belongs(Belonging.member_id, Belonging.kind, in_tree=in_tree, day=day, units=units)
    several = select(Belonging.member_id).where(open_on(day), Belonging.kind.in_((AFFILIATION, REGISTRATION)))
    several = _among(several, in_tree, units).group_by(Belonging.member_id).having(func.count() > 1)
    found: dict[MemberId, list[tuple[UnitId, str]]] = defaultdict(list)
    place = place_in(in_tree, units)
    for member, kind, unit, group in session.execute(places.where(Belonging.member_id.in_(several))):
        found[MemberId(member)].append((place(unit, group), kind))
    return found


def belongs(*columns: Any, in_tree: Tree, day: date, units: Collection[UnitId] | None) -> AnySelect:
    """(columns…, unit, Party group) of everyone who counts as member or registered member on the day; see place_in."""
    joined = select(*columns, Belonging.unit_id, Belonging.group_id).join(Member, Belonging.member_id == Member.id)
    return _among(joined.where(open_on(day), or_(counted(day), registered())), in_tree, units)


def _among(statement: AnySelect, in_tree: Tree, units: Collection[UnitId] | None) -> AnySelect:
    return statement if units is None else statement.where(in_units(in_tree, units))
