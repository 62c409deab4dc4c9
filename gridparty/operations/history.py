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
    """One act: `tables` tells how many rows of each table it touched; `undone` whether it was taken back.

    Of an act that takes back another (`undoes`), `about` is the label of that one; `brings_back`: it was taken back
    before and stands again.
    """

    id: ActId
    at: datetime
    account: str
    name: str
    label: str
    undoes: ActId | None
    undone: bool
    tables: dict[str, int]
    about: str = ""
    brings_back: bool = False


LABELS = {"undo": N_("Undo"), "office.upgrade": N_("Upgrade the file"), oplog.OUTSIDE: N_("Change by another program")}


def newest(session: Session) -> ActId | None:
    """The newest act that can be taken back; those that last are passed over."""
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
    roots = {row.undoes for row in rows if row.undoes is not None}
    turns: dict[int, list[int]] = defaultdict(list)
    reversals = select(act.c.id, act.c.undoes).where(act.c.undoes.in_([*ids, *roots])).order_by(act.c.id)
    for act_id, root in session.execute(reversals):
        turns[root].append(act_id)
    names = {key: name for key, name in session.execute(select(act.c.id, act.c.name).where(act.c.id.in_(roots)))}
    return tuple(
        ActRow(
            id=row.id,
            at=datetime.fromtimestamp(row.at, UTC).astimezone(CIVIL),
            account=row.account,
            name=row.name,
            label=label(row.name),
            undoes=row.undoes,
            undone=len(turns[row.id]) % 2 == 1,
            tables=touched[row.id],
            about=label(names[row.undoes]) if row.undoes in names else "",
            brings_back=row.undoes is not None and turns[row.undoes].index(row.id) % 2 == 1,
        )
        for row in rows
    )


def label(name: str) -> str:
    """The label of an act for people."""
    if name not in OPERATIONS and name not in LABELS:
        _load_operations()
    mark = OPERATIONS.get(name)
    return _(mark.label) if mark else _(LABELS.get(name, name))


def _load_operations() -> None:
    """Makes every operation known by its import; the window imports a page's operations when the page is wanted."""
    from gridparty.operations import (  # noqa: F401, PLC0415  late: start-up
        activities,
        attendance,
        development,
        disclosures,
        divisions,
        dossier_completeness,
        dossier_facts,
        dues,
        duplicates,
        exports,
        feedback,
        floating,
        form_filling,
        form_templates,
        import_mappings,
        imports,
        member_merges,
        membership_steps,
        orders,
        people_groups,
        registrations,
        rosters,
        samples,
        services,
        talent,
        transfers,
        units,
    )
