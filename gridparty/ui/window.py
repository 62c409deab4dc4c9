"""The main window: shell first, then the file (DESIGN §3). It knows menus, doors and look; FileView knows the rest."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QStackedWidget

from gridparty import __version__
from gridparty.domain.errors import GridpartyError, HeldHere
from gridparty.i18n import _
from gridparty.ui import application, garbage, memory, theme
from gridparty.ui.actions import MENUS, Act
from gridparty.ui.dialogs.fault import FaultDialog
from gridparty.ui.dialogs.files import choose_file
from gridparty.ui.dialogs.keys import KeysDialog
from gridparty.ui.doors.first_start import FirstStart
from gridparty.ui.doors.opening_page import OpeningPage
from gridparty.ui.doors.trouble import Trouble
from gridparty.ui.lanes import Lane
from gridparty.ui.starts import Start
from gridparty.ui.status import Status

if TYPE_CHECKING:  # the file's view brings SQLAlchemy along; the shell is painted first
    from gridparty.ui.file_view import FileView
    from gridparty.ui.one_window import Doorbell
    from gridparty.ui.opening import Opened

POLL = 3000  # milliseconds between two looks at what other programs wrote (D18)
BELL_AFTER = 50  # milliseconds: the tree is painted first
BACKUP_AFTER = 5000  # milliseconds after the start: the day's copy of a large file takes seconds of disk
FILES = "*.gridparty"


class MainWindow(QMainWindow):
    """The one window of the program."""

    opened = Signal(object)  # FileView
    not_opened = Signal(object)  # GridpartyError
    held_elsewhere = Signal()  # another window has the file and came to the front

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("gridparty"))
        self.view: FileView | None = None
        self._bell: Doorbell | None = None
        self.acts: dict[str, QAction] = {}
        self._opener = Lane("opener", self)
        self.center = QStackedWidget()
        self.opening, self.first_start, self.trouble = OpeningPage(), FirstStart(), Trouble()
        for page in (self.opening, self.first_start, self.trouble):
            self.center.addWidget(page)
        self.setCentralWidget(self.center)
        self.status = Status(self)
        self._menus()
        self.first_start.open_wanted.connect(self.open_path)
        self.first_start.start_wanted.connect(self.start_file)
        self.first_start.choose_wanted.connect(self.choose_file)
        self.trouble.retry_wanted.connect(self.open_path)
        self.trouble.restore_wanted.connect(self.restore)
        self.trouble.choose_wanted.connect(self.choose_file)
        self.trouble.other_wanted.connect(self.create_file)
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self._on_poll)
        self.resize(1366, 768)
        if (geometry := memory.geometry()) is not None:
            self.restoreGeometry(geometry)
        self._enable(False)

    def begin(self, path: Path | None) -> None:
        """Opens the file, or shows the first start; called once the shell has been painted."""
        if path is None:
            self.create_file()
        else:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Opens a file behind the window."""
        self._drop()
        self.opening.show_name(path.name)
        self.center.setCurrentWidget(self.opening)
        self._opener.do(lambda: _opening().open_file(path), self._on_opened, lambda error: self._on_failed(error, path))

    def start_file(self, start: Start) -> None:
        """Makes a new office or a sample office behind the window, then opens it."""
        self._drop()
        self.opening.show_name(start.path.name)
        self.center.setCurrentWidget(self.opening)
        work = lambda: _creating().create_file(start, self.opening.report)  # noqa: E731
        self._opener.do(work, self._on_opened, lambda error: self._on_failed(error, None))

    def restore(self, path: Path) -> None:
        """Opens a copy of a file's newest backup; the file itself is left as it is."""
        self.opening.show_name(path.name)
        self.center.setCurrentWidget(self.opening)
        self._opener.do(lambda: _opening().restore(path), self._on_opened, lambda error: self._on_failed(error, path))

    def create_file(self) -> None:
        """Shows the first start: a new office, the sample, or a file."""
        self._drop()
        self.first_start.show_recent(memory.recent_files())
        self.center.setCurrentWidget(self.first_start)

    def choose_file(self) -> None:
        """Asks for a file and opens it."""
        kinds = _("gridparty files ({pattern})").format(pattern=FILES)
        choose_file(self, _("Open a file"), kinds, self.open_path)

    def open_sample(self) -> None:
        """Shows the first start at the sample office."""
        self.create_file()
        self.first_start.choose_sample()

    def show_keys(self) -> None:
        """The key map."""
        KeysDialog(self).exec()

    def about(self) -> None:
        """Name, version, licence."""
        text = _(
            "gridparty {version}: Party-building work of a community and its grids, in one local file. No network."
        )
        QMessageBox.about(self, _("About"), text.format(version=__version__))

    def toggle_dark(self) -> None:
        """Light or dark."""
        look = theme.now()
        self._restyle(dark=not look.is_dark, points=look.points)

    def larger(self) -> None:
        """Larger type."""
        self._restyle(dark=theme.now().is_dark, points=theme.now().points + 1)

    def smaller(self) -> None:
        """Smaller type."""
        self._restyle(dark=theme.now().is_dark, points=theme.now().points - 1)

    def full_screen(self) -> None:
        """The whole screen, or a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_fault(self, error: BaseException) -> None:
        """A bug: what happened is written down and can be read; the window stays."""
        FaultDialog(application.describe(error), self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finishes what is being written, then goes; asks first while long work is under way."""
        if self.view is not None and self.view.office.jobs and not self._may_stop(self.view.office.jobs[0].title):
            event.ignore()
            return
        memory.put_geometry(self.saveGeometry())
        self._drop()
        self._opener.close()
        super().closeEvent(event)

    def _may_stop(self, title: str) -> bool:
        text = _("“{title}” is still under way. Stop it and quit? Nothing half-done will be kept.").format(title=title)
        return QMessageBox.question(self, _("gridparty"), text) == QMessageBox.StandardButton.Yes

    def _restyle(self, *, dark: bool, points: int) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, dark=dark, points=points)
        memory.put_look(dark=dark, points=theme.now().points)
        if self.view is not None:
            self.view.restyle()

    def _menus(self) -> None:
        for title, entries in MENUS:
            menu = self.menuBar().addMenu(_(title))
            for entry in entries:
                if entry is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._action(entry))

    def _action(self, act: Act) -> QAction:
        action = QAction(_(act.text), self)
        if act.keys:
            action.setShortcut(QKeySequence(act.keys))
        action.setData(act.needs_file)
        action.triggered.connect(lambda: self._call(act.call))
        self.addAction(action)  # its key works at the desk too, where no menu is in sight
        self.acts.setdefault(act.call, action)
        return action

    def _call(self, call: str) -> None:
        if hasattr(self, call):
            getattr(self, call)()
        elif self.view is not None:
            self.view.call(call)

    def _enable(self, has_file: bool) -> None:
        for action in self.actions():
            action.setEnabled(has_file or not action.data())

    def _on_opened(self, opened: Opened) -> None:
        self.view = view = opened.view(self)
        memory.opened(opened.path)
        self.center.addWidget(view)
        self.center.setCurrentWidget(view)
        view.tree.view.setFocus()
        self.status.follow(view.office)
        view.office.failed.connect(self.show_fault)
        view.bare_wanted.connect(self._on_bare)
        self._enable(True)
        QTimer.singleShot(BELL_AFTER, view, lambda: self._hang_bell(opened.path))
        self._poll.start()
        self.setWindowTitle(" — ".join((opened.path.stem, _("gridparty"))))
        QTimer.singleShot(BACKUP_AFTER, view, lambda: self._back_up_today(view))
        garbage.set_aside()
        self.opened.emit(view)

    def _hang_bell(self, path: Path) -> None:
        """From now on a second window on the file can call this one to the front (D20)."""
        from gridparty.ui.one_window import Doorbell  # noqa: PLC0415  late: start-up

        self._bell = Doorbell(path, self)
        self._bell.rung.connect(self._on_rung)

    def _back_up_today(self, view: FileView) -> None:
        if view is self.view:
            view.office.aside(view.office.app.backup_of_today, lambda _made: self.status.show_backup())

    def _on_failed(self, error: BaseException, path: Path | None) -> None:
        if isinstance(error, HeldHere) and path is not None and _rang(path):
            self.held_elsewhere.emit()
        if isinstance(error, GridpartyError):
            self.trouble.show_error(error, path)
            self.center.setCurrentWidget(self.trouble)
            self.not_opened.emit(error)
        else:
            self.create_file()
            self.show_fault(error)

    def _on_bare(self, is_bare: bool) -> None:
        """The desk has the window for itself."""
        self.menuBar().setVisible(not is_bare)
        self.statusBar().setVisible(not is_bare)

    def _on_rung(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _on_poll(self) -> None:
        if self.view is not None:
            self.view.office.poll()

    def _drop(self) -> None:
        if self.view is None:
            return
        view, self.view = self.view, None
        if self._bell is not None:
            self._bell.close()
        self._poll.stop()
        self._enable(False)
        self.status.follow(None)
        self.center.removeWidget(view)
        view.close_file()
        view.deleteLater()


def _rang(path: Path) -> bool:
    from gridparty.ui.one_window import ring  # noqa: PLC0415  late: start-up

    return ring(path)


def _opening() -> ModuleType:
    """The part that brings SQLAlchemy and the operations along, loaded beside the painted shell."""
    with garbage.put_off():  # thousands of objects that stay
        from gridparty.ui import opening  # noqa: PLC0415  late: start-up

    return opening


def _creating() -> ModuleType:
    with garbage.put_off():
        from gridparty.ui import creating  # noqa: PLC0415  late: start-up; a file is made once

    return creating
