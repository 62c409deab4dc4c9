"""Starting the window, and taking a picture of any page without a screen."""

import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, QTimer

from gridparty.domain.errors import Conflict, GridpartyError
from gridparty.i18n import _
from gridparty.paths import default_file
from gridparty.ui import application, memory, theme
from gridparty.ui.window import MainWindow

EDGE = 60  # pixels for the frame that the desktop draws around a window
PATIENCE = 60  # seconds until a file for a picture is open; a bug on the way would be waited for without end


def open_window(path: Path | None) -> int:
    """Shows the window with a file: the one named, else the one opened last, else the usual place's, else none."""
    app = application.build(sys.argv[:1])
    window = MainWindow()

    def on_fault(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        window.show_fault(error)

    sys.excepthook = on_fault
    window.held_elsewhere.connect(app.quit)
    _show(window)
    wanted = path or next(iter(memory.recent_files()), None) or (default_file() if default_file().is_file() else None)
    QTimer.singleShot(0, lambda: window.begin(wanted))
    return app.exec()


def _show(window: MainWindow) -> None:
    """As it was left; the first time over the whole of a screen that is hardly larger."""
    room = window.screen().availableSize()
    if memory.geometry() is None and (room.width() < window.width() + EDGE or room.height() < window.height() + EDGE):
        window.showMaximized()
    else:
        window.show()


@dataclass(frozen=True, slots=True)
class Picture:
    """What a screenshot shows: a page of a file at a unit and month."""

    db: Path
    output: Path
    unit: str = ""
    month: str = ""
    page: str = "overview"
    item: str = ""
    size: tuple[int, int] = (1366, 768)
    dark: bool = False
    points: int = theme.USUAL


def screenshot(picture: Picture, *, patience: int = PATIENCE) -> int:
    """Renders a page offscreen into a PNG file of exactly that size in pixels. Returns 0, or 1 with a sentence.

    `patience`: seconds for the file to open.
    """
    app = application.build(sys.argv[:1])
    theme.apply(app, dark=picture.dark, points=picture.points)
    window = MainWindow()
    ratio = window.devicePixelRatioF()
    window.resize(round(picture.size[0] / ratio), round(picture.size[1] / ratio))
    window.show()
    try:
        _until_opened(window, picture.db, patience)
        from gridparty.ui import picturing  # noqa: PLC0415  late: brings the operations along

        picturing.show(window, picture)
    except GridpartyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        grabbed = window.grab()
        window.close()
    picture.output.parent.mkdir(parents=True, exist_ok=True)
    if not grabbed.save(str(picture.output), "PNG"):
        sys.stderr.write(_("“{path}” cannot be written.").format(path=picture.output) + "\n")
        return 1
    return 0


def _until_opened(window: MainWindow, path: Path, patience: int) -> None:
    loop = QEventLoop()
    errors: list[GridpartyError] = []

    def failed(error: GridpartyError) -> None:
        errors.append(error)
        loop.quit()

    window.opened.connect(loop.quit)
    window.not_opened.connect(failed)
    QTimer.singleShot(patience * 1000, loop, loop.quit)
    window.begin(path)
    loop.exec()
    if errors:
        raise errors[0]
    if window.view is None:
        words = _("“{path}” did not open within {seconds} seconds; open it in the window to see why.")
        raise Conflict(words.format(path=path, seconds=patience))
