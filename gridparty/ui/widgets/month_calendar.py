"""A month as a calendar: each day with what happens on it; by keyboard and mouse alike."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyle, QStyledItemDelegate, QTableView, QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.ui import theme
from gridparty.ui.keys import ENTER
from gridparty.ui.models.month_days import DayEntry, MonthDaysModel
from gridparty.ui.models.rows import Index

Option = Any  # a QStyleOptionViewItem; PySide's stubs know none of its fields
_SMALL = 0.85


class MonthCalendar(QTableView):
    """Arrows go from day to day, Enter opens what is there or begins something new, the menu key offers all."""

    picked = Signal(object)  # id of an entry, or None: the day under the cursor holds it
    opened = Signal(object)  # id of an entry
    day_chosen = Signal(object)  # date: something new is wanted there

    def __init__(self, *, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = MonthDaysModel(self)
        self.setModel(self.days)
        self.setItemDelegate(DayDelegate(self))
        self.setAccessibleName(label)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        self.measure()

    def set_month(self, month: Month, entries: Sequence[DayEntry]) -> None:
        """Shows a month; the cursor stays on its day, or goes to today or the first."""
        index = self.currentIndex()
        day = self.days.day(index) if index.isValid() and self.days.month == month else today()
        self.days.set_month(month, entries)
        found = self.days.find(day)
        self.setCurrentIndex(found if found.isValid() else self.days.find(month.first))

    def show_entry(self, entry: int) -> None:
        """Puts the cursor on the day of an entry."""
        if (day := self.days.day_of(entry)) is not None:
            self.setCurrentIndex(self.days.find(day))

    def day(self) -> date | None:
        """The day under the cursor."""
        return self.days.day(self.currentIndex()) if self.currentIndex().isValid() else None

    def measure(self) -> None:
        """Room for a line on each day at least, whatever the font."""
        self.verticalHeader().setMinimumSectionSize(line_height(_SMALL) + line_height(1) + 6)
        self.setMinimumHeight(line_height(1) * 8)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells what lies on the day."""
        super().currentChanged(current, previous)
        entries = self.days.entries(current) if current.isValid() else ()
        self.picked.emit(entries[0].id if entries else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Insert begins something new."""
        index = self.currentIndex()
        if event.key() in ENTER and index.isValid():
            self._open(index)
        elif event.key() == Qt.Key.Key_Insert and index.isValid():
            self.day_chosen.emit(self.days.day(index))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a line picks it."""
        super().mousePressEvent(event)
        if (entry := self._entry_at(event.position().toPoint())) is not None:
            self.picked.emit(entry.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A line is opened; on the free part of a day something new begins."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        if (entry := self._entry_at(place)) is not None:
            self.opened.emit(entry.id)
        elif index.isValid() and self.days.is_of_month(index):
            self.day_chosen.emit(self.days.day(index))

    def contextMenuEvent(self, event: Any) -> None:
        """Everything on the day, and something new."""
        is_key = event.reason() == event.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        if index.isValid() and self.days.is_of_month(index):
            self.setCurrentIndex(index)
            self._menu(index)

    def _open(self, index: QModelIndex) -> None:
        entries = self.days.entries(index)
        if len(entries) == 1:
            self.opened.emit(entries[0].id)
        elif entries:
            self._menu(index)
        else:
            self.day_chosen.emit(self.days.day(index))

    def _menu(self, index: QModelIndex) -> None:
        menu, day = QMenu(self), self.days.day(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self.days.entries(index):
            menu.addAction(entry.tip, lambda entry=entry: self.opened.emit(entry.id))
        menu.addSeparator()
        menu.addAction(_("New activity on this day…"), lambda: self.day_chosen.emit(day))
        menu.popup(self.viewport().mapToGlobal(QPoint(self.visualRect(index).bottomLeft())))

    def _entry_at(self, place: QPoint) -> DayEntry | None:
        index = self.indexAt(place)
        if not index.isValid():
            return None
        entries = self.days.entries(index)
        lines = zip(entries, entry_boxes(self.visualRect(index), len(entries)), strict=False)
        return next((entry for entry, box in lines if box.contains(place)), None)


class DayDelegate(QStyledItemDelegate):
    """Paints a day: number, mark, a line for each entry."""

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        """The ground is the table's."""
        calendar = self.parent()
        assert isinstance(calendar, MonthCalendar)
        colours, days = theme.now().colours, calendar.days
        is_selected = option.state & QStyle.StateFlag.State_Selected
        if is_selected:
            painter.fillRect(option.rect, QColor(colours.tint))
        if not days.is_of_month(index):
            painter.fillRect(option.rect, QColor(colours.window))
            return
        day, entries, room = days.day(index), days.entries(index), _room()
        top = QRect(option.rect.left() + room, option.rect.top() + 2, option.rect.width() - 2 * room, line_height(1))
        is_today = day == today()
        painter.setFont(theme.font(bold=is_today))
        painter.setPen(QColor(colours.accent if is_today else colours.ink if day.weekday() < 5 else colours.faint))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(day.day))
        if any(entry.mark for entry in entries):
            self._paint_mark(painter, top, next(entry.mark for entry in entries if entry.mark))
        self._paint_entries(painter, option.rect, entries)
        if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """The columns share the width."""
        return QSize(line_height(1) * 3, line_height(1) * 3)

    def _paint_mark(self, painter: QPainter, box: QRect, words: str) -> None:
        """A star at the right end, with its words where there is room for them."""
        painter.setFont(theme.font(scale=_SMALL))
        painter.setPen(QColor(theme.now().colours.accent))
        whole = f"★ {words}"
        fits = painter.fontMetrics().horizontalAdvance(whole) < box.width() * 0.75
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, whole if fits else "★")

    def _paint_entries(self, painter: QPainter, rect: QRect, entries: Sequence[DayEntry]) -> None:
        painter.setFont(theme.font(scale=_SMALL))
        metrics = painter.fontMetrics()
        painter.setPen(QColor(theme.now().colours.ink))
        boxes = entry_boxes(rect, len(entries))
        for entry, box in zip(entries, boxes, strict=False):
            is_last_line = box is boxes[-1] and len(entries) > len(boxes)
            text = _("{count} more").format(count=len(entries) - len(boxes) + 1) if is_last_line else entry.text
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def entry_boxes(rect: QRect, count: int) -> list[QRect]:
    """Where the lines of a day's entries stand; fewer than the entries where there is no room."""
    line, room, top = line_height(_SMALL), _room(), rect.top() + 2 + line_height(1)
    fitting = max(1, (rect.bottom() - top) // line)
    return [
        QRect(rect.left() + room, top + line * at, rect.width() - 2 * room, line) for at in range(min(count, fitting))
    ]


def line_height(scale: float) -> int:
    """The height of a line of the theme's font, in pixels."""
    return round(QFontMetrics(theme.font(scale=scale)).height() * 1.1)


def _room() -> int:
    return line_height(1) // 4
