"""How much room the records take (D17)."""

from collections.abc import Iterator
from typing import Any

from benchmarks.measuring import Row
from benchmarks.offices import Office, copy, raw

MILLION = 1_000_000


def rows(office: Office) -> Iterator[Row]:
    """Megabytes (10⁶ bytes) per million check-ins, of the table with its indexes and of the whole file; no limits."""
    path = copy(office, "size")
    with raw(path) as connection:
        came = "SELECT count(*) FROM attendance WHERE state IN ('present', 'made_up')"
        (check_ins,) = connection.execute(came).fetchone()
        taken = _bytes_of_attendance(connection)
        whole = path.stat().st_size
    millions = check_ins / MILLION
    yield _stated(f"MB per million check-ins: attendance ({check_ins:,} check-ins)", taken / MILLION / millions)
    yield _stated(f"MB per million check-ins: the whole file ({whole / MILLION:,.0f} MB)", whole / MILLION / millions)


def _stated(name: str, megabytes: float) -> Row:
    return Row(name, None, "", None, round(megabytes, 1), None)


def _bytes_of_attendance(connection: Any) -> int:
    """What dropping the table would set free; nothing is kept of that."""
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    (before,) = connection.execute("PRAGMA freelist_count").fetchone()
    connection.execute("DROP TABLE attendance")
    (after,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.execute("ROLLBACK")
    return (int(after) - int(before)) * int(size)
