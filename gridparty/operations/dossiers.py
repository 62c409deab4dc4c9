"""One person's page: facts (masked), belongings, posts, and what he or she took part in (S016)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import start_of, today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import BelongingId, MemberId, UnitId
from gridparty.domain.members import standing_years
from gridparty.i18n import _
from gridparty.operations import catalogues, members, tree
from gridparty.operations.activities import CAME, LISTED
from gridparty.storage.tables import BEGINNING, Activity, Attendance, Belonging, Member, Post, Service, ServiceMember

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class BelongingRow:
    """A belonging over time; the receipt is that of a registration."""

    id: BelongingId
    kind: str
    kind_label: str
    unit: UnitId
    unit_name: str
    since: date | None
    until: date | None
    receipt: str | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post over time."""

    post: str
    label: str
    unit: UnitId
    unit_name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class TakingPart:
    """The last 12 months: person-times expected, present and walked in, services, hours."""

    expected: int
    present: int
    walk_ins: int
    services: int
    hours: float


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one person that a page shows."""

    id: MemberId
    code: str
    facts: dict[str, Any]
    standing_years: int | None
    belongings: tuple[BelongingRow, ...]
    posts: tuple[PostRow, ...]
    taking_part: TakingPart


def of_member(session: Session, *, member: MemberId, day: date | None = None) -> Dossier:
    """The page of a person as of a day. Raises NotFound."""
    row = session.get(Member, member)
    if row is None:
        raise NotFound(_("There is no person #{member}.").format(member=member))
    at = day or today()
    now = tree.load(session, first=BEGINNING, last=at)
    kinds = catalogues.labels(session, catalogue="belonging_kinds")
    posts = catalogues.labels(session, catalogue="posts")
    return Dossier(
        id=member,
        code=row.code,
        facts=members.masked(members.as_person(row)),
        standing_years=standing_years(row.full_date, at),
        belongings=tuple(
            BelongingRow(
                BelongingId(b.id),
                b.kind,
                kinds.get(b.kind, b.kind),
                UnitId(b.unit_id),
                now.name(UnitId(b.unit_id)),
                None if b.valid_from == BEGINNING else b.valid_from,
                b.valid_to,
                b.receipt,
            )
            for b in session.scalars(
                select(Belonging).where(Belonging.member_id == member).order_by(Belonging.valid_from, Belonging.id)
            )
        ),
        posts=tuple(
            PostRow(p.post, posts.get(p.post, p.post), UnitId(p.unit_id), now.name(UnitId(p.unit_id)), p.valid_to)
            for p in session.scalars(select(Post).where(Post.member_id == member).order_by(Post.id))
        ),
        taking_part=_taking_part(session, member, at),
    )


def _taking_part(session: Session, member: MemberId, at: date) -> TakingPart:
    since, until = start_of(at - YEAR), start_of(at + timedelta(days=1))
    counts = select(Attendance.role == LISTED, Attendance.state.in_(CAME), func.count())
    counts = counts.join(Activity, Attendance.activity_id == Activity.id).where(
        Attendance.member_id == member, Activity.start >= since, Activity.start < until
    )
    grouped = session.execute(counts.group_by(Attendance.role == LISTED, Attendance.state.in_(CAME)))
    came = {(bool(listed), bool(present)): number for listed, present, number in grouped}
    served = select(func.count(), func.coalesce(func.sum(ServiceMember.half_hours), 0)).join(Service)
    served = served.where(ServiceMember.member_id == member, Service.day.between(at - YEAR, at))
    services, half_hours = session.execute(served.select_from(ServiceMember)).one()
    return TakingPart(
        expected=sum(number for (listed, _present), number in came.items() if listed),
        present=came.get((True, True), 0),
        walk_ins=came.get((False, True), 0),
        services=services,
        hours=half_hours / 2,
    )
