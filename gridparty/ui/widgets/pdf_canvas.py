"""Pages of paper below one another; a page is drawn when it comes into sight."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gridparty.ui import theme
from gridparty.ui.pdf_pages import POINTS, Hit, PdfPages
from gridparty.ui.widgets.pdf_pictures import Beside, PdfPictures

SCREEN = 96 / POINTS  # logical pixels to the point at 100 %
LEAST, MOST, WIDEST = 0.25, 4.0, 1.5  # zoom; "as wide as the window" goes to 150 % at most
STEP = 2**0.25
FOUND = QColor(255, 196, 0, 90)


class PdfCanvas(QAbstractScrollArea):
    """Shows a PDF for reading: the wheel and the usual keys scroll; Ctrl with the wheel, + and - zoom."""

    moved = Signal()  # scrolled, zoomed or another PDF

    def __init__(self, beside: Beside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._tops: list[int] = []  # of each page, in logical pixels from the top of all
        self._whole = 1  # the height of all
        self.chosen_zoom: float | None = None  # None: as wide as the window
        self._hits: Sequence[Hit] = ()
        self._hit: Hit | None = None
        self._pictures = PdfPictures(beside, self)
        self._pictures.drawn.connect(self.viewport().update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)

    @property
    def page(self) -> int:
        """The page that is looked at, from 0: the one at a third of the height in sight, at the very end the last."""
        bar = self.verticalScrollBar()
        place = bar.value() + self.viewport().height() // 3
        is_at_end = bar.value() == bar.maximum() > 0
        return len(self._tops) - 1 if is_at_end else max(bisect_right(self._tops, place) - 1, 0)

    @property
    def zoom(self) -> float:
        """The size, 1.0 being that of paper on a usual screen."""
        if self.chosen_zoom is not None or self._pages is None:
            return self.chosen_zoom or 1.0
        widest = max(across for across, _down in self._pages.sizes)
        return min(max((self.viewport().width() - 2 * self._gap()) / (widest * SCREEN), LEAST), WIDEST)

    def show_pages(self, pages: PdfPages, *, stay: bool) -> None:
        """Shows another PDF, at the same place (it is the same one with other figures) or from its beginning."""
        self._pages, self._hits, self._hit = pages, (), None
        self._pictures.take(pages, keep=stay)
        self._lay()
        if not stay:
            self.verticalScrollBar().setValue(0)

    def set_zoom(self, zoom: float | None) -> None:
        """Another size, or as wide as the window; what is in the middle stays there."""
        before = self.zoom
        self.chosen_zoom = None if zoom is None else min(max(zoom, LEAST), MOST)
        bar, half = self.verticalScrollBar(), self.viewport().height() / 2
        middle = (bar.value() + half) * self.zoom / before
        self._lay()
        bar.setValue(round(middle - half))

    def step_zoom(self, steps: float) -> None:
        """Larger (positive) or smaller; four steps are twice the size."""
        self.set_zoom(self.zoom * STEP**steps)

    def show_hits(self, hits: Sequence[Hit], now: Hit | None) -> None:
        """Marks places, and scrolls to the one that is looked at."""
        self._hits, self._hit = hits, now
        if now is not None and now.boxes:
            box = self._on_canvas(now.page, now.boxes[0])
            bar = self.verticalScrollBar()
            if not bar.value() <= box.top() <= bar.value() + self.viewport().height() - 3 * box.height():
                bar.setValue(round(box.top() - self.viewport().height() / 3))
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper is white in both themes; a page that is not drawn yet is empty paper."""
        colours = theme.now().colours
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(colours.bar_back))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._in_sight():
            self._paint_page(painter, number)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Pages stay as wide as the window if they were, at the same words."""
        bar = self.verticalScrollBar()
        share = bar.value() / self._whole
        self._lay()
        bar.setValue(round(share * self._whole))

    def scrollContentsBy(self, _right: int, _down: int) -> None:
        """Other pages come into sight."""
        self._want()
        self.viewport().update()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Ctrl zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(event.angleDelta().y() / 120)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the ends, and zooming; arrows and PgUp, PgDn are Qt's."""
        bar = self.verticalScrollBar()
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Home: lambda: bar.setValue(0),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
            Qt.Key.Key_Plus: lambda: self.step_zoom(1),
            Qt.Key.Key_Equal: lambda: self.step_zoom(1),
            Qt.Key.Key_Minus: lambda: self.step_zoom(-1),
        }
        if event.key() in acts and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            acts[event.key()]()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows it."""
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        self.viewport().update()
        super().focusOutEvent(event)

    def _gap(self) -> int:
        return self.fontMetrics().height()

    def _lay(self) -> None:
        """Puts the pages below one another and tells the bars."""
        if self._pages is None:
            return
        scale, gap, top = self.zoom * SCREEN, self._gap(), self._gap()
        self._tops = []
        for _across, down in self._pages.sizes:
            self._tops.append(top)
            top += round(down * scale) + gap
        self._whole = top
        widest = round(max(across for across, _down in self._pages.sizes) * scale) + 2 * gap
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar, whole, seen in (
            (across, widest, self.viewport().width()),
            (down, top, self.viewport().height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(seen - gap, 1))
            bar.setSingleStep(3 * gap)
        self._want()
        self.viewport().update()
        self.moved.emit()

    def _in_sight(self) -> range:
        up = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, up) - 1, 0)
        return range(first, bisect_right(self._tops, up + self.viewport().height()))

    def _want(self) -> None:
        ratio = self.devicePixelRatioF()
        self._pictures.want({at: max(round(self._paper(at).width() * ratio), 1) for at in self._in_sight()})

    def _paper(self, number: int) -> QRectF:
        """A page on the canvas, its edges on whole pixels of the screen."""
        assert self._pages is not None
        across, down = self._pages.sizes[number]
        scale, ratio = self.zoom * SCREEN, self.devicePixelRatioF()
        room = max(self.viewport().width(), round(across * scale) + 2 * self._gap())
        left, top = (room - across * scale) / 2, self._tops[number]
        return QRectF(*(round(place * ratio) / ratio for place in (left, top, across * scale, down * scale)))

    def _on_canvas(self, number: int, box: QRectF) -> QRectF:
        paper, scale = self._paper(number), self.zoom * SCREEN
        return QRectF(
            paper.x() + box.x() * scale, paper.y() + box.y() * scale, box.width() * scale, box.height() * scale
        )

    def _paint_page(self, painter: QPainter, number: int) -> None:
        left, up = -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        paper = self._paper(number).translated(left, up)
        painter.fillRect(paper, Qt.GlobalColor.white)
        if (picture := self._pictures.get(number)) is not None:
            painter.drawImage(paper, picture)
        for hit in self._hits:
            for box in hit.boxes if hit.page == number else ():
                place = self._on_canvas(number, box).translated(left, up)
                painter.fillRect(place, FOUND)
                if hit is self._hit:
                    painter.setPen(QPen(QColor(theme.now().colours.accent), 2))
                    painter.drawRect(place)
        painter.setPen(QPen(QColor(theme.now().colours.edge), 1))
        painter.drawRect(paper)
