"""Bringing lines of a register in from a spreadsheet: facilities, enterprises, brands, talents … (E10).

An open line is known by its name below its unit, or by the person whom it is about. People in the columns of a role
are added to it; nobody is taken out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import registers as rules
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import EntryId, MemberId, UnitId
from gridparty.domain.import_fields import REGISTER, Kind
from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, SAME, ImportPlan, Outcome
from gridparty.domain.import_values import ImportRow
from gridparty.domain.masking import mask_phone
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.domain.registers import Register
from gridparty.i18n import N_
from gridparty.operations import import_batches, registers, tree
from gridparty.operations.import_kinds import FACT, ROLE
from gridparty.operations.import_steps import Named, carry_out, differences, judged, seen_before
from gridparty.operations.marks import operation
from gridparty.storage.organisation_tables import RegisterEntry, RegisterPerson

Key = tuple[UnitId | None, MemberId | None, str]


@dataclass(frozen=True, slots=True)
class EntryWrite:
    """What a row asks for: a new entry (`known` None) or what changes of an old one."""

    known: EntryId | None
    key: Key
    start: date | None
    facts: Mapping[str, Any]
    remark: str | None
    people: tuple[tuple[str, MemberId], ...]
    moved: UnitId | None = None  # of an entry about a person: under another unit than was noted


class _Known:
    """The open entries of the register."""

    def __init__(self, session: Session, register: str, unit: UnitId) -> None:
        self.named = Named(session, unit=unit)
        self.of = registers.kind(session, register=register)
        self.first_row: dict[object, int] = {}
        self.found: dict[Key, RegisterEntry] = {}
        entries = select(RegisterEntry).where(RegisterEntry.register == self.of.code, RegisterEntry.valid_to.is_(None))
        for row in session.scalars(entries):
            self.found[_key_of(self.of, row.unit_id, row.member_id, row.name)] = row
        belong = select(RegisterPerson.entry_id, RegisterPerson.member_id).where(RegisterPerson.valid_to.is_(None))
        self.people = {(entry, member) for entry, member in session.execute(belong)}


def plan(
    session: Session, *, kind: Kind, rows: Sequence[ImportRow], unit: UnitId, progress: Progress = silent
) -> ImportPlan[EntryWrite]:
    """What would become of every row. Raises NotFound if the unit does not exist today."""
    known = _Known(session, kind.code.removeprefix(REGISTER), unit)
    labels = {each.key: each.label for each in kind.fields}
    return judged(rows, lambda row: _judge(known, row, labels), progress)


@operation("registers.import", Permission.RECORD, N_("Import register entries"))
def import_rows(
    session: Session,
    *,
    kind: Kind,
    rows: Sequence[ImportRow],
    unit: UnitId,
    file_name: str | None = None,
    progress: Progress = silent,
) -> ImportPlan[EntryWrite]:
    """Plans and writes, all or nothing. Returns the plan that was carried out."""
    found = plan(session, kind=kind, rows=rows, unit=unit, progress=progress)
    register = kind.code.removeprefix(REGISTER)
    with tree.kept(session):
        carry_out(found, lambda write: _write(session, register, write), progress)
    import_batches.note(session, kind=kind.code, file_name=file_name, unit=unit, outcomes=found.outcomes)
    return found


def _judge(known: _Known, row: ImportRow, labels: Mapping[str, str]) -> tuple[Outcome, EntryWrite | None]:
    name = str(row.values.get("name") or row.values.get("member") or "")
    if row.reasons:
        return Outcome(row.number, name, REJECTED, row.reasons), None
    try:
        key, people = _key(known, row.values, name), _people(known, row.values)
        facts = _facts(known.of, row.values)
        entry = known.found.get(_key_of(known.of, *key))
        if entry is None:
            rules.check_facts(known.of.fields, facts)
    except InvalidInput as problem:
        return Outcome(row.number, name, REJECTED, (str(problem),)), None
    if reasons := seen_before(known.first_row, _key_of(known.of, *key), row):
        return Outcome(row.number, name, DUPLICATE, reasons), None
    start, remark = row.values.get("start"), row.values.get("remark")
    if entry is None:
        return Outcome(row.number, name, NEW), EntryWrite(None, key, start, facts, remark, people)
    changes = _changes(known.of, entry, facts, remark, labels)
    moved = _other_place(known, key, entry)
    if moved is not None:
        before = "" if entry.unit_id is None else known.named.now.name(UnitId(entry.unit_id))
        changes[labels["unit"]] = (before, known.named.now.name(moved))
    new = tuple((role, member) for role, member in people if (entry.id, member) not in known.people)
    for role, member in new:
        label = labels[ROLE + role]
        before = changes.get(label, (None, ""))[1]
        changes[label] = (None, "、".join(filter(None, (before, known.named.name(member)))))
    if not changes:
        return Outcome(row.number, name, SAME), None
    write = EntryWrite(EntryId(entry.id), key, None, facts, remark, new, moved)
    return Outcome(row.number, name, CHANGED, (), changes), write


def _key(known: _Known, values: Mapping[str, Any], name: str) -> Key:
    """The unit, the person and the name of the row's entry. Raises InvalidInput."""
    member = None
    if "member" in values:
        member, problem = known.named.person(values["member"])
        if member is None:
            raise InvalidInput(problem)
    if known.of.about == rules.MEMBER or (known.of.about == rules.EITHER and member and "unit" not in values):
        own = None
        if "unit" in values:
            own, problem = known.named.place(values["unit"], values.get("start"))
            if own is None:
                raise InvalidInput(problem)
        return own, member, str(values.get("name") or known.named.name(MemberId(member or 0)))
    where, problem = known.named.place(values.get("unit"), values.get("start"))
    if where is None:
        raise InvalidInput(problem)
    return where, member, rules.check_name(name)


def _key_of(of: Register, unit: int | None, member: int | None, name: str) -> Key:
    """What an entry is known by: of a register about people, the person alone."""
    if of.about == rules.MEMBER:
        return None, None if member is None else MemberId(member), ""
    return None if unit is None else UnitId(unit), None if member is None else MemberId(member), name


def _other_place(known: _Known, key: Key, entry: RegisterEntry) -> UnitId | None:
    """The unit that the row names for an entry about a person, if another is noted (who recommended somebody)."""
    return None if known.of.about != rules.MEMBER or key[0] == entry.unit_id else key[0]


def _people(known: _Known, values: Mapping[str, Any]) -> tuple[tuple[str, MemberId], ...]:
    """Role and person, each person once. Raises InvalidInput naming everybody who is not known."""
    found: dict[MemberId, str] = {}
    reasons: list[str] = []
    for key, names in values.items():
        if key.startswith(ROLE):
            members, problems = known.named.people(names)
            reasons += problems
            for member in members:
                found.setdefault(member, key.removeprefix(ROLE))
    if reasons:
        raise InvalidInput("；".join(reasons))
    return tuple((role, member) for member, role in found.items())


def _facts(of: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """The typed fields as they are stored. Raises InvalidInput."""
    given = {field: values[FACT + field.key] for field in of.fields if FACT + field.key in values}
    return {field.key: rules.parse(field, value) for field, value in given.items()}


def _changes(
    of: Register, entry: RegisterEntry, facts: Mapping[str, Any], remark: str | None, labels: Mapping[str, str]
) -> dict[str, tuple[Any, Any]]:
    old = {FACT + field.key: rules.shown(field, entry.facts.get(field.key)) for field in of.fields}
    new = {FACT + field.key: rules.shown(field, facts[field.key]) for field in of.fields if field.key in facts}
    found = differences({**new, "remark": remark}, {**old, "remark": entry.remark}, labels)
    phones = {labels[FACT + field.key] for field in of.fields if field.type == rules.PHONE}
    return {
        label: (mask_phone(before or ""), mask_phone(after)) if label in phones else (before, after)
        for label, (before, after) in found.items()
    }


def _write(session: Session, register: str, write: EntryWrite) -> None:
    unit, member, name = write.key
    if write.known is None:
        registers.add(
            session, register=register, name=name, unit=unit, member=member, start=write.start, facts=write.facts,
            remark=write.remark, people=write.people,
        )  # fmt: skip
        return
    registers.edit(session, entry=write.known, facts=write.facts, unit=write.moved, remark=write.remark)
    for role, each in write.people:
        registers.add_person(session, entry=write.known, member=each, role=role)
