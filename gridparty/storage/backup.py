"""Verified copies of a database file, made through SQLite's own backup and kept beside it."""

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from gridparty.domain.errors import FileDamaged
from gridparty.i18n import _
from gridparty.storage.engine import connect

KEPT = 15  # the newest copies of a file that are kept


def folder(path: Path) -> Path:
    """Where the copies of a file lie."""
    return path.with_name(path.name + ".backups")


def backups(path: Path) -> list[Path]:
    """The copies of a file, oldest first."""
    return sorted(folder(path).glob(f"*{path.suffix}")) if folder(path).is_dir() else []


def back_up(path: Path, *, moment: datetime, note: str) -> Path:
    """Copies the file, verifies it and the copy by checking every page, and drops the oldest beyond KEPT.

    The name is the moment and the note ("daily", "before-0002"). Raises FileDamaged if one of them does not verify.
    """
    folder(path).mkdir(exist_ok=True)
    target = folder(path) / f"{moment:%Y-%m-%d-%H%M%S}-{note}{path.suffix}"
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    with closing(connect(path)) as source, closing(connect(partial)) as copy:
        findings = _pages(source) and _pages(source)  # once more: somebody may have been writing the page just then
        if not findings:
            source.backup(copy)
    if not findings:
        with closing(connect(partial)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE").close()
            findings = integrity(copy)
    if findings:
        partial.unlink(missing_ok=True)
        raise FileDamaged(_("The backup could not be verified: {findings}").format(findings="; ".join(findings[:3])))
    _sync(partial)
    os.replace(partial, target)
    _sync(target.parent)
    for old in backups(path)[:-KEPT]:
        old.unlink()
    return target


def _pages(connection: Any) -> list[str]:
    """Pages that fail their authentication. A copy is made of what the driver reads, and of the end of a long text on
    a damaged page it reads zeros, which then authenticate in the copy.
    """
    return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]


def integrity(connection: Any) -> list[str]:
    """What SQLite and the page authentication find wrong with an open file; empty if sound."""
    execute, findings = connection.execute, list[str]()
    try:
        findings += _pages(connection)
        findings += [str(row[0]) for row in execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
        findings += [f"{row[0]} {row[1]} → {row[2]}" for row in execute("PRAGMA foreign_key_check").fetchall()]
    except sqlcipher3.dbapi2.DatabaseError as error:  # a page that cannot be read at all
        findings.append(str(error))
    return findings


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle for a folder's entries
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
