"""Bars on an axis of years: what held from when to when, what still holds, and days that are worth a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gridparty.ui import theme
from gridparty.ui.widgets.boxes import characters

STEPS = (1, 2, 5, 10, 20)  # years between two numbers of the axis
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line: its words, the first day (None: longer ago than anyone noted), the first day without it (None: holds)."""

    words: str
    since: date | None
    until: date | None
    is_strong: bool
    told: str  # the same in full, for the pointer and the screen reader


class TimeBars(QWidget):
    """Words at the left, bars at the right, years below."""

    def __init__(self, bars: Sequence[Bar], day: date) -> None:
        super().__init__()
        self.bars, self.day = tuple(bars), day
        known = [bar.since for bar in bars if bar.since is not None]
        known += [bar.until for bar in bars if bar.until is not None]
        self.first = min([*known, day - YEAR])
        if any(bar.since is None for bar in bars):
            self.first -= (day - self.first) / 12  # room for what was there before
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(bar.told for bar in bars))

    @property
    def line(self) -> int:
        """The height of a line in pixels."""
        return self.fontMetrics().height() * 3 // 2

    def sizeHint(self) -> QSize:
        """A line for each bar, one for the years."""
        return QSize(characters(self, 30), self.line * (len(self.bars) + 1))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows shorten the words."""
        return QSize(characters(self, 14), self.sizeHint().height())

    def bar_rect(self, number: int) -> QRectF:
        """Where a bar lies."""
        bar = self.bars[number]
        left = self._left() if bar.since is None else self._x(bar.since)
        right = self._x(min(bar.until or self.day, self.day))
        thick = self.fontMetrics().height() * 0.55
        return QRectF(left, number * self.line + (self.line - thick) / 2, max(right - left, 3), thick)

    def event(self, event: QEvent) -> bool:
        """The pointer over a line tells it in full."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = event.pos().y() // self.line
            text = self.bars[number].told if 0 <= number < len(self.bars) else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints years, words and bars."""
        colours = theme.now().colours
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_years(painter, colours)
            for number, bar in enumerate(self.bars):
                painter.setPen(QColor(colours.ink if bar.until is None else colours.faint))
                room = QRectF(0, number * self.line, self._left() - self.line / 2, self.line)
                words = self.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideMiddle, int(room.width()))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
                painter.setPen(Qt.PenStyle.NoPen)
                tone = colours.accent if bar.is_strong else colours.bar
                painter.setBrush(QColor(tone if bar.until is None else colours.edge))
                rect = self.bar_rect(number)
                painter.drawRoundedRect(rect, rect.height() / 3, rect.height() / 3)

    def _paint_years(self, painter: QPainter, colours: theme.Colours) -> None:
        bottom = self.line * len(self.bars)
        wide = self.fontMetrics().horizontalAdvance("2026") * 2
        step = next((each for each in STEPS if self._year_width() * each >= wide), STEPS[-1])
        for year in range(self.first.year + 1, self.day.year + 1):
            if year % step:
                continue
            x = self._x(date(year, 1, 1))
            painter.setPen(QColor(colours.line))
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
            painter.setPen(QColor(colours.faint))
            painter.drawText(QRectF(x - wide / 2, bottom, wide, self.line), Qt.AlignmentFlag.AlignCenter, str(year))

    def _left(self) -> float:
        """Where the axis begins: the words take a third at most."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(bar.words) for bar in self.bars), default=0)
        return min(widest + self.line, self.width() * 0.38)

    def _right(self) -> float:
        return self.width() - self.fontMetrics().horizontalAdvance("2026")

    def _x(self, day: date) -> float:
        share = (day - self.first) / max(self.day - self.first, timedelta(1))
        return self._left() + share * (self._right() - self._left())

    def _year_width(self) -> float:
        return (self._right() - self._left()) * (YEAR / max(self.day - self.first, YEAR))
