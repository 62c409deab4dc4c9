"""Driving dialogs in tests: the one that is open, pressing its buttons, choosing somebody by typing, naming a file."""

from pathlib import Path
from typing import TypeVar

from driving import calm, write
from pdf_texts import page_texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridparty.ui.dialogs.member_card import CardDialog
from gridparty.ui.dialogs.member_chooser import ChooserField
from gridparty.ui.dialogs.paper import PaperDialog
from gridparty.ui.dialogs.papers import PapersDialog
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


def answer(qtbot: QtBot, view: FileView, path: Path) -> None:
    """Names a file or a place to the dialog that asks for one."""

    def asking() -> list[QFileDialog]:
        return [each for each in view.window().findChildren(QFileDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: len(asking()) == 1, timeout=15_000)
    (asked,) = asking()
    asked.fileSelected.emit(str(path))
    asked.close()
    calm(qtbot, view)


def printed(qtbot: QtBot, view: FileView, shown: PaperDialog | PapersDialog | CardDialog, path: Path) -> str:
    """Saves the paper by its button under a name; returns what is on it, without the ends of lines."""
    click(qtbot, shown.save_button)
    answer(qtbot, view, path)
    QApplication.processEvents()
    return "".join(page_texts(path)).replace("\r\n", "")
