"""What the window needs to enter services and to list a month of them: rows, totals, words, units, people (D10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.errors import NotFound
from gridparty.domain.ids import MemberId, ServiceId, UnitId
from gridparty.domain.masking import mask_phone
from gridparty.domain.months import Month
from gridparty.domain.units import GRID
from gridparty.i18n import _
from gridparty.operations import catalogues, heads, pinyin, search, services, tree
from gridparty.operations.search import DAY
from gridparty.operations.services import ServiceRow
from gridparty.storage.tables import Belonging, Member, Service, ServiceMember

NEAR_UP_TO = 600  # units: a large part of the file is no neighbourhood


@dataclass(frozen=True, slots=True)
class Word:
    """Something to choose: a key, what it is called, and what else may be typed for it."""

    key: Any
    label: str
    typed: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of services: how many (次), person-half-hours, and people helped (人次) counted and estimated (D10)."""

    services: int
    half_hours: int
    people_helped: int | None
    people_helped_estimated: int | None


@dataclass(frozen=True, slots=True)
class MonthList:
    """A month's services of a unit and what is below it, with the units and categories that an entry can name.

    `units` is empty where the unit does not exist in the month.
    """

    rows: tuple[ServiceRow, ...]
    units: tuple[Word, ...]
    categories: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """A member of a service and his or her own time."""

    member: MemberId
    name: str
    half_hours: int


@dataclass(frozen=True, slots=True)
class ServiceDetail:
    """A service with its members, for correcting it."""

    row: ServiceRow
    people: tuple[Served, ...]
    units: tuple[Word, ...]
    categories: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A person who fits what was typed; `is_here`: affiliated to or registered with the unit or below it."""

    id: MemberId
    name: str
    code: str
    phone: str | None
    unit_name: str | None
    is_here: bool


def of_month(session: Session, *, unit: UnitId, month: Month) -> MonthList:
    """The month's list of a unit."""
    now = tree.of_month(session, month=month)
    below = _units(now, unit) if unit in now.nodes else ()
    return MonthList(services.rows(session, unit=unit, first=month), below, _categories(session))


def totals(rows: Iterable[ServiceRow]) -> Totals:
    """The same sums as the figures services, service_hours, people_helped and people_helped_estimated."""
    found = tuple(rows)
    counted = [row.people_helped for row in found if row.people_helped is not None]
    estimated = [row.people_helped_estimated for row in found if row.people_helped_estimated is not None]
    is_known = not found or bool(counted or estimated)
    return Totals(
        services=len(found),
        half_hours=sum(row.half_hours for row in found),
        people_helped=sum(counted) if is_known else None,
        people_helped_estimated=sum(estimated) if is_known else None,
    )


def of_service(session: Session, *, service: ServiceId, unit: UnitId) -> ServiceDetail:
    """One service; the units are those of the unit's subtree in its month, and its own. Raises NotFound."""
    held = session.get(Service, service)
    if held is None:
        raise NotFound(_("There is no service #{service}.").format(service=service))
    month, own = Month.of(held.day), UnitId(held.unit_id)
    row = next(row for row in services.rows(session, unit=own, first=month) if row.id == service)
    found = select(ServiceMember.member_id, Member.name, ServiceMember.half_hours).join(Member)
    found = found.where(ServiceMember.service_id == service).order_by(ServiceMember.id)
    people = tuple(Served(MemberId(key), name, time) for key, name, time in session.execute(found))
    now = tree.of_month(session, month=month)
    below = _units(now, unit) if unit in now.nodes else ()
    if own not in {word.key for word in below}:
        below = (*below, *(word for word in _units(now, own) if word.key == own))
    return ServiceDetail(row, people, below, _categories(session))


def near(session: Session, *, unit: UnitId | None, day: date, text: str, limit: int = 10) -> tuple[Near, ...]:
    """Who fits what was typed (name, pinyin, initials, code, or phone tail): the unit's people first, then all."""
    kind, values = search.kind_of(text)
    if kind is None:
        return ()
    asked = values | {"day": day, "activity": None, "most": limit}
    here: dict[int, Near] = {}
    below = tree.on_day(session, day=day).subtree(unit) if unit is not None else []
    if 0 < len(below) <= NEAR_UP_TO:
        fitting = session.connection().scalars(HERE[kind], values | {"day": day, "units": below}).all()
        rows = session.connection().execute(NAMED, asked | {"ids": fitting}) if fitting else ()
        here = {row.id: _near(row, is_here=True) for row in rows}
    others = (_near(row, is_here=False) for row in session.connection().execute(search.IN_FILE[kind], asked))
    return (*here.values(), *(each for each in others if each.id not in here))[:limit]


def _near(row: Any, *, is_here: bool) -> Near:
    phone = mask_phone(row.phone) if row.phone else None
    return Near(MemberId(row.id), row.name, row.code, phone, row.unit_name, is_here)


# In two steps, so that the few people of a unit are looked at and not the whole file in the order of its pinyin.
_BELONGS = select(Belonging.member_id).distinct().join(Member, Member.id == Belonging.member_id)
_BELONGS = _BELONGS.where(Belonging.unit_id.in_(bindparam("units", expanding=True)), heads.open_on(DAY))
HERE = {kind: _BELONGS.where(or_(*tests)) for kind, tests in search.TESTS.items()}
NAMED = search.matched(select(Member.id).where(Member.id.in_(bindparam("ids", expanding=True))))


def _categories(session: Session) -> tuple[Word, ...]:
    found = catalogues.items(session, catalogue="service_categories")
    return tuple(
        Word(code, item.label, " ".join((pinyin.initials(item.label), code, item.en, *item.facts.get("aliases", ()))))
        for code, item in found.items()
    )


def _units(now: tree.Tree, unit: UnitId) -> tuple[Word, ...]:
    """The unit and what is below it without grids that a branch stands for; the parent tells like names apart."""
    covered = {grid for grids in now.covers.values() for grid in grids if now.nodes[grid].kind == GRID}
    words = []
    for each in now.subtree(unit):
        node = now.nodes[each]
        if each in covered and each != unit:
            continue
        above = now.name(node.parent) if node.parent is not None and each != unit else ""
        label = f"{node.name}（{above}）" if above and node.parent != unit else node.name
        words.append(Word(each, label, " ".join(filter(None, (pinyin.initials(node.name), node.code)))))
    return tuple(words)
