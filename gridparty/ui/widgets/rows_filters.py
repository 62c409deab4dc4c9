"""The filter fields of a list: one for each column, lying below its head."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from gridparty.i18n import _
from gridparty.ui.keys import ENTER
from gridparty.ui.models.rows import RowsModel

if TYPE_CHECKING:  # it holds these fields
    from gridparty.ui.widgets.rows_header import RowsHeader

_GAP = 3  # pixels around a field


class FilterFields(QObject):
    """The fields and their keys: Tab to the next one, down to the rows, Esc empties and then closes."""

    typed = Signal(int, str)  # column number, text
    left = Signal()  # down to the rows, or past the first or last field
    closed = Signal()  # Esc in an empty field
    entered = Signal(int)  # the field of this column takes the cursor: it must come into sight

    def __init__(self, header: "RowsHeader", model: RowsModel[Any]) -> None:
        super().__init__(header)
        self._header, self._model = header, model
        self._fields: dict[int, QLineEdit] = {}
        self.is_open = False

    def open(self, on: bool) -> None:
        """Makes the fields at the first time; closing empties them."""
        if on and not self._fields:
            self._fields = {number: self._made(number) for number in range(self._model.columnCount())}
        self.is_open = on
        if not on:
            self.clear()

    def clear(self) -> None:
        """Empties every field."""
        for field in self._fields.values():
            field.clear()

    def field(self, number: int) -> QLineEdit:
        """The field of a column; there is one after the first opening."""
        return self._fields[number]

    def focus(self, number: int) -> None:
        """Brings the cursor into the field of a column, or of the first one if that column is hidden."""
        shown = self._header.in_sight()
        self._enter(number if number in shown else shown[0])

    def has_focus(self) -> bool:
        """Whether the cursor is in one of the fields."""
        return any(field.hasFocus() for field in self._fields.values())

    @property
    def height(self) -> int:
        """The room that the fields take, in pixels; 0 while they are closed."""
        return self._field_height() + 2 * _GAP if self.is_open else 0

    def place(self, top: int, span: Callable[[int], tuple[int, int]]) -> None:
        """Lays the fields below their heads: `span` gives left edge and width of a column in pixels."""
        for number, field in self._fields.items():
            left, width = span(number)
            field.setGeometry(QRect(left + _GAP, top + _GAP, max(width - 2 * _GAP, 1), self._field_height()))
            field.setVisible(self.is_open and not self._header.isSectionHidden(number))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            number = next(number for number, field in self._fields.items() if field is watched)
            return self._on_key(number, event.key())
        return super().eventFilter(watched, event)

    def _on_key(self, number: int, key: int) -> bool:
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            shown = self._header.in_sight()
            at = shown.index(number) + (1 if key == Qt.Key.Key_Tab else -1)
            if 0 <= at < len(shown):
                self._enter(shown[at])
            else:
                self.left.emit()
        elif key in (Qt.Key.Key_Down, *ENTER):
            self.left.emit()
        elif key != Qt.Key.Key_Escape:
            return False
        elif self._fields[number].text():
            self._fields[number].clear()
        else:
            self.closed.emit()
        return True

    def _enter(self, number: int) -> None:
        self.entered.emit(number)
        self._fields[number].setFocus(Qt.FocusReason.TabFocusReason)
        self._fields[number].selectAll()

    def _field_height(self) -> int:
        return next(iter(self._fields.values())).sizeHint().height() if self._fields else 0

    def _made(self, number: int) -> QLineEdit:
        field = QLineEdit(self._header)
        field.setAccessibleName(_("Filter: {column}").format(column=self._model.columns[number].head))
        field.setPlaceholderText(_("Filter"))
        field.setStyleSheet("QLineEdit { border-radius: 4px; padding: 0 3px; }")
        field.textChanged.connect(lambda text: self.typed.emit(number, text))
        field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # reached by Ctrl+Shift+F; Tab goes in the order seen
        field.installEventFilter(self)
        return field
