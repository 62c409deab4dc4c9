"""A card with a heading, buttons beside it, and a list as high as its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridparty.ui.models.rows import Column, R
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.short_list import ShortList
from gridparty.ui.widgets.words import button, label

Slot = Callable[[], Any]


@dataclass(frozen=True)  # no slots: with them RowAct[Row](…) fails in Python 3.11
class RowAct(Generic[R]):
    """What can be done with a row that `fits`; `keys` work while the list has the focus."""

    text: str
    act: Callable[[R], Any]
    keys: str = ""
    fits: Callable[[R], bool] = lambda _row: True


class HeadedCard(QFrame):
    """A card whose heading has buttons at its right; what is below is exchanged as a whole."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.heading = label(title, role="heading")
        self.tools = QHBoxLayout()
        self.tools.addWidget(self.heading)
        self.tools.addStretch(1)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 12, 16, 12)
        self.box.setSpacing(8)
        self.box.addLayout(self.tools)
        self._inside: QWidget | None = None

    def add_tool(self, text: str, clicked: Slot, *, tip: str = "") -> QPushButton:
        """Adds a button beside the heading."""
        made = button(text, clicked, role="small", tip=tip)
        self.tools.addWidget(made)
        return made

    def put(self, inside: QWidget) -> None:
        """Shows this below the heading, in place of what was there."""
        old, self._inside = self._inside, inside
        if old is not None:
            self.box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.box.insertWidget(1, inside)
        if old is None:
            self.box.addStretch(1)


class ListCard(ShortList[R], Generic[R]):
    """A short list with its acts as buttons beside the heading and in its menu; without rows a sentence stands there.

    Acts that need a row are hidden where there is none, and greyed while none is chosen.
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[R]],
        *,
        name: str,
        empty: str,
        identity: Callable[[R], Any],
        acts: Sequence[RowAct[R]] = (),
    ) -> None:
        self._acts = [(act, QAction(act.text)) for act in acts]
        self.buttons: list[QPushButton] = []
        view: RowsView[R] = RowsView(
            columns,
            name=name,
            label=title,
            empty=empty,
            identity=identity,
            has_foot=False,
            actions=[action for _act, action in self._acts],
        )
        super().__init__(title, view, has_head=True)
        self.none = label(empty, role="hint", wrap=True)
        self.tools = FlowLayout(gap=6)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        heading = box.takeAt(0).widget()
        self.tools.addWidget(heading)
        box.insertLayout(0, self.tools)
        box.insertWidget(1, self.none)
        self._free: list[QWidget] = []
        view.selected.connect(lambda _row: self._tell_row())

    def add_tool(self, text: str, clicked: Slot, *, tip: str = "") -> QPushButton:
        """Adds a button that needs no row; before the first rows are shown."""
        made = button(text, clicked, role="small", tip=tip)
        self.add_widget(made)
        return made

    def add_widget(self, widget: QWidget) -> None:
        """Adds something else beside the heading."""
        self.tools.addWidget(widget)
        self._free.append(widget)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Shows these rows."""
        if self._acts and not self.buttons:
            self._connect_acts()
        super().set_rows(rows)
        self.none.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self._tell_row()

    def _connect_acts(self) -> None:
        """The buttons of the rows stand after the others, and Tab reaches all of them before the list."""
        for act, action in self._acts:
            self._connect(act, action)
        order = [*self._free, *self.buttons, self.view.table]
        for earlier, later in pairwise(order):
            QWidget.setTabOrder(earlier, later)

    def _connect(self, act: RowAct[R], action: QAction) -> None:
        def run() -> None:
            row = self.view.current()
            if row is not None and act.fits(row):
                act.act(row)

        action.triggered.connect(lambda: run())
        if act.keys:
            action.setShortcut(QKeySequence(act.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made = button(act.text, run, role="small", tip=act.keys)
        self.tools.addWidget(made)
        self.buttons.append(made)

    def _tell_row(self) -> None:
        row, has_rows = self.view.current(), bool(self.view.model.all_rows())
        for made, (act, action) in zip(self.buttons, self._acts, strict=False):
            can = row is not None and act.fits(row)
            made.setVisible(has_rows)
            made.setEnabled(can)
            action.setEnabled(can)
