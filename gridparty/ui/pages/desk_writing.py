"""How an entry of the sign-in desk reaches the disk: at once, or in sight until a long write has ended (D18)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gridparty.domain.members import Person
from gridparty.i18n import _
from gridparty.operations import attendance
from gridparty.operations.attendance import CheckIn
from gridparty.ui.office import Office
from gridparty.ui.pages.desk_waiting import Entry, WaitingLine


class DeskWriter(QObject):
    """Runs check-ins one after another and tells what came of each."""

    saved = Signal(object, object, bool)  # Entry, CheckIn, whether it had to wait
    waits = Signal(object)  # Entry: it is in the queue, its field may be cleared
    refused = Signal(object, str)  # Entry, sentence; of one that had to wait the waiting line tells

    def __init__(self, office: Office, waiting: WaitingLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office, self._waiting = office, waiting
        office.failed.connect(lambda _error: QTimer.singleShot(0, self, self._drop_lost))

    def check_in(self, entry: Entry, *, at: datetime | None) -> None:
        """Checks in someone who is in the file."""
        assert entry.member is not None
        if self._waiting.holds(entry.activity, entry.member):
            self.refused.emit(entry, _("This check-in waits to be saved already."))
            return
        self._run(
            entry, attendance.add, activity=entry.activity, member=entry.member, way=entry.way, at=at
        )  # fmt: skip

    def check_in_guest(self, entry: Entry, person: Person, *, at: datetime | None) -> None:
        """Brings someone into the file and checks them in, in one act."""
        self._run(entry, attendance.add_guest, activity=entry.activity, person=person, way=entry.way, at=at)

    def _run(self, entry: Entry, operation: Callable[..., CheckIn], **kwargs: Any) -> None:
        def then(check_in: CheckIn) -> None:
            self.saved.emit(entry, check_in, self._waiting.end(entry))

        def refused(sentence: str) -> None:
            if self._waiting.end(entry):
                self._waiting.refuse(entry, sentence)
            else:
                self.refused.emit(entry, sentence)

        if not self._office.run_soon(operation, then, refused=refused, **kwargs):
            self._waiting.add(entry)
            self.waits.emit(entry)

    def _drop_lost(self) -> None:
        """After a fault of the program nothing waits any more that is not in the queue."""
        if not self._office.is_writing:
            for entry in list(self._waiting.entries):
                self._waiting.end(entry)
                self._waiting.refuse(entry, _("A fault in the program; enter this person again."))
