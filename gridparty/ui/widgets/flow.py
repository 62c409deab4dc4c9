"""Layouts that follow the width: cards in even columns, lines of words and buttons that wrap, two halves."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QWidget


@dataclass(frozen=True, slots=True)
class Cell:
    """An item with its size and the height of its base line."""

    item: QLayoutItem
    width: int
    height: int
    base: int


class FlowLayout(QLayout):
    """Items from left to right, then in further rows, standing on one base line.

    With `column`, the least width of a column, all items become equally wide and the rows equally full.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int, column: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.column = column
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        """Takes an item in."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """An item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Gives an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        return self._arrange(QRect(0, 0, width, 0), is_final=False)

    def setGeometry(self, rect: QRect) -> None:
        """Puts the items into their places."""
        super().setGeometry(rect)
        self._arrange(rect, is_final=True)

    def sizeHint(self) -> QSize:
        """As wide as all items in one row."""
        widths = [max(item.sizeHint().width(), self.column) for item in self._items]
        return QSize(sum(widths) + self.spacing() * max(len(widths) - 1, 0), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _arrange(self, rect: QRect, *, is_final: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            base = max(cell.base for cell in row)
            height = max(base - cell.base + cell.height for cell in row)
            x = rect.x()
            for cell in row:
                if is_final:
                    down = 0 if self.column else base - cell.base
                    cell.item.setGeometry(QRect(x, y + down, cell.width, height if self.column else cell.height))
                x += cell.width + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _rows(self, width: int) -> list[list[Cell]]:
        items = [item for item in self._items if not item.isEmpty()]
        if self.column and items:
            return self._columns(items, width)
        rows: list[list[Cell]] = []
        room = 0
        for item in items:
            size = item.sizeHint().boundedTo(QSize(width, 1 << 20))
            if not rows or size.width() > room:
                rows.append([])
                room = width
            rows[-1].append(_cell(item, size.width()))
            room -= size.width() + self.spacing()
        return rows

    def _columns(self, items: Sequence[QLayoutItem], width: int) -> list[list[Cell]]:
        gap = self.spacing()
        least = max(self.column, *(item.minimumSize().width() for item in items))
        fitting = max(1, (width + gap) // (least + gap))
        number = math.ceil(len(items) / math.ceil(len(items) / fitting))
        each, spare = divmod(width - gap * (number - 1), number)
        widths = [each + (place < spare) for place in range(number)]
        rows = (items[at : at + number] for at in range(0, len(items), number))
        return [[_cell(item, wide) for item, wide in zip(row, widths, strict=False)] for row in rows]


def _cell(item: QLayoutItem, width: int) -> Cell:
    height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    widget = item.widget()
    if widget is None:
        return Cell(item, width, height, 0)
    metrics = widget.fontMetrics()
    return Cell(item, width, height, (height - metrics.height()) // 2 + metrics.ascent())


class Halves(QWidget):
    """Two widgets side by side, one below the other where the room is narrower than `least` for both."""

    def __init__(self, left: QWidget, right: QWidget, *, gap: int, shares: tuple[int, int]) -> None:
        super().__init__()
        self.least = 0
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(left, shares[0])
        self._box.addWidget(right, shares[1])

    def minimumSizeHint(self) -> QSize:
        """No wider than the wider one, so that the room can become too narrow for both."""
        least = super().minimumSizeHint()
        shown = [self._box.itemAt(place).minimumSize().width() for place in range(self._box.count())]
        return QSize(max(shown), least.height())

    def resizeEvent(self, event: object) -> None:
        """Side by side, or one below the other."""
        is_wide = self.width() >= self.least
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
