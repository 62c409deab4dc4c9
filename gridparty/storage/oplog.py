"""The op-log: acts, their entries, the chain of seals, and undo (OPLOG.md).

An act is open while its hash is NULL; triggers attribute rows to the newest act if it is open and refuse otherwise.
What a row held before lies in `old` with a random salt. The chain covers only the salted digest, so an entry can be
erased (digest kept, old and salt gone) and the chain still verifies (D16).
"""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from gridparty.domain.errors import Conflict, NotFound
from gridparty.i18n import _
from gridparty.storage.tables import metadata

act = Table(
    "act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("name", String, nullable=False),
    Column("at", Integer, nullable=False),
    Column("undoes", Integer),
    Column("hash", LargeBinary(32)),
    Index("act_open", "id", sqlite_where=text("hash IS NULL")),  # millions of acts, at most a few of them open
    Index("act_by_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
    sqlite_autoincrement=True,
)
op_log = Table(
    "op_log",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("act_id", Integer, nullable=False, index=True),
    Column("tbl", String, nullable=False),
    Column("kind", String(1), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("last_id", Integer, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("old", Text),
    Column("salt", LargeBinary(16)),
    Column("digest", LargeBinary(32)),
)

# Acts that undo stops at: what lies before them was another shape of the file (OPLOG 10).
BARRIERS = ("office.create", "office.upgrade", "catalogues.load")
OUTSIDE = "outside"  # an act left open by a foreign tool

# Acts that wrote into a lasting table (all are among the first tables) record what happened, and stay.
LASTING = [table.name for table in metadata.sorted_tables if table.info.get("lasting")]
LASTS = exists().where(op_log.c.act_id == act.c.id, op_log.c.tbl.in_(LASTING))

root_id: ColumnElement[int] = func.coalesce(act.c.undoes, act.c.id)
START = insert(act)
SEAL = update(act).where(act.c.id == bindparam("act")).values(hash=bindparam("sealed"))
ENTRIES = select(op_log).where(op_log.c.act_id == bindparam("act")).order_by(op_log.c.seq)
_BEFORE = act.alias()
LAST_HASH = select(_BEFORE.c.hash).where(_BEFORE.c.id < act.c.id).order_by(_BEFORE.c.id.desc()).limit(1)
HEAD = select(
    act.c.id, act.c.account, act.c.name, act.c.at, act.c.undoes, LAST_HASH.scalar_subquery().label("before")
).where(act.c.id == bindparam("act"))
AnyRow = Row[*tuple[Any, ...]]
OPEN = "(SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL)"


@dataclass(frozen=True, slots=True)
class Changes:
    """What one act touched: table → ids, or None where they are many."""

    act_id: int
    name: str
    tables: dict[str, frozenset[int] | None]


def open_act(connection: Connection, account: str, name: str, undoes: int | None = None) -> int:
    """Begins an act; every row changed from now on belongs to it. Returns its id."""
    values = {"account": account, "name": name, "at": int(time.time()), "undoes": undoes}
    key = connection.execute(START, values).inserted_primary_key
    assert key is not None
    return int(key[0])


def entries(connection: Connection, act_id: int) -> Sequence[AnyRow]:
    """What the triggers wrote down for an act, in order."""
    return connection.execute(ENTRIES, {"act": act_id}).all()


def _covered(entry: AnyRow) -> list[Any]:
    digest = entry.digest
    if entry.old is not None:
        digest = hashlib.sha256(entry.salt + entry.old.encode()).digest()
    plain = [entry.seq, entry.tbl, entry.kind, entry.row_id, entry.last_id, entry.base_version]
    return [*plain, digest.hex() if digest else None]


def digest(connection: Connection, act_id: int, rows: Iterable[AnyRow]) -> bytes:
    """The seal of an act: SHA-256 over the hash before, the act and its entries (OPLOG 4)."""
    return _digest(connection.execute(HEAD, {"act": act_id}).one(), rows)


def _digest(found: AnyRow, rows: Iterable[AnyRow]) -> bytes:
    head, before = list(found)[:-1], found.before
    body = json.dumps([head, [_covered(row) for row in rows]])  # not repr: what it escapes depends on Python
    return hashlib.sha256((before or b"") + body.encode()).digest()


def seal(connection: Connection, act_id: int, name: str) -> Changes | None:
    """Closes the act just before the commit. Returns the change notice, None if nothing was changed."""
    rows = entries(connection, act_id)
    if not rows:
        return None
    head = connection.execute(HEAD, {"act": act_id}).one()
    if head.before is None and seal_strays(connection, below=act_id):  # left open while this program was at work
        head = connection.execute(HEAD, {"act": act_id}).one()
    connection.execute(SEAL, {"act": act_id, "sealed": _digest(head, rows)})
    return notice(act_id, name, rows)


def notice(act_id: int, name: str, rows: Sequence[AnyRow], few: int = 200) -> Changes:
    """The change notice of an act; ids are left out where more than a few rows changed."""
    tables: dict[str, frozenset[int] | None] = {}
    for tbl, group in groupby(sorted(rows, key=lambda row: row.tbl), key=lambda row: row.tbl):
        spans = [range(row.row_id, row.last_id + 1) for row in group]
        tables[tbl] = frozenset(i for span in spans for i in span) if sum(map(len, spans)) <= few else None
    return Changes(act_id, name, tables)


def seal_strays(connection: Connection, below: int | None = None) -> list[int]:
    """Seals acts that a foreign tool left open (those before an act, if given), under the account "outside".

    Returns their ids. An act that changed nothing goes, as our own empty acts do.
    """
    still_open = select(act.c.id).where(act.c.hash.is_(None)).order_by(act.c.id)
    sealed = []
    for act_id in connection.scalars(still_open if below is None else still_open.where(act.c.id < below)).all():
        if not (rows := entries(connection, act_id)):
            connection.execute(delete(act).where(act.c.id == act_id))
            continue
        connection.execute(update(act).where(act.c.id == act_id).values(account=OUTSIDE))
        connection.execute(SEAL, {"act": act_id, "sealed": digest(connection, act_id, rows)})
        sealed.append(act_id)
    return sealed


def broken(connection: Connection) -> list[str]:
    """Seals that do not fit (act 12), and tables whose row counts the log cannot account for."""
    from gridparty.storage.all_tables import metadata  # noqa: PLC0415  late: start-up

    found = []
    for row in connection.execute(select(act.c.id, act.c.hash).order_by(act.c.id)).all():
        if row.hash != digest(connection, row.id, entries(connection, row.id)):
            found.append(f"act {row.id}")
    for table in metadata.sorted_tables:
        if "version" in table.c:
            spans = select(op_log.c.kind, func.sum(op_log.c.last_id - op_log.c.row_id + 1))
            sums = {
                k: n for k, n in connection.execute(spans.where(op_log.c.tbl == table.name).group_by(op_log.c.kind))
            }
            if connection.scalar(select(func.count()).select_from(table)) != sums.get("i", 0) - sums.get("d", 0):
                found.append(table.name)
    return found


def barrier(connection: Connection) -> int:
    """The newest act that undo cannot cross; 0 if there is none."""
    return connection.scalar(select(func.max(act.c.id)).where(act.c.name.in_(BARRIERS))) or 0


def last_act(connection: Connection) -> int | None:
    """The newest act that changed rows and stands: neither undone nor itself an undo, nor one that lasts."""
    oldest = barrier(connection)
    turns: Counter[int] = Counter()  # every reversal of an act comes after it, so one walk from the end knows them all
    newest_first = select(act.c.id, act.c.undoes).where(act.c.id > oldest).order_by(act.c.id.desc())
    newest_first = newest_first.where(~LASTS)
    with connection.execute(newest_first, execution_options={"yield_per": 100}) as acts:
        for act_id, undoes in acts:
            if undoes is not None:
                turns[undoes] += 1
            elif turns[act_id] % 2 == 0:
                return int(act_id)
    return None


def turn(connection: Connection, root: int) -> None:
    """Reverses an act, or its last reversal: undo and redo alike; runs inside an act that names root.

    Raises Conflict if a later act that stands touched the same rows or the act lasts, NotFound if there is no such act.
    """
    latest = connection.scalar(
        select(func.max(act.c.id)).where(or_(act.c.id == root, act.c.undoes == root), act.c.hash.is_not(None))
    )
    if latest is None:
        raise NotFound(_("There is no act number {act}.").format(act=root))
    if root <= barrier(connection):
        raise Conflict(_("What was done before the file was set up or upgraded cannot be undone."))
    if connection.scalar(select(act.c.id).where(act.c.id == root, LASTS)) is not None:
        raise Conflict(_("This act records what happened and stays; it cannot be undone."))
    _refuse_overlap(connection, latest)
    from gridparty.storage.all_tables import metadata  # noqa: PLC0415  late: start-up

    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    reversed_entries = reversed(entries(connection, latest))
    for key, group in groupby(reversed_entries, lambda row: (row.tbl, row.kind, tuple(json.loads(row.old or "{}")))):
        _reverse(connection, metadata.tables[key[0]], key[1], list(group))


def _refuse_overlap(connection: Connection, latest: int) -> None:
    mine, later = op_log.alias(), op_log.alias()
    standing = select(root_id).where(act.c.id > latest, act.c.hash.is_not(None))
    standing = standing.group_by(root_id).having(func.count() % 2 == 1)  # acts that took each other back come in pairs
    over = and_(later.c.tbl == mine.c.tbl, later.c.row_id <= mine.c.last_id, later.c.last_id >= mine.c.row_id)
    clash = select(later.c.act_id).join(mine, over).join(act, act.c.id == later.c.act_id)
    clash = clash.where(mine.c.act_id == latest, later.c.act_id > latest, root_id.in_(standing)).limit(1)
    if (found := connection.scalar(clash)) is not None:
        raise Conflict(_("A later act (number {act}) changed the same records; undo that one first.").format(act=found))


def _reverse(connection: Connection, table: Table, kind: str, rows: list[AnyRow]) -> None:
    if kind == "i":
        for row in rows:
            span = table.c.id.between(row.row_id, row.last_id)
            _exactly(connection, delete(table).where(span), None, row.last_id - row.row_id + 1)
    elif kind == "u":
        values = [{"_id": row.row_id, **_thaw(table, row.old)} for row in rows]
        _exactly(connection, update(table).where(table.c.id == bindparam("_id")), values, len(rows))
    else:
        values = [{**_thaw(table, row.old), "version": row.base_version + 1} for row in rows]
        _exactly(connection, insert(table), values)  # the driver counts no inserted rows


def _exactly(
    connection: Connection, statement: Any, values: list[dict[str, Any]] | None, count: int | None = None
) -> None:
    try:
        found = connection.execute(statement, values).rowcount
    except IntegrityError as error:
        raise Conflict(_("Other records stand in the way; nothing was changed.")) from error
    if count is not None and found != count:
        raise Conflict(_("Some of the records are gone; nothing was changed."))


def _thaw(table: Table, held: str) -> dict[str, Any]:
    """Values as the log holds them → as Python holds them."""
    old = json.loads(held)
    types: dict[str, Any] = {name: table.c[name].type for name in old}
    return {name: _thawed(types[name], value) for name, value in old.items()}


def _thawed(kind: Any, value: Any) -> Any:
    if isinstance(kind, LargeBinary) and isinstance(value, str):  # bytes lie in the log as hexadecimal text
        return bytes.fromhex(value)
    known: Any = kind if isinstance(kind, TypeDecorator) else None
    return known.process_result_value(value, None) if known else value
