"""Whether the window stays alive during long work: the longest pause between two beats of a 10 ms timer."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer

from benchmarks.measuring import Row
from benchmarks.offices import Office, excerpt, opened
from benchmarks.rosters import LITTLE, LONG, write_workbook
from gridparty.domain.ids import UnitId
from gridparty.operations import tree
from gridparty.ui import application
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.briefing import BriefingPage
from gridparty.ui.pages.imports import ImportsPage
from gridparty.ui.window import MainWindow

LONGEST = 0.1  # seconds; a person takes a shorter pause for none
BEAT, LOOK, STILL = 10, 60, 5  # milliseconds; looks in a row at which nothing was under way
FLOOR = "the longest pause that nobody notices"


def rows(office: Office) -> Iterator[Row]:
    """While a roster is checked, brought in and taken back, and while briefings are printed."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(office.scratch / "settings"))
    application.build([])
    number = LITTLE if office.quick else LONG
    workbook = office.scratch / "heartbeat.xlsx"
    with opened(excerpt(office)) as app:
        write_workbook(workbook, app, office.month, number)
        now = app.ask(tree.of_month, month=office.month)
        (root,) = now.children[None]
    rounds = [_round(office, workbook, root) for _round_number in range(1 if office.quick else 3)]
    for at, name in enumerate(rounds[0]):
        pause = median(list(found.values())[at] for found in rounds)
        yield Row(f"longest pause of the window, {name}", pause, FLOOR, LONGEST, pause / LONGEST, 1)


def _round(office: Office, workbook: Path, root: UnitId) -> dict[str, float]:
    """What was done → the longest pause, in seconds."""
    with tempfile.TemporaryDirectory(dir=office.scratch) as folder:
        path = Path(folder) / "office.gridparty"
        path.write_bytes(excerpt(office).read_bytes())
        with opened(path) as app:
            app.backup_of_today()  # once a day, soon after the start: not what is measured here
        window = MainWindow()
        window.resize(1366, 768)
        window.show()
        loop = QEventLoop()
        window.opened.connect(lambda _view: loop.quit())
        window.begin(path)
        loop.exec()
        view = window.view
        assert view is not None
        try:
            return _acts(view, office, workbook, root, Path(folder))
        finally:
            window.close()
            window.deleteLater()


def _acts(view: FileView, office: Office, workbook: Path, root: UnitId, folder: Path) -> dict[str, float]:
    number = LITTLE if office.quick else LONG
    imports = view.workspace.show_page("imports")
    assert isinstance(imports, ImportsPage)
    longest_pause(view, lambda: view.go_month(office.month))
    found = {
        f"checking a roster of {number:,} rows": longest_pause(view, lambda: imports.choose_roster(workbook)),
        "bringing it in": longest_pause(view, imports.preview.import_button.click),
        "taking it back": longest_pause(view, view.office.undo),
    }
    view.go_unit(root)
    briefing = view.workspace.show_page("briefing")
    assert isinstance(briefing, BriefingPage)
    longest_pause(view, lambda: None)
    found["printing every briefing of the tree"] = longest_pause(view, lambda: briefing.print_all_into(folder / "out"))
    return found


def longest_pause(view: FileView, act: Callable[[], object]) -> float:
    """Does something in the window and waits until all of it has been shown. Seconds."""
    loop, beat, look = QEventLoop(), QTimer(interval=BEAT), QTimer(interval=LOOK)
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    longest, still = 0.0, 0
    last = perf_counter()

    def on_beat() -> None:
        nonlocal longest, last
        now = perf_counter()
        longest, last = max(longest, now - last), now

    def on_look() -> None:
        nonlocal still
        still = 0 if view.is_busy else still + 1
        if still >= STILL:
            loop.quit()

    beat.timeout.connect(on_beat)
    look.timeout.connect(on_look)
    beat.start()
    look.start()
    act()
    loop.exec()
    return longest
