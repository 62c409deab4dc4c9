"""The line that says what was done and offers to take it back, for a few seconds; and sentences of refusal."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from gridparty.i18n import _
from gridparty.ui.office import Said
from gridparty.ui.widgets.words import button, label

STAYS = 8000  # milliseconds


class ToldLine(QFrame):
    """Floats at the bottom of its parent, over the page."""

    undo_wanted = Signal(object)  # ActId

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setProperty("role", "told")
        self.words = label("", wrap=True)
        self.undo = button(_("Undo"), self._on_undo)
        self.close_button = button("×", self.hide)
        self.close_button.setAccessibleName(_("Close the message"))
        box = self.box = QHBoxLayout(self)
        box.setContentsMargins(14, 6, 8, 6)
        box.addWidget(self.words, 1)
        for each in (self.undo, self.close_button):
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            box.addWidget(each)
        self._act: object = None
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, said: Said) -> None:
        """Shows what was done."""
        self._act = said.act
        self.undo.setVisible(said.act is not None)
        self._show(said.text)
        self._timer.start()

    def refuse(self, sentence: str) -> None:
        """Shows why something was not done; stays until it is closed or something else happens."""
        self._act = None
        self.undo.hide()
        self._show(sentence)
        self._timer.stop()

    def _show(self, text: str) -> None:
        self.words.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        around = self._around
        room = around.width() - 40
        beside = [self.undo, self.close_button] if not self.undo.isHidden() else [self.close_button]
        wanted = self.words.fontMetrics().horizontalAdvance(self.words.text()) + 60
        wanted += sum(each.sizeHint().width() for each in beside)
        width = min(room, wanted)
        self.setFixedSize(width, self.box.totalHeightForWidth(width))
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - 44)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_wanted.emit(self._act)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
