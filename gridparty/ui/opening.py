"""What it takes to open or make a file; imported and run beside the window after its first paint (DESIGN §3)."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.months import Month
from gridparty.domain.progress import Progress
from gridparty.exchange.divisions import read_divisions
from gridparty.operations import divisions, tree_rows, units
from gridparty.operations.tree_rows import TreeRow
from gridparty.paths import DIVISIONS
from gridparty.ui import memory
from gridparty.ui.file_view import FileView
from gridparty.ui.starts import Start

__all__ = ["Opened", "create_file", "open_file", "restore"]
SHIPPED = DIVISIONS / "zhengzhou_divisions.csv"


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


def create_file(start: Start, progress: Progress) -> Opened:
    """Makes a file, then opens it. Raises what making it raises; then no file is left."""
    is_there = start.path.exists()
    try:
        _make(start, progress)
    except BaseException:
        if not is_there:
            start.path.unlink(missing_ok=True)
        raise
    return open_file(start.path)


def restore(path: Path) -> Opened:
    """Opens a copy of the newest backup of a file, beside it. Raises NotFound if there is none."""
    return open_file(App.restored(path))


def _make(start: Start, progress: Progress) -> None:
    if start.sample is not None:
        from gridparty import sample_office  # noqa: PLC0415  late: start-up; a sample is made once

        sample_office.clear(start.path)
        sample_office.build(start.path, size=start.sample, until=Month.of(today()), progress=progress)
    else:
        app = App.create(start.path)
        try:
            if start.district is not None:
                rows = read_divisions(start.divisions or SHIPPED)
                app.run(divisions.import_list, rows=rows, under=start.district, progress=progress)
            elif start.name:
                app.run(units.add, parent=None, kind=start.kind, name=start.name)
        finally:
            app.close()
