"""Bringing a finished PDF onto paper, or into a file of the person's choice."""

from collections.abc import Callable
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QMessageBox, QProgressDialog, QWidget

from gridparty import batch
from gridparty.domain.errors import Cancelled, Conflict, GridpartyError
from gridparty.domain.progress import Progress, silent
from gridparty.i18n import _
from gridparty.ui import memory
from gridparty.ui.dialogs.files import choose_place
from gridparty.ui.lanes import Lane
from gridparty.ui.pdf_pages import POINTS, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST = 600  # dots to the inch; finer ones cannot be seen on paper
BAND = 512  # lines of pixels that are drawn at once: other threads get their turn, and memory stays small
ROUNDED = 1.005  # Qt knows paper in whole points only
SEEN_AFTER = 1000  # milliseconds of printing after which its progress is shown

_under_way: set["_Printing"] = set()


def print_pdf(pdf: bytes, parent: QWidget, title: str) -> None:
    """Opens the print dialog over the parent's window; what is accepted there is printed beside the window."""
    from PySide6.QtPrintSupport import (  # noqa: PLC0415  late: start-up
        QAbstractPrintDialog,
        QPrintDialog,
        QPrinterInfo,
    )

    pages, printer = PdfPages(pdf), a4_printer()
    printer.setDocName(title)
    if not QPrinterInfo.availablePrinterNames():  # the dialog then offers a file, and wants its name
        printer.setOutputFileName(str(memory.folder() / f"{title}.pdf"))
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(pages))
    dialog.setFromTo(1, len(pages))
    dialog.setPrintRange(QAbstractPrintDialog.PrintRange.AllPages)
    dialog.accepted.connect(lambda: _Printing(pages, printer, parent, title).start())
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog's own wants a slot


def save_pdf(pdf: bytes, parent: QWidget, suggested_name: str, then: Callable[[Path], None] | None = None) -> None:
    """Asks where, and writes the file there; `then` gets its place. A refusal is told over the parent's window."""

    def save(path: Path) -> None:
        try:
            batch.write_whole(path, pdf)
        except GridpartyError as error:
            _refuse(parent, str(error))
        else:
            if then is not None:
                then(path)

    choose_place(parent, _("Save as PDF"), suggested_name, _("PDF files ({pattern})").format(pattern="*.pdf"), save)


def a4_printer() -> "QPrinter":
    """The usual printer with A4 paper, addressed to the paper's very edge: the PDF brings its own margins."""
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415  late: start-up

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF())
    return printer


def sheets(printer: "QPrinter", count: int) -> list[int]:
    """The pages, from 0, in the order in which they go to the printer: range, copies and order as was chosen."""
    kinds = type(printer)
    chosen = list(range(count))
    if printer.printRange() == kinds.PrintRange.PageRange and not printer.pageRanges().isEmpty():
        chosen = [number for number in chosen if printer.pageRanges().contains(number + 1)]
    if printer.pageOrder() == kinds.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return chosen * copies
    return [number for number in chosen for _copy in range(copies)]


def draw(pages: PdfPages, printer: "QPrinter", progress: Progress = silent) -> None:
    """Draws the chosen pages. Raises Conflict where the printer takes nothing, Cancelled from the progress."""
    numbers = sheets(printer, len(pages))
    painter = QPainter()
    try:
        for done, number in enumerate(numbers):
            progress(done, len(numbers), "")
            across, down = pages.sizes[number]
            is_wide = across > down
            printer.setPageOrientation(
                QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
            )
            if not (printer.newPage() if done else painter.begin(printer)):
                raise Conflict(_("The printer takes no pages; see whether it is switched on, or choose another one."))
            _draw_page(pages, number, printer, painter, partial(progress, done, len(numbers), ""))
        progress(len(numbers), len(numbers), "")
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()


def _draw_page(
    pages: PdfPages, number: int, printer: "QPrinter", painter: QPainter, progress: Callable[[], None]
) -> None:
    """In its true size, or as the paper allows; in bands of whole pixels of the printer, no seam shows."""
    paper = printer.paperRect(type(printer).Unit.DevicePixel)
    step = ceil(printer.resolution() / FINEST)
    across, down = pages.sizes[number]
    exact, fitting = printer.resolution() / POINTS, min(paper.width() / across, paper.height() / down)
    scale = exact if exact <= fitting * ROUNDED else fitting
    width = round(across * scale / step)
    left = round(paper.width() - width * step) // 2
    up = round(paper.height() - pages.height(number, width) * step) // 2
    for top, band in pages.bands(number, width, BAND, for_print=True):
        progress()
        painter.drawImage(QRect(left, up + top * step, width * step, band.height() * step), band)


class _Printing(QObject):
    """One print job: on a thread of its own, with a dialog that shows how far it is and can cancel it."""

    moved = Signal(int)

    def __init__(self, pages: PdfPages, printer: "QPrinter", parent: QWidget, title: str) -> None:
        super().__init__()
        self._pages, self._printer = pages, printer
        self._parent: QWidget | None = parent
        self._is_cancelled = False
        self._lane = Lane("printing", self)
        count = len(sheets(printer, len(pages)))
        self._dialog = QProgressDialog(_("Printing “{title}”…").format(title=title), _("Cancel"), 0, count, parent)
        self._dialog.setMinimumDuration(SEEN_AFTER)
        self._dialog.canceled.connect(self.cancel)
        self.moved.connect(self._dialog.setValue)
        parent.destroyed.connect(self._on_window_gone)

    def start(self) -> None:
        """Begins; the job keeps itself alive until it has ended."""
        _under_way.add(self)
        self._lane.do(lambda: draw(self._pages, self._printer, self._report), self._on_ended, self._on_failed)

    def cancel(self) -> None:
        """Stops at the next band; pages that the printer has already stay there."""
        self._is_cancelled = True

    def _report(self, done: int, _total: int, _note: str) -> None:
        if self._is_cancelled:
            raise Cancelled
        self.moved.emit(done)

    def _on_window_gone(self) -> None:
        self._parent = None
        self.cancel()

    def _on_ended(self, _none: None = None) -> None:
        if self._parent is not None:
            self._parent.destroyed.disconnect(self._on_window_gone)
            self._dialog.close()
            self._dialog.deleteLater()
        self._lane.close()
        QTimer.singleShot(0, lambda: _under_way.discard(self))  # its own signal is still being delivered

    def _on_failed(self, error: BaseException) -> None:
        parent = self._parent
        self._on_ended()
        if not isinstance(error, GridpartyError):
            raise error
        if parent is not None and not isinstance(error, Cancelled):
            _refuse(parent, str(error))


def _refuse(parent: QWidget, sentence: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, _("gridparty"), sentence, QMessageBox.StandardButton.Ok, parent)
    box.finished.connect(box.deleteLater)
    box.open()
