"""The next id of a table, one that was never given before, not even to a row that was undone."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from gridparty.storage.tables import Logged


def next_id(session: Session, table: type[Logged]) -> int:
    """What the next inserted row of the table will be called, as long as this transaction writes alone."""
    session.flush()
    statement = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return int(session.scalar(statement, {"name": table.__tablename__}) or 0) + 1
