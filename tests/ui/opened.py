"""Driving dialogs in tests: the one that is open, pressing its buttons, choosing somebody by typing."""

from typing import TypeVar

from driving import calm, write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridparty.ui.dialogs.member_chooser import ChooserField
from gridparty.ui.file_view import FileView

D = TypeVar("D", bound=QDialog)


def dialog(qtbot: QtBot, view: FileView, kind: type[D]) -> D:
    """The open dialog of a kind, with everything that it asked for."""
    calm(qtbot, view)
    found = [each for each in view.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def click(qtbot: QtBot, button: QPushButton) -> None:
    """Presses a button that can be pressed."""
    qtbot.waitUntil(button.isVisible)  # what is new in a layout is shown a moment later
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, within: QWidget, field: ChooserField, text: str) -> None:
    """Types part of a name and takes the first that fits; the list opens in an active window alone."""
    within.activateWindow()
    qtbot.waitUntil(within.isActiveWindow)
    field.setFocus()
    field.selectAll()
    write(qtbot, field, text)
    qtbot.waitUntil(lambda: field.hits.isVisible())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.choice is not None
