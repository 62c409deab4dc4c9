"""The files that are measured: the sample office, built once into build/, and what is derived from it."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gridparty.app import App
from gridparty.cli.state import bar
from gridparty.domain.civil_time import CIVIL, start_of, today
from gridparty.domain.months import Month
from gridparty.sample_office import build
from gridparty.storage import files
from gridparty.storage.columns import EPOCH
from gridparty.storage.engine import PUBLIC_KEY, connect

SHORT = 3  # months in the excerpt


@dataclass(frozen=True, slots=True)
class Office:
    """A sample office (never written to), a folder for copies of it, and how much is measured."""

    path: Path
    scratch: Path
    month: Month  # the last one with records
    quick: bool

    def rounds(self, number: int) -> int:
        """How many rounds to run where `number` are enough; fewer for a quick look."""
        return max(3, number // 10) if self.quick else number


def sample(folder: Path, *, size: str, quick: bool) -> Office:
    """The sample office of that size in folder/size; built if there is none, or one of another schema."""
    path = folder / size / "office.gridparty"
    if not (path.exists() and _schema(path) == _newest_schema(folder)):
        remove(path)
        partial = path.with_suffix(".partial")
        remove(partial)
        with bar(size) as progress:
            build(partial, size=size, until=Month.of(today()).plus(-1), progress=progress)
        partial.replace(path)
    scratch = folder / size / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    return Office(path, scratch, last_month(path), quick)


def remove(path: Path) -> None:
    """Deletes a database file with what lies beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[App]:
    """The file, opened as the program does it, without the day's backup."""
    with closing(App.open(path, daily_backup=False)) as app:
        yield app


@contextmanager
def raw(path: Path) -> Iterator[Any]:
    """The file by the bare driver: the same key and the same pragmas."""
    with closing(connect(path)) as connection:
        yield connection


def last_month(path: Path) -> Month:
    """The month of the last activity."""
    with raw(path) as connection:
        (start,) = connection.execute("SELECT max(start) FROM activities").fetchone()
    return Month.of(datetime.fromtimestamp(start, CIVIL).date())


def copy(office: Office, name: str) -> Path:
    """A copy that may be written to."""
    return Path(shutil.copyfile(office.path, office.scratch / f"{name}.gridparty"))


def excerpt(office: Office) -> Path:
    """The same office with the records of the last three months only; made anew, so that it is as dense as can be."""
    path = office.scratch / "excerpt.gridparty"
    if path.exists():
        return path
    first = office.month.plus(1 - SHORT).first
    since = {"moment": int(start_of(first).timestamp()), "day": (first - EPOCH).days}
    files.create(path).close()
    with raw(path) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(f'ATTACH ? AS whole KEY "{PUBLIC_KEY}"', (str(office.path),))
        connection.execute("BEGIN")
        triggers = connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for (table,) in connection.execute("SELECT name FROM whole.sqlite_master WHERE type = 'table'").fetchall():
            connection.execute(f"DELETE FROM main.{table}")
            test = RECENT.get(table, "true").format(**since)
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM whole.{table} WHERE {test}")
        for _name, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
    return path


RECENT = {
    "activities": "start >= {moment}",
    "activity_units": "activity_id IN (SELECT id FROM whole.activities WHERE start >= {moment})",
    "attendance": "activity_id IN (SELECT id FROM whole.activities WHERE start >= {moment})",
    "services": "day >= {day}",
    "service_members": "service_id IN (SELECT id FROM whole.services WHERE day >= {day})",
}


def _schema(path: Path) -> list[tuple[str]]:
    with raw(path) as connection:
        return connection.execute("SELECT sql FROM sqlite_master ORDER BY type, name").fetchall()


def _newest_schema(folder: Path) -> list[tuple[str]]:
    path = folder / "empty.gridparty"
    remove(path)
    files.create(path).close()
    try:
        return _schema(path)
    finally:
        remove(path)
