"""The triggers that fill the op-log, generated from the tables (OPLOG 1–3)."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, Dialect, Table, func, inspect, select, text

from gridparty.storage.oplog import OPEN, op_log

LOG = "INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt)"
OPEN_ACT = f"coalesce({OPEN}, RAISE(ABORT, 'no open act'))"  # not IGNORE-able: OR IGNORE cannot swallow it


def logged() -> list[Table]:
    """The tables whose changes are written down."""
    from gridparty.storage.all_tables import metadata  # noqa: PLC0415  late: start-up

    return [table for table in metadata.sorted_tables if "version" in table.c]


def triggers(dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Name and text of every trigger. Other dialects than SQLite come with the offices part (D19)."""
    for table in logged():
        yield from triggers_of(table, dialect)


def triggers_of(table: Table, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """The same for one table."""
    if dialect.name != "sqlite":
        raise NotImplementedError(dialect.name)
    for event, body in _sqlite(table, dialect).items():
        name = f"oplog_{table.name}_{event.lower()}"
        yield name, f"CREATE TRIGGER {name} AFTER {event} ON {table.name} {body}"


def _sqlite(table: Table, dialect: Dialect) -> dict[str, str]:
    def value(column: Column[object]) -> str:
        name = f"OLD.{column.name}"
        return f"iif({name} IS NULL, NULL, hex({name}))" if column.type.compile(dialect) == "BLOB" else name

    def log(kind: str, row: str, base: str, old: str, salt: str, tail: str = "") -> str:
        return f"{LOG} SELECT {OPEN_ACT}, '{table.name}', '{kind}', {row}.id, {row}.id, {base}, {old}, {salt}{tail};"

    same = [name for name in ("id", "uid") if name in table.c]
    new, old = ", ".join(f"NEW.{n}" for n in same), ", ".join(f"OLD.{n}" for n in same)
    whole = ", ".join(f"'{column.name}', {value(column)}" for column in table.c)
    diff = " UNION ALL ".join(
        f"SELECT '{c.name}' AS k, {value(c)} AS v WHERE OLD.{c.name} IS NOT NEW.{c.name}"
        for c in table.c
        if c.name != "version"
    )
    return {
        "INSERT": "BEGIN UPDATE op_log SET last_id = NEW.id"
        " WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i'"
        f" AND tbl = '{table.name}' AND base_version = NEW.version - 1 AND act_id = {OPEN}; "
        + log("i", "NEW", "NEW.version - 1", "NULL", "NULL", " WHERE changes() = 0")
        + " END",
        "UPDATE": "BEGIN SELECT RAISE(ABORT, 'version must rise by one')"
        f" WHERE ({new}, NEW.version) IS NOT ({old}, OLD.version + 1); "
        + log("u", "OLD", "OLD.version", f"(SELECT json_group_object(k, v) FROM ({diff}))", "randomblob(16)")
        + " END",
        "DELETE": "BEGIN " + log("d", "OLD", "OLD.version", f"json_object({whole})", "randomblob(16)") + " END",
    }


def drop_triggers(connection: Connection) -> None:
    """Before a migration: no table can be rebuilt while a trigger names it."""
    found = r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'oplog\_%' ESCAPE '\'"
    for (name,) in connection.execute(text(found)).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def create_triggers(connection: Connection) -> None:
    """The whole set anew from the tables, after they were made or migrated; ids never fall back.

    Between two revisions the tables of later ones are not there yet; their triggers come with them.
    """
    drop_triggers(connection)
    there = set(inspect(connection).get_table_names())
    for table in logged():
        if table.name not in there:
            continue
        for _name, statement in triggers_of(table, connection.dialect):
            connection.exec_driver_sql(statement)
        highest = connection.scalar(select(func.max(op_log.c.last_id)).where(op_log.c.tbl == table.name))
        connection.execute(
            text("UPDATE sqlite_sequence SET seq = max(seq, :id) WHERE name = :name"),
            {"id": highest or 0, "name": table.name},
        )
