"""Many new rows at once: values come a column at a time, and the driver gets tuples, not a dictionary for each row."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.sql.elements import KeyedColumnElement

from gridparty.storage.tables import Logged


def insert_columns(connection: Connection, table: type[Logged], columns: Mapping[str, Sequence[Any]]) -> None:
    """Inserts the rows that the columns make, seen by the triggers as any other; columns left out get their defaults.

    Every column holds as many values. Raises what the driver raises, as sqlalchemy.exc.DBAPIError.
    """
    count = len(next(iter(columns.values())))
    dialect, filled = connection.dialect, dict(columns)
    bound = {}
    for column in table.__table__.c:
        if column.default is not None and column.name not in filled:
            filled[column.name] = _defaults(column, count)
        if column.name in filled:
            process = column.type.dialect_impl(dialect).bind_processor(dialect)
            bound[column.name] = [process(value) for value in filled[column.name]] if process else filled[column.name]
    compiled = insert(table).inline().compile(dialect=dialect, column_keys=list(bound))
    rows: list[Any] = list(zip(*(bound[name] for name in compiled.positiontup or bound), strict=True))
    if not compiled.positional:
        rows = [dict(zip(bound, row, strict=True)) for row in rows]
    if rows:
        connection.exec_driver_sql(str(compiled), rows)


def _defaults(column: KeyedColumnElement[Any], count: int) -> list[Any]:
    default: Any = column.default
    return [default.arg(None) for _ in range(count)] if default.is_callable else [default.arg] * count
