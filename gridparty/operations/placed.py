"""Members with the branch of their affiliation on a day: the ground of every list of people by unit."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gridparty.domain.errors import NotFound
from gridparty.domain.ids import MemberId, UnitId
from gridparty.i18n import _
from gridparty.operations import heads, tree
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Belonging, Member

MERGED_INTO = "merged_into"  # a fact of somebody who was merged with another person: the code of the one who stayed


def tree_with(session: Session, *, unit: UnitId, day: date) -> Tree:
    """The tree of a day that holds the unit. Raises NotFound."""
    now = tree.on_day(session, day=day)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    return now


def below(
    session: Session, *columns: Any, now: Tree, unit: UnitId, day: date, tests: tuple[ColumnElement[bool], ...] = ()
) -> list[Any]:
    """(id, name, unit_id, columns…) of everyone affiliated in the unit and below on the day, by pinyin."""
    found = select(Member.id, Member.name, Belonging.unit_id, *columns)
    found = found.join(Belonging, Belonging.member_id == Member.id)
    found = found.where(heads.in_units(now, now.subtree(unit)), heads.affiliated_on(day), *tests)
    return list(session.execute(found.order_by(Member.pinyin, Member.id)))


def branch(session: Session, *, member: MemberId, day: date) -> UnitId | None:
    """The branch of a person's affiliation on the day."""
    found = select(Belonging.unit_id).where(Belonging.member_id == member, heads.affiliated_on(day))
    unit = session.scalar(found)
    return None if unit is None else UnitId(unit)


def row_of(session: Session, *, member: MemberId) -> Member:
    """A person's row, for operations that change it. Raises NotFound."""
    row = session.get(Member, member)
    if row is None:
        raise NotFound(_("There is no person #{member}.").format(member=member))
    return row


def set_facts(row: Member, **facts: Any) -> None:
    """Changes some of a person's lesser facts; None takes one away."""
    row.facts = {key: value for key, value in {**row.facts, **facts}.items() if value is not None}


def of_code(session: Session, *, code: str) -> MemberId | None:
    """Who carries a member code; the one who stayed where the code is that of somebody merged. None for nobody."""
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        found = session.execute(select(Member.id, Member.facts).where(Member.code == code)).first()
        if found is None:
            return None
        if MERGED_INTO not in found.facts:
            return MemberId(found.id)
        code = found.facts[MERGED_INTO]
    return None
