"""Ctrl+K: people and organisations by name, initials, code or phone tail."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from gridparty.i18n import _
from gridparty.ui.keys import ENTER
from gridparty.ui.office import Office

PAUSE = 120  # milliseconds after a key before it looks
THING = Qt.ItemDataRole.UserRole
PATH = " › "  # between the names above a unit; the root, which is the same for all, is left out


@dataclass(frozen=True, slots=True)
class Hit:
    """A person or an organisation that was found."""

    page: str  # "members" or ""
    id: Any
    text: str


class SearchBox(QLineEdit):
    """A field with a list of hits under it."""

    found = Signal(object)  # Hit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, clearButtonEnabled=True)
        self.setPlaceholderText(_("Search people and organisations (Ctrl+K)"))
        self.setAccessibleName(_("Search people and organisations by name, initials, code or phone tail"))
        self.office: Office | None = None
        self.hits = QListWidget(self.window())
        self.hits.setWindowFlags(Qt.WindowType.ToolTip)
        self.hits.setProperty("role", "hits")
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.itemClicked.connect(self._on_taken)
        self._number = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._look)
        self.textEdited.connect(lambda: self._timer.start())
        self.installEventFilter(self)

    def _look(self) -> None:
        text = self.text().strip()
        self._number += 1
        number = self._number
        if self.office is None or not text:
            self.hits.hide()
            return

        def show(found: list[Hit]) -> None:
            if number == self._number:
                self._show(found)

        self.office.ask(_look_up, show, text=text)

    def _show(self, found: list[Hit]) -> None:
        self.hits.clear()
        for hit in found:
            item = QListWidgetItem(hit.text)
            item.setData(THING, hit)
            self.hits.addItem(item)
        if not found:
            nobody = QListWidgetItem(_("Nothing fits; try fewer characters."))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(nobody)
        else:
            self.hits.setCurrentRow(0)
        rows = min(self.hits.count(), 14)
        width = min(max(self.width(), self.hits.sizeHintForColumn(0) + 32), self.window().width() * 2 // 3)
        self.hits.resize(width, rows * max(self.hits.sizeHintForRow(0), 1) + 8)
        self.hits.move(self.mapToGlobal(QPoint(self.width() - self.hits.width(), self.height() + 2)))
        self.hits.show()

    def _on_taken(self, item: QListWidgetItem | None) -> None:
        hit = item.data(THING) if item is not None else None
        if hit is not None:
            self.hits.hide()
            self.clear()
            self.found.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Enter takes, Esc and leaving close it."""
        if event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.hits.isVisible():
                step = 1 if key == Qt.Key.Key_Down else -1
                self.hits.setCurrentRow(max(0, min(self.hits.count() - 1, self.hits.currentRow() + step)))
                return True
            if key in ENTER:
                if self.hits.isVisible() and not self._timer.isActive():
                    self._on_taken(self.hits.currentItem())
                else:
                    self._timer.stop()
                    self._look()
                return True
            if key == Qt.Key.Key_Escape:
                self.hits.hide()
                self.clear()
                return True
        return super().eventFilter(watched, event)


def _look_up(session: Any, *, text: str) -> list[Hit]:
    from gridparty.operations import search  # noqa: PLC0415  late: start-up

    units = [
        Hit("", unit.id, "　".join(filter(None, (unit.name, PATH.join(unit.path[1:] or unit.path)))))
        for unit in search.units(session, text=text)
    ]
    people = [
        Hit("members", person.id, "　".join(filter(None, (person.name, person.unit_name, person.phone))))
        for person in search.people(session, text=text)
    ]
    return people + units
