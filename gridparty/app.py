"""The composition root: an open file, the account at work, and the one way to change or ask anything."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from gridparty import __version__
from gridparty.domain.errors import Forbidden, NotFound
from gridparty.domain.ids import ActId
from gridparty.domain.permissions import LOCAL, Account, Permission
from gridparty.i18n import _
from gridparty.operations import catalogues, history, settings
from gridparty.operations.marks import mark_of
from gridparty.storage import files, lock
from gridparty.storage.lock import Lock
from gridparty.storage.oplog import Changes
from gridparty.storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[Changes], None]


class App:
    """Windows, the command line and tests all work through this."""

    def __init__(self, store: Store, account: Account = LOCAL) -> None:
        self.store, self.account = store, account
        self.listeners: list[Listener] = []
        self.lock: Lock | None = None
        store.notify = self._tell

    @classmethod
    def create(cls, path: Path, *, account: Account = LOCAL, office: int | None = None, hold: bool = False) -> "App":
        """A new file with the shipped vocabulary. `office`: the first three digits of its member codes."""
        app = cls(files.create(path), account)
        app.run(settings.set_up, office=office, version=__version__)
        if hold:
            app.lock = lock.take(path)
        return app

    @classmethod
    def open(cls, path: Path, *, account: Account = LOCAL, daily_backup: bool = True, hold: bool = False) -> "App":
        """An existing file; brings in vocabulary that a newer program ships.

        `hold`: for one window alone (D20). Then raises HeldHere, which carries the process of the window that has it,
        or Conflict where another PC has it.
        """
        held = lock.take(path) if hold and path.is_file() else None
        try:
            app = cls(files.open_file(path, daily_backup=daily_backup), account)
            app.lock = held
            if app.ask(settings.get, key="vocabulary").get("version") != __version__:
                app.run(catalogues.load, version=__version__)
        except BaseException:
            if held:
                held.release()
            raise
        return app

    def close(self) -> None:
        """Lets go of the file."""
        self.store.close()
        if self.lock:
            self.lock.release()

    def run(self, operation: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls an operation in one session, one transaction and one act, and commits."""
        mark = mark_of(operation)
        if mark is None:
            raise TypeError(f"{operation} is not an operation")
        self._check(mark.permission)
        with self.store.write(self.account.name, mark.name) as session:
            return operation(session, *args, **kwargs)

    def ask(self, query: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls a query in one read-only session."""
        self._check(Permission.READ)
        with self.store.read() as session:
            return query(session, *args, **kwargs)

    def undo(self, act: ActId | None = None) -> ActId:
        """Takes back an act, by default the newest that stands and can be taken back. Returns its number.

        Raises NotFound, or Conflict where later acts stand in the way or the act records what happened.
        """
        self._check(Permission.RECORD)
        root = act if act is not None else self.ask(history.newest)
        if root is None:
            raise NotFound(_("There is nothing to undo."))
        self.store.turn(self.account.name, "undo", root)
        return root

    def back_up(self) -> Path:
        """Makes a verified copy of the file beside it. Returns its path. Raises FileDamaged, Conflict."""
        self._check(Permission.READ)
        return files.back_up_now(self.store.path)

    def backup_of_today(self) -> Path | None:
        """Makes the day's copy unless it is there; for who opened without it. Returns it if it was made now."""
        self._check(Permission.READ)
        return files.backup_of_today(self.store.path)

    @staticmethod
    def restored(path: Path) -> Path:
        """A new file beside a damaged one, from its newest sound backup. Raises NotFound if there is none."""
        return files.restored(path)

    def last_backup(self) -> datetime | None:
        """When the newest copy beside the file was made; None if there is none."""
        return files.last_backup(self.store.path)

    def _check(self, permission: Permission) -> None:
        if permission not in self.account.permissions:
            raise Forbidden(_("This account may not do that; ask whoever looks after the program."))

    def _tell(self, changes: Changes) -> None:
        for listener in self.listeners:
            listener(changes)
