"""Alt and a letter does one thing: no two of a page's controls share a letter, and none takes a menu's."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from driving import go
from offices import Office as Names
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from gridparty.i18n import _ as translated
from gridparty.ui import pages
from gridparty.ui.actions import MENUS
from gridparty.ui.file_view import FileView
from gridparty.ui.pages import TABS
from gridparty.ui.window import MainWindow

PAGES = Path(pages.__file__).parent
OWN_MENU = {"&Filter…", "E&xport…", "&Reset columns"}  # stand in a menu that opens over the page


def letter_of(text: str) -> str:
    """The letter that Alt makes a key of; empty if there is none."""
    return QKeySequence.mnemonic(text).toString().removeprefix("Alt+")


def letters(within: QWidget) -> Iterator[tuple[str, str]]:
    """(letter, text) of everything in sight that Alt and a letter reaches."""
    for each in within.findChildren(QWidget):
        is_named = isinstance(each, QAbstractButton) or (isinstance(each, QLabel) and each.buddy() is not None)
        text: Any = each.text() if is_named else ""  # type: ignore[attr-defined]
        if text and not each.isHidden() and each.isVisibleTo(within) and (letter := letter_of(text)):
            yield letter, text


@pytest.mark.parametrize("page", [tab.name for tab in TABS])
def test_a_page_uses_a_letter_once(view: FileView, window: MainWindow, office: Names, qtbot: QtBot, page: str) -> None:
    go(qtbot, view, office.units["first"], page)
    shown = list(letters(view))
    often = {letter for letter, number in Counter(letter for letter, _text in shown).items() if number > 1}
    assert [text for letter, text in shown if letter in often] == []


def test_no_page_takes_a_letter_of_the_menus(window: MainWindow) -> None:
    taken = {letter_of(act.text()) for bar in window.findChildren(QMenuBar) for act in bar.actions()}
    assert len(taken) == len(MENUS)
    clashes = []
    for module in sorted([*PAGES.glob("*.py"), *PAGES.parent.glob("widgets/*.py")]):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "&" in node.value:
                said = translated(node.value)
                if said != node.value and letter_of(said) in taken and node.value not in OWN_MENU:
                    clashes.append((module.name, said))
    assert clashes == []
