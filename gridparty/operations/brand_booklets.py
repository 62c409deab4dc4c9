"""What the booklet of brands collects: every brand of a unit and below, and the communities that have none (S104)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import register_lists, registers, tree
from gridparty.operations.register_lists import EntryRow
from gridparty.storage.organisation_tables import RegisterEvent, RegisterPerson
from gridparty.storage.tables import Member

REGISTER = "brand"


@dataclass(frozen=True, slots=True)
class BrandEvent:
    """Something that happened to a brand; kind is a code of its register."""

    day: date
    kind: str
    facts: dict[str, Any]
    note: str | None


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand with what happened to it, the earliest first, and who is in charge today."""

    row: EntryRow
    events: tuple[BrandEvent, ...]
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrandBooklet:
    """The brands in the order of the tree; `places`: units that should have one each, `without`: those that don't."""

    unit_name: str
    day: date
    brands: tuple[Brand, ...]
    places: int
    without: tuple[str, ...]


def gather(session: Session, *, unit: UnitId, day: date | None = None) -> BrandBooklet:
    """The brands on a day of a unit and everything below it. Raises NotFound."""
    at = day or today()
    now = tree.on_day(session, day=at)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    one_for = registers.kind(session, register=REGISTER).one_for
    order = {each: place for place, each in enumerate(now.nodes)}
    rows = register_lists.rows(session, register=REGISTER, unit=unit, day=at)
    rows = tuple(sorted(rows, key=lambda row: order.get(row.unit or unit, 0)))
    lines = register_lists.chains(session, codes=[REGISTER])
    events = _events(session, rows, lines)
    leaders = _leaders(session, rows, at)
    places = [each for each in now.subtree(unit) if now.nodes[each].kind == one_for]
    have = {above for row in rows if row.unit in now.nodes for above in now.ancestors(row.unit)}
    return BrandBooklet(
        unit_name=now.name(unit),
        day=at,
        brands=tuple(Brand(row, tuple(events[row.id]), tuple(leaders[row.id])) for row in rows),
        places=len(places),
        without=tuple(now.name(each) for each in sorted(places, key=lambda each: order[each]) if each not in have),
    )


def _events(
    session: Session, rows: Sequence[EntryRow], lines: dict[int, tuple[int, ...]]
) -> dict[int, list[BrandEvent]]:
    """Entry → its events and those of the entries that it continues."""
    owner = {entry: int(row.id) for row in rows for entry in (row.id, *lines.get(row.id, ()))}
    found = select(RegisterEvent).where(RegisterEvent.entry_id.in_(owner)).order_by(RegisterEvent.day, RegisterEvent.id)
    events: dict[int, list[BrandEvent]] = defaultdict(list)
    for event in session.scalars(found):
        events[owner[event.entry_id]].append(BrandEvent(event.day, event.kind, dict(event.facts), event.note))
    return events


def _leaders(session: Session, rows: Sequence[EntryRow], day: date) -> dict[int, list[str]]:
    found = select(RegisterPerson.entry_id, Member.name).join(Member, RegisterPerson.member_id == Member.id)
    found = found.where(
        RegisterPerson.entry_id.in_([row.id for row in rows]),
        RegisterPerson.valid_from <= day,
        RegisterPerson.valid_to.is_(None) | (RegisterPerson.valid_to > day),
    )
    leaders: dict[int, list[str]] = defaultdict(list)
    for entry, name in session.execute(found.order_by(RegisterPerson.id)):
        leaders[entry].append(name)
    return leaders
