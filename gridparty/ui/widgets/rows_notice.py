"""The sentence in the middle of a list that shows no rows."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gridparty.i18n import _


class RowsNotice(QWidget):
    """Lies over the rows of a table; says why there are none, and offers to clear the filter if that is why."""

    cleared = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setProperty("role", "faint")
        self.button = QPushButton(_("Clear the filter"))
        self.button.setProperty("role", "link")
        self.button.setAccessibleName(_("Clear the filter"))
        self.button.clicked.connect(self.cleared)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        over.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, *, can_clear: bool = False) -> None:
        """Shows a sentence, with or without the button; an empty one shows nothing."""
        self._text.setText(sentence)
        self.button.setVisible(can_clear)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """The sentence in sight; empty if there is none."""
        return "" if self.isHidden() else self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays as large as what it lies over."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)
