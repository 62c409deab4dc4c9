"""The spreadsheets that were brought in: which, when, what became of their rows, and the act that wrote them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL, today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import ActId, UnitId
from gridparty.domain.import_outcomes import CHANGED, NEW, Outcome, counts
from gridparty.i18n import _
from gridparty.operations import tree
from gridparty.operations.tree import Tree
from gridparty.storage.office_tables import ImportBatch
from gridparty.storage.oplog import act, op_log


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import. `counts`: rows_in_file, new, changed, same, duplicate, rejected; `undone`: when it was taken back."""

    id: int
    act: ActId
    at: datetime
    account: str
    kind: str
    file_name: str
    unit: UnitId | None
    unit_name: str
    counts: dict[str, int]
    undone: datetime | None = None


def note(session: Session, *, kind: str, file_name: str | None, unit: UnitId, outcomes: Sequence[Outcome]) -> None:
    """For operations that bring rows in: writes the import down in their own act; not where nothing was written."""
    found = counts(outcomes)
    if file_name is not None and found[NEW] + found[CHANGED]:
        now = session.scalars(select(func.max(act.c.id))).one()
        session.add(ImportBatch(kind=kind, file_name=file_name, unit_id=unit, act_id=now, counts=found))
        session.flush()


def rows(session: Session, *, limit: int = 200) -> tuple[BatchRow, ...]:
    """The imports, newest first, with those that were taken back."""
    now = tree.on_day(session, day=today())
    standing = _standing(session, _SHOWN.order_by(ImportBatch.id.desc()).limit(limit), now)
    found = sorted((*standing, *_taken_back(session, now)), key=lambda row: row.id, reverse=True)
    return tuple(found[:limit])


def newest(session: Session) -> BatchRow | None:
    """The last one that stands."""
    query = _SHOWN.order_by(ImportBatch.id.desc()).limit(1)
    return next(iter(_standing(session, query, tree.on_day(session, day=today()))), None)


def find(session: Session, *, batch: int) -> BatchRow:
    """One import. Raises NotFound, also for one that was taken back."""
    found = _standing(session, _SHOWN.where(ImportBatch.id == batch), tree.on_day(session, day=today()))
    if not found:
        raise NotFound(_("There is no import #{batch}; `imports list` shows those that stand.").format(batch=batch))
    return found[0]


_SHOWN = select(ImportBatch, act.c.at, act.c.account).join(act, act.c.id == ImportBatch.act_id)


def _standing(session: Session, query: Select[ImportBatch, int, str], now: Tree) -> list[BatchRow]:
    held = ("kind", "file_name", "unit_id", "act_id", "counts")
    return [
        _row(row.id, {key: getattr(row, key) for key in held}, at, account, now)
        for row, at, account in session.execute(query)
    ]


def _taken_back(session: Session, now: Tree) -> list[BatchRow]:
    """The imports whose rows an undo took away, as the log keeps them; one that was brought back stands again."""
    gone = select(op_log.c.row_id, op_log.c.old, act.c.at).join(act, act.c.id == op_log.c.act_id)
    gone = gone.where(act.c.undoes.is_not(None), op_log.c.tbl == ImportBatch.__tablename__, op_log.c.kind == "d")
    gone = gone.where(op_log.c.old.is_not(None), op_log.c.row_id.not_in(select(ImportBatch.id)))
    last = {row: (json.loads(old), at) for row, old, at in session.execute(gone.order_by(op_log.c.seq))}
    acts = select(act.c.id, act.c.at, act.c.account).where(act.c.id.in_({old["act_id"] for old, _at in last.values()}))
    begun = {key: (at, account) for key, at, account in session.execute(acts)}
    return [_row(row, old, *begun[old["act_id"]], now, undone=_moment(at)) for row, (old, at) in last.items()]


def _row(
    number: int, held: dict[str, Any], at: int, account: str, now: Tree, *, undone: datetime | None = None
) -> BatchRow:
    unit, counted = held["unit_id"], held["counts"]
    return BatchRow(
        id=number,
        act=ActId(held["act_id"]),
        at=_moment(at),
        account=account,
        kind=held["kind"],
        file_name=held["file_name"],
        unit=None if unit is None else UnitId(unit),
        unit_name=now.name(UnitId(unit)) if unit in now.nodes else "",
        counts=json.loads(counted) if isinstance(counted, str) else dict(counted),
        undone=undone,
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(CIVIL)
