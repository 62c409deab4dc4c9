"""Pages of a PDF as pictures and as words, on any thread.

PDFium knows no threads, so one lock goes around every call of it; and nothing stays open between two questions, so
that nobody has to close anything.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

POINTS = 72  # to the inch
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of a searched text: the page from 0 and its boxes, in points from the page's top left."""

    page: int
    boxes: tuple[QRectF, ...]


class PdfPages:
    """A PDF of ours. `sizes` are the pages' widths and heights in points."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        with self._open() as document, _ONE_AT_A_TIME:
            self.sizes = tuple(document.get_page_size(number) for number in range(len(document)))

    def __len__(self) -> int:
        return len(self.sizes)

    def height(self, number: int, width: int) -> int:
        """How many pixels high a page is that is so wide."""
        across, down = self.sizes[number]
        return round(width * down / across)

    def picture(self, number: int, width: int) -> QImage:
        """A page for the screen, `width` pixels wide."""
        return next(self.bands(number, width, self.height(number, width)))[1]

    def bands(self, number: int, width: int, lines: int, *, for_print: bool = False) -> Iterator[tuple[int, QImage]]:
        """A page that is `width` pixels wide in parts of so many lines of pixels: (first line, picture)."""
        from pypdfium2 import raw  # noqa: PLC0415  late: start-up

        flags = raw.FPDF_ANNOT | (raw.FPDF_PRINTING if for_print else 0)
        height = self.height(number, width)
        with self._page(number) as page:
            for top in range(0, height, lines):
                with _ONE_AT_A_TIME:
                    picture = _drawn(page, (width, height), top, min(lines, height - top), flags)
                yield top, picture

    def find(self, text: str) -> list[Hit]:
        """Every place of the text, in reading order; blanks, ends of lines and capitals make no difference."""
        wanted = _units("".join(text.split()).casefold())
        if not wanted:
            return []
        return [Hit(number, boxes) for number in range(len(self)) for boxes in self._find_on(number, wanted)]

    def _find_on(self, number: int, wanted: str) -> list[tuple[QRectF, ...]]:
        with self._page(number) as page, _ONE_AT_A_TIME:
            words = page.get_textpage()
            try:
                return [_boxes(words, first, count, self.sizes[number][1]) for first, count in _runs(words, wanted)]
            finally:
                words.close()

    @contextmanager
    def _open(self) -> Iterator[Any]:
        import pypdfium2  # noqa: PLC0415  late: start-up

        with _ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(self.pdf)
        try:
            yield document
        finally:
            with _ONE_AT_A_TIME:
                document.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        with self._open() as document:
            with _ONE_AT_A_TIME:
                page = document[number]
            try:
                yield page
            finally:
                with _ONE_AT_A_TIME:
                    page.close()


def _drawn(page: Any, size: tuple[int, int], top: int, lines: int, flags: int) -> QImage:
    import pypdfium2  # noqa: PLC0415  late: start-up
    from pypdfium2 import raw  # noqa: PLC0415  late: start-up

    width, height = size
    bitmap = pypdfium2.PdfBitmap.new_native(width, lines, raw.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, lines)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, flags)
        data = ctypes.string_at(bitmap.buffer, bitmap.stride * lines)
        return QImage(data, width, lines, bitmap.stride, QImage.Format.Format_RGB32).copy()
    finally:
        bitmap.close()


def _units(text: str) -> str:
    """The text with characters beyond the basic plane as the two halves that PDFium knows them by."""
    data = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(low + 256 * high) for low, high in zip(data[::2], data[1::2], strict=True))


def _runs(words: Any, wanted: str) -> Iterator[tuple[int, int]]:
    """(first character, number of characters) of every place, by PDFium's own numbers."""
    from pypdfium2 import raw  # noqa: PLC0415  late: start-up

    codes = ((raw.FPDFText_GetUnicode(words, at), at) for at in range(words.count_chars()))
    letters = [(chr(code), at) for code, at in codes if code > 32]  # below stand ends of lines and hyphens
    chars = [(folded, at) for letter, at in letters for folded in _units(letter.casefold()) if not folded.isspace()]
    text = "".join(char for char, _at in chars)
    start = text.find(wanted)
    while start >= 0:
        first, last = chars[start][1], chars[start + len(wanted) - 1][1]
        yield first, last - first + 1
        start = text.find(wanted, start + len(wanted))


def _boxes(words: Any, first: int, count: int, height: float) -> tuple[QRectF, ...]:
    corners = [words.get_rect(at) for at in range(words.count_rects(first, count))]
    return tuple(QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in corners)
