"""What an open file does by itself when a day has come: change orders dated ahead are applied (D3)."""

from datetime import date

from PySide6.QtCore import QObject, QTimer

from gridparty.domain.civil_time import today
from gridparty.i18n import _
from gridparty.ui.office import Office, plainly

FIRST = 1500  # milliseconds after the file was opened: the pages come first
AGAIN = 600_000  # a PC that is never switched off has a new day too


class Daily(QObject):
    """Looks for what is due, once a day."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._looked: date | None = None
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(lambda: self.look(today()))
        self._again.start()
        QTimer.singleShot(FIRST, self, lambda: self.look(today()))

    def look(self, day: date) -> None:
        """Applies what is due by the day, if nobody looked on it yet."""
        from gridparty.operations import orders  # noqa: PLC0415  late: start-up

        if day == self._looked:
            return
        self._looked = day

        def apply(due: tuple[orders.OrderId, ...]) -> None:
            if due:
                self._office.run(orders.apply_due, tell, day=day)

        def tell(rows: tuple[orders.OrderRow, ...]) -> None:
            for row in rows:
                words = _("Not applied: “{title}”. {reason}") if row.refusal else _("Applied as planned: “{title}”.")
                self._office.said.emit(plainly(words.format(title=row.title, reason=row.refusal)))

        self._office.ask(orders.due, apply, day=day)
