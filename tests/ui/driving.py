"""Driving the window in tests: going somewhere, and waiting until it stands still."""

from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.ids import UnitId
from gridparty.ui.file_view import FileView


def calm(qtbot: QtBot, view: FileView) -> None:
    """Waits until everything that was asked for has been shown and everything typed has been saved."""
    qtbot.waitUntil(lambda: not view.is_busy, timeout=15_000)


def go(qtbot: QtBot, view: FileView, unit: UnitId, page: str) -> Any:
    """Chooses a unit and a page; returns the page, loaded."""
    view.go_unit(unit)
    shown = view.workspace.show_page(page)
    calm(qtbot, view)
    return shown


def write(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Types a text: ASCII by keys, Chinese as an input method commits it."""
    if text.isascii():
        qtbot.keyClicks(widget, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
