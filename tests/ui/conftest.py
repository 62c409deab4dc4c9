"""What the window's tests share: settings of their own, a window on a copy of an office, and a calm end."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from driving import calm, go  # noqa: F401  for tests that import them from here
from offices import MONTH
from offices import Office as Names
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridparty.ui import application
from gridparty.ui.file_view import FileView
from gridparty.ui.window import MainWindow


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application as the program builds it, with settings that nobody else has."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path_factory.mktemp("settings")))
    return application.build([])


@pytest.fixture(autouse=True)
def _no_memory(qapp: QApplication) -> None:
    QSettings().clear()


@pytest.fixture(autouse=True)
def _garbage_here(qapp: QApplication) -> Iterator[None]:
    """As in the program, no reader's thread searches for garbage; tests without a window do it as usual."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def path(furnished: tuple[Path, Names], tmp_path: Path) -> Path:
    """A copy of the small office's file."""
    target = tmp_path / "office.gridparty"
    shutil.copy(furnished[0], target)
    return target


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The shell, shown; no file is open yet."""
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


@pytest.fixture
def open_view(window: MainWindow, qtbot: QtBot) -> Callable[[Path], FileView]:
    """Opens a file in the window as a person does, and waits until it stands still."""

    def opened(path: Path) -> FileView:
        with qtbot.waitSignal(window.opened, timeout=10_000) as waiter:
            window.begin(path)
        view = waiter.args[0]
        calm(qtbot, view)
        return view

    return opened


@pytest.fixture
def view(open_view: Callable[[Path], FileView], path: Path, qtbot: QtBot) -> FileView:
    """The small office in the window, in the month of its records."""
    made = open_view(path)
    made.go_month(MONTH)
    calm(qtbot, made)
    return made
