"""Labelled fields side by side: twelve columns where there is room, six where the window is narrow."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gridparty.ui.widgets.boxes import characters, row_in

WIDE, NARROW = 12, 6
ROOM = 50  # Chinese characters: below this width the grid is narrow


@dataclass(frozen=True, slots=True)
class _Cell:
    box: QWidget
    wide: int
    narrow: int


class FormGrid(QWidget):
    """Fields in rows; a hidden field leaves no gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[_Cell] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        gap = self.fontMetrics().height() // 2
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(gap)

    def add(self, name: str, field: QWidget, *more: QWidget, wide: int, narrow: int) -> QWidget:
        """A field with its name before it; how many columns it takes in either form. Returns the cell."""
        box = QWidget(self)
        row = row_in(box)
        if name:
            words = QLabel(name)
            words.setProperty("role", "faint")
            words.setBuddy(field)
            row.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
            field.setAccessibleName(name)
        row.addWidget(field, 1)
        for widget in more:
            row.addWidget(widget)
        self._cells.append(_Cell(box, wide, narrow))
        self._columns = 0
        return box

    def show_cell(self, box: QWidget, is_shown: bool) -> None:
        """Shows a cell or leaves it out."""
        if box.isHidden() == is_shown:
            box.setVisible(is_shown)
            self._arrange(self._columns or WIDE)

    def resizeEvent(self, event: object) -> None:
        """As many columns as the width allows."""
        room = characters(self, ROOM)
        wanted = WIDE if self.width() >= room else NARROW
        if wanted != self._columns:
            self._arrange(wanted)

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        for cell in self._cells:
            self._grid.removeWidget(cell.box)
        row = column = 0
        for cell in self._cells:
            if cell.box.isHidden():
                continue
            span = cell.wide if columns == WIDE else cell.narrow
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(cell.box, row, column, 1, span)
            column += span
        for at in range(WIDE):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
