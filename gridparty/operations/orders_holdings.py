"""What the units of a change order hold from a day on: people, units below, links, posts, entries, records."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from gridparty.domain import transfers
from gridparty.domain.civil_time import start_of
from gridparty.domain.ids import UnitId
from gridparty.operations import catalogues, heads
from gridparty.storage.office_tables import Transfer
from gridparty.storage.organisation_tables import RegisterEntry, Term
from gridparty.storage.tables import Activity, ActivityUnit, Belonging, Member, Post, Service, UnitLink, UnitState

Found = Any  # a row of a Core select, with the columns of its table


@dataclass(frozen=True, slots=True)
class Holdings:
    """Rows that hold on the day or begin later, of the units asked for.

    belongings carry the person's stage, and `counts`: whether they count as members (D6). moving: registers whose
    entries go along. activities: (id, host, other units); services: (id, unit).
    """

    belongings: list[Found]
    own: dict[UnitId, list[Found]]  # states of the units themselves
    states: list[Found]  # of units below
    links: list[Found]
    posts: list[Found]
    entries: list[Found]
    terms: list[Found]
    moving: frozenset[str]
    activities: list[tuple[int, UnitId, list[UnitId]]]
    services: list[tuple[int, UnitId]]
    transfers: list[Found]  # those that are not finished


def lasts(table: Any, day: date) -> ColumnElement[bool]:
    """Rows that hold on the day or begin later; those of no day at all are left alone."""
    return or_(table.valid_to.is_(None), (table.valid_to > day) & (table.valid_to > table.valid_from))


def load(session: Session, *, units: Collection[UnitId], day: date) -> Holdings:
    """Everything that the units hold."""
    ask = session.connection().execute
    columns = (*Belonging.__table__.c, heads.stage_on(day).label("stage"), heads.counted(day).label("counts"))
    belongings = select(*columns).join(Member, Member.id == Belonging.member_id).order_by(Belonging.id)
    held = or_(Belonging.unit_id.in_(units), Belonging.group_id.in_(units))
    linked = or_(UnitLink.unit_id.in_(units), UnitLink.other_id.in_(units))
    entries = select(*RegisterEntry.__table__.c).where(RegisterEntry.unit_id.in_(units), lasts(RegisterEntry, day))
    terms = select(Term.id, Term.unit_id).where(Term.unit_id.in_(units), Term.ended.is_(None))
    own: dict[UnitId, list[Found]] = defaultdict(list)
    for row in ask(_all(UnitState).where(UnitState.unit_id.in_(units), lasts(UnitState, day))):
        own[row.unit_id].append(row)
    return Holdings(
        belongings=list(ask(belongings.where(held, lasts(Belonging, day)))),
        own=own,
        states=list(ask(_all(UnitState).where(UnitState.parent_id.in_(units), lasts(UnitState, day)))),
        links=list(ask(_all(UnitLink).where(linked, lasts(UnitLink, day)))),
        posts=list(ask(_all(Post).where(Post.unit_id.in_(units), lasts(Post, day)))),
        entries=list(ask(entries.order_by(RegisterEntry.id))),
        terms=list(ask(terms)),
        moving=moving_registers(session),
        activities=activities(session, units=units, day=day),
        transfers=list(ask(_transfers(units))),
        services=[(key, UnitId(unit)) for key, unit in ask(_services(units, day))],
    )


def _all(table: Any) -> Any:
    return select(*table.__table__.c).order_by(table.id)


def moving_registers(session: Session) -> frozenset[str]:
    """Registers whose entries go along with what their unit hands over."""
    found = catalogues.items(session, catalogue="registers")
    return frozenset(code for code, item in found.items() if item.facts.get("moves"))


def activities(session: Session, *, units: Collection[UnitId], day: date) -> list[tuple[int, UnitId, list[UnitId]]]:
    """Activities on or after the day that one of the units holds, with their other units."""
    later = Activity.start >= start_of(day)
    joint = select(ActivityUnit.activity_id).where(ActivityUnit.unit_id.in_(units))
    mine = or_(Activity.unit_id.in_(units), Activity.id.in_(joint))
    hosts = select(Activity.id, Activity.unit_id).where(later, mine).order_by(Activity.id)
    found = {key: (key, UnitId(host), list[UnitId]()) for key, host in session.connection().execute(hosts)}
    others = select(ActivityUnit.activity_id, ActivityUnit.unit_id).join(Activity).where(later, mine)
    for key, unit in session.connection().execute(others.order_by(ActivityUnit.id)):
        found[key][2].append(UnitId(unit))
    return list(found.values())


def _services(units: Collection[UnitId], day: date) -> Any:
    return select(Service.id, Service.unit_id).where(Service.unit_id.in_(units), Service.day >= day)


def _transfers(units: Collection[UnitId]) -> Any:
    found = select(Transfer.id, Transfer.unit_id, Transfer.member_id)
    return found.where(Transfer.unit_id.in_(units), Transfer.state.in_(transfers.OPEN)).order_by(Transfer.id)
