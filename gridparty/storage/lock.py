"""One window a file: a lock file beside the database names the PC and the process that holds it (D20).

The lock says who works with the file; what keeps the file whole is the database itself. A lock that a crash left
behind is taken over. No locks of the operating system are used: they differ on shares and between systems.
"""

import json
import os
import platform
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gridparty.domain.errors import Conflict, HeldHere
from gridparty.i18n import _
from gridparty.storage.processes import UNKNOWN, start_of

SETTLING, READINGS = 0.05, 10  # seconds, and looks, for a lock that was just made and is not filled yet


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a file: its PC, its number and when it began (storage.processes)."""

    host: str
    pid: int
    started: str

    @property
    def runs(self) -> bool:
        """Whether it still runs, as far as this PC can know: a process of another PC is taken to run."""
        return self.host != platform.node() or start_of(self.pid) in (self.started, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Lock:
    """A file held by this process until it is released."""

    path: Path
    holder: Holder

    def release(self) -> None:
        """Lets go; a lock that another process has taken over meanwhile stays."""
        if _read(self.path) == self.holder:
            with suppress(OSError):  # it will be found left behind
                self.path.unlink()


def lock_file(path: Path) -> Path:
    """Where the lock of a database lies."""
    found = path.resolve()
    return found.with_name(found.name + ".lock")


def take(path: Path) -> Lock:
    """Holds the database for this process.

    Raises HeldHere with the number of the process if another one on this PC holds it, Conflict naming the PC if one of
    another PC does, or if the lock cannot be written.
    """
    lock = Lock(lock_file(path), Holder(platform.node(), os.getpid(), start_of(os.getpid()) or UNKNOWN))
    try:
        while not _create(lock):
            found = _settled(lock.path)
            if found is not None and found.runs:
                raise _held(path, lock.path, found)
            _clear(lock.path, found)
    except OSError as error:
        raise Conflict(_("The file cannot be opened; check that its folder exists and can be written.")) from error
    return lock


def _create(lock: Lock) -> bool:
    try:
        handle = os.open(lock.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        return False
    try:
        os.write(handle, _text(lock.holder))
    finally:
        os.close(handle)
    return _read(lock.path) == lock.holder


def _clear(path: Path, found: Holder | None) -> None:
    """Takes a lock that was left behind out of the way. Renaming lets only one process do so; where it was not the lock
    that we found but a new one, made meanwhile, it is put back.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        os.rename(path, aside)
        if _read(aside) == found:
            aside.unlink()
        else:
            os.rename(aside, path)


def _settled(path: Path) -> Holder | None:
    """Who holds the lock; None if nobody does or what stands in it cannot be read."""
    for _reading in range(READINGS):
        if (found := _read(path)) is not None or not path.exists():
            return found
        time.sleep(SETTLING / READINGS)
    return None


def _read(path: Path) -> Holder | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return Holder(str(found["host"]), int(found["pid"]), str(found["started"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _text(holder: Holder) -> bytes:
    words = {"host": holder.host, "pid": holder.pid, "started": holder.started}
    return json.dumps(words, ensure_ascii=False).encode()


def _held(path: Path, lock: Path, holder: Holder) -> Conflict:
    if holder.host == platform.node():
        return HeldHere(_("“{name}” is open in another window; go on there.").format(name=path.name), holder.pid)
    return Conflict(
        _("“{name}” is open on the computer “{host}”; close it there. If it is not, delete the file “{lock}”.").format(
            name=path.name, host=holder.host, lock=lock.name
        )
    )
