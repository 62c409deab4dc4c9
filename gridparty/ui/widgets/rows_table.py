"""The table inside a list: rows of one height with thin lines, the keys, and editing from cell to cell."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from gridparty.ui import theme
from gridparty.ui.keys import ENTER
from gridparty.ui.models.rows import RowsModel
from gridparty.ui.widgets.rows_delegate import RowsDelegate, row_height
from gridparty.ui.widgets.rows_header import RowsHeader

_STEPS = {QAbstractItemDelegate.EndEditHint.EditNextItem: 1, QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1}
_OWN_KEYS = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
EXPORT_KEYS = "Ctrl+E"
_BAR = 3  # pixels of accent at the left edge of a selected row


class RowsTable(QTableView):
    """A table whose rows are selected whole."""

    chosen = Signal(QModelIndex)  # by a double click, Enter, or a click on a link
    copy_wanted = Signal()
    export_wanted = Signal()
    menu_wanted = Signal(int, object)  # column number, place on the screen
    resized = Signal()
    restyled = Signal()  # the font has changed

    def __init__(self, model: RowsModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._hovered = -1
        self.header = RowsHeader(model, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.setItemDelegate(RowsDelegate(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the list; arrows move in it
        self.setMouseTracking(True)
        self.setCornerWidget(QWidget())  # the style's own draws a box between the scroll bars
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self._measure()
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def open_field(self) -> QLineEdit | None:
        """The field that is open over the current cell, if any."""
        field = self.indexWidget(self.currentIndex()) if self.currentIndex().isValid() else None
        return field if isinstance(field, QLineEdit) else None

    def select_cell(self, index: QModelIndex) -> None:
        """Makes a cell the current one and selects its row alone, whatever keys are held down."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def show_column(self, number: int) -> None:
        """Scrolls sideways until a column is in sight."""
        left, bar = self.header.sectionPosition(number), self.horizontalScrollBar()
        right = left + self.header.sectionSize(number) - self.viewport().width()
        bar.setValue(min(max(bar.value(), right), left))

    def minimumSizeHint(self) -> QSize:
        """The head and three rows."""
        height = self.header.sizeHint().height() + 3 * self.verticalHeader().defaultSectionSize()
        return QSize(super().minimumSizeHint().width(), height)

    def event(self, event: QEvent) -> bool:
        """Copying and selecting all belong to the list while it has the cursor, whatever the window's menus say."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and (any(event.matches(key) for key in _OWN_KEYS) or _is_export(event)):  # type: ignore
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, Ctrl+C copies; the rest is Qt's."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif _is_export(event):
            self.export_wanted.emit()
        elif event.key() in ENTER and plain and self.currentIndex().isValid():
            if self.open_field() is None:  # Enter that ends an entry comes here too
                self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: Any) -> None:
        """Asks for the menu: at the pointer, or by the menu key at the cursor."""
        column, place = self.columnAt(event.pos().x()), event.globalPos()
        if event.reason() == event.Reason.Keyboard:
            column = self.currentIndex().column()
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(column, place)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on to the next cell that can be edited."""
        step = _STEPS.get(hint)
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if step else hint)
        target = self._next_editable(step) if step else None
        if target is not None:
            self.select_cell(target)
            self.edit(target)

    def changeEvent(self, event: QEvent) -> None:
        """Another font makes other heights and widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
            self.restyled.emit()

    def resizeEvent(self, event: Any) -> None:
        """Tells that there is more room or less."""
        super().resizeEvent(event)
        self.resized.emit()

    def mouseMoveEvent(self, event: Any) -> None:
        """Lights the row under the pointer; links show a hand."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand if self._is_link(index) else arrow)

    def viewportEvent(self, event: QEvent) -> bool:
        """No row is lit when the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def paintEvent(self, event: Any) -> None:
        """Rows reach over the whole width; a thin line lies below each."""
        colours, width = theme.now().colours, self.viewport().width()
        height, selection = self.verticalHeader().defaultSectionSize(), self.selectionModel()
        last = self.rowAt(self.viewport().height() - 1)
        shown = range(max(self.rowAt(0), 0), (last if last >= 0 else self._model.rowCount() - 1) + 1)
        selected = [row for row in shown if selection.isRowSelected(row, QModelIndex())]
        with QPainter(self.viewport()) as painter:
            if self._hovered in shown:
                painter.fillRect(0, self.rowViewportPosition(self._hovered), width, height, QColor(colours.raised))
            for row in selected:
                painter.fillRect(0, self.rowViewportPosition(row), width, height, QColor(colours.tint))
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setPen(QColor(colours.line))
            for row in shown:
                bottom = self.rowViewportPosition(row) + height - 1
                painter.drawLine(0, bottom, width, bottom)
            for row in selected:
                painter.fillRect(0, self.rowViewportPosition(row), _BAR, height - 1, QColor(colours.accent))

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))
        self.header.updateGeometries()

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _is_link(self, index: QModelIndex) -> bool:
        return index.isValid() and self._model.columns[index.column()].link and bool(index.data())

    def _next_editable(self, step: int) -> QModelIndex | None:
        """The next cell (step -1: the one before) that can be edited, in the order seen; None after the last."""
        start, place = self.currentIndex(), self.header.visualIndex
        numbers = [number for number in self.header.in_sight() if self._model.columns[number].editable]
        if not numbers or not start.isValid():
            return None
        here = place(start.column())
        if step > 0:
            later = [number for number in numbers if place(number) > here]
            row, number = (start.row(), later[0]) if later else (start.row() + 1, numbers[0])
        else:
            earlier = [number for number in numbers if place(number) < here]
            row, number = (start.row(), earlier[-1]) if earlier else (start.row() - 1, numbers[-1])
        return self._model.index(row, number) if 0 <= row < self._model.rowCount() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._is_link(index):
            self.chosen.emit(index)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        column = self._model.columns[index.column()]
        if not column.editable and not self._is_link(index):  # a link was chosen by the first click already
            self.chosen.emit(index)


def _is_export(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier
