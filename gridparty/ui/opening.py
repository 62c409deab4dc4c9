"""What it takes to open a file; imported and run beside the window after its first paint (DESIGN §3)."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.months import Month
from gridparty.operations import tree_rows
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui import memory
from gridparty.ui.file_view import FileView

__all__ = ["Opened", "open_file", "restore"]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file and what its first picture needs."""

    path: Path
    app: App
    rows: tuple[TreeRow, ...]

    def view(self, parent: QWidget) -> FileView:
        """Its view, for the window's thread."""
        unit = memory.unit_in(self.path)
        return FileView(self.app, self.rows, unit=unit, month=Month.of(today()), parent=parent)


def open_file(path: Path) -> Opened:
    """Opens a file and reads its tree. The day's backup is made behind the open window, not before it."""
    app = App.open(path, hold=True, daily_backup=False)
    return Opened(path, app, app.ask(tree_rows.of_month, month=Month.of(today())))


def restore(path: Path) -> Opened:
    """Opens a copy of the newest backup of a file, beside it. Raises NotFound if there is none."""
    return open_file(App.restored(path))
