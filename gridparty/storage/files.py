"""Creating and opening a database file: its age, its backups, its upgrade."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import Engine, text

from gridparty.domain.civil_time import CIVIL, now
from gridparty.domain.errors import Conflict, FileTooNew, NotFound
from gridparty.i18n import _
from gridparty.storage.backup import back_up, backups, integrity
from gridparty.storage.engine import connect, not_ours, open_engine
from gridparty.storage.store import Notify, Store, told
from gridparty.storage.triggers import create_triggers

SCHEMA = "0004"  # the newest revision in db/migrations


def create(path: Path, notify: Notify = lambda changes: None) -> Store:
    """A new, empty file. Raises Conflict if one exists there."""
    from gridparty.storage.all_tables import metadata  # noqa: PLC0415  late: start-up

    if path.exists():
        raise Conflict(_("“{name}” exists already; open it, or choose another name.").format(name=path.name))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Conflict(_("The folder “{name}” cannot be made.").format(name=str(path.parent))) from error
    try:
        with told(), _engine(path) as engine, engine.execution_options(access="write").begin() as connection:
            metadata.create_all(connection)
            create_triggers(connection)
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": SCHEMA})
    except BaseException:
        for ending in ("", "-wal", "-shm"):  # half a file would only stand in the way of the next attempt
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise
    return Store(path, notify)


def open_file(path: Path, notify: Notify = lambda changes: None, *, daily_backup: bool = True) -> Store:
    """An existing file, upgraded if it is older, with the day's first backup made before anything is written.

    Raises NotFound, FileDamaged, or FileTooNew.
    """
    if not path.is_file():
        raise NotFound(
            _("There is no file “{name}”; create it with init, or choose another one.").format(name=str(path))
        )
    found = schema_of(path)
    if found > SCHEMA:
        raise FileTooNew(
            _("“{name}” was written by a newer version of this program; install that version to open it.").format(
                name=path.name
            )
        )
    if found < SCHEMA:
        from gridparty.storage.migrations import upgrade  # noqa: PLC0415  late: Alembic is slow to start

        back_up(path, moment=now(), note=f"before-{SCHEMA}")
        upgrade(path)
    elif daily_backup and not _backed_up_on(path, now().date()):
        with told():
            back_up(path, moment=now(), note="daily")
    return Store(path, notify)


def backup_of_today(path: Path) -> Path | None:
    """The day's backup, if it was not made yet; None if it was. Raises Conflict, FileDamaged."""
    return None if _backed_up_on(path, now().date()) else _backed_up(path, "daily")


def back_up_now(path: Path) -> Path:
    """A verified copy on demand. Raises Conflict, FileDamaged."""
    return _backed_up(path, "wished")


def _backed_up(path: Path, note: str) -> Path:
    try:
        with told():
            return back_up(path, moment=now(), note=note)
    except OSError as error:
        raise Conflict(_("No backup could be made: {reason}").format(reason=error.strerror)) from error


def restored(path: Path) -> Path:
    """Copies the newest sound backup of a file to a new name beside it. Raises NotFound, Conflict."""
    for copy in reversed(backups(path)):
        with closing(connect(copy)) as connection:
            if integrity(connection):
                continue
        words = (path.stem, _("restored"), f"{now():%Y%m%d-%H%M%S}")
        target = path.with_name("-".join(words) + path.suffix)
        try:
            shutil.copyfile(copy, target)
        except OSError as error:
            raise Conflict(_("The backup could not be copied: {reason}").format(reason=error.strerror)) from error
        return target
    raise NotFound(
        _("There is no sound backup of “{name}” beside it; look for a copy elsewhere.").format(name=path.name)
    )


def last_backup(path: Path) -> datetime | None:
    """The moment in the name of the newest copy."""
    copies = backups(path)
    return datetime.strptime(copies[-1].name[:17], "%Y-%m-%d-%H%M%S").replace(tzinfo=CIVIL) if copies else None


def schema_of(path: Path) -> str:
    """The schema revision of a file. Raises FileDamaged if it is no gridparty file."""
    if path.is_file() and path.stat().st_size == 0:
        raise not_ours(path)  # SQLite would make it one
    with told(), closing(connect(path)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlcipher3.dbapi2.OperationalError:
            row = None
    if not row or not str(row[0]).isdecimal():
        raise not_ours(path)
    return str(row[0])


def _backed_up_on(path: Path, day: date) -> bool:
    return any(copy.name.startswith(f"{day:%Y-%m-%d}-") for copy in backups(path))


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    engine = open_engine(path)
    try:
        yield engine
    finally:
        engine.dispose()
