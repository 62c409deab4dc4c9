"""A card with a list that is as high as its rows, so that the page scrolls and not the list."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gridparty.ui.models.rows import R
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import label

MOST = 24  # rows; longer lists scroll


class ShortList(QFrame, Generic[R]):
    """Heading and list."""

    def __init__(self, title: str, view: RowsView[R], *, has_head: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.view = view
        view.table.header.setVisible(has_head)
        view.table.restyled.connect(self._measure)
        view.table.horizontalScrollBar().rangeChanged.connect(self._measure)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(6)
        box.addWidget(label(title, role="heading"))
        box.addWidget(view)
        box.addStretch(1)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Shows these rows."""
        self.view.set_rows(rows)
        self._measure()

    def _measure(self, *_range: int) -> None:
        table = self.view.table
        rows = max(len(self.view.model.all_rows()), 1)
        head = 0 if table.header.isHidden() else table.header.sizeHint().height()
        sideways = table.horizontalScrollBar()
        foot = sideways.sizeHint().height() if sideways.maximum() > 0 else 0
        body = min(rows, MOST) * table.verticalHeader().defaultSectionSize()
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        table.setVerticalScrollBarPolicy(needed if rows > MOST else off)
        table.setFixedHeight(head + body + foot + 2 * table.frameWidth())
