"""Facilities in figures: area as of a month, communities at or above an area, growth, money put in (S030, S088)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.counts import rate
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import EntryId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import thresholds, tree
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent

FACILITY, AREA_CHANGE = "facility", "area_change"
PLACES = ("community", "village")
Number = int | float


@dataclass(frozen=True, slots=True)
class PlaceArea:
    """A community's premises in ㎡ at the end of a month; `unknown`: how many of its facilities have no known area."""

    unit: UnitId
    name: str
    area: Number
    facilities: int
    unknown: int
    reached: bool


@dataclass(frozen=True, slots=True)
class Areas:
    """The communities of a unit, how many reach the set area, and the share (None where there is none)."""

    month: Month
    threshold: Number
    places: tuple[PlaceArea, ...]
    reached: int
    share: float | None
    area: Number


@dataclass(frozen=True, slots=True)
class Growth:
    """Area in ㎡ at the ends of two months, and how many times the first the second is (None: nothing before)."""

    first: Month
    last: Month
    before: Number
    after: Number
    gained: Number
    factor: float | None


@dataclass(frozen=True, slots=True)
class Investment:
    """A line of the ledger: what was built or paid for; `gained` ㎡ and `money` yuan may be unknown."""

    day: date
    entry: EntryId
    facility: str
    unit: UnitId
    unit_name: str
    kind: str
    method: str | None
    area: Number | None
    gained: Number | None
    money: Number | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a span of months and their sums in yuan and ㎡."""

    rows: tuple[Investment, ...]
    money: Number
    gained: Number


@dataclass(frozen=True, slots=True)
class _Change:
    row: RegisterEvent
    area: Number | None
    before: Number | None


class _History:
    """Every facility with its changes of area, whatever it continued."""

    def __init__(self, session: Session) -> None:
        found = select(RegisterEntry).where(RegisterEntry.register == FACILITY).order_by(RegisterEntry.id)
        self.entries = {row.id: row for row in session.scalars(found)}
        events = select(RegisterEvent).join(RegisterEntry, RegisterEntry.id == RegisterEvent.entry_id)
        events = events.where(RegisterEntry.register == FACILITY).order_by(RegisterEvent.day, RegisterEvent.id)
        self.events: dict[int, list[RegisterEvent]] = defaultdict(list)
        for row in session.scalars(events):
            self.events[row.entry_id].append(row)

    def area(self, entry: int, day: date) -> Number | None:
        """㎡ on a day: after the last change until then, or as first entered; through the entries it continues."""
        row = self.entries[entry]
        for event in reversed(self.events[entry]):
            if event.kind == AREA_CHANGE and event.day <= day:
                return event.facts["area"]
        first: Number | None = row.facts.get("area")
        if row.continues_id in self.entries and self.entries[row.continues_id].facts.get("area") == first:
            return self.area(row.continues_id, day)
        return first

    def changes(self, entry: int) -> list[_Change]:
        """The events of an entry, each with the area after and before it."""
        row = self.entries[entry]
        before = self.area(row.continues_id, row.valid_from) if row.continues_id in self.entries else None
        area = before if before is not None else row.facts.get("area")
        found = []
        for event in self.events[entry]:
            now = event.facts["area"] if event.kind == AREA_CHANGE else area
            found.append(_Change(event, now, area))
            area = now
        return found

    def open_on(self, day: date) -> list[RegisterEntry]:
        return [
            row
            for row in self.entries.values()
            if row.valid_from <= day and (row.valid_to is None or row.valid_to > day) and not row.facts.get("inside")
        ]


def area_of(session: Session, *, entry: EntryId, month: Month) -> Number | None:
    """㎡ of a facility at the end of a month; None if it is not known. Raises NotFound."""
    history = _History(session)
    if entry not in history.entries:
        raise NotFound(_("There is no entry #{entry}.").format(entry=entry))
    return history.area(entry, month.last)


def area_by_entry(session: Session, *, day: date) -> dict[EntryId, Number | None]:
    """㎡ of every facility on a day, closed ones as they were last; None where it is not known."""
    history = _History(session)
    return {EntryId(entry): history.area(entry, day) for entry in history.entries}


def areas(session: Session, *, unit: UnitId, month: Month, threshold: Number | None = None) -> Areas:
    """The premises of every community and village of a unit at the end of a month, the smallest first.

    A facility counts for the place under which its unit lies; one inside another is not counted again. `threshold` in
    ㎡, the office's own where none is given. Raises NotFound.
    """
    limit = thresholds.get(session).premises_area if threshold is None else threshold
    now = tree.on_day(session, day=month.last)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    history = _History(session)
    known: dict[UnitId, list[Number | None]] = defaultdict(list)
    for row in history.open_on(month.last):
        if (place := _place(now, row.unit_id)) is not None:
            known[place].append(history.area(row.id, month.last))
    places = [
        PlaceArea(
            unit=each,
            name=now.name(each),
            area=(area := _round(sum(number or 0 for number in known[each]))),
            facilities=len(known[each]),
            unknown=known[each].count(None),
            reached=area >= limit,
        )
        for each in now.subtree(unit)
        if now.nodes[each].kind in PLACES
    ]
    reached = sum(place.reached for place in places)
    return Areas(
        month=month,
        threshold=limit,
        places=tuple(sorted(places, key=lambda place: place.area)),
        reached=reached,
        share=rate(reached, len(places)),
        area=_round(sum(place.area for place in places)),
    )


def growth(session: Session, *, unit: UnitId, first: Month, last: Month) -> Growth:
    """All facilities of a unit and below it at the ends of two months. Raises InvalidInput, NotFound."""
    if last < first:
        raise InvalidInput(_("The last month lies before the first."))
    history = _History(session)
    before, after = (_total(session, history, unit, month) for month in (first, last))
    return Growth(first, last, before, after, _round(after - before), after / before if before else None)


def _total(session: Session, history: _History, unit: UnitId, month: Month) -> Number:
    now = tree.on_day(session, day=month.last)
    below = set(now.subtree(unit)) if unit in now.nodes else set()
    held = [row for row in history.open_on(month.last) if row.unit_id in below]
    return _round(sum(history.area(row.id, month.last) or 0 for row in held))


def invested(session: Session, *, unit: UnitId, first: Month, last: Month) -> Ledger:
    """What was built and paid for between two months, in the order of the days (S030, S088). Raises NotFound."""
    now = tree.load(session, first=first.first, last=last.last)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    below, history = set(now.subtree(unit)), _History(session)
    lines = [
        _investment(now, row, change)
        for row in history.entries.values()
        if row.unit_id in below
        for change in history.changes(row.id)
        if first.first <= change.row.day <= last.last and change.row.kind in (AREA_CHANGE, "investment")
    ]
    lines.sort(key=lambda line: (line.day, line.entry))
    return Ledger(
        tuple(lines),
        money=_round(sum(line.money or 0 for line in lines)),
        gained=_round(sum(line.gained or 0 for line in lines)),
    )


def _investment(now: tree.Tree, row: RegisterEntry, change: _Change) -> Investment:
    facts: dict[str, Any] = change.row.facts
    grew = change.row.kind == AREA_CHANGE
    unit = UnitId(row.unit_id or 0)
    return Investment(
        day=change.row.day,
        entry=EntryId(row.id),
        facility=row.name,
        unit=unit,
        unit_name=now.name(unit),
        kind=change.row.kind,
        method=facts.get("method"),
        area=change.area,
        gained=_round((change.area or 0) - (change.before or 0)) if grew else None,
        money=facts.get("money"),
        note=change.row.note or facts.get("purpose"),
    )


def _place(now: tree.Tree, unit: int | None) -> UnitId | None:
    if unit is None or unit not in now.nodes:
        return None
    return next((each for each in now.ancestors(UnitId(unit)) if now.nodes[each].kind in PLACES), None)


def _round(number: Number) -> Number:
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded
