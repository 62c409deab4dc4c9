"""What was done, when, by whom; it is read from the op-log."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.ids import ActId
from gridparty.i18n import N_, _
from gridparty.operations.marks import OPERATIONS
from gridparty.storage import oplog
from gridparty.storage.oplog import act, op_log


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act: `tables` tells how many rows of each table it touched; `undone` whether it was taken back."""

    id: ActId
    at: datetime
    account: str
    name: str
    label: str
    undoes: ActId | None
    undone: bool
    tables: dict[str, int]


LABELS = {"undo": N_("Undo"), "office.upgrade": N_("Upgrade the file"), oplog.OUTSIDE: N_("Change by another program")}


def newest(session: Session) -> ActId | None:
    """The newest act that can be taken back."""
    found = oplog.last_act(session.connection())
    return None if found is None else ActId(found)


def acts(session: Session, *, limit: int = 20) -> tuple[ActRow, ...]:
    """The newest acts first."""
    rows = session.execute(select(act).order_by(act.c.id.desc()).limit(limit)).all()
    if not rows:
        return ()
    touched: dict[int, dict[str, int]] = defaultdict(dict)
    spans = select(op_log.c.act_id, op_log.c.tbl, func.sum(op_log.c.last_id - op_log.c.row_id + 1))
    ids = [row.id for row in rows]
    for act_id, table, count in session.execute(
        spans.where(op_log.c.act_id.in_(ids)).group_by(op_log.c.act_id, op_log.c.tbl)
    ):
        touched[act_id][table] = count
    turns = select(act.c.undoes, func.count()).where(act.c.undoes.in_(ids)).group_by(act.c.undoes)
    turned = {root: count for root, count in session.execute(turns)}
    return tuple(
        ActRow(
            id=row.id,
            at=datetime.fromtimestamp(row.at, UTC).astimezone(CIVIL),
            account=row.account,
            name=row.name,
            label=label(row.name),
            undoes=row.undoes,
            undone=turned.get(row.id, 0) % 2 == 1,
            tables=touched[row.id],
        )
        for row in rows
    )


def label(name: str) -> str:
    """The label of an act for people."""
    mark = OPERATIONS.get(name)
    return _(mark.label) if mark else _(LABELS.get(name, name))
