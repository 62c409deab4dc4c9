"""The one way to a database: readers see a snapshot and cannot write, writers queue (OPLOG 6, 7; D14)."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from gridparty.domain.errors import FileDamaged
from gridparty.i18n import _

# Every file is keyed, so that every damaged page is noticed; this published constant keeps nothing secret (D14).
PUBLIC_KEY = "x'6772696470617274792070616765732061726520636865636b6564202d2d2d2e'"

PRAGMAS = (
    "cipher_log_level=NONE",
    f'key="{PUBLIC_KEY}"',
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "busy_timeout=5000",
)
BEGIN = {"read": "BEGIN", "write": "BEGIN IMMEDIATE"}
ONLY_READS = {"read": "PRAGMA query_only=ON", "write": "PRAGMA query_only=OFF"}
OLDEST_SQLITE = (3, 51, 3)  # older ones can corrupt a WAL when it is reset


def connect(path: Path) -> Any:
    """A raw driver connection with our pragmas. Raises FileDamaged where the file is no gridparty file."""
    if sqlcipher3.dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher3.dbapi2.sqlite_version} is too old; {OLDEST_SQLITE} is needed")
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()
        connection.execute("SELECT count(*) FROM sqlite_master").close()
    except sqlcipher3.dbapi2.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlcipher3.dbapi2.OperationalError):
            raise
        raise FileDamaged(
            _("“{name}” is not a gridparty file or is damaged; restore a backup or choose another file.").format(
                name=path.name
            )
        ) from error
    return connection


def open_engine(path: Path) -> Engine:
    """Reads by default; engine.execution_options(access="write") writes."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: connect(path),
        poolclass=QueuePool,
        pool_reset_on_return="rollback",  # a commit that a key refuses leaves its transaction open
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    access = connection.get_execution_options().get("access", "read")
    if connection.info.get("access") != access:  # not each time: the pragma makes every kept statement be prepared anew
        connection.exec_driver_sql(ONLY_READS[access])
        connection.info["access"] = access
    connection.exec_driver_sql(BEGIN[access])
