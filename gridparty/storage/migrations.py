"""Upgrading an older file, one revision after the other (OPLOG 10). Imported only when an upgrade is due."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from gridparty.domain.errors import FileDamaged
from gridparty.i18n import _
from gridparty.paths import MIGRATIONS
from gridparty.storage import oplog
from gridparty.storage.engine import open_engine
from gridparty.storage.triggers import create_triggers, drop_triggers

NOTHING = "0000"  # the revision of a file without tables


def script() -> ScriptDirectory:
    """The revisions in db/migrations, one linear history."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def upgrade(path: Path) -> None:
    """Brings a file to the newest revision; each step is one transaction and one act. Back it up before."""
    engine = open_engine(path)
    try:
        with engine.execution_options(access="write").connect() as connection:
            # has no effect inside a transaction, and must not go back to a pool
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
            at = MigrationContext.configure(connection).get_current_revision()
            connection.rollback()
            for revision in reversed(list(script().iterate_revisions("head", None if at == NOTHING else at))):
                with connection.begin():
                    context = MigrationContext.configure(connection)
                    drop_triggers(connection)
                    with Operations.context(context):
                        revision.module.upgrade()
                    connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision.revision})
                    create_triggers(connection)
                    _check_keys(connection)
                    act = oplog.open_act(connection, "program", "office.upgrade")
                    sealed = oplog.digest(connection, act, [])
                    connection.execute(oplog.SEAL, {"act": act, "sealed": sealed})
    finally:
        engine.dispose()


def _check_keys(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise FileDamaged(_("The upgrade found records that point nowhere; the file stays as it was."))
