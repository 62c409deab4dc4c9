"""Who holds posts, with what is on file of training, awards, lines by hand and the talent pool (S007, S010, S097)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import span_of, today
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.operations import posts, tree
from gridparty.operations.activities import CAME
from gridparty.operations.posts import PostRow
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.tables import Activity, Attendance

TRAINING = "training"  # a kind of activity
AT_ONCE = 5_000  # trainings asked for in one statement
AWARD, NOTE, POOL = "award", "dossier_note", "talent_pool"  # registers


@dataclass(frozen=True, slots=True)
class CadreRow:
    """A post with its holder.

    `trainings` attended since the beginning of the year (场) by the kind of unit that held them; `awards` and `notes`
    are lines of the registers on the day (条).
    """

    held: PostRow
    trainings: Mapping[str, int]
    awards: int
    notes: int
    is_in_pool: bool

    @property
    def member(self) -> MemberId:
        """Who holds it."""
        return self.held.member

    @property
    def name(self) -> str:
        """The holder's name."""
        return self.held.name


def rows(
    session: Session, *, unit: UnitId, day: date | None = None, post: str | None = None, history: bool = False
) -> tuple[CadreRow, ...]:
    """The posts held in a unit and below on a day, one kind of them or all; `history` adds those that ended.

    Raises InvalidInput, NotFound.
    """
    at = day or today()
    held = posts.rows(session, unit=unit, post=post, day=at, history=history)
    members = {row.member for row in held}
    trained = _trainings(session, members, at)
    lines = _lines(session, members, at)
    return tuple(
        CadreRow(
            held=row,
            trainings=trained[row.member],
            awards=lines[row.member, AWARD],
            notes=lines[row.member, NOTE],
            is_in_pool=lines[row.member, POOL] > 0,
        )
        for row in held
    )


def _trainings(session: Session, members: Collection[MemberId], at: date) -> Mapping[MemberId, Mapping[str, int]]:
    """Of each person the trainings of the year by the kind of the host unit, the highest first."""
    month = Month.of(at)
    since, until = span_of(Month(month.year, 1), month)
    found = select(Activity.id, Activity.unit_id, Activity.kinds)
    found = found.where(Activity.start >= since, Activity.start < until)
    now = tree.load(session, first=Month(month.year, 1).first, last=at)
    places = {unit: place for place, unit in enumerate(now.nodes)}
    hosts = {row.id: UnitId(row.unit_id) for row in session.execute(found) if TRAINING in row.kinds}
    came = select(Attendance.activity_id, Attendance.member_id).where(Attendance.state.in_(CAME))
    attended: dict[MemberId, list[UnitId]] = defaultdict(list)
    wanted = iter(hosts)
    while some := list(islice(wanted, AT_ONCE)):
        for activity, member in session.execute(came.where(Attendance.activity_id.in_(some))):
            if member in members and hosts[activity] in places:
                attended[MemberId(member)].append(hosts[activity])
    none: Mapping[str, int] = {}
    counted: dict[MemberId, Mapping[str, int]] = defaultdict(lambda: none)
    for person, units in attended.items():
        ordered = sorted(units, key=lambda unit: (len(list(now.ancestors(unit))), places[unit]))
        counted[person] = Counter(now.nodes[unit].kind for unit in ordered)
    return counted


def _lines(session: Session, members: Collection[MemberId], at: date) -> Counter[tuple[MemberId, str]]:
    """How many lines of each register are open on the day, by person."""
    found = select(RegisterEntry.member_id, RegisterEntry.register)
    found = found.where(RegisterEntry.register.in_((AWARD, NOTE, POOL)), RegisterEntry.valid_from <= at)
    found = found.where(or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to > at))
    lines = session.execute(found.where(RegisterEntry.member_id.is_not(None)))
    return Counter((MemberId(member or 0), register) for member, register in lines if member in members)
