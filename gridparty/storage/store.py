"""Sessions: one act and one transaction for a write, a read-only snapshot for a read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from gridparty.domain.errors import Conflict, FileDamaged, GridpartyError
from gridparty.i18n import _
from gridparty.storage import oplog
from gridparty.storage.engine import open_engine

Notify = Callable[[oplog.Changes], None]
# What the driver says of a damaged page; the last one where it hands over what it could not decipher.
DAMAGE = ("malformed database", "image is malformed", "not a database", "Could not decode to UTF-8")


class Store:
    """An open database file. Made by gridparty.storage.files, which checks its age first."""

    def __init__(self, path: Path, notify: Notify = lambda changes: None) -> None:
        self.path, self.notify = path, notify
        self.engine = open_engine(path)
        self.writer = self.engine.execution_options(access="write")
        with told(), self.engine.begin() as connection:
            self.seen = connection.scalar(select(func.max(oplog.act.c.id))) or 0
            stray = connection.scalar(select(oplog.act.c.id).where(oplog.act.c.hash.is_(None)).limit(1))
        self.strays: list[int] = []
        if stray is not None:
            with told(), self.writer.begin() as connection:
                self.strays = oplog.seal_strays(connection)

    def close(self) -> None:
        """Lets go of the file."""
        self.engine.dispose()

    @contextmanager
    def write(self, account: str, name: str, undoes: int | None = None) -> Iterator[Session]:
        """A session whose changes are one act; commits at the end, and tells of the changes after that."""
        with told(), Session(self.writer, expire_on_commit=False) as session, session.begin() as transaction:
            connection = session.connection()
            act_id = oplog.open_act(connection, account, name, undoes)
            yield session
            session.flush()
            changes = oplog.seal(connection, act_id, name)
            if changes is None:
                transaction.rollback()
        if changes is None:
            return
        if changes.act_id == self.seen + 1:
            self.seen = changes.act_id
            self.notify(changes)
        else:
            self.poll()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one snapshot and cannot write."""
        with told(), Session(self.engine) as session:
            yield session

    def turn(self, account: str, name: str, root: int) -> None:
        """Undoes a standing act, redoes an undone one. Raises Conflict where later acts stand in the way."""
        with self.write(account, name, undoes=root) as session:
            oplog.turn(session.connection(), root)

    def poll(self) -> None:
        """Tells of acts that others committed since the last call (OPLOG 9)."""
        with self.read() as session:
            connection = session.connection()
            newer = select(oplog.act.c.id, oplog.act.c.name).where(oplog.act.c.id > self.seen).order_by(oplog.act.c.id)
            found = [oplog.notice(i, n, oplog.entries(connection, i)) for i, n in connection.execute(newer)]
        for changes in found:
            self.seen = changes.act_id
            self.notify(changes)


@contextmanager
def told() -> Iterator[None]:
    """Turns what the environment does to a database into a sentence; everything else stays a bug."""
    try:
        yield
    except GridpartyError:
        raise
    except StaleDataError as error:
        raise Conflict(_("Someone changed this record meanwhile; look at it again and repeat your change.")) from error
    except IntegrityError as error:
        if "FOREIGN KEY" in str(error.orig):
            raise Conflict(_("Other records depend on these; nothing was changed.")) from error
        raise
    except DBAPIError as error:
        raise _known(str(error.orig)) or error from error
    except sqlcipher3.dbapi2.Error as error:  # from connections that backups and checks hold themselves
        raise _known(str(error)) or error from error


def _known(text: str) -> GridpartyError | None:
    if "is locked" in text:
        return Conflict(_("Another window or program is writing to this file; try again in a moment."))
    if "disk is full" in text:
        return Conflict(_("The disk is full; nothing was saved. Make room and try again."))
    if "readonly database" in text:
        return Conflict(_("The file cannot be written; check that its folder is not read-only."))
    if "unable to open database" in text:
        return Conflict(_("The file cannot be opened; check that its folder exists and can be written."))
    if any(words in text for words in DAMAGE):
        return FileDamaged(_("The file is damaged; restore the newest backup."))
    if "disk I/O error" in text:
        return FileDamaged(_("The file cannot be read from the disk or is damaged; restore the newest backup."))
    return None
