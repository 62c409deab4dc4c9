"""Pictures of a PDF's pages: drawn beside the window, one at a time, those in sight first."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from gridparty.ui.pdf_pages import PdfPages

KEPT = 2  # pages above and below those in sight whose pictures are kept

Beside = Callable[[Callable[[], Any], Callable[[Any], None]], None]  # Office.beside
Drawn = tuple[PdfPages, int, QImage]


class PdfPictures(QObject):
    """Holds the pictures; one of an older size or of older figures is shown until the new one has been drawn."""

    drawn = Signal()

    def __init__(self, beside: Beside, parent: QObject) -> None:
        super().__init__(parent)
        self._beside = beside
        self._pages: PdfPages | None = None
        self._pictures: dict[int, tuple[PdfPages, QImage]] = {}
        self._wanted: Mapping[int, int] = {}
        self._is_drawing = False
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self._draw_next)

    def take(self, pages: PdfPages, *, keep: bool) -> None:
        """Draws another PDF from now on; `keep`: the pictures of the one before stay until then."""
        self._pages, self._wanted = pages, {}
        if not keep:
            self._pictures.clear()

    def want(self, widths: Mapping[int, int]) -> None:
        """The pages in sight, from 0, and how wide their pictures have to be, in pixels of the screen."""
        self._wanted = widths
        if widths:
            first, last = min(widths) - KEPT, max(widths) + KEPT
            self._pictures = {at: held for at, held in self._pictures.items() if first <= at <= last}
        self._due.start()

    def get(self, number: int) -> QImage | None:
        """The picture of a page, if there is any."""
        held = self._pictures.get(number)
        return held[1] if held else None

    def _draw_next(self) -> None:
        if self._is_drawing or self._pages is None:
            return
        for number, width in self._wanted.items():
            held = self._pictures.get(number)
            if held is None or held[0] is not self._pages or held[1].width() != width:
                self._is_drawing = True
                self._beside(partial(_drawn, self._pages, number, width), self._on_drawn)
                return

    def _on_drawn(self, answer: Drawn) -> None:
        pages, number, picture = answer
        self._is_drawing = False
        if pages is self._pages:
            self._pictures[number] = (pages, picture)
            self.drawn.emit()
        self._draw_next()


def _drawn(pages: PdfPages, number: int, width: int) -> Drawn:
    return pages, number, pages.picture(number, width)
