"""What the papers of registration need: the card, and the feedback to work units of a period (CHK-01 … CHK-04)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import span_of, today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import BelongingId, EntryId, MemberId, UnitId
from gridparty.domain.masking import mask_address, mask_phone
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import entry_events, heads, placed, registers, tree
from gridparty.operations.activities import CAME
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import BEGINNING, Activity, Attendance, Belonging, Member, Service, ServiceMember

RUN, SLIP = "feedback_run", "slip"
COMMUNITY = "community"  # a kind of unit
SERVICE, ACTIVITY = "service", "activity"
CONTENT_LINES = 50  # of a slip that is frozen; sums are never cut


@dataclass(frozen=True, slots=True)
class RegistrationCard:
    """报到卡 with its receipt; phone and address masked."""

    registration: BelongingId
    member: MemberId
    code: str
    name: str
    gender: str | None
    birth_date: int | None
    work_unit: str | None
    affiliation: str | None  # the branch, where it is one of ours
    phone: str | None
    address: str | None
    unit: UnitId
    unit_name: str
    community: str  # the unit itself or the place above it
    day: date
    until: date | None
    receipt: str
    facts: dict[str, Any]  # skills, intentions, claimed_post, contact …


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One thing that a registered member did: a service with his or her hours, or an activity attended."""

    day: date
    kind: str  # service or activity
    what: str
    unit_name: str
    hours: float  # 0 for an activity


@dataclass(frozen=True, slots=True)
class FeedbackSlip:
    """服务反馈单 of one member: times (次) and hours of service, and activities attended (次)."""

    member: MemberId
    name: str
    work_unit: str
    registration: BelongingId
    receipt: str | None
    services: int
    hours: float
    activities: int
    lines: tuple[FeedbackLine, ...]


@dataclass(frozen=True, slots=True)
class FeedbackRun:
    """The slips of a period by work unit. An issued run has a number and no longer changes (CHK-03).

    `confirmed_by`: who certifies the hours; without it they are unconfirmed (CHK-04), and the run stays a draft.
    """

    unit: UnitId
    unit_name: str
    first: Month
    last: Month
    number: str | None
    issued_on: date | None
    confirmed_by: str | None
    opinion: str | None
    slips: tuple[FeedbackSlip, ...]


@operation("feedback.issue", Permission.EDIT_MEMBERS, N_("Issue feedback to work units"))
def issue(
    session: Session,
    *,
    unit: UnitId,
    first: Month,
    last: Month,
    day: date,
    confirmed_by: str,
    opinion: str | None = None,
) -> EntryId:
    """Freezes the slips of the period under a number. Raises InvalidInput without a certifier, Conflict if issued."""
    if not confirmed_by.strip():
        raise InvalidInput(_("Say who certifies the hours; without it they stay unconfirmed."))
    if _issued(session, unit, first, last) is not None:
        raise Conflict(_("The feedback of this period was issued already."))
    run = _draft(session, unit, first, last)
    facts = {"first": str(first), "last": str(last), "confirmed_by": confirmed_by, "opinion": opinion}
    number = f"FK{day.year}-{next_id(session, RegisterEntry):05d}"
    entry = registers.add(session, register=RUN, unit=unit, name=number, start=day, facts=facts)
    for slip in run.slips:
        given = {"registration": slip.registration, "work_unit": slip.work_unit, "content": _packed(slip)}
        registers.add_event(session, entry=entry, kind=SLIP, day=day, facts=given)
    return entry


def card(session: Session, *, registration: BelongingId) -> RegistrationCard:
    """The card of a registration. Raises NotFound."""
    row = session.get(Belonging, registration)
    if row is None or row.kind != heads.REGISTRATION:
        raise NotFound(_("There is no registration #{number}.").format(number=registration))
    member = placed.row_of(session, member=MemberId(row.member_id))
    now = tree.load(session, first=BEGINNING, last=max(today(), row.valid_from))
    unit = UnitId(row.unit_id)
    branch = placed.branch(session, member=MemberId(member.id), day=row.valid_from)
    return RegistrationCard(
        registration=registration,
        member=MemberId(member.id),
        code=member.code,
        name=member.name,
        gender=member.gender,
        birth_date=member.birth_date,
        work_unit=member.work_unit,
        affiliation=None if branch is None else now.name(branch),
        phone=mask_phone(member.phone) if member.phone else None,
        address=mask_address(member.address) if member.address else None,
        unit=unit,
        unit_name=now.name(unit),
        community=_community(now, unit),
        day=row.valid_from,
        until=row.valid_to,
        receipt=row.receipt or "",
        facts=row.facts,
    )


def _community(now: Tree, unit: UnitId) -> str:
    """The community at or above the unit, else the unit itself."""
    if unit not in now.nodes:
        return now.name(unit)
    return next((now.name(each) for each in now.ancestors(unit) if now.nodes[each].kind == COMMUNITY), now.name(unit))


def of_period(session: Session, *, unit: UnitId, first: Month, last: Month) -> FeedbackRun:
    """The issued run of the period, else the draft as the records are now. Raises NotFound."""
    issued = _issued(session, unit, first, last)
    return _draft(session, unit, first, last) if issued is None else frozen(session, issued)


def _issued(session: Session, unit: UnitId, first: Month, last: Month) -> RegisterEntry | None:
    found = select(RegisterEntry).where(
        RegisterEntry.register == RUN, RegisterEntry.unit_id == unit, RegisterEntry.valid_to.is_(None)
    )
    wanted = (str(first), str(last))
    return next((row for row in session.scalars(found) if (row.facts["first"], row.facts["last"]) == wanted), None)


def _draft(session: Session, unit: UnitId, first: Month, last: Month) -> FeedbackRun:
    """A slip for everyone who was registered in the unit or below on a day of the period, by work unit and name."""
    now = tree.load(session, first=first.first, last=last.last)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    below = now.subtree(unit)
    held = heads.registered() & Belonging.unit_id.in_(below) & (Belonging.valid_from <= last.last)
    held &= or_(Belonging.valid_to.is_(None), Belonging.valid_to > first.first)
    found = select(Belonging, Member).join(Member, Belonging.member_id == Member.id).where(held)
    rows = session.execute(found.order_by(Member.work_unit, Member.pinyin, Member.id, Belonging.id.desc())).all()
    newest = {member.id: (belonging, member) for belonging, member in reversed(rows)}
    lines = _lines(session, held, set(below), now, first, last)
    slips = tuple(
        _slip(belonging, member, lines[member.id])
        for belonging, member in sorted(newest.values(), key=lambda pair: (pair[1].work_unit or "", pair[1].pinyin))
    )
    return FeedbackRun(unit, now.name(unit), first, last, None, None, None, None, slips)


def _slip(belonging: Belonging, member: Member, lines: list[FeedbackLine]) -> FeedbackSlip:
    served = [line for line in lines if line.kind == SERVICE]
    return FeedbackSlip(
        member=MemberId(member.id),
        name=member.name,
        work_unit=member.work_unit or "",
        registration=BelongingId(belonging.id),
        receipt=belonging.receipt,
        services=len(served),
        hours=sum(line.hours for line in served),
        activities=len(lines) - len(served),
        lines=tuple(lines),
    )


def _lines(
    session: Session, held: ColumnElement[bool], below: set[UnitId], now: Tree, first: Month, last: Month
) -> dict[int, list[FeedbackLine]]:
    """Member → what he or she did in the unit and below during the period, in the order of days."""
    found: dict[int, list[FeedbackLine]] = defaultdict(list)
    people = select(Belonging.member_id).where(held)
    served = select(ServiceMember.member_id, Service.day, Service.summary, Service.unit_id, ServiceMember.half_hours)
    served = served.join(Service).where(Service.day.between(first.first, last.last))
    for member, day, what, place, half_hours in session.execute(served.where(ServiceMember.member_id.in_(people))):
        if place in below:
            found[member].append(FeedbackLine(day, SERVICE, what, now.name(UnitId(place)), half_hours / 2))
    since, until = span_of(first, last)
    came = select(Attendance.member_id, Activity.start, Activity.title, Attendance.unit_id).join(Activity)
    came = came.where(Activity.start >= since, Activity.start < until, Attendance.state.in_(CAME))
    for member, start, what, place in session.execute(came.where(Attendance.member_id.in_(people))):
        if place in below:
            found[member].append(FeedbackLine(start.date(), ACTIVITY, what, now.name(UnitId(place)), 0))
    for lines in found.values():
        lines.sort(key=lambda line: (line.day, line.kind, line.what))
    return found


def _packed(slip: FeedbackSlip) -> str:
    """Sums on the first line, then what was done; frozen as text, so that later corrections do not reach it."""
    head = f"{slip.services}\t{slip.hours}\t{slip.activities}"
    done = (f"{line.day}\t{line.kind}\t{line.hours}\t{line.unit_name[:20]}\t{line.what[:20]}" for line in slip.lines)
    return "\n".join((head, *list(done)[:CONTENT_LINES]))


def _unpacked(text: str) -> tuple[tuple[int, float, int], tuple[FeedbackLine, ...]]:
    head, *done = text.split("\n")
    services, hours, activities = head.split("\t")
    parts = (line.split("\t") for line in done)
    lines = (FeedbackLine(date.fromisoformat(p[0]), p[1], p[4], p[3], float(p[2])) for p in parts)
    return (int(services), float(hours), int(activities)), tuple(lines)


def frozen(session: Session, run: RegisterEntry) -> FeedbackRun:
    """What the entry of an issued run holds."""
    first, last = Month.parse(run.facts["first"]), Month.parse(run.facts["last"])
    now = tree.load(session, first=first.first, last=last.last)
    unit = UnitId(run.unit_id or 0)
    events = entry_events.past(session, register=RUN, entries=[run], day=date.max)[run.id].of_kind(SLIP)
    return FeedbackRun(
        unit=unit,
        unit_name=now.name(unit),
        first=first,
        last=last,
        number=run.name,
        issued_on=run.valid_from,
        confirmed_by=run.facts.get("confirmed_by"),
        opinion=run.facts.get("opinion"),
        slips=tuple(_thawed(session, (event.facts for event in events))),
    )


def _thawed(session: Session, slips: Iterable[dict[str, Any]]) -> Iterable[FeedbackSlip]:
    for facts in slips:
        belonging = session.get_one(Belonging, facts["registration"])
        member = session.get_one(Member, belonging.member_id)
        (services, hours, activities), lines = _unpacked(facts["content"])
        yield FeedbackSlip(
            member=MemberId(member.id),
            name=member.name,
            work_unit=facts.get("work_unit", ""),
            registration=BelongingId(belonging.id),
            receipt=belonging.receipt,
            services=services,
            hours=hours,
            activities=activities,
            lines=lines,
        )
