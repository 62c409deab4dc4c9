"""One person's page: facts (masked), belongings, posts, and what he or she took part in (S016)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain import standing_dates
from gridparty.domain.civil_time import start_of, today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import BelongingId, MemberId, UnitId
from gridparty.i18n import _
from gridparty.operations import catalogues, heads, members, tree
from gridparty.operations.activities import CAME, LISTED
from gridparty.operations.tree import Tree
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
    group_name: str | None
    facts: dict[str, Any]  # of a registration: skills, claimed post
    is_open: bool  # on the day of the page


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post over time."""

    post: str
    label: str
    unit: UnitId
    unit_name: str
    until: date | None
    since: date | None


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
    closed_on: date | None

    @property
    def branch(self) -> BelongingRow | None:
        """The affiliation on the day of the page."""
        return next((row for row in self.belongings if row.kind == heads.AFFILIATION and row.is_open), None)


def of_member(session: Session, *, member: MemberId, day: date | None = None) -> Dossier:
    """The page of a person as of a day. Raises NotFound."""
    row = session.get(Member, member)
    if row is None:
        raise NotFound(_("There is no person #{member}.").format(member=member))
    at = day or today()
    now = tree.load(session, first=BEGINNING, last=at)
    kinds = catalogues.labels(session, catalogue="belonging_kinds")
    posts = catalogues.labels(session, catalogue="posts")
    standing = standing_dates.standing(row.full_date, at)
    return Dossier(
        id=member,
        code=row.code,
        facts=members.masked(members.as_person(row)),
        standing_years=standing.years if standing else None,
        belongings=tuple(
            _belonging_row(belonging, kinds, now, at)
            for belonging in session.scalars(
                select(Belonging).where(Belonging.member_id == member).order_by(Belonging.valid_from, Belonging.id)
            )
        ),
        posts=tuple(
            PostRow(
                post=post.post,
                label=posts.get(post.post, post.post),
                unit=UnitId(post.unit_id),
                unit_name=now.name(UnitId(post.unit_id)),
                until=post.valid_to,
                since=_known(post.valid_from),
            )
            for post in session.scalars(select(Post).where(Post.member_id == member).order_by(Post.id))
        ),
        taking_part=_taking_part(session, member, at),
        closed_on=row.closed_on,
    )


def _belonging_row(belonging: Belonging, kinds: dict[str, str], now: Tree, at: date) -> BelongingRow:
    return BelongingRow(
        id=BelongingId(belonging.id),
        kind=belonging.kind,
        kind_label=kinds.get(belonging.kind, belonging.kind),
        unit=UnitId(belonging.unit_id),
        unit_name=now.name(UnitId(belonging.unit_id)),
        since=_known(belonging.valid_from),
        until=belonging.valid_to,
        receipt=belonging.receipt,
        group_name=None if belonging.group_id is None else now.name(UnitId(belonging.group_id)),
        facts=belonging.facts,
        is_open=belonging.valid_from <= at and (belonging.valid_to is None or belonging.valid_to > at),
    )


def _known(day: date) -> date | None:
    return None if day == BEGINNING else day


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
