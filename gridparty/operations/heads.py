"""Head counts on a day: who belongs where (D6). Used by lists, figures and the inventory alike."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from gridparty.domain.ids import MemberId, UnitId
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Belonging, Member, Post

AnySelect = Select[*tuple[Any, ...]]

AFFILIATION, REGISTRATION, FUNCTIONAL = "affiliation", "registration", "functional"
FULL, PROBATIONARY = "full", "probationary"
GOOD = "good"


@dataclass(frozen=True, slots=True)
class Heads:
    """Numbers of people (人) per unit, rolled up; each person counts once at every level (D11)."""

    full: dict[UnitId, int]
    probationary: dict[UnitId, int]
    registered: dict[UnitId, int]
    people: dict[UnitId, int]


def open_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Belongings that hold on the day."""
    return (Belonging.valid_from <= day) & or_(Belonging.valid_to.is_(None), Belonging.valid_to > day)


def affiliated_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Affiliations that hold on the day, whether or not they count; at most one a person (D6)."""
    return (Belonging.kind == AFFILIATION) & open_on(day)


def holds_on(day: date) -> ColumnElement[bool]:
    """Posts that are held on the day."""
    return (Post.valid_from <= day) & or_(Post.valid_to.is_(None), Post.valid_to > day)


def counted() -> ColumnElement[bool]:
    """Affiliations that count as members: full or probationary, in good standing (D6, ORG-14)."""
    return (Belonging.kind == AFFILIATION) & Member.stage.in_((FULL, PROBATIONARY)) & in_good_standing()


def in_good_standing() -> ColumnElement[bool]:
    """People in good standing. Of those who left, their belongings tell until when they counted (D2)."""
    return (Member.standing == GOOD) | Member.closed_on.is_not(None)


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


def count(session: Session, *, in_tree: Tree, day: date, units: Collection[UnitId] | None = None) -> Heads:
    """The head counts of a day for the units of the tree, or for some of them (parents first)."""
    joined = select(Belonging.unit_id, Belonging.kind, Member.stage, func.count()).join(Member)
    joined = joined.where(open_on(day), or_(counted(), registered()))
    per: dict[str, dict[UnitId, int]] = defaultdict(lambda: defaultdict(int))
    rows = within(joined, Belonging.unit_id, units).group_by(Belonging.unit_id, Belonging.kind, Member.stage)
    for unit, kind, stage, number in session.execute(rows):
        per[stage if kind == AFFILIATION else kind][unit] += number
        per["people"][unit] += number
    repeated = _repeated(session, day=day, units=units)
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
    rows = select(Belonging.unit_id, func.count()).join(Member).where(open_on(day), counted())
    own = {UnitId(unit): number for unit, number in session.execute(rows.group_by(Belonging.unit_id))}
    return in_tree.roll_up(own)


def _repeated(
    session: Session, *, day: date, units: Collection[UnitId] | None
) -> dict[MemberId, list[tuple[UnitId, str]]]:
    """Whoever belongs to more than one place that day, with the places."""
    places = select(Belonging.member_id, Belonging.unit_id, Belonging.kind).join(Member)
    places = within(places.where(open_on(day), or_(counted(), registered())), Belonging.unit_id, units)
    several = within(
        select(Belonging.member_id).where(open_on(day), Belonging.kind.in_((AFFILIATION, REGISTRATION))),
        Belonging.unit_id,
        units,
    )
    several = several.group_by(Belonging.member_id).having(func.count() > 1)
    found: dict[MemberId, list[tuple[UnitId, str]]] = defaultdict(list)
    for member, unit, kind in session.execute(places.where(Belonging.member_id.in_(several))):
        found[MemberId(member)].append((UnitId(unit), kind))
    return found


def belongs(*columns: Any, day: date, units: Collection[UnitId] | None = None) -> AnySelect:
    """(columns…, unit) of everyone who counts as member or registered member on the day."""
    joined = select(*columns, Belonging.unit_id).join(Member, Belonging.member_id == Member.id)
    return within(joined.where(open_on(day), or_(counted(), registered())), Belonging.unit_id, units)
