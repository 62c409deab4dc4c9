"""Lists of coming activities follow whatever changes where people belong, until the first check-in (D8)."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import start_of, today
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.operations import activities, heads, tree
from gridparty.storage.tables import Activity, ActivityUnit, Attendance, Belonging, Post

FEW = 1_000  # of more people every coming list is drawn up anew


def redraw(session: Session, *, members: Collection[MemberId]) -> None:
    """Draws up anew the lists of today and later that have one of these people or should have."""
    coming = select(Activity.id).where(Activity.start >= start_of(today()))
    if not members or session.scalar(coming.limit(1)) is None:
        return
    session.flush()
    if len(members) <= FEW:
        coming = coming.where(_concerned(session, members))
    with tree.kept(session):
        for activity in session.scalars(coming).all():
            activities.refresh(session, activities.get(session, ActivityId(activity)))


def _concerned(session: Session, members: Collection[MemberId]) -> ColumnElement[bool]:
    """Activities that list one of them, or that are held at, or above, a place where one of them belongs."""
    belongs = select(Belonging.unit_id, Belonging.group_id)
    belongs = belongs.where(Belonging.member_id.in_(members), heads.affiliated_on(today()))
    sits = select(Post.unit_id).where(Post.member_id.in_(members), heads.holds_on(today()))
    places = {place for query in (belongs, sits) for row in session.execute(query) for place in row if place}
    now = tree.on_day(session, day=today())
    hosts = {above for place in places if place in now.nodes for above in now.ancestors(UnitId(place))}
    listed = select(Attendance.activity_id).where(Attendance.member_id.in_(members))
    joint = select(ActivityUnit.activity_id).where(ActivityUnit.unit_id.in_(hosts))
    return or_(Activity.unit_id.in_(hosts), Activity.id.in_(joint), Activity.id.in_(listed))
