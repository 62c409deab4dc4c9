"""What stands above a unit's pages in a month."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import PARTY_GROUP
from gridparty.i18n import _
from gridparty.operations import catalogues, figures, heads, tree
from gridparty.operations.tree import Tree
from gridparty.operations.tree_rows import is_closed, with_closed_units
from gridparty.storage.tables import Member, Post

SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a unit's pages; `path` leads from the root to the parent, `households` None: not known."""

    path: tuple[tuple[UnitId, str], ...]
    name: str
    kind: str
    kind_label: str
    secretary: str | None
    members: int
    registered: int
    households: int | None
    groups: int
    is_closed: bool


def of_unit(session: Session, *, unit: UnitId, month: Month) -> Heading:
    """Name, kind and place in the tree with the counts of the month's last day. Raises NotFound for a later unit."""
    now = tree_of(session, unit, month)
    node, below = now.nodes[unit], now.subtree(unit)
    people = heads.count(session, in_tree=now, day=month.last, units=below)
    known = [now.nodes[grid].facts.get("households") for grid in figures.grids_of(now, unit, day=month.last)]
    households = [int(number) for number in known if number is not None]
    above = [each for each in now.ancestors(unit) if each != unit]
    return Heading(
        path=tuple((each, now.name(each)) for each in reversed(above)),
        name=node.name,
        kind=node.kind,
        kind_label=catalogues.labels(session, catalogue="unit_kinds").get(node.kind, node.kind),
        secretary=_secretary(session, unit, month.last),
        members=people.full[unit] + people.probationary[unit],
        registered=people.registered[unit],
        households=sum(households) if households else None,
        groups=sum(
            now.nodes[each].kind == PARTY_GROUP and now.nodes[each].stands(month.last) for each in below if each != unit
        ),
        is_closed=is_closed(node, month),
    )


def _secretary(session: Session, unit: UnitId, day: date) -> str | None:
    found = select(Member.name).join(Post, Post.member_id == Member.id)
    found = found.where(Post.unit_id == unit, Post.post == SECRETARY, heads.holds_on(day))
    return session.scalar(found.order_by(Post.valid_from.desc(), Post.id.desc()).limit(1))


def tree_of(session: Session, unit: UnitId, month: Month) -> Tree:
    """A tree that holds the unit: the month's or, for one closed earlier, that of all time up to then."""
    now = tree.of_month(session, month=month)
    if unit not in now.nodes:
        now = with_closed_units(session, month)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist in {month}.").format(month=month))
    return now
