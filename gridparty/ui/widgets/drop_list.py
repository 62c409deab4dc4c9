"""The list that drops down below a field while something is typed: arrows move in it, Enter or a click takes."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

THING = Qt.ItemDataRole.UserRole
MOST = 12  # rows in sight


class DropList(QListWidget):
    """What may be meant; it never takes the focus from the field."""

    taken = Signal(object)  # by a click

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setProperty("role", "hits")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_clicked)

    def offer(self, things: Iterable[tuple[str, Any]], *, chosen: int = -1) -> None:
        """Shows these below the field, one of them chosen beforehand (-1: none); hides where there are none."""
        self.clear()
        for text, thing in things:
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setData(THING, thing)
            self.addItem(item)
        self.setCurrentRow(chosen)
        if not self.count():
            self.hide()
            return
        self._place()
        self.show()

    def step(self, by: int) -> None:
        """Moves the choice; from none to the first or the last."""
        at = self.currentRow()
        last = self.count() - 1
        start = 0 if by > 0 else last
        self.setCurrentRow(start if at < 0 else max(0, min(last, at + by)))

    def chosen(self) -> Any:
        """The thing that is chosen; None if there is none."""
        item = self.currentItem()
        return None if item is None or not self.isVisible() else item.data(THING)

    def things(self) -> list[Any]:
        """Everything that is offered."""
        return [self.item(row).data(THING) for row in range(self.count())]

    def _place(self) -> None:
        widest = self.sizeHintForColumn(0) + self.fontMetrics().height() * 2
        screen = self._field.screen().availableGeometry()
        width = min(max(self._field.width(), widest), screen.width())
        height = min(self.count(), MOST) * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth() + 2
        place = self._field.mapToGlobal(QPoint(0, self._field.height() + 1))
        if place.y() + height > screen.bottom():
            place = self._field.mapToGlobal(QPoint(0, -height - 1))
        self.setGeometry(max(screen.left(), min(place.x(), screen.right() - width)), place.y(), width, height)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(THING))
