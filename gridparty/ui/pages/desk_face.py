"""How the sign-in desk is laid out: head, entry, waiting entries, lists, foot; it scrolls where the window is small."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gridparty.i18n import _
from gridparty.ui.pages.desk_entry import DeskEntry
from gridparty.ui.pages.desk_head import DeskHead
from gridparty.ui.pages.desk_lists import DeskLists
from gridparty.ui.pages.desk_waiting import WaitingLine
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.words import button, label

LOW = 30  # lines of text; a window lower than that is tight


class DeskFace(QScrollArea):
    """The parts of the desk. A click on any of them leaves the cursor in the field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head, self.entry, self.waiting, self.lists = DeskHead(), DeskEntry(), WaitingLine(), DeskLists()
        self.finish = button(_("End and print the sign-in sheet"), role="primary")
        self.guest = button(_("Sign in a guest…"))
        for each in (self.finish, self.guest):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hint = label(_("Every check-in is written to disk at once  |  F11 full screen  |  Esc back"), role="faint")
        inside = QWidget()
        self._box = box = QVBoxLayout(inside)
        self._is_tight: bool | None = None
        box.addWidget(self.head)
        box.addWidget(self.entry)
        box.addWidget(self.waiting)
        box.addWidget(self.lists, 1)
        box.addLayout(self._foot())
        self.setWidget(inside)
        around = column_in(parent)
        around.addWidget(self)
        self.lists.board.counted.connect(lambda: self.head.show_counts(self.lists.board.counts()))

    def resizeEvent(self, event: Any) -> None:
        """A low window gives the lists what room there is."""
        super().resizeEvent(event)
        is_tight = self.height() < self.fontMetrics().height() * LOW
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            self._box.setContentsMargins(*((20, 8, 20, 8) if is_tight else (34, 22, 34, 22)))
            self._box.setSpacing(8 if is_tight else 16)
            self.head.set_tight(is_tight)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.finish)
        line.addWidget(self.guest)
        line.addStretch(1)
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.hint, 4)
        return line
