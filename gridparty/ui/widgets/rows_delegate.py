"""Paints the cells of a list and gives editable ones their field."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QToolTip, QWidget

from gridparty.ui import theme
from gridparty.ui.models.rows import Column, Index, RowsModel
from gridparty.ui.widgets.rows_marks import mark_colour, paint_mark

Option = Any  # a QStyleOptionViewItem; PySide's stubs know none of its fields
_TOLD_BY_COLOUR = frozenset({"good", "bad"})  # the words of these two stand in their colour too
_FILLED = "isFilled"


def padding(metrics: QFontMetrics) -> int:
    """The room left and right of a cell's content, in pixels."""
    return round(metrics.horizontalAdvance("0") * 0.9)


def row_height(metrics: QFontMetrics) -> int:
    """The height of every row, in pixels."""
    return round(metrics.height() * 1.7)


class RowsDelegate(QStyledItemDelegate):
    """Cells: a text, cut with an ellipsis where it is too long, maybe after a status shape."""

    def __init__(self, model: RowsModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        """The content; the table paints the backgrounds of its rows and the lines between them."""
        column = self._model.columns[index.column()]
        row = self._model.row(index)
        status = column.mark(row) if column.mark else None
        box = self._content(option)
        if status:
            paint_mark(painter, _mark_box(option.fontMetrics, box), status)
            box.setLeft(box.left() + _mark_room(option.fontMetrics))
        text = _one_line(column.text(row))
        if text:
            if option.fontMetrics.horizontalAdvance(text) > box.width():
                text = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            is_faint = column.faint is not None and column.faint(row)
            painter.setPen(QColor(theme.now().colours.hint) if is_faint else _ink(column, status))
            painter.drawText(box, column.align | Qt.TextFlag.TextSingleLine, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.now().colours.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """The whole text, for fitting a column's width."""
        metrics = option.fontMetrics
        column, row = self._model.columns[index.column()], self._model.row(index)
        width = metrics.horizontalAdvance(_one_line(column.text(row))) + 2 * padding(metrics) + 2
        if column.mark and column.mark(row):
            width += _mark_room(metrics)
        return QSize(width, row_height(metrics))

    def helpEvent(self, event: QHelpEvent, view: Any, option: Option, index: Index) -> bool:
        """A text that is cut is told whole."""
        if index.isValid() and self.sizeHint(option, index).width() - 2 > option.rect.width():
            QToolTip.showText(event.globalPos(), self._model.data(index), view.viewport(), option.rect)
        else:
            QToolTip.hideText()
        return True

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        """A field over the cell."""
        field = QLineEdit(parent)
        field.setAccessibleName(self._model.columns[index.column()].head)
        field.setAlignment(self._model.columns[index.column()].align)
        field.setStyleSheet("QLineEdit { border-radius: 0; padding: 0 2px; min-height: 0; }")  # fits the row
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The text of the cell, once: a field that is open keeps what was typed."""
        if isinstance(editor, QLineEdit) and not editor.property(_FILLED):
            editor.setProperty(_FILLED, True)
            editor.setText(self._model.data(index))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Tells the model what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: Option, index: Index) -> None:
        """The field covers its cell."""
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def _content(self, option: Option) -> QRect:
        room = padding(option.fontMetrics)
        return option.rect.adjusted(room, 0, -room, -1)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()) if "\n" in text else text


def _mark_room(metrics: QFontMetrics) -> int:
    return round(metrics.ascent() * 0.95)


def _mark_box(metrics: QFontMetrics, content: QRect) -> QRectF:
    side = round(metrics.ascent() * 0.58)
    return QRectF(content.left(), content.top() + (content.height() - side) / 2, side, side)


def _ink(column: Column[Any], status: str | None) -> QColor:
    if column.link:
        return QColor(theme.now().colours.link)
    if status in _TOLD_BY_COLOUR:
        return mark_colour(status)
    return QColor(theme.now().colours.ink)
