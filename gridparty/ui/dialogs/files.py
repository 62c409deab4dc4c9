"""Asking for a file or a folder: all such questions begin where the last answer lay, at first in the documents."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gridparty.ui import memory

Then = Callable[[Path], object]


def choose_file(parent: QWidget, title: str, kinds: str, then: Then) -> None:
    """Asks for a file to read; `kinds` as Qt wants them: “Tables (*.xlsx *.csv)”."""
    dialog = QFileDialog(parent, title, str(memory.folder()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _ask(dialog, then)


def choose_place(parent: QWidget, title: str, name: str, kind: str, then: Then) -> None:
    """Asks where a new file goes; `name` is proposed, its ending is added where the person leaves it out."""
    dialog = QFileDialog(parent, title, str(memory.folder() / name), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    _ask(dialog, then)


def choose_folder(parent: QWidget, title: str, then: Then) -> None:
    """Asks for a folder."""
    dialog = QFileDialog(parent, title, str(memory.folder()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _ask(dialog, then)


def _ask(dialog: QFileDialog, then: Then) -> None:
    def chosen(name: str) -> None:
        path = Path(name)
        memory.put_folder(path if path.is_dir() else path.parent)
        then(path)

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
