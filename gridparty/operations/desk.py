"""The sign-in desk (签到台): one activity with its people, and what a typed or scanned text means there (D7, D8)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from gridparty.domain import member_codes
from gridparty.domain.civil_time import CIVIL
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.masking import mask_phone
from gridparty.i18n import _
from gridparty.operations import activities, catalogues, heads, placed, search, settings, tree
from gridparty.operations.activities import CAME, EXPECTED, LEAVE, LISTED
from gridparty.operations.search import DAY
from gridparty.storage.tables import Activity, Attendance, Belonging, Member, UnitState

CODE_AT_END = re.compile(r"[0-9]{10}\Z")
MOBILE = re.compile(r"1[0-9]{10}\Z")
SCAN, KEYBOARD = "scan", "keyboard"
SHORTEST_WHOLE_TAIL = 4  # digits of a phone's end that mean a person of the whole file (D7)
FEW_LISTED = 500  # a longer list is not read whole while a key is typed
AT_ONCE = 1_000  # people asked for in one statement
_ACTIVITY: BindParameter[int] = bindparam("activity")


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """One person of the activity; the unit is the branch of the affiliation or else the work unit, phone masked."""

    member: MemberId
    name: str
    code: str
    group_name: str | None
    unit_name: str
    phone: str | None
    state: str
    role: str
    way: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """An activity with everyone who is expected or came; counts as in ActivityRow (D8), `kinds` in words."""

    id: ActivityId
    title: str
    kinds: tuple[str, ...]
    unit: UnitId
    path: tuple[str, ...]
    start: datetime
    place: str | None
    half_hours: int | None
    people: tuple[DeskPerson, ...]
    expected: int
    present: int
    leave: int
    walk_ins: int


@dataclass(frozen=True, slots=True)
class Match:
    """Someone whom a typed text could mean; `state` is None for who is neither expected nor came."""

    member: MemberId
    name: str
    code: str
    phone: str | None
    unit_name: str
    listed: bool
    state: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The one person whom a text means, or None and those whom it could mean; `way` as a check-in notes it."""

    member: MemberId | None
    matches: tuple[Match, ...]
    way: str


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """What the printed sign-in sheet says; its labels are Chinese whatever the language of the window."""

    desk: Desk
    unit_name: str
    kinds: tuple[str, ...]
    ways: dict[str, str]
    roles: dict[str, str]
    is_sample: bool


_UNIT, _GROUP = aliased(UnitState), aliased(UnitState)
_PEOPLE = (
    select(
        Member.id,
        Member.name,
        Member.code,
        Member.phone,
        Member.pinyin,
        _GROUP.name.label("group_name"),
        func.coalesce(_UNIT.name, Member.work_unit, "").label("unit_name"),
        Attendance.state,
        Attendance.role,
        Attendance.way,
        Attendance.at,
    )
    .outerjoin(Attendance, (Attendance.member_id == Member.id) & (Attendance.activity_id == _ACTIVITY))
    .outerjoin(Belonging, (Belonging.member_id == Member.id) & heads.affiliated_on(DAY))
    .outerjoin(_UNIT, tree.state_on(_UNIT, Belonging.unit_id, DAY))
    .outerjoin(_GROUP, tree.state_on(_GROUP, Belonging.group_id, DAY))
)
OF_ACTIVITY = _PEOPLE.where(Attendance.activity_id == _ACTIVITY)
OF_PERSON = OF_ACTIVITY.where(Member.id == bindparam("member"))
OF_MEMBERS = _PEOPLE.where(Member.id.in_(bindparam("members", expanding=True)))

# While a key is typed: a short list is read whole, a long one is asked about each of those who fit.
_HERE = select(Attendance.member_id).join(Member).where(Attendance.activity_id == _ACTIVITY)
_IS_HERE = exists().where(Attendance.member_id == Member.id, Attendance.activity_id == _ACTIVITY)
IN_SHORT_LIST = {kind: search.matched(_HERE.where(or_(*tests))) for kind, tests in search.TESTS.items()}
IN_LONG_LIST = {
    kind: search.matched(search.fitting(*(test & _IS_HERE for test in tests))) for kind, tests in search.TESTS.items()
}
SIZE = select(func.count()).select_from(
    select(Attendance.id).where(Attendance.activity_id == _ACTIVITY).limit(FEW_LISTED + 1).subquery()
)
START = select(Activity.start).where(Activity.id == _ACTIVITY)


def load(session: Session, *, activity: ActivityId) -> Desk:
    """The activity and its people by pinyin. Before the first check-in they are those whom its day expects, as the
    first check-in will find them, whatever the stored list says. Raises NotFound.
    """
    row = activities.get(session, activity)
    day = row.start.astimezone(CIVIL).date()
    people = tuple(_people(session, row, day))
    listed = [person.state for person in people if person.role == LISTED]
    words = catalogues.labels(session, catalogue="activity_kinds")
    return Desk(
        id=activity,
        title=row.title,
        kinds=tuple(words.get(kind, kind) for kind in row.kinds),
        unit=UnitId(row.unit_id),
        path=_path(session, row.unit_id, day),
        start=row.start,
        place=row.place,
        half_hours=row.half_hours,
        people=people,
        expected=len(listed),
        present=sum(state in CAME for state in listed),
        leave=listed.count(LEAVE),
        walk_ins=sum(person.state in CAME for person in people if person.role != LISTED),
    )


def _people(session: Session, row: Activity, day: date) -> Iterator[DeskPerson]:
    values: dict[str, Any] = {"activity": row.id, "day": day}
    if activities.touched(session, ActivityId(row.id)):
        found = list(session.connection().execute(OF_ACTIVITY, values))
    else:
        wanted = iter(activities.expected(session, row, tree.on_day(session, day=day)))
        found = []
        while some := list(islice(wanted, AT_ONCE)):
            found += session.connection().execute(OF_MEMBERS, values | {"members": some})
    return map(_person, sorted(found, key=lambda person: (person.pinyin, person.id)))


def _person(row: Any) -> DeskPerson:
    return DeskPerson(
        member=MemberId(row.id),
        name=row.name,
        code=row.code,
        group_name=row.group_name,
        unit_name=row.unit_name,
        phone=mask_phone(row.phone) if row.phone else None,
        state=row.state or EXPECTED,
        role=row.role or LISTED,
        way=row.way,
        at=row.at,
    )


def _path(session: Session, unit: int, day: date) -> tuple[str, ...]:
    """The names of the unit's parent and of the unit."""
    host, above = aliased(UnitState), aliased(UnitState)
    names = select(above.name, host.name).select_from(host)
    names = names.outerjoin(above, tree.state_on(above, host.parent_id, day)).where(tree.state_on(host, unit, day))
    return tuple(name for name in session.execute(names).one() if name is not None)


def person(session: Session, *, activity: ActivityId, member: MemberId) -> DeskPerson:
    """One person of the activity, for the row after a check-in. Raises NotFound for who neither is listed nor came."""
    values = {"activity": activity, "day": _day(session, activity), "member": member}
    row = session.connection().execute(OF_PERSON, values).first()
    if row is None:
        raise NotFound(_("This person is not on the activity's list."))
    return _person(row)


def _day(session: Session, activity: ActivityId) -> date:
    start = session.connection().scalar(START, {"activity": activity})
    if start is None:
        raise NotFound(_("There is no activity #{activity}.").format(activity=activity))
    return start.astimezone(CIVIL).date()


def sheet(session: Session, *, activity: ActivityId) -> SignInSheet:
    """The sign-in sheet of the activity. Raises NotFound."""
    desk = load(session, activity=activity)
    row = activities.get(session, activity)

    def words(catalogue: str) -> dict[str, str]:
        return {code: item.zh for code, item in catalogues.items(session, catalogue=catalogue).items()}

    kinds = words("activity_kinds")
    return SignInSheet(
        desk=desk,
        unit_name=desk.path[-1],
        kinds=tuple(kinds.get(kind, kind) for kind in row.kinds),
        ways=words("ways"),
        roles=words("attendance_roles"),
        is_sample=bool(settings.get(session, key="sample")),
    )


def candidates(session: Session, *, activity: ActivityId, text: str, limit: int = 8) -> tuple[Match, ...]:
    """Whom the typed text could mean: the beginning of a name, of its pinyin or initials or of a code, or the end of a
    phone number from two digits on. People of the activity come first, those still expected before the others.
    """
    kind, values = search.kind_of(_plain(text))
    if kind is None:
        return ()
    asked = values | {"activity": activity, "day": _day(session, activity), "most": search.SHOWN}
    connection = session.connection()
    is_short = (connection.scalar(SIZE, {"activity": activity}) or 0) <= FEW_LISTED
    here = connection.execute((IN_SHORT_LIST if is_short else IN_LONG_LIST)[kind], asked).all()
    found = {row.id: _match(row) for row in sorted(here, key=lambda row: row.state != EXPECTED)}
    if len(found) < limit:
        for row in connection.execute(search.IN_FILE[kind], asked):
            found.setdefault(row.id, _match(row))
    return tuple(islice(found.values(), limit))


def _match(row: Any) -> Match:
    return Match(
        member=MemberId(row.id),
        name=row.name,
        code=row.code,
        phone=mask_phone(row.phone) if row.phone else None,
        unit_name=row.unit_name or "",
        listed=row.role == LISTED,
        state=row.state,
    )


def resolve(session: Session, *, activity: ActivityId, text: str) -> Found:
    """Whom the text means when Enter is pressed.

    A member code at its end decides, whatever stands before it (what an input method left behind), and counts as a
    scan. Else the one listed person whom it names whole (王伟, not 王伟民), else the one listed person whom it fits,
    else the one person of the file whom it names whole: nobody from elsewhere comes in by half a name.
    """
    word = _plain(text)
    whole = _whole(session, word)
    if (code := _code(word)) and not (whole and MOBILE.match(word)):  # a phone's end may look like a code
        return Found(placed.of_code(session, code=code), (), SCAN)
    matches = candidates(session, activity=activity, text=word, limit=search.SHOWN)
    listed = [match.member for match in matches if match.listed]
    for choice in ([member for member in listed if member in whole], listed, [] if listed else sorted(whole)):
        if len(choice) == 1:
            return Found(choice[0], matches, KEYBOARD)
    return Found(None, matches, KEYBOARD)


def _code(word: str) -> str | None:
    found = CODE_AT_END.search(word)
    return found[0] if found and member_codes.is_code(found[0]) else None


def _whole(session: Session, word: str) -> set[MemberId]:
    """The people whose name, pinyin, initials or code this is, or whose phone ends in these digits, at least four."""
    kind, values = search.typed(word)
    if not word or (kind == "digits" and len(word) < SHORTEST_WHOLE_TAIL):
        return set()
    return {MemberId(row.id) for row in session.connection().execute(search.EXACT[kind], values)}


def _plain(text: str) -> str:
    """Full-width letters and digits as plain ones, without blanks at the ends."""
    return unicodedata.normalize("NFKC", text).strip()
