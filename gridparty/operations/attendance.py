"""Check-ins (签到): who came to an activity, who asked for leave, who came without being expected (D8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, now
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import ActivityId, AttendanceId, MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import activities, heads, tree
from gridparty.operations import members as people
from gridparty.operations.activities import CAME, EXPECTED, GUEST, LEAVE, LISTED, MADE_UP, PRESENT, REGISTERED
from gridparty.operations.marks import operation
from gridparty.storage.tables import Activity, Attendance, Belonging, Member

WAYS = ("scan", "keyboard", "paper")

# Built once: the desk checks in a person a second.
_OTHER = Attendance.__table__.alias("other")
FOUND = (
    select(
        Activity.unit_id,
        Attendance.id,
        Attendance.state,
        Attendance.unit_id.label("counts_for"),
        Attendance.role,
        Attendance.at,
        select(_OTHER.c.id)
        .where(_OTHER.c.activity_id == Activity.id, _OTHER.c.state != EXPECTED)
        .limit(1)
        .scalar_subquery()
        .label("touched"),
    )
    .outerjoin(Attendance, (Attendance.activity_id == Activity.id) & (Attendance.member_id == bindparam("member")))
    .where(Activity.id == bindparam("activity"))
)
_TABLE = cast(Table, Attendance.__table__)
CAME_NOW = update(_TABLE).where(_TABLE.c.id == bindparam("row"))
CAME_NOW = CAME_NOW.values(state=bindparam("to_state"), way=bindparam("to_way"), at=bindparam("to_at"))
WALK_IN = insert(_TABLE)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A saved check-in; role listed, registered (在职报到党员) or guest (外来党员)."""

    id: AttendanceId
    member: MemberId
    unit: UnitId
    at: datetime
    role: str


@operation("check_ins.add", Permission.RECORD, N_("Check in"))
def add(
    session: Session, *, activity: ActivityId, member: MemberId, at: datetime | None = None, way: str = "keyboard"
) -> CheckIn:
    """Checks a person in; whoever is not on the list becomes a walk-in. From paper it counts as made up (补登).

    Raises NotFound, InvalidInput, or Conflict if the person had checked in before.
    """
    if way not in WAYS:
        raise InvalidInput(_("A check-in is by scan, keyboard or paper."))
    row = _found(session, activity, member)
    if row.touched is None:
        activities.refresh(session, activities.get(session, activity))
        row = _found(session, activity, member)
    if row.state in CAME:
        raise Conflict(_("This person had checked in already at {at}.").format(at=f"{row.at:%H:%M:%S}"))
    moment = (at or now()).astimezone(CIVIL).replace(microsecond=0)
    state = MADE_UP if way == "paper" else PRESENT
    if row.id is not None:
        values: dict[str, Any] = {"row": row.id, "to_state": state, "to_way": way, "to_at": moment}
        session.connection().execute(CAME_NOW, values)
        return CheckIn(AttendanceId(row.id), member, UnitId(row.counts_for), moment, row.role)
    return _walk_in(
        session, activity=activity, unit=UnitId(row.unit_id), member=member, state=state, way=way, at=moment
    )


@operation("check_ins.guest", Permission.RECORD, N_("Check in a guest"))
def add_guest(
    session: Session, *, activity: ActivityId, person: Person, at: datetime | None = None, way: str = "keyboard"
) -> CheckIn:
    """Brings someone who is not in the file into it, affiliated nowhere (so counted nowhere), and checks them in; one
    act, so that undo takes back both. Raises InvalidInput, NotFound.
    """
    return add(session, activity=activity, member=people.insert(session, person=person), at=at, way=way)


def _found(session: Session, activity: ActivityId, member: MemberId) -> Any:
    row = session.connection().execute(FOUND, {"activity": activity, "member": member}).one_or_none()
    if row is None:
        raise NotFound(_("There is no activity #{activity}.").format(activity=activity))
    return row


def _walk_in(
    session: Session, *, activity: ActivityId, unit: UnitId, member: MemberId, state: str, way: str, at: datetime
) -> CheckIn:
    if session.get(Member, member) is None:
        raise NotFound(_("There is no person #{member}.").format(member=member))
    day = activities.get(session, activity).start.astimezone(CIVIL).date()
    in_tree = tree.on_day(session, day=day)
    held_by = [unit, *activities.joint_units(session, activity)]
    roles = {each: role_in(session, in_tree=in_tree, unit=each, member=member, day=day) for each in held_by}
    counts_for = next((each for each in held_by if roles[each] != GUEST), unit)
    role = REGISTERED if roles[counts_for] == REGISTERED else GUEST
    values = {
        "activity_id": activity,
        "member_id": member,
        "unit_id": counts_for,
        "state": state,
        "role": role,
        "way": way,
        "at": at,
    }
    key = session.connection().execute(WALK_IN, values).inserted_primary_key
    assert key is not None
    return CheckIn(AttendanceId(key[0]), member, counts_for, at, role)


def role_in(session: Session, *, in_tree: tree.Tree, unit: UnitId, member: MemberId, day: date) -> str:
    """What a person is to a unit that day: listed (affiliated in it or below), registered around there, or a guest."""
    below, above = set(in_tree.subtree(unit)), set(in_tree.ancestors(unit))
    held = session.execute(
        select(Belonging.unit_id, Belonging.kind).where(Belonging.member_id == member, heads.open_on(day))
    ).all()
    if any(kind == heads.AFFILIATION and where in below for where, kind in held):
        return LISTED
    if any(kind == heads.REGISTRATION and (where in below or where in above) for where, kind in held):
        return REGISTERED
    return GUEST


@operation("check_ins.leave", Permission.RECORD, N_("Note a leave"))
def leave(session: Session, *, activity: ActivityId, member: MemberId) -> None:
    """Notes that a listed person asked for leave; leave stays in the denominator (D8)."""
    activities.refresh(session, activities.get(session, activity))
    _leave(session, activity, member)


@operation("check_ins.leave_all", Permission.RECORD, N_("Note the leave of several people"))
def leave_all(session: Session, *, activity: ActivityId, members: Sequence[MemberId]) -> None:
    """The same for several listed people in one act; one of them who cannot be on leave refuses them all."""
    activities.refresh(session, activities.get(session, activity))
    for member in dict.fromkeys(members):
        _leave(session, activity, member)


def _leave(session: Session, activity: ActivityId, member: MemberId) -> None:
    row = _listed(session, activity, member)
    if row.state in CAME:
        raise Conflict(_("This person has checked in; undo the check-in first."))
    row.state, row.way, row.at = LEAVE, None, None


@operation("check_ins.undo", Permission.RECORD, N_("Take back a check-in"))
def undo(session: Session, *, activity: ActivityId, member: MemberId) -> None:
    """Takes a check-in or a leave back: a listed person is expected again, a walk-in's row goes."""
    row = _row(session, activity, member)
    if row is None or row.state == EXPECTED:
        raise NotFound(_("This person has not checked in."))
    if row.role == LISTED:
        row.state, row.way, row.at = EXPECTED, None, None
    else:
        session.delete(row)


@operation("check_ins.expect", Permission.RECORD, N_("Change the list of the expected"))
def expect(session: Session, *, activity: ActivityId, member: MemberId, expected: bool = True) -> None:
    """Puts a person on the activity's list by hand, or takes someone off who has not come (D8).

    The activity remembers it, so that drawing up the list anew does not undo it.
    """
    row = _row(session, activity, member)
    if not expected and row is not None and row.state != EXPECTED:
        raise Conflict(_("This person has checked in; undo the check-in first."))
    activity_row = activities.get(session, activity)
    activities.remember(activity_row, member=member, is_expected=expected)
    if expected and row is None:
        unit = activity_row.unit_id
        session.add(Attendance(activity_id=activity, member_id=member, unit_id=unit, state=EXPECTED, role=LISTED))
    elif expected and row is not None:
        row.role = LISTED
    elif row is not None:
        session.delete(row)


def _row(session: Session, activity: ActivityId, member: MemberId) -> Attendance | None:
    return session.scalar(select(Attendance).where(Attendance.activity_id == activity, Attendance.member_id == member))


def _listed(session: Session, activity: ActivityId, member: MemberId) -> Attendance:
    row = _row(session, activity, member)
    if row is None or row.role != LISTED:
        raise NotFound(_("This person is not on the activity's list."))
    return row
