"""The field of the sign-in desk: keys of a person, bursts of a scanner, compositions of an input method (D7)."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.i18n import _
from gridparty.ui.keys import ENTER, STEPS


class DeskField(QLineEdit):
    """One line; Enter during a composition belongs to the input method, whatever the platform passes on."""

    entered = Signal()
    stepped = Signal(int)  # 1 down, -1 up
    escaped = Signal()
    changed = Signal()  # the text, or what an input method is composing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "desk")
        self.setPlaceholderText(_("Scan a member code, or type a name / initials / phone tail; Enter checks in"))
        self.setAccessibleName(_("Member code, name, initials or phone tail of who has come"))
        self.preedit = ""
        self.textChanged.connect(self.changed)

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds letters that are not in the text yet."""
        return bool(self.preedit)

    def meant(self) -> str:
        """What the person means so far, with the letters that are still being composed."""
        return self.text() + self.preedit.replace("'", "").replace(" ", "")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Notes the composition."""
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)
        self.changed.emit()

    def focusOutEvent(self, event: Any) -> None:
        """Whoever leaves the field leaves the composition."""
        self.preedit = ""
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z in the empty field takes back the last entry (the window's), not a letter."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and not self.text() and event.matches(QKeySequence.StandardKey.Undo):  # type: ignore[attr-defined]
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter checks in, arrows choose, Esc empties or leaves."""
        key = event.key()
        if key in ENTER:
            if not self.is_composing:
                self.entered.emit()
        elif key in STEPS and not self.is_composing:
            self.stepped.emit(STEPS[key])
        elif key == Qt.Key.Key_Escape and not self.is_composing:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
