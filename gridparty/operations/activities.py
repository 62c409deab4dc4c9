"""Activities: a gathering, its kinds, and the list of those it expects (D8, D11, LIFE-02, LIFE-03)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, span_of
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.domain.units import PARTY_GROUP
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, heads, tree
from gridparty.operations.catalogues import Item
from gridparty.operations.marks import operation
from gridparty.storage.tables import Activity, ActivityUnit, Attendance, Belonging, Member, Post

WIDEST_FIRST = ("members", "group", "committee", "invited", "none")
EXPECTED, PRESENT, LEAVE, MADE_UP = "expected", "present", "leave", "made_up"
LISTED, REGISTERED, GUEST = "listed", "registered", "guest"
CAME = (PRESENT, MADE_UP)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with its attendance: expected, present and on leave count listed people, others are walk-ins (D8)."""

    id: ActivityId
    unit: UnitId
    unit_name: str
    kinds: tuple[str, ...]
    title: str
    start: datetime
    half_hours: int | None
    place: str | None
    expected: int
    present: int
    leave: int
    walk_ins: int


@operation("activities.add", Permission.RECORD, N_("Add an activity"))
def add(
    session: Session,
    *,
    unit: UnitId,
    kinds: Sequence[str],
    title: str,
    start: datetime,
    half_hours: int | None = None,
    place: str | None = None,
    invited: Collection[MemberId] = (),
    joint: Collection[UnitId] = (),
) -> ActivityId:
    """A new activity with its list of expected people. Raises InvalidInput, NotFound."""
    known = catalogues.items(session, catalogue="activity_kinds")
    if not kinds or (unknown := [kind for kind in kinds if kind not in known]):
        words = _("Give at least one kind of activity; “{kinds}” is none.")
        raise InvalidInput(words.format(kinds=unknown if kinds else ""))
    title = _title(title)
    day = start.astimezone(CIVIL).date()
    now = tree.on_day(session, day=day)
    if missing := [each for each in (unit, *joint) if each not in now.nodes]:
        raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=missing[0], day=day))
    row = Activity(
        unit_id=unit,
        kinds=tuple(dict.fromkeys(kinds)),
        title=title,
        start=start,
        half_hours=half_hours,
        place=place,
        expects=_expects(known, kinds, invited),
        facts={"invited": sorted(invited)} if invited else {},
    )
    session.add(row)
    session.flush()
    for each in dict.fromkeys(joint):
        if each != unit:
            session.add(ActivityUnit(activity_id=row.id, unit_id=each))
    session.flush()
    _write_list(session, row, now)
    return ActivityId(row.id)


@operation("activities.edit", Permission.RECORD, N_("Edit an activity"))
def edit(
    session: Session,
    *,
    activity: ActivityId,
    title: str | None = None,
    start: datetime | None = None,
    place: str | None = None,
    half_hours: int | None = None,
) -> None:
    """Changes an activity; before the first check-in its list is drawn up anew for the new day."""
    row = get(session, activity)
    if title is not None:
        row.title = _title(title)
    row.place = place if place is not None else row.place
    row.half_hours = half_hours if half_hours is not None else row.half_hours
    if start is not None:
        row.start = start
        session.flush()
        refresh(session, row)


def _title(text: str) -> str:
    if not (title := text.strip()):
        raise InvalidInput(_("An activity needs a title."))
    return title


@operation("activities.delete", Permission.RECORD, N_("Delete an activity"))
def remove(session: Session, *, activity: ActivityId) -> None:
    """Deletes an activity entered by mistake; refused once someone has checked in (undo those first)."""
    row = get(session, activity)
    if touched(session, activity):
        raise Conflict(_("People have checked in to “{title}”; undo their check-ins first.").format(title=row.title))
    session.execute(delete(Attendance).where(Attendance.activity_id == activity))
    session.execute(delete(ActivityUnit).where(ActivityUnit.activity_id == activity))
    session.delete(row)


def get(session: Session, activity: ActivityId) -> Activity:
    """The activity's row, for operations. Raises NotFound."""
    row = session.get(Activity, activity)
    if row is None:
        raise NotFound(_("There is no activity #{activity}.").format(activity=activity))
    return row


def joint_units(session: Session, activity: ActivityId) -> list[UnitId]:
    """The units that hold it together with the host, in the order in which they were named."""
    found = select(ActivityUnit.unit_id).where(ActivityUnit.activity_id == activity).order_by(ActivityUnit.id)
    return [UnitId(unit) for unit in session.scalars(found)]


def touched(session: Session, activity: ActivityId) -> bool:
    """Whether anyone has checked in, asked for leave, or come without being listed."""
    changed = or_(Attendance.state != EXPECTED, Attendance.role != LISTED)
    found = select(Attendance.id).where(Attendance.activity_id == activity, changed).limit(1)
    return session.scalar(found) is not None


def refresh(session: Session, row: Activity) -> None:
    """Draws up the list of the expected anew, unless someone has checked in already (D8)."""
    if touched(session, ActivityId(row.id)):
        return
    now = tree.on_day(session, day=row.start.astimezone(CIVIL).date())
    wanted = expected(session, row, now)
    listed = set(session.scalars(select(Attendance.member_id).where(Attendance.activity_id == row.id)))
    if gone := listed - set(wanted):
        session.execute(delete(Attendance).where(Attendance.activity_id == row.id, Attendance.member_id.in_(gone)))
    _insert(session, row, {member: unit for member, unit in wanted.items() if member not in listed})


def forecast(
    session: Session,
    *,
    unit: UnitId,
    kinds: Sequence[str],
    start: datetime,
    invited: Collection[MemberId] = (),
    joint: Collection[UnitId] = (),
) -> int:
    """How many people an activity would expect if it were added like this; 0 while it has no kind."""
    if not kinds:
        return 0
    known = catalogues.items(session, catalogue="activity_kinds")
    facts = {"invited": sorted(invited)}
    row = Activity(unit_id=unit, start=start, expects=_expects(known, kinds, invited), facts=facts)
    now = tree.on_day(session, day=start.astimezone(CIVIL).date())
    return len(_expected_by(session, row, now, (unit, *joint)))


def _expects(known: Mapping[str, Item], kinds: Sequence[str], invited: Collection[MemberId]) -> str:
    """Whom the widest of the kinds expects; invited people are expected whatever the kind."""
    expects = str(min((known[kind].facts["expects"] for kind in kinds), key=WIDEST_FIRST.index))
    return "invited" if invited and expects == "none" else expects


def _write_list(session: Session, row: Activity, now: tree.Tree) -> None:
    _insert(session, row, expected(session, row, now))


def _insert(session: Session, row: Activity, wanted: dict[MemberId, UnitId]) -> None:
    if wanted:
        session.execute(
            insert(Attendance),
            [
                {"activity_id": row.id, "member_id": member, "unit_id": unit, "state": EXPECTED, "role": LISTED}
                for member, unit in wanted.items()
            ],
        )


def expected(session: Session, row: Activity, now: tree.Tree) -> dict[MemberId, UnitId]:
    """Who is expected by the tree of the activity's day, and for which of its units; a joint unit comes before the
    host above it.
    """
    return _expected_by(session, row, now, (UnitId(row.unit_id), *joint_units(session, ActivityId(row.id))))


def _expected_by(session: Session, row: Activity, now: tree.Tree, units: Collection[UnitId]) -> dict[MemberId, UnitId]:
    found: dict[MemberId, UnitId] = {}
    day = row.start.astimezone(CIVIL).date()
    for unit in sorted((u for u in units if u in now.nodes), key=lambda u: -len(list(now.ancestors(u)))):
        if row.expects in ("members", "group", "committee"):
            for member in session.scalars(_bodies(session, row.expects, unit, now, day)):
                found.setdefault(MemberId(member), unit)
    for member in row.facts.get("invited", ()):
        found.setdefault(MemberId(member), UnitId(row.unit_id))
    left_out = set(row.facts.get("left_out", ()))
    return {member: unit for member, unit in sorted(found.items()) if member not in left_out}


def remember(row: Activity, *, member: MemberId, is_expected: bool) -> None:
    """Keeps a change of the list by hand among the activity's facts."""
    added, removed = ("invited", "left_out") if is_expected else ("left_out", "invited")
    lists = {added: {*row.facts.get(added, ()), member}, removed: {*row.facts.get(removed, ())} - {member}}
    row.facts = {**row.facts, **{name: sorted(members) for name, members in lists.items()}}


def committee_posts(session: Session) -> list[str]:
    """The posts whose holders sit in a committee, as the vocabulary says."""
    return [code for code, post in catalogues.items(session, catalogue="posts").items() if post.facts.get("committee")]


def _bodies(session: Session, expects: str, unit: UnitId, now: tree.Tree, day: date) -> Select[int]:
    good = select(Belonging.member_id).join(Member).where(heads.open_on(day), heads.counted(day))
    if expects == "committee":
        sits = Post.post.in_(committee_posts(session))
        seated = select(Post.member_id).join(Member).where(Post.unit_id == unit, heads.holds_on(day), sits)
        return seated.where(heads.in_good_standing(day)).distinct()
    if expects == "group" and now.nodes[unit].kind == PARTY_GROUP:
        return good.where(Belonging.group_id == unit)
    return good.where(Belonging.unit_id.in_(now.subtree(unit)))


def rows(session: Session, *, unit: UnitId, first: Month, last: Month | None = None) -> tuple[ActivityRow, ...]:
    """The activities held by the unit or below it (jointly held ones too) from the first to the last month."""
    end = last or first
    now = tree.load(session, first=first.first, last=end.last)
    return select_rows(session, now=now, units=now.subtree(unit), first=first, last=end)


def select_rows(
    session: Session, *, now: tree.Tree, units: Collection[UnitId], first: Month, last: Month
) -> tuple[ActivityRow, ...]:
    """The same for a tree and units that the caller has at hand; attendance counts for those units only (D11)."""
    since, until = span_of(first, last)
    joint = select(ActivityUnit.activity_id).where(ActivityUnit.unit_id.in_(units))
    found = select(Activity).where(
        or_(Activity.unit_id.in_(units), Activity.id.in_(joint)), Activity.start >= since, Activity.start < until
    )
    activities = session.scalars(found.order_by(Activity.start, Activity.id)).all()
    came: dict[int, dict[tuple[str, bool], int]] = {row.id: {} for row in activities}
    listed = Attendance.role == LISTED
    counts = select(Attendance.activity_id, Attendance.state, listed, func.count())
    counts = counts.where(Attendance.activity_id.in_(came), counts_for(units))
    for activity, state, is_listed, number in session.execute(
        counts.group_by(Attendance.activity_id, Attendance.state, listed)
    ):
        came[activity][state, bool(is_listed)] = number
    return tuple(_row(row, now, came[row.id]) for row in activities)


def counts_for(units: Collection[UnitId]) -> ColumnElement[bool]:
    """Attendance that counts for one of the units (D11). The sum keeps the planner from using an index for it: it
    would look for every one of the units in every activity.
    """
    return (Attendance.unit_id + 0).in_(units)


def _row(row: Activity, now: tree.Tree, came: dict[tuple[str, bool], int]) -> ActivityRow:
    return ActivityRow(
        id=ActivityId(row.id),
        unit=UnitId(row.unit_id),
        unit_name=now.name(UnitId(row.unit_id)),
        kinds=row.kinds,
        title=row.title,
        start=row.start,
        half_hours=row.half_hours,
        place=row.place,
        expected=sum(number for (_state, listed), number in came.items() if listed),
        present=sum(came.get((state, True), 0) for state in CAME),
        leave=came.get((LEAVE, True), 0),
        walk_ins=sum(came.get((state, False), 0) for state in CAME),
    )
