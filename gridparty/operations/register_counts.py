"""How the entries of registers add up, and how often something happened to them (E10)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain import registers as rules
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import EntryId, UnitId
from gridparty.domain.registers import EventKind, Register
from gridparty.i18n import _
from gridparty.operations import register_lists, registers
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent


@dataclass(frozen=True, slots=True)
class HappenedRow:
    """How often something happened to an entry, and when last."""

    entry: EntryId
    name: str
    unit: UnitId | None
    unit_name: str
    number: int
    last: date


@dataclass(frozen=True, slots=True)
class Happened:
    """A kind of event from day to day, both included; `number` is the sum of the rows'."""

    kind: str
    label: str
    first: date
    last: date
    rows: tuple[HappenedRow, ...]
    number: int


def count_by_choice(
    session: Session, *, register: str, field: str, unit: UnitId | None = None, day: date | None = None
) -> dict[str, int]:
    """Entries by the codes of a choice field, in its order, those without one under "". Raises InvalidInput."""
    of = registers.kind(session, register=register)
    choices = [each.choices for each in of.fields if each.key == field and each.type == rules.CHOICE]
    if not choices:
        raise InvalidInput(_("“{register}” has no field {fields} to count by.").format(register=of.label, fields=field))
    found = register_lists.rows(session, register=register, unit=unit, day=day)
    counted = Counter(row.facts.get(field, "") for row in found)
    return {code: counted[code] for code in (*(choice.code for choice in choices[0]), "") if counted[code]}


def happened(
    session: Session, *, register: str, kind: str, first: date, last: date, unit: UnitId | None = None
) -> Happened:
    """How often something happened from day to day, both included, to each entry of a unit and what is below it (S083).

    What happened before an entry moved stays with the unit that it belonged to. Raises InvalidInput, NotFound.
    """
    of = registers.kind(session, register=register)
    return _happened(session, of, (of.event(kind),), unit, first, last)[0]


def happened_by_kind(
    session: Session, *, register: str, first: date, last: date, unit: UnitId | None = None
) -> tuple[Happened, ...]:
    """The same for every kind of event that the register knows. Raises InvalidInput, NotFound."""
    of = registers.kind(session, register=register)
    return _happened(session, of, of.events, unit, first, last) if of.events else ()


def _happened(
    session: Session, of: Register, kinds: Sequence[EventKind], unit: UnitId | None, first: date, last: date
) -> tuple[Happened, ...]:
    if last < first:
        raise InvalidInput(_("The last day lies before the first."))
    found = select(RegisterEvent.kind, RegisterEvent.entry_id, func.count(), func.max(RegisterEvent.day)).join(
        RegisterEntry, RegisterEntry.id == RegisterEvent.entry_id
    )
    found = found.where(RegisterEntry.register == of.code, RegisterEvent.day.between(first, last))
    found = found.group_by(RegisterEvent.kind, RegisterEvent.entry_id)
    known = {(kind, entry): (number, day) for kind, entry, number, day in session.execute(found)}
    entries = register_lists.rows(session, register=of.code, unit=unit, day=last, closed=True)
    made = []
    for kind in kinds:
        rows = tuple(
            HappenedRow(row.id, row.name, row.unit, row.unit_name, *known[kind.kind, row.id])
            for row in entries
            if (kind.kind, row.id) in known
        )
        made.append(Happened(kind.kind, rules.label(kind), first, last, rows, sum(row.number for row in rows)))
    return tuple(made)
