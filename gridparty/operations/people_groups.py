"""Groups, tags and volunteer teams as people see them: who is in, and teams that do nothing (S042)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, NotFound
from gridparty.domain.ids import ActivityId, EntryId, EventId, MemberId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import entry_events, placed, registers, settings, tree
from gridparty.operations.activities import CAME
from gridparty.operations.entry_events import Past
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import BEGINNING, Activity, Attendance

GROUP, TEAM = "group", "team"
REGISTERS = (GROUP, TEAM)
LEADER, ACTIVITY = "leader", "activity"
IDLE_DAYS = 90  # the setting "teams" {"idle_days": n} overrules it


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group or team with its people; `idle_days`: days since its last activity, else since it was formed."""

    entry: EntryId
    register: str
    name: str
    unit: UnitId
    unit_name: str
    leader: str | None
    people: int
    direction: str | None
    schedule: str | None
    since: date | None
    last_activity: date | None
    activities: int
    idle_days: int | None  # None for one that was there as long as anyone remembers


@dataclass(frozen=True, slots=True)
class InGroup:
    """A group that a person is or was in, and as what."""

    entry: EntryId
    register: str
    name: str
    unit_name: str | None
    role: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class GroupPerson:
    """Somebody of a group on a day."""

    member: MemberId
    name: str
    role: str
    since: date | None


@operation("teams.activity", Permission.RECORD, N_("Note an activity of a team"))
def note_activity(session: Session, *, entry: EntryId, activity: ActivityId) -> EventId:
    """The activity was the team's. Raises Conflict if that is noted already, NotFound."""
    row, held = session.get(RegisterEntry, entry), session.get(Activity, activity)
    if row is None or row.register != TEAM:
        raise NotFound(_("There is no team #{entry}.").format(entry=entry))
    if held is None:
        raise NotFound(_("There is no activity #{activity}.").format(activity=activity))
    noted = session.scalars(
        select(RegisterEvent).where(RegisterEvent.entry_id == entry, RegisterEvent.kind == ACTIVITY)
    )
    if any(event.facts.get(ACTIVITY) == activity for event in noted):
        raise Conflict(_("The activity is noted for this team already."))
    came = select(func.count()).where(Attendance.activity_id == activity, Attendance.state.in_(CAME))
    facts = {"what": held.title, "people": session.scalar(came) or None, ACTIVITY: activity}
    return registers.add_event(session, entry=entry, kind=ACTIVITY, day=held.start.date(), facts=facts)


def rows(session: Session, *, unit: UnitId, day: date | None = None, register: str = TEAM) -> tuple[GroupRow, ...]:
    """Groups or teams of the unit and below on a day, by name."""
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    found = select(RegisterEntry).where(RegisterEntry.register == register, RegisterEntry.valid_from <= at)
    found = found.where(or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to > at))
    inside = set(now.subtree(unit))
    kept = [entry for entry in session.scalars(found.order_by(RegisterEntry.name)) if entry.unit_id in inside]
    past = entry_events.past(session, register=register, entries=kept, day=at)
    people = entry_events.people(session, entries=list(past), day=at)
    numbers = Counter(entry for entry, _role, _member, _name, _since in people)
    leaders = {entry: name for entry, role, _member, name, _since in people if role == LEADER}
    return tuple(_shown(entry, past[entry.id], leaders.get(entry.id), numbers[entry.id], now, at) for entry in kept)


def _shown(entry: RegisterEntry, past: Past, leader: str | None, people: int, now: Tree, at: date) -> GroupRow:
    last = past.last(ACTIVITY)
    since = None if past.since == BEGINNING else past.since
    begins = since if last is None else last.day
    unit = UnitId(entry.unit_id or 0)
    return GroupRow(
        entry=EntryId(entry.id),
        register=entry.register,
        name=entry.name,
        unit=unit,
        unit_name=now.name(unit),
        leader=leader,
        people=people,
        direction=entry.facts.get("direction"),
        schedule=entry.facts.get("schedule"),
        since=since,
        last_activity=None if last is None else last.day,
        activities=len(past.of_kind(ACTIVITY)),
        idle_days=None if begins is None else (at - begins).days,
    )


def idle_days(session: Session) -> int:
    """After how many days without an activity a team counts as idle, as the office has set it."""
    return int(settings.get(session, key="teams").get("idle_days", IDLE_DAYS))


def idle(session: Session, *, unit: UnitId, day: date | None = None, days: int | None = None) -> tuple[GroupRow, ...]:
    """Teams without an activity for so many days, the longest first (S042)."""
    limit = idle_days(session) if days is None else days
    found = [row for row in rows(session, unit=unit, day=day) if row.idle_days is None or row.idle_days >= limit]
    return tuple(sorted(found, key=lambda row: (row.idle_days is not None, -(row.idle_days or 0))))


def people(session: Session, *, entry: EntryId, day: date | None = None) -> tuple[GroupPerson, ...]:
    """The roster of a group on a day, leaders first."""
    held = entry_events.people(session, entries=[entry], day=day or today())
    found = [GroupPerson(member, name, role, _known(since)) for _entry, role, member, name, since in held]
    return tuple(sorted(found, key=lambda person: person.role != LEADER))


def of_member(session: Session, *, member: MemberId, day: date | None = None) -> tuple[InGroup, ...]:
    """Groups, tags and teams of a person; with a day those of that day, else all over time."""
    found = select(RegisterEntry, RegisterPerson).join(RegisterPerson, RegisterPerson.entry_id == RegisterEntry.id)
    found = found.where(RegisterEntry.register.in_(REGISTERS), RegisterPerson.member_id == member)
    if day is not None:
        found = found.where(RegisterPerson.valid_from <= day)
        found = found.where(or_(RegisterPerson.valid_to.is_(None), RegisterPerson.valid_to > day))
    now = tree.load(session, first=BEGINNING, last=day or today())
    return tuple(
        InGroup(
            entry=EntryId(entry.id),
            register=entry.register,
            name=entry.name,
            unit_name=None if entry.unit_id is None else now.name(UnitId(entry.unit_id)),
            role=person.role,
            since=_known(person.valid_from),
            until=person.valid_to,
        )
        for entry, person in session.execute(found.order_by(RegisterPerson.valid_from, RegisterPerson.id))
    )


def _known(day: date) -> date | None:
    return None if day == BEGINNING else day
