"""The page of the first moment: the window is there, the file is being opened behind it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from gridparty.i18n import _
from gridparty.ui.widgets.words import label

SLOW = 700  # milliseconds before a bar moves: its painting would only slow down what is waited for


class OpeningPage(QWidget):
    """Says which file is being opened."""

    _moved = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", role="faint")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = label("", role="small")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(240)
        self.bar.hide()
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self.bar.show)
        self._moved.connect(self._on_moved)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(self.words)
        box.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.note)
        box.addStretch(3)

    def show_name(self, name: str) -> None:
        """The file's name."""
        self.words.setText(_("Opening {name}…").format(name=name))
        self.note.clear()
        self.bar.setRange(0, 0)
        self.bar.hide()
        self._slow.start()

    def report(self, done: int, total: int, note: str) -> None:
        """Progress of making a file; may be called on another thread."""
        self._moved.emit(done, total, note)

    def _on_moved(self, done: int, total: int, note: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.note.setText(note)
