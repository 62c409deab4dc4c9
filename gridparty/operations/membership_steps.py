"""Lost contact, suspension, restoration, removal: a person decides by a paper, the program reminds (ORG-13, ORG-14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import months_after
from gridparty.domain.partial_dates import first_day, from_day
from gridparty.domain.permissions import Permission
from gridparty.domain.registers import day_of
from gridparty.i18n import N_, _
from gridparty.operations import heads, member_states, members, placed, upcoming
from gridparty.operations.marks import operation
from gridparty.storage.tables import Member

LOST, FOUND, SUSPEND, RESTORE, REMOVE = "lost", "found", "suspend", "restore", "remove"
STEPS = {
    LOST: N_("Out of contact"),
    FOUND: N_("Found again"),
    SUSPEND: N_("Membership suspended"),
    RESTORE: N_("Membership restored"),
    REMOVE: N_("Removed from the rolls"),
}
SUSPENDED, REMOVED = "suspended", "removed"  # standings
SUSPEND_AFTER, REMOVE_AFTER = 6, 24  # months out of contact, months after suspension (DOMAIN 1.6)
TAKEN, LOST_DATE = "standing_steps", "lost_date"  # facts of a person


@dataclass(frozen=True, slots=True)
class LostRow:
    """Somebody out of contact, or whose membership is suspended; `step`: what the rules allow from `step_from` on.

    The program reminds only: a person decides, with document and date (ORG-13).
    """

    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    standing: str
    lost_since: date | None
    suspended_on: date | None
    step: str  # suspend or remove
    step_from: date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class StandingStep:
    """A step that was decided: lost, found, suspend, restore or remove; with the paper that decided it."""

    step: str
    day: date
    document: str | None
    reason: str | None


@operation("members.lost", Permission.EDIT_MEMBERS, N_("Note that a member is out of contact"))
def lose(session: Session, *, member: MemberId, since: date, reason: str | None = None) -> None:
    """Out of contact since the last organisation life or payment of dues. Raises Conflict, NotFound."""
    row = placed.row_of(session, member=member)
    if row.is_lost:
        raise Conflict(_("{name} is noted as out of contact already.").format(name=row.name))
    row.is_lost = True
    placed.set_facts(row, **{LOST_DATE: from_day(since)})
    _take(row, LOST, since, None, reason)


@operation("members.found", Permission.EDIT_MEMBERS, N_("Note that a member was found"))
def find(session: Session, *, member: MemberId, day: date, note: str | None = None) -> None:
    """The member was found again; the standing does not change by itself. Raises Conflict, NotFound."""
    row = placed.row_of(session, member=member)
    if not row.is_lost:
        raise Conflict(_("{name} is not noted as out of contact.").format(name=row.name))
    row.is_lost = False
    placed.set_facts(row, **{LOST_DATE: None})
    _take(row, FOUND, day, None, note)


@operation("members.suspend", Permission.EDIT_MEMBERS, N_("Suspend membership"))
def suspend(session: Session, *, member: MemberId, document: str, day: date, reason: str | None = None) -> None:
    """停止党籍: decided by the paper `document` on `day`; both are typed by a person. Raises InvalidInput, Conflict."""
    row = _standing(session, member, heads.GOOD, SUSPEND)
    member_states.enter(session, row, day=day, standing=SUSPENDED)
    upcoming.redraw(session, members=[member])
    _take(row, SUSPEND, day, _document(document), reason)


@operation("members.restore", Permission.EDIT_MEMBERS, N_("Restore membership"))
def restore(session: Session, *, member: MemberId, document: str, day: date, reason: str | None = None) -> None:
    """恢复党籍 of a suspended member. Raises InvalidInput, Conflict."""
    row = _standing(session, member, SUSPENDED, RESTORE)
    member_states.enter(session, row, day=day, standing=heads.GOOD)
    upcoming.redraw(session, members=[member])
    _take(row, RESTORE, day, _document(document), reason)


@operation("members.remove", Permission.EDIT_MEMBERS, N_("Remove from the rolls"))
def remove(session: Session, *, member: MemberId, document: str, day: date, reason: str | None = None) -> None:
    """除名: closes the member with standing removed. Raises InvalidInput, Conflict."""
    row = placed.row_of(session, member=member)
    if row.closed_on is not None:
        raise Conflict(_("{name} left already.").format(name=row.name))
    _take(row, REMOVE, day, _document(document), reason)
    members.close(session, member=member, end=day, standing=REMOVED)


def _standing(session: Session, member: MemberId, standing: str, step: str) -> Member:
    row = placed.row_of(session, member=member)
    if row.standing != standing or row.closed_on is not None:
        raise Conflict(_("“{step}” does not follow on {name}'s standing.").format(step=_(STEPS[step]), name=row.name))
    return row


def _document(text: str) -> str:
    if not text.strip():
        raise InvalidInput(_("Type the number of the document that decided it."))
    return text.strip()


def _take(row: Member, step: str, day: date, document: str | None, reason: str | None) -> None:
    said = reason.strip() if reason else None
    given = {"step": step, "day": day.isoformat(), "document": document, "reason": said or None}
    placed.set_facts(row, **{TAKEN: [*row.facts.get(TAKEN, ()), given]})


def steps(session: Session, *, member: MemberId) -> tuple[StandingStep, ...]:
    """The steps of a person's standing in the order in which they were noted. Raises NotFound."""
    return _steps(placed.row_of(session, member=member).facts)


def _steps(facts: dict[str, Any]) -> tuple[StandingStep, ...]:
    return tuple(
        StandingStep(each["step"], day, each.get("document"), each.get("reason"))
        for each in facts.get(TAKEN, ())
        if (day := day_of(each, "day")) is not None
    )


def lost(session: Session, *, unit: UnitId, day: date | None = None) -> tuple[LostRow, ...]:
    """Members of the unit and below who are out of contact or suspended, with what the rules allow next."""
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    tests = (or_(Member.is_lost, Member.standing == SUSPENDED), Member.closed_on.is_(None))
    found = []
    columns = (Member.standing, Member.facts, Member.is_lost)
    for row in placed.below(session, *columns, now=now, unit=unit, day=at, tests=tests):
        taken = _steps(row.facts)
        gone = _since(row.facts) if row.is_lost else None
        suspended = _last(taken, SUSPEND) if row.standing == SUSPENDED else None
        step, since = (REMOVE, suspended) if row.standing == SUSPENDED else (SUSPEND, gone)
        months = REMOVE_AFTER if step == REMOVE else SUSPEND_AFTER
        may = None if since is None or not row.is_lost else months_after(since, months)
        found.append(
            LostRow(
                member=row.id,
                name=row.name,
                unit=row.unit_id,
                unit_name=now.name(row.unit_id),
                standing=row.standing,
                lost_since=gone,
                suspended_on=suspended,
                step=step,
                step_from=may,
                is_due=may is not None and may <= at,
            )
        )
    return tuple(sorted(found, key=lambda row: row.step_from or date.max))


def _since(facts: dict[str, Any]) -> date | None:
    value = facts.get(LOST_DATE)
    return first_day(value) if isinstance(value, int) else None


def _last(taken: tuple[StandingStep, ...], step: str) -> date | None:
    return next((each.day for each in reversed(taken) if each.step == step), None)
