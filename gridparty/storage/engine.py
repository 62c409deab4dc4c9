"""The one way to a database: readers see a snapshot and cannot write, writers queue (OPLOG 6, 7; D14)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import PoolProxiedConnection

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
        raise not_ours(path) from error
    return connection


def not_ours(path: Path) -> FileDamaged:
    """The refusal of a file that is no database of ours."""
    message = _("“{name}” is not a gridparty file or is damaged; restore a backup or choose another file.")
    return FileDamaged(message.format(name=path.name))


class Dialect(SQLiteDialect_pysqlite):
    """Begins transactions itself: a listener of the engine would be asked at each statement, a third of a short read.

    Only what engine.execution_options(access="write") returns has a listener, which says that it will write.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """A deferred transaction that cannot write, or an immediate one."""
        driver: Any = dbapi_connection.driver_connection
        info = dbapi_connection.info
        access = info.pop("wanted", "read")
        if info.get("access") != access:  # not each time: the pragma makes every kept statement be prepared anew
            driver.execute(ONLY_READS[access]).close()
            info["access"] = access
        driver.execute(BEGIN[access]).close()

    def set_engine_execution_options(self, engine: Engine, opts: Mapping[str, Any]) -> None:
        """Takes note of the option `access`, next to SQLAlchemy's own."""
        super().set_engine_execution_options(engine, opts)
        if opts.get("access") == "write":
            event.listen(engine, "begin", _want_to_write)


def _want_to_write(connection: Connection) -> None:
    connection.info["wanted"] = "write"


registry.register("sqlite.gridparty", __name__, Dialect.__name__)


def open_engine(path: Path) -> Engine:
    """Reads by default; engine.execution_options(access="write") writes."""
    return create_engine(
        "sqlite+gridparty://",
        module=sqlcipher3.dbapi2,
        creator=lambda: connect(path),
        poolclass=QueuePool,
        pool_reset_on_return="rollback",  # a commit that a key refuses leaves its transaction open
    )
