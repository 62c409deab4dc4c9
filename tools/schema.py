"""Prints db/schema.sql: every table of a new file with its indexes and triggers (`make schema`)."""

import sys
import tempfile
from pathlib import Path

from gridparty.storage import files
from gridparty.storage.all_tables import metadata

HEAD = "-- The shape of a gridparty file, as `make schema` prints it; a test keeps it equal to the tables.\n"
OBJECTS = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type != 'table', type, name"
)


def of_file(path: Path) -> dict[str, list[str]]:
    """table → its statements (table, indexes, triggers) as an existing file has them."""
    store = files.open_file(path, daily_backup=False)
    try:
        with store.read() as session:
            found = session.connection().exec_driver_sql(OBJECTS).all()
    finally:
        store.close()
    statements: dict[str, list[str]] = {}
    for _type, _name, table, sql in found:
        statements.setdefault(table, []).append(_laid_out(sql) + ";")
    return statements


def text() -> str:
    """The whole snapshot, tables in the order of their keys."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.gridparty"
        files.create(path).close()
        statements = of_file(path)
    names = [*(table.name for table in metadata.sorted_tables), "alembic_version"]
    return HEAD + "".join("\n" + "\n".join(statements[name]) + "\n" for name in names)


def _laid_out(sql: str) -> str:
    """One column a line, one step of a trigger a line."""
    lines = [line.strip() for line in sql.replace("BEGIN ", "BEGIN\n").replace("; ", ";\n").splitlines()]
    lines = [line for text in lines for line in text.replace(" UNION ALL ", "\nUNION ALL ").splitlines()]
    return "\n".join([lines[0], *(line if line in (")", "END") else "    " + line for line in lines[1:])])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text())
