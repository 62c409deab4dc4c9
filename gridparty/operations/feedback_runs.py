"""The feedback to work units that was issued: which runs there are, and one of them opened again (CHK-03, S108)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import EntryId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import feedback, tree
from gridparty.operations.feedback import RUN, SLIP, FeedbackRun
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent
from gridparty.storage.tables import BEGINNING


@dataclass(frozen=True, slots=True)
class IssuedRun:
    """A run that was issued; `people` had a slip in it."""

    entry: EntryId
    number: str
    unit: UnitId
    unit_name: str
    first: Month
    last: Month
    day: date
    people: int
    confirmed_by: str


def rows(session: Session, *, unit: UnitId) -> tuple[IssuedRun, ...]:
    """The runs that a unit and those below it issued, the newest first. Raises NotFound."""
    now = tree.load(session, first=BEGINNING, last=today())
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    slips = select(RegisterEvent.entry_id, func.count().label("people")).where(RegisterEvent.kind == SLIP)
    counted = slips.group_by(RegisterEvent.entry_id).subquery()
    found = select(RegisterEntry, func.coalesce(counted.c.people, 0))
    found = found.outerjoin(counted, counted.c.entry_id == RegisterEntry.id)
    found = found.where(
        RegisterEntry.register == RUN, RegisterEntry.valid_to.is_(None), RegisterEntry.unit_id.in_(now.subtree(unit))
    )
    return tuple(
        IssuedRun(
            entry=EntryId(row.id),
            number=row.name,
            unit=UnitId(row.unit_id or 0),
            unit_name=now.name(UnitId(row.unit_id or 0)),
            first=Month.parse(row.facts["first"]),
            last=Month.parse(row.facts["last"]),
            day=row.valid_from,
            people=people,
            confirmed_by=row.facts.get("confirmed_by", ""),
        )
        for row, people in session.execute(found.order_by(RegisterEntry.valid_from.desc(), RegisterEntry.id.desc()))
    )


def one(session: Session, *, run: EntryId) -> FeedbackRun:
    """An issued run as it was issued. Raises NotFound."""
    return feedback.frozen(session, _row(session, RegisterEntry.id == run, str(run)))


def find(session: Session, *, number: str) -> EntryId:
    """The run with this number (FK2026-00012). Raises NotFound."""
    return EntryId(_row(session, RegisterEntry.name == number.strip(), number).id)


def _row(session: Session, test: ColumnElement[bool], said: str) -> RegisterEntry:
    found = session.scalars(select(RegisterEntry).where(RegisterEntry.register == RUN, test)).first()
    if found is None:
        raise NotFound(_("No feedback was issued under {number}.").format(number=said))
    return found
