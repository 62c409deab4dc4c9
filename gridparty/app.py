"""The composition root: an open file, the account at work, and the one way to change or ask anything."""

from collections.abc import Callable
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
from gridparty.storage import files
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
        store.notify = self._tell

    @classmethod
    def create(cls, path: Path, *, account: Account = LOCAL, office: int | None = None) -> "App":
        """A new file with the shipped vocabulary. `office`: the first three digits of its member codes."""
        app = cls(files.create(path), account)
        app.run(settings.set_up, office=office, version=__version__)
        return app

    @classmethod
    def open(cls, path: Path, *, account: Account = LOCAL, daily_backup: bool = True) -> "App":
        """An existing file; brings in vocabulary that a newer program ships."""
        app = cls(files.open_file(path, daily_backup=daily_backup), account)
        if app.ask(settings.get, key="vocabulary").get("version") != __version__:
            app.run(catalogues.load, version=__version__)
        return app

    def close(self) -> None:
        """Lets go of the file."""
        self.store.close()

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
        """Takes back an act, by default the newest that stands. Raises NotFound or Conflict. Returns its number."""
        self._check(Permission.RECORD)
        root = act if act is not None else self.ask(history.newest)
        if root is None:
            raise NotFound(_("There is nothing to undo."))
        self.store.turn(self.account.name, "undo", root)
        return root

    def _check(self, permission: Permission) -> None:
        if permission not in self.account.permissions:
            raise Forbidden(_("This account may not do that; ask whoever looks after the program."))

    def _tell(self, changes: Changes) -> None:
        for listener in self.listeners:
            listener(changes)
