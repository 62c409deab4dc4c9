"""A desk of its own process: scans one card after another and prints each person who is shown as present."""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from desk_sample import Scanner
from PySide6.QtCore import QSettings

from gridparty.operations.desk import DeskPerson
from gridparty.ui import application
from gridparty.ui.file_view import FileView
from gridparty.ui.places import Wish
from gridparty.ui.window import MainWindow


def tell(person: DeskPerson) -> None:
    """The line that the test reads."""
    sys.stdout.write(f"{person.member}\n")
    sys.stdout.flush()


def run(path: Path, activity: int, codes: list[str]) -> None:
    """Scans until it is killed."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(path.parent))
    app = application.build([])
    window = MainWindow()
    scanners = []

    def begin(view: FileView) -> None:
        view.grant(Wish("desk", item=activity))
        view.desk.shown.connect(tell)  # type: ignore[attr-defined]
        view.desk.settled.connect(lambda: scanners or scanners.append(Scanner(codes, pause=25)))

    window.opened.connect(begin)
    window.show()
    window.activateWindow()
    window.begin(path)
    app.exec()


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
