"""A process that opens a window and says on stdout when it was painted: `bare`, `shell`, or `tree FILE`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Watch(QObject):
    """Tells once that a widget has been painted, and ends the process."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing is held back."""
        if event.type() == QEvent.Type.UpdateRequest or event.type() == QEvent.Type.Paint:
            print("painted", flush=True)
            os._exit(0)
        return False


def main(mode: str, *rest: str) -> int:
    """Runs until the paint."""
    if mode == "bare":
        app = QApplication([])
        window: QWidget = QMainWindow()
        window.resize(1366, 768)
        watch = Watch()
        window.installEventFilter(watch)
        window.show()
        return app.exec()
    from gridparty.ui import application  # noqa: PLC0415  a bare window loads none of it
    from gridparty.ui.window import MainWindow  # noqa: PLC0415

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, rest[-1])
    app = application.build([])
    shell = MainWindow()
    watch = Watch()
    if mode == "shell":
        shell.installEventFilter(watch)
        shell.show()
        return app.exec()
    shell.show()
    begin: Callable[[], None] = lambda: shell.begin(Path(rest[0]))  # noqa: E731
    shell.opened.connect(lambda view: view.tree.view.viewport().installEventFilter(watch))
    QApplication.processEvents()
    begin()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
