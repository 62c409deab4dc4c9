"""Labels and buttons that say what they are to the style sheet (resources/style/window.qss)."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from gridparty.ui.keys import ENTER

W = TypeVar("W", bound=QWidget)


class Button(QPushButton):
    """A button that Enter presses when it has the focus, and only then."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as well as the space bar."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def label(text: str, *, role: str = "", wrap: bool = False) -> QLabel:
    """A label with a role."""
    made = QLabel(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, clicked: Callable[[], Any] | None = None, *, role: str = "", tip: str = "") -> QPushButton:
    """A button with a role; Enter presses it when it has the focus."""
    made = Button(text)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def card(parent: QWidget | None = None) -> QFrame:
    """A white frame with a thin edge."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    return frame


def restyle(widget: QWidget) -> None:
    """Makes Qt look at the style sheet again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def named(widget: W, name: str) -> W:
    """The widget with a name for those who hear the screen."""
    widget.setAccessibleName(name)
    return widget
