"""Writes one month of the sample office's records, table by table, so that the op-log holds them as ranges."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from gridparty.domain.months import Month
from gridparty.operations import samples_office
from gridparty.operations.activities import CAME
from gridparty.operations.samples_gatherings import Book, hold_all
from gridparty.operations.samples_services import Ledger, serve_all
from gridparty.operations.samples_words import words
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import Activity, ActivityUnit, Attendance, Logged, Service, ServiceMember

CHECK_INS = "check_ins"


def write_rows(session: Session, table: type[Logged], rows: Sequence[Mapping[str, Any]]) -> int:
    """Inserts rows as they are, all with the same columns, past the ORM. Returns how many."""
    if rows:
        session.connection().execute(insert(table), rows)
    return len(rows)


def write_month(session: Session, *, month: Month, seed: int) -> Counter[str]:
    """A month for everyone in the file. Returns rows by table, and under "check_ins" those who came."""
    office, known = samples_office.of_month(session, month=month, seed=seed), words()
    rng = Random(f"{seed}/{month}")
    branches = [branch.unit for community in office.communities for branch in community.branches]
    silent = frozenset(unit for unit in branches if rng.random() < known.chances["silent"])
    book = Book(month, rng, known, office, next_id(session, Activity))
    hold_all(book, silent)
    ledger = Ledger(month, rng, known, office, next_id(session, Service))
    serve_all(ledger, silent)
    written = Counter[str]()
    for table, rows in (
        (Activity, book.activities),
        (ActivityUnit, book.joint),
        (Attendance, book.attendance),
        (Service, ledger.services),
        (ServiceMember, ledger.members),
    ):
        written[table.__tablename__] = write_rows(session, table, rows)
    written[CHECK_INS] = sum(row["state"] in CAME for row in book.attendance)
    return written
