"""Bringing services in from a spreadsheet: a row a service with its members, or a row a member (D10, REQ-04).

Rows of the same unit, day, category, words, place and hours are one service. A service that is in the file already is
known by unit, day, category and words; members who are new are added to it, and nobody is taken off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId, ServiceId, UnitId
from gridparty.domain.import_fields import Kind
from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, SAME, ImportPlan, Outcome
from gridparty.domain.import_values import ImportRow
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.i18n import N_, _
from gridparty.operations import import_batches, services, tree
from gridparty.operations.import_steps import Named, carry_out, differences, judged, seen_before
from gridparty.operations.marks import operation
from gridparty.storage.tables import Service, ServiceMember

KEPT = ("place", "people_helped", "people_helped_estimated")
Key = tuple[UnitId, date, str, str, str | None, int]


@dataclass(frozen=True, slots=True)
class ServiceWrite:
    """What one row asks for: the service it belongs to, the members it adds, and what else is known of it."""

    key: Key
    known: ServiceId | None
    members: tuple[MemberId, ...]
    facts: Mapping[str, Any]


@dataclass(slots=True)
class _Served:
    """A service as the file and the rows so far have it."""

    id: ServiceId | None
    members: set[MemberId]
    facts: dict[str, Any]


class _Known:
    """The services that are in the file or in rows before."""

    def __init__(self, session: Session, unit: UnitId) -> None:
        self.session, self.named = session, Named(session, unit=unit)
        self.found: dict[Key, _Served] = {}
        self.first_row: dict[object, int] = {}

    def served(self, key: Key) -> _Served | None:
        if key not in self.found:
            unit, day, category, summary, _place, half = key
            same = select(Service).where(Service.unit_id == unit, Service.day == day, Service.category == category)
            for row in self.session.scalars(same.where(Service.summary == summary).order_by(Service.id)):
                its = select(ServiceMember.member_id, ServiceMember.half_hours).where(
                    ServiceMember.service_id == row.id
                )
                members = {member: time for member, time in self.session.execute(its)}
                if half in members.values():
                    facts = {name: getattr(row, name) for name in KEPT}
                    self.found[key] = _Served(ServiceId(row.id), set(map(MemberId, members)), facts)
                    break
        return self.found.get(key)


def plan(
    session: Session, *, kind: Kind, rows: Sequence[ImportRow], unit: UnitId, progress: Progress = silent
) -> ImportPlan[ServiceWrite]:
    """What would become of every row. Raises NotFound if the unit does not exist today."""
    known = _Known(session, unit)
    labels = {each.key: each.label for each in kind.fields}
    return judged(rows, lambda row: _judge(known, row, labels), progress)


@operation("services.import", Permission.RECORD, N_("Import services"))
def import_rows(
    session: Session,
    *,
    kind: Kind,
    rows: Sequence[ImportRow],
    unit: UnitId,
    file_name: str | None = None,
    progress: Progress = silent,
) -> ImportPlan[ServiceWrite]:
    """Plans and writes, all or nothing. Returns the plan that was carried out."""
    found = plan(session, kind=kind, rows=rows, unit=unit, progress=progress)
    made: dict[Key, ServiceId] = {}
    with tree.kept(session):
        carry_out(found, lambda write: _write(session, write, made), progress)
    import_batches.note(session, kind=kind.code, file_name=file_name, unit=unit, outcomes=found.outcomes)
    return found


def _judge(known: _Known, row: ImportRow, labels: Mapping[str, str]) -> tuple[Outcome, ServiceWrite | None]:
    values = row.values
    name = str(values.get("summary", ""))
    if row.reasons:
        return Outcome(row.number, name, REJECTED, row.reasons), None
    try:
        key = _key(known, values)
        found, problems = known.named.people(values["members"])
    except InvalidInput as problem:
        return Outcome(row.number, name, REJECTED, (str(problem),)), None
    facts = {each: values[each] for each in KEPT if each in values}
    if "people_helped" in facts and "people_helped_estimated" in facts:
        problems += (_("Give the people helped either as counted or as estimated, not both."),)
    if problems:
        return Outcome(row.number, name, REJECTED, problems), None
    if reasons := seen_before(known.first_row, (key, frozenset(found)), row):
        return Outcome(row.number, name, DUPLICATE, reasons), None
    served = known.served(key)
    if served is None:
        known.found[key] = _Served(None, set(found), dict(facts))
        return Outcome(row.number, name, NEW), ServiceWrite(key, None, tuple(found), facts)
    new = tuple(member for member in found if member not in served.members)
    changes = differences(facts, served.facts, labels)
    if new:
        changes[labels["members"]] = (None, "、".join(found[member] for member in new))
    served.members |= set(new)
    served.facts |= facts
    if not changes:
        return Outcome(row.number, name, SAME), None
    is_new = served.id is None
    outcome = Outcome(row.number, name, NEW if is_new else CHANGED, (), {} if is_new else changes)
    return outcome, ServiceWrite(key, served.id, new, facts)


def _key(known: _Known, values: Mapping[str, Any]) -> Key:
    """Raises InvalidInput for hours that nobody serves and for a unit that is not there on the day."""
    half = services.half_hours(values["hours"])
    where, problem = known.named.place(values.get("unit"), values["day"])
    if where is None:
        raise InvalidInput(problem)
    return where, values["day"], values["category"], str(values["summary"]), values.get("place"), half


def _write(session: Session, write: ServiceWrite, made: dict[Key, ServiceId]) -> None:
    unit, day, category, summary, place, half = write.key
    service = write.known or made.get(write.key)
    if service is None:
        made[write.key] = services.add(
            session, unit=unit, category=category, day=day, hours=half / 2, members=write.members, summary=summary,
            place=place, people_helped=write.facts.get("people_helped"),
            people_helped_estimated=write.facts.get("people_helped_estimated"),
        )  # fmt: skip
        return
    held = select(ServiceMember.member_id).where(ServiceMember.service_id == service)
    members = [*map(MemberId, session.scalars(held)), *write.members] if write.members else None
    services.edit(session, service=service, members=members, **write.facts)
