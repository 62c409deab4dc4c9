"""Stage and standing of a person from a day on; the days before keep what they were (D2, D6)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.storage.tables import BEGINNING, Member, MemberState


def enter(session: Session, row: Member, *, day: date, stage: str | None = None, standing: str | None = None) -> None:
    """The person has another stage or standing from `day` on. What was noted of days from then on is overwritten.

    For a decision that has a day; what was merely typed wrong is corrected for all days (members.write).
    """
    last = BEGINNING
    held = select(MemberState).where(MemberState.member_id == row.id).order_by(MemberState.valid_from)
    for before in session.scalars(held).all():
        if before.valid_from >= day:
            session.delete(before)
        else:
            before.valid_to = min(before.valid_to, day)
            last = before.valid_to
    if last < day:
        was = MemberState(member_id=row.id, stage=row.stage, standing=row.standing, valid_from=last, valid_to=day)
        session.add(was)
    row.stage, row.standing = stage or row.stage, standing or row.standing
