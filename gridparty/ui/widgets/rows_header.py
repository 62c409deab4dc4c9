"""The head of a list: names of columns with the sort arrow, and below them the filter fields when wanted."""

from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gridparty.ui import theme
from gridparty.ui.models.rows import RowsModel
from gridparty.ui.widgets.rows_delegate import padding
from gridparty.ui.widgets.rows_filters import FilterFields

ARROWS = {Qt.SortOrder.AscendingOrder: " ▲", Qt.SortOrder.DescendingOrder: " ▼"}


class RowsHeader(QHeaderView):
    """Heads that sort by a click; a third click brings the order given back."""

    def __init__(self, model: RowsModel[Any], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table, self._model = parent, model
        self._hovered = -1
        self.filters = FilterFields(self, model)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setResizeContentsPrecision(0)  # what is in sight, not twenty thousand rows
        self.setMouseTracking(True)
        for changed in (self.sectionResized, self.sectionMoved, self.geometriesChanged):
            changed.connect(self._place_fields)

    def set_filtering(self, on: bool) -> None:
        """Shows or hides the filter fields; hiding empties them."""
        self.filters.open(on)
        self.updateGeometries()
        self.geometriesChanged.emit()

    def sizeHint(self) -> QSize:
        """High enough for the heads, and for the fields if they are in sight."""
        return QSize(super().sizeHint().width(), round(self._table.fontMetrics().height() * 1.35) + self.filters.height)

    def updateGeometries(self) -> None:
        """Keeps the room below the heads for the fields."""
        self.setViewportMargins(0, 0, 0, self.filters.height)
        super().updateGeometries()
        self._place_fields()

    def setOffset(self, offset: int) -> None:
        """Scrolls sideways; the fields follow."""
        super().setOffset(offset)
        self._place_fields()

    def in_sight(self) -> list[int]:
        """The numbers of the columns that are not hidden, from left to right."""
        numbers = (self.logicalIndex(at) for at in range(self.count()))
        return [number for number in numbers if not self.isSectionHidden(number)]

    def least_width(self, number: int) -> int:
        """What the head of a column needs with its arrow, in pixels."""
        metrics = QFontMetrics(self._head_font())
        text = self._model.columns[number].head + ARROWS[Qt.SortOrder.AscendingOrder]
        return metrics.horizontalAdvance(text) + 2 * padding(self._table.fontMetrics())

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N803
        """The head with its arrow."""
        return QSize(self.least_width(logicalIndex), super().sectionSizeFromContents(logicalIndex).height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Name, arrow and the line below."""
        colours = theme.now().colours
        painter.save()
        painter.fillRect(rect, QColor(colours.raised if logicalIndex == self._hovered else colours.surface))
        painter.setPen(QColor(colours.edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._head_font())
        metrics, room = painter.fontMetrics(), padding(self._table.fontMetrics())
        box = rect.adjusted(room, 0, -room, -1)
        column = self._model.columns[logicalIndex]
        is_sorted = self.sortIndicatorSection() == logicalIndex
        arrow = ARROWS[self.sortIndicatorOrder()] if is_sorted else ""
        left = box.width() - metrics.horizontalAdvance(arrow)
        text = metrics.elidedText(column.head, Qt.TextElideMode.ElideRight, left) + arrow
        painter.setPen(QColor(colours.ink if is_sorted else colours.faint))
        painter.drawText(box, column.align | Qt.TextFlag.TextSingleLine, text)
        painter.restore()

    def paintEvent(self, event: Any) -> None:
        """The line goes on where there are no columns."""
        super().paintEvent(event)
        if self.length() - self.offset() < self.viewport().width():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.now().colours.edge))
            bottom = self.viewport().height() - 1
            painter.drawLine(self.length() - self.offset(), bottom, self.viewport().width(), bottom)

    def mouseMoveEvent(self, event: Any) -> None:
        """Lights the head under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        """No head is lit when the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _head_font(self) -> QFont:
        font = QFont(self._table.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _place_fields(self, *_what: int) -> None:
        self.filters.place(
            self.viewport().geometry().bottom() + 1,
            lambda number: (self.sectionViewportPosition(number), self.sectionSize(number)),
        )

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.viewport().update()
