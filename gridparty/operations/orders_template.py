"""Everything that an order would have to share out, a line each: for the wizard's lists and the sheet to fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gridparty.domain.addresses import is_at
from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import ENTRY, HOUSEHOLD, MEMBER, POST, UNIT
from gridparty.domain.units import COVERS, PARTY_GROUP
from gridparty.i18n import _
from gridparty.operations import catalogues, orders_holdings, tree
from gridparty.operations.orders_grids import along, households
from gridparty.operations.orders_holdings import Holdings
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.tables import Belonging, Member


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A line to allocate: what and key as in domain.orders.Allocation.

    label: its name for people; number: of households. Without an allocation it goes where the rest of `source` goes;
    people go with their Party group where that is allocated, a grid with the branches that cover it (`along`), posts
    end.
    """

    what: str
    key: int
    label: str
    source: UnitId
    source_name: str
    group: UnitId | None
    group_name: str | None
    number: int | None
    along: tuple[UnitId, ...] = ()


def template_rows(session: Session, *, units: Sequence[UnitId], day: date | None = None) -> tuple[TemplateRow, ...]:
    """Everything that the units hold and an order would have to allocate: units, households, people, posts, entries.

    Raises NotFound for a unit that does not exist on the day (today).
    """
    at = day or today()
    now = tree.on_day(session, day=at)
    if missing := [unit for unit in units if unit not in now.nodes]:
        raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=missing[0], day=at))
    held = orders_holdings.load(session, units=units, day=at)
    found, grids = [], along(now, units)
    for unit in units:
        children = (_row(now, UNIT, child, now.name(child), unit) for child in now.children.get(unit, ()))
        found += [replace(row, along=tuple(grids.get(row.key, ()))) for row in children]
        found += _grids(now, held, unit)
    return (*found, *_people(session, now, held, units), *_posts_and_entries(session, now, held))


def at_address(
    session: Session, *, units: Sequence[UnitId], text: str, day: date | None = None
) -> tuple[tuple[str, int], ...]:
    """What an order finds by an address (S095): (what, key) of the people of the units whose home address contains
    the text, and of the register entries that go along and lie there. Numbers are whole ones: 3号楼 is not 13号楼.
    """
    at = day or today()
    held = or_(Belonging.unit_id.in_(units), Belonging.group_id.in_(units))
    here = select(Belonging.member_id).where(held, orders_holdings.lasts(Belonging, at))
    homes = select(Member.id, Member.address).where(Member.address.is_not(None), Member.id.in_(here))
    people = [(MEMBER, key) for key, address in session.execute(homes.order_by(Member.id)) if is_at(address, text)]
    moving = orders_holdings.moving_registers(session)
    entries = select(RegisterEntry.id, RegisterEntry.facts).where(
        RegisterEntry.unit_id.in_(units), orders_holdings.lasts(RegisterEntry, at), RegisterEntry.register.in_(moving)
    )
    places = session.execute(entries.order_by(RegisterEntry.id))
    return (*people, *((ENTRY, key) for key, facts in places if is_at(facts.get("address"), text)))


def _row(
    now: Tree, what: str, key: int, label: str, source: UnitId, group: UnitId | None = None, number: int | None = None
) -> TemplateRow:
    group_name = None if group is None else now.name(group)
    return TemplateRow(what, key, label, source, now.name(source), group, group_name, number)


def _grids(now: Tree, held: Holdings, unit: UnitId) -> list[TemplateRow]:
    """Grids that the unit covers, to go along whole or by households, and its own households."""
    covered = {row.other_id for row in held.links if row.unit_id == unit and row.role == COVERS}
    rows = []
    for grid in sorted(covered & now.nodes.keys() - set(now.children.get(unit, ()))):
        rows.append(_row(now, UNIT, grid, now.name(grid), unit))
    for place in (unit, *sorted(covered)):
        if number := households(now, place):
            rows.append(_row(now, HOUSEHOLD, place, now.name(place), unit, number=number))
    return rows


def _people(session: Session, now: Tree, held: Holdings, units: Sequence[UnitId]) -> list[TemplateRow]:
    belongings = {row.member_id: row for row in reversed(held.belongings)}
    names = select(Member.id, Member.name).where(Member.id.in_(belongings)).order_by(Member.pinyin, Member.id)
    rows = []
    for member, name in session.execute(names):
        row = belongings[member]
        group = None if row.group_id is None else UnitId(row.group_id)
        is_in_group = group in units and group is not None and now.nodes[group].kind == PARTY_GROUP
        source = group if is_in_group and group is not None else UnitId(row.unit_id)
        rows.append(_row(now, MEMBER, member, name, source, group=group))
    return sorted(rows, key=lambda row: (row.source, row.group or 0))


def _posts_and_entries(session: Session, now: Tree, held: Holdings) -> list[TemplateRow]:
    labels = catalogues.labels(session, catalogue="posts")
    holders = select(Member.id, Member.name).where(Member.id.in_({row.member_id for row in held.posts}))
    names = {key: name for key, name in session.execute(holders)}
    rows = [
        _row(now, POST, row.id, f"{names[row.member_id]}　{labels.get(row.post, row.post)}", UnitId(row.unit_id))
        for row in held.posts
    ]
    entries = (row for row in held.entries if row.register in held.moving)
    return rows + [_row(now, ENTRY, row.id, row.name, UnitId(row.unit_id)) for row in entries]
