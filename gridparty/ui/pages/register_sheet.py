"""Everything that the page of the registers shows at a place, read in one go."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gridparty.domain import registers as rules
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.registers import Register
from gridparty.operations import (
    coverage,
    facilities,
    people_groups,
    register_counts,
    register_due,
    register_lists,
    registers,
    tree,
)
from gridparty.operations.coverage import PlaceCoverage
from gridparty.operations.facilities import Areas, Ledger
from gridparty.operations.people_groups import GroupRow
from gridparty.operations.register_counts import Happened
from gridparty.operations.register_due import DueRow
from gridparty.operations.register_lists import EntryRow
from gridparty.ui.pages.organisation_sheet import last_day
from gridparty.ui.places import Place

SERVICE_CENTRE = ("kind", "service_centre")  # what each community is to have one of (S030)


@dataclass(frozen=True, slots=True)
class Idle:
    """Teams without an activity for so many days, of how many teams (S042)."""

    days: int
    rows: tuple[GroupRow, ...]
    teams: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """A register on the last day of a month that the unit saw; `places` None where none is meant to have one.

    `ledger` (facilities) and `happened` tell of the year until that day, `idle` of teams on it.
    """

    register: Register
    day: date
    unit: UnitId
    unit_name: str
    rows: tuple[EntryRow, ...]
    due: tuple[DueRow, ...]
    places: PlaceCoverage | None
    areas: Areas | None
    ledger: Ledger | None
    idle: Idle | None
    happened: tuple[Happened, ...]


def load_or_reason(session: Any, *, place: Place, register: str, closed: bool) -> Loaded | str:
    """The register, or the sentence why there is none (the unit does not exist yet in that month)."""
    try:
        return load(session, place=place, register=register, closed=closed)
    except NotFound as reason:
        return str(reason)


def load(session: Any, *, place: Place, register: str, closed: bool) -> Loaded:
    """The register at the place, which has a unit. Raises NotFound for a unit that begins later."""
    assert place.unit is not None
    unit = place.unit
    of = registers.kind(session, register=register)
    day = last_day(session, unit=unit, month=place.month)
    rows = register_lists.rows(session, register=register, unit=unit, day=day, closed=closed)
    areas = ledger = None
    january = Month(day.year, 1)
    if register == facilities.FACILITY:
        areas = facilities.areas(session, unit=unit, month=place.month) if day == place.month.last else None
        ledger = facilities.invested(session, unit=unit, first=january, last=Month.of(day))
        known = facilities.area_by_entry(session, day=day)
        rows = tuple(replace(row, facts={**row.facts, "area": known.get(row.id)}) for row in rows)
    places = None
    if of.one_for is not None and of.about == rules.UNIT:
        choice = SERVICE_CENTRE if register == facilities.FACILITY else None
        places = coverage.of_register(session, register=register, unit=unit, day=day, choice=choice)
    due = register_due.rows(session, unit=unit, day=day, register=of.code if of.restricted else None)
    happened = register_counts.happened_by_kind(session, register=register, first=january.first, last=day, unit=unit)
    name = tree.on_day(session, day=day).name(unit)
    return Loaded(of, day, unit, name, rows, due, places, areas, ledger, _idle(session, of, unit, day), happened)


def _idle(session: Any, of: Register, unit: UnitId, day: date) -> Idle | None:
    if of.code != people_groups.TEAM:
        return None
    teams = people_groups.rows(session, unit=unit, day=day)
    return Idle(people_groups.idle_days(session), people_groups.idle(session, unit=unit, day=day), len(teams))
