"""A sheet of a form as on paper: its texts, merged cells and widths, with what fills its bound cells."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gridparty.domain.column_letters import column_letters
from gridparty.ui import theme
from gridparty.ui.keys import ENTER
from gridparty.ui.models.rows import NOWHERE, Index

if TYPE_CHECKING:
    from gridparty.exchange.form_sheets import FormSheet

_MORE = 3  # empty rows and columns around what the form holds
_NARROWEST, _LOWEST = 3.0, 1.2  # characters, lines
_POINTS = 12  # of the height of a line
_FRAME = 2  # pixels
_ACROSS = {"center": Qt.AlignmentFlag.AlignHCenter, "centerContinuous": Qt.AlignmentFlag.AlignHCenter,
           "right": Qt.AlignmentFlag.AlignRight}  # fmt: skip
PAPER = theme.LIGHT  # a form is paper in the dark too


class SheetModel(QAbstractTableModel):
    """The cells of one sheet; `bound` says in words what fills some of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: FormSheet | None = None
        self.bound: dict[tuple[int, int], str] = {}

    def show(self, sheet: "FormSheet | None", bound: Mapping[tuple[int, int], str]) -> None:
        """Shows a sheet."""
        self.beginResetModel()
        self.sheet, self.bound = sheet, dict(bound)
        self.endResetModel()

    def show_bound(self, bound: Mapping[tuple[int, int], str]) -> None:
        """Shows the same sheet with other bindings; the cursor stays."""
        self.bound = dict(bound)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The rows of the form and a few more."""
        return 0 if parent.isValid() or self.sheet is None else self.sheet.rows + _MORE

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The columns of the form and a few more."""
        return 0 if parent.isValid() or self.sheet is None else self.sheet.columns + _MORE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, font and colours of a cell."""
        if not index.isValid() or self.sheet is None:
            return None
        place = (index.row() + 1, index.column() + 1)
        cell, bound = self.sheet.cells.get(place), self.bound.get(place)
        text = f"〔{bound}〕" if bound else cell.text if cell else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{column_letters(place[1])}{place[0]} {text}".strip()
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(PAPER.tint if bound else (cell and cell.look.fill) or PAPER.surface)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(PAPER.accent if bound else PAPER.faint if cell and cell.is_formula else PAPER.ink)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(scale=0.9, bold=bool(cell and cell.look.is_bold))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = _ACROSS.get(cell.look.across if cell else "", Qt.AlignmentFlag.AlignLeft)
            return across | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A, B, C … and 1, 2, 3 …"""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letters(section + 1) if orientation == Qt.Orientation.Horizontal else str(section + 1)


class _CellDelegate(QStyledItemDelegate):
    """The chosen cell has a frame; its colours stay, for they say what fills it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the cell, and the frame."""
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        option.state &= ~QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        super().paint(painter, option, index)
        if is_chosen:
            painter.setPen(QPen(QColor(PAPER.accent), _FRAME))
            half = _FRAME // 2
            painter.drawRect(option.rect.adjusted(half, half, -half - 1, -half - 1))  # type: ignore[attr-defined]


class SheetGrid(QTableView):
    """The sheet to point at: arrows and clicks choose a cell, Enter or a second click asks to fill it."""

    pointed = Signal(int, int)  # row and column of the chosen cell, from 1; of a merged area the first one
    wanted = Signal()  # the chosen cell is to be filled with something else
    freed = Signal()  # Delete: nothing is to fill it any more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(True)
        self.setStyleSheet(f"QTableView {{ gridline-color: {PAPER.edge}; }}")
        self.selectionModel().currentChanged.connect(self._on_pointed)
        self.doubleClicked.connect(lambda _index: self.wanted.emit())

    def show_sheet(self, sheet: "FormSheet | None", bound: Mapping[tuple[int, int], str]) -> None:
        """Shows a sheet from its top."""
        self.clearSpans()
        self.sheet_model.show(sheet, bound)
        if sheet is None:
            return
        rows, columns = self.sheet_model.rowCount(), self.sheet_model.columnCount()
        for top, left, bottom, right in sheet.merges:
            if top <= rows and left <= columns:
                self.setSpan(top - 1, left - 1, min(bottom, rows) - top + 1, min(right, columns) - left + 1)
        self._measure(sheet)
        self.point(1, 1)

    def point(self, row: int, column: int) -> None:
        """Chooses a cell."""
        self.setCurrentIndex(self.sheet_model.index(row - 1, column - 1))

    def place(self) -> tuple[int, int] | None:
        """Row and column of the chosen cell, from 1; of a merged area the first one."""
        sheet, index = self.sheet_model.sheet, self.currentIndex()
        return sheet.area(index.row() + 1, index.column() + 1)[:2] if sheet and index.isValid() else None

    def restyle(self) -> None:
        """The font has changed."""
        if self.sheet_model.sheet is not None:
            self._measure(self.sheet_model.sheet)

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height() * 9)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks to fill the cell, Delete frees it."""
        if event.key() in (*ENTER, Qt.Key.Key_F2):
            self.wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.freed.emit()
        else:
            super().keyPressEvent(event)

    def _measure(self, sheet: "FormSheet") -> None:
        metrics = self.fontMetrics()
        digit, line = metrics.horizontalAdvance("0"), metrics.height()
        for column in range(1, self.sheet_model.columnCount() + 1):
            width = sheet.width(column)
            self.setColumnWidth(column - 1, round(max(width, _NARROWEST if width else 0) * digit) + (4 if width else 0))
        for row in range(1, self.sheet_model.rowCount() + 1):
            self.setRowHeight(row - 1, round(max(sheet.height(row) / _POINTS, _LOWEST) * line))

    def _on_pointed(self, *_what: object) -> None:
        if (place := self.place()) is not None:
            self.pointed.emit(*place)
