"""One engine for what comes in from spreadsheets: what would become of every row, and the operation that writes it."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain.ids import UnitId
from gridparty.domain.import_fields import ACTIVITIES, PEOPLE, SERVICES, UNITS, Kind
from gridparty.domain.import_outcomes import Change, Line, Planned
from gridparty.domain.progress import Progress, silent
from gridparty.operations import (
    imports_activities,
    imports_registers,
    imports_services,
    imports_units,
    roster_words,
    rosters,
)

_MODULES = {UNITS: imports_units, ACTIVITIES: imports_activities, SERVICES: imports_services}


def plan(session: Session, *, kind: Kind, rows: Sequence[Any], unit: UnitId, progress: Progress = silent) -> Planned:
    """What would become of every row below the unit; nothing is written. Raises NotFound."""
    if kind.code == PEOPLE:
        return rosters.plan(session, rows=rows, unit=unit, progress=progress)
    module: Any = _MODULES.get(kind.code, imports_registers)
    found: Planned = module.plan(session, kind=kind, rows=rows, unit=unit, progress=progress)
    return found


def writer(kind: Kind) -> Callable[..., Planned]:
    """The operation that brings rows of the kind in; one for people takes no `kind`."""
    module: Any = rosters if kind.code == PEOPLE else _MODULES.get(kind.code, imports_registers)
    found: Callable[..., Planned] = module.import_rows
    return found


def lines(session: Session, *, kind: Kind, planned: Planned, rows: Sequence[Any]) -> tuple[Line, ...]:
    """A line of words for every row, in the file's order."""
    if kind.code == PEOPLE:
        return roster_words.lines(session, plan=planned, rows=rows)
    found = []
    for outcome, row in zip(planned.outcomes, rows, strict=True):
        doubts = () if outcome.reasons else (*row.warnings, *outcome.doubts)
        changes = tuple(Change(label, _shown(old), _shown(new)) for label, (old, new) in outcome.changes.items())
        words = "；".join((*outcome.reasons, *map(roster_words.in_words, changes), *doubts))
        line = Line(outcome.number, outcome.name, outcome.what, words, bool(doubts), outcome.reasons, changes)
        found.append(line)
    return tuple(found)


def _shown(value: Any) -> str:
    return "—" if value in (None, "") else str(value)
