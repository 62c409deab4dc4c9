"""The spreadsheets that were brought in: which, when, what became of their rows, and the act that wrote them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import ActId, UnitId
from gridparty.domain.import_outcomes import CHANGED, NEW, Outcome, counts
from gridparty.i18n import _
from gridparty.operations import tree
from gridparty.storage.office_tables import ImportBatch
from gridparty.storage.oplog import act


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import. `counts`: rows_in_file, new, changed, same, duplicate, rejected. One taken back is not listed."""

    id: int
    act: ActId
    at: datetime
    account: str
    kind: str
    file_name: str
    unit: UnitId | None
    unit_name: str
    counts: dict[str, int]


def note(session: Session, *, kind: str, file_name: str | None, unit: UnitId, outcomes: Sequence[Outcome]) -> None:
    """For operations that bring rows in: writes the import down in their own act; not where nothing was written."""
    found = counts(outcomes)
    if file_name is not None and found[NEW] + found[CHANGED]:
        now = session.scalars(select(func.max(act.c.id))).one()
        session.add(ImportBatch(kind=kind, file_name=file_name, unit_id=unit, act_id=now, counts=found))
        session.flush()


def rows(session: Session, *, limit: int = 200) -> tuple[BatchRow, ...]:
    """The imports that stand, newest first."""
    return _rows(session, _SHOWN.order_by(ImportBatch.id.desc()).limit(limit))


def newest(session: Session) -> BatchRow | None:
    """The last one."""
    return next(iter(rows(session, limit=1)), None)


def find(session: Session, *, batch: int) -> BatchRow:
    """One import. Raises NotFound, also for one that was taken back."""
    found = _rows(session, _SHOWN.where(ImportBatch.id == batch))
    if not found:
        raise NotFound(_("There is no import #{batch}; `imports list` shows those that stand.").format(batch=batch))
    return found[0]


_SHOWN = select(ImportBatch, act.c.at, act.c.account).join(act, act.c.id == ImportBatch.act_id)


def _rows(session: Session, query: Select[ImportBatch, int, str]) -> tuple[BatchRow, ...]:
    now = tree.on_day(session, day=today())
    return tuple(
        BatchRow(
            id=row.id,
            act=ActId(row.act_id),
            at=datetime.fromtimestamp(at, UTC).astimezone(CIVIL),
            account=account,
            kind=row.kind,
            file_name=row.file_name,
            unit=None if row.unit_id is None else UnitId(row.unit_id),
            unit_name="" if row.unit_id is None else now.name(UnitId(row.unit_id)),
            counts=dict(row.counts),
        )
        for row, at, account in session.execute(query)
    )
