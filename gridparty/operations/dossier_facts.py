"""One person, one file (一人一档): everything that the program knows of somebody, as of a day (S027)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import start_of, today
from gridparty.domain.ids import EntryId, MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_
from gridparty.operations import (
    anniversaries,
    development_lists,
    dossier_completeness,
    dossiers,
    dues,
    floating,
    membership_steps,
    people_groups,
    registers,
    transfers,
    tree,
)
from gridparty.operations.activities import CAME, LEAVE, LISTED
from gridparty.operations.anniversaries import Computed
from gridparty.operations.development_lists import Path
from gridparty.operations.dossiers import Dossier
from gridparty.operations.dues import DuesRow
from gridparty.operations.floating import FloatingRow
from gridparty.operations.marks import operation
from gridparty.operations.membership_steps import StandingStep
from gridparty.operations.people_groups import InGroup
from gridparty.operations.transfers import TransferRow
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.tables import BEGINNING, Activity, Attendance, Service, ServiceMember

NOTE, DUTY, RESULT = "dossier_note", "duty", "result"
NOTE_KIND = "note"
DAY = timedelta(days=1)
# Registers that the file shows in sections of their own
OWN = (NOTE, "development", "floating", "group", "team")


@dataclass(frozen=True, slots=True)
class YearRow:
    """A calendar year of taking part: meetings expected, present, on leave; walk-ins; services (次) and hours."""

    year: int
    expected: int
    present: int
    leave: int
    walk_ins: int
    services: int
    hours: float


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """An activity of the person; role: listed, registered or guest (D8)."""

    day: date
    kinds: tuple[str, ...]
    title: str
    unit_name: str
    state: str
    role: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service of the person with his or her hours."""

    day: date
    category: str
    summary: str
    unit_name: str
    hours: float


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of a register about the person (award, secondment, talent …); never of a restricted register."""

    entry: EntryId
    register: str
    register_label: str
    name: str
    since: date | None
    until: date | None
    facts: dict[str, Any]
    remark: str | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A manual line: a duty, or a result with its evidence."""

    entry: EntryId
    kind: str  # duty, result or note
    day: date | None
    text: str
    period: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class DossierFile:
    """The whole file; `missing`: required sections that are empty, codes of SECTIONS."""

    page: Dossier
    computed: Computed
    years: tuple[YearRow, ...]
    meetings: tuple[MeetingRow, ...]
    services: tuple[ServiceLine, ...]
    notes: tuple[NoteRow, ...]
    entries: tuple[EntryRow, ...]
    groups: tuple[InGroup, ...]
    transfers: tuple[TransferRow, ...]
    development: Path | None
    flows: tuple[FloatingRow, ...]
    steps: tuple[StandingStep, ...]
    dues: DuesRow
    missing: tuple[str, ...]


@operation("dossiers.note", Permission.EDIT_MEMBERS, N_("Add a line to a person's file"))
def note(
    session: Session,
    *,
    member: MemberId,
    kind: str,
    day: date,
    text: str,
    period: str | None = None,
    evidence: str | None = None,
) -> EntryId:
    """A duty or a result, by hand; kind is a choice of the register. Raises InvalidInput, NotFound."""
    facts = {"kind": kind, "text": text, "period": period, "evidence": evidence}
    return registers.add(session, register=NOTE, member=member, start=day, facts=facts)


def of_member(session: Session, *, member: MemberId, day: date | None = None, since: date | None = None) -> DossierFile:
    """The file of a person as of a day; meetings and services in full from `since` on (all of them by default).

    Nothing of a restricted register is in it (S120). Raises NotFound.
    """
    with tree.kept(session):  # many parts of the file name units
        return _file(session, member, day or today(), since)


def _file(session: Session, member: MemberId, at: date, since: date | None) -> DossierFile:
    page = dossiers.of_member(session, member=member, day=at)
    now = tree.load(session, first=BEGINNING, last=at)
    meetings, services = _meetings(session, member, now, at), _services(session, member, now, at)
    entries = _entries(session, member, at)
    return DossierFile(
        page=page,
        computed=anniversaries.of_member(session, member=member, day=at),
        years=_years(meetings, services),
        meetings=tuple(row for row in meetings if since is None or row.day >= since),
        services=tuple(row for row in services if since is None or row.day >= since),
        notes=tuple(_note(row) for row in entries if row.register == NOTE),
        entries=tuple(row for row in entries if row.register not in OWN),
        groups=people_groups.of_member(session, member=member),
        transfers=transfers.of_member(session, member=member, day=at),
        development=development_lists.of_member(session, member=member, day=at),
        flows=floating.of_member(session, member=member, day=at),
        steps=membership_steps.steps(session, member=member),
        dues=dues.of_member(session, member=member, month=Month.of(at)),
        missing=dossier_completeness.missing_of(session, member=member, day=at),
    )


def _meetings(session: Session, member: MemberId, now: Tree, at: date) -> tuple[MeetingRow, ...]:
    """Activities of the person until the day, the newest first."""
    found = select(Activity, Attendance.state, Attendance.role, Attendance.unit_id)
    found = found.join(Attendance, Attendance.activity_id == Activity.id).where(
        Attendance.member_id == member, Activity.start < start_of(at + DAY)
    )
    return tuple(
        MeetingRow(activity.start.date(), activity.kinds, activity.title, now.name(UnitId(unit)), state, role)
        for activity, state, role, unit in session.execute(found.order_by(Activity.start.desc(), Activity.id.desc()))
    )


def _services(session: Session, member: MemberId, now: Tree, at: date) -> tuple[ServiceLine, ...]:
    """Services of the person until the day, the newest first."""
    found = select(Service, ServiceMember.half_hours).join(ServiceMember, ServiceMember.service_id == Service.id)
    found = found.where(ServiceMember.member_id == member, Service.day <= at)
    return tuple(
        ServiceLine(row.day, row.category, row.summary, now.name(UnitId(row.unit_id)), half_hours / 2)
        for row, half_hours in session.execute(found.order_by(Service.day.desc(), Service.id.desc()))
    )


def _years(meetings: tuple[MeetingRow, ...], services: tuple[ServiceLine, ...]) -> tuple[YearRow, ...]:
    """What adds up in each calendar year, the newest first."""
    attended: dict[int, list[MeetingRow]] = defaultdict(list)
    served: dict[int, list[ServiceLine]] = defaultdict(list)
    for meeting in meetings:
        attended[meeting.day.year].append(meeting)
    for service in services:
        served[service.day.year].append(service)
    return tuple(_year(year, attended[year], served[year]) for year in sorted({*attended, *served}, reverse=True))


def _year(year: int, meetings: list[MeetingRow], services: list[ServiceLine]) -> YearRow:
    listed = [row.state for row in meetings if row.role == LISTED]
    return YearRow(
        year=year,
        expected=len(listed),
        present=sum(state in CAME for state in listed),
        leave=listed.count(LEAVE),
        walk_ins=sum(row.state in CAME for row in meetings if row.role != LISTED),
        services=len(services),
        hours=sum(row.hours for row in services),
    )


def _entries(session: Session, member: MemberId, at: date) -> tuple[EntryRow, ...]:
    kinds = registers.kinds(session)
    shown = [code for code, register in kinds.items() if not register.restricted]
    found = select(RegisterEntry).where(
        RegisterEntry.member_id == member, RegisterEntry.register.in_(shown), RegisterEntry.valid_from <= at
    )
    kept = session.scalars(found.order_by(RegisterEntry.valid_from, RegisterEntry.id))
    return tuple(
        EntryRow(
            entry=EntryId(row.id),
            register=row.register,
            register_label=kinds[row.register].label,
            name=row.name,
            since=None if row.valid_from == BEGINNING else row.valid_from,
            until=row.valid_to,
            facts=row.facts,
            remark=row.remark,
        )
        for row in kept
        if row.valid_to is None or row.valid_to > row.valid_from
    )


def _note(row: EntryRow) -> NoteRow:
    facts = row.facts
    return NoteRow(row.entry, facts.get("kind", NOTE_KIND), row.since, facts["text"], facts.get("period"),
                   facts.get("evidence"))  # fmt: skip
