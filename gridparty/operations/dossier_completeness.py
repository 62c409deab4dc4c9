"""Whether people's files are whole (建档率): required sections, who lacks which, the rate by unit (S100)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import start_of, today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import heads, placed, settings
from gridparty.operations.activities import CAME
from gridparty.operations.marks import operation
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.tables import Activity, Attendance, Member, Post, Service, ServiceMember

SETTING = "dossiers"
NOTE = "dossier_note"
YEAR = timedelta(days=365)
# What a file must hold to be complete; the setting "dossiers" chooses among them.
SECTIONS = {
    "id_number": N_("Identity number"),
    "birth_date": N_("Date of birth"),
    "phone": N_("Phone"),
    "education": N_("Education"),
    "join_date": N_("Date of admission"),
    "full_date": N_("Date of full membership"),
    "branch": N_("Branch"),
    "work_unit": N_("Work unit"),
    "address": N_("Address"),
    "taking_part": N_("Organisation life in the last 12 months"),
    "duties": N_("Duties"),
    "results": N_("Results"),
}
REQUIRED = ("id_number", "birth_date", "phone", "join_date", "branch")
COLUMNS = ("id_number", "birth_date", "phone", "education", "join_date", "full_date", "work_unit", "address")


@dataclass(frozen=True, slots=True)
class IncompleteRow:
    """Somebody whose file lacks required sections."""

    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRate:
    """建档率 of one unit and below: people with a complete file of all who need one; None of nobody."""

    unit: UnitId
    unit_name: str
    people: int
    complete: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """The unit's rate, those of its children, and everyone whose file is not complete."""

    total: UnitRate
    children: tuple[UnitRate, ...]
    incomplete: tuple[IncompleteRow, ...]


@operation("dossiers.require", Permission.SET_UP, N_("Choose what a person's file must hold"))
def require(session: Session, *, sections: Sequence[str], holders_only: bool = False) -> None:
    """Chooses the required SECTIONS; `holders_only`: only who holds a post needs a file. Raises InvalidInput."""
    if unknown := set(sections) - set(SECTIONS):
        raise InvalidInput(_("There is no section {sections}.").format(sections="、".join(sorted(unknown))))
    chosen = [section for section in SECTIONS if section in sections]
    settings.put(session, key=SETTING, value={"sections": chosen, "holders_only": holders_only})


def required(session: Session) -> tuple[str, ...]:
    """The sections that a file must hold."""
    return tuple(settings.get(session, key=SETTING).get("sections", REQUIRED))


def missing_of(session: Session, *, member: MemberId, day: date | None = None) -> tuple[str, ...]:
    """The required sections that one person's file lacks. Raises NotFound."""
    at = day or today()
    row = placed.row_of(session, member=member)
    branch = placed.branch(session, member=member, day=at)
    have = _have(session, [member], at)
    values = {name: getattr(row, name) for name in COLUMNS}
    return _missing(required(session), values, row.stage, branch is not None, have.get(member, set()))


def completeness(session: Session, *, unit: UnitId, day: date | None = None) -> Completeness:
    """How many members of the unit and below have a complete file (S100). Raises NotFound."""
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    columns = (heads.stage_on(at).label("stage"), *(getattr(Member, name) for name in COLUMNS))
    people = placed.below(session, *columns, now=now, unit=unit, day=at, tests=(heads.counted(at),))
    if settings.get(session, key=SETTING).get("holders_only"):
        holders = set(session.scalars(select(Post.member_id).where(heads.holds_on(at))))
        people = [row for row in people if row.id in holders]
    sections = required(session)
    have = _have(session, [row.id for row in people], at)
    incomplete = []
    need, whole = Counter[UnitId](), Counter[UnitId]()
    for row in people:
        values = {name: getattr(row, name) for name in COLUMNS}
        lacking = _missing(sections, values, row.stage, True, have.get(row.id, set()))
        need[row.unit_id] += 1
        whole[row.unit_id] += not lacking
        if lacking:
            place = UnitId(row.unit_id)
            incomplete.append(IncompleteRow(MemberId(row.id), row.name, place, now.name(place), lacking))
    all_need, all_whole = now.roll_up(need), now.roll_up(whole)
    rates = [
        UnitRate(each, now.name(each), all_need[each], all_whole[each], _rate(all_whole[each], all_need[each]))
        for each in (unit, *now.children.get(unit, ()))
    ]
    return Completeness(rates[0], tuple(rate for rate in rates[1:] if rate.people), tuple(incomplete))


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _missing(
    sections: Collection[str], values: Mapping[str, Any], stage: str, has_branch: bool, have: set[str]
) -> tuple[str, ...]:
    found = []
    for section in sections:
        if section == "full_date" and stage != heads.FULL:
            continue
        if section in COLUMNS:
            is_there = values[section] not in (None, "")
        else:
            is_there = has_branch if section == "branch" else section in have
        if not is_there:
            found.append(section)
    return tuple(found)


def _have(session: Session, people: Sequence[int], at: date) -> dict[int, set[str]]:
    """Member → sections that rest on other rows: taking part, duties, results."""
    sections = set(required(session))
    found: dict[int, set[str]] = defaultdict(set)
    one = people[0] if len(people) == 1 else None
    if "taking_part" in sections:
        for member in _took_part(session, at, one):
            found[member].add("taking_part")
    if sections & {"duties", "results"}:
        notes = select(RegisterEntry.member_id, RegisterEntry.facts).where(RegisterEntry.register == NOTE)
        for member, facts in session.execute(notes if one is None else notes.where(RegisterEntry.member_id == one)):
            found[member].add({"duty": "duties", "result": "results"}.get(facts.get("kind"), ""))
    return found


def _took_part(session: Session, at: date, one: int | None) -> set[int]:
    """Who came to something or served in the last 12 months."""
    came = (
        select(Attendance.member_id)
        .join(Activity)
        .where(
            Attendance.state.in_(CAME),
            Activity.start >= start_of(at - YEAR),
            Activity.start < start_of(at + timedelta(1)),
        )
    )
    served = select(ServiceMember.member_id).join(Service).where(Service.day.between(at - YEAR, at))
    if one is not None:
        came, served = came.where(Attendance.member_id == one), served.where(ServiceMember.member_id == one)
    return {*session.scalars(came.distinct()), *session.scalars(served.distinct())}
