"""The place of a chart on a page: asks for its picture beside the window, paints it, and tells what stands in it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gridparty.i18n import _
from gridparty.ui import theme
from gridparty.ui.models.charts import CategoryChart, Chart
from gridparty.ui.office import Office

if TYPE_CHECKING:  # brings matplotlib along
    from gridparty.ui.widgets.chart_canvas import Picture

SCALE = 0.85  # of the window's type
SETTLING = 60  # milliseconds without a change of size before it is drawn anew
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


def draw(chart: Chart, **sheet: Any) -> "Picture":
    """The chart's picture; not for the window's thread, for matplotlib takes most of a second to load."""
    from gridparty.ui.widgets import chart_canvas  # noqa: PLC0415  late: start-up

    return chart_canvas.draw(chart, chart_canvas.Sheet(**sheet))


class ChartView(QWidget):
    """A chart. The pointer and, with the focus, the arrow keys tell the numbers behind each day or category."""

    drawn = Signal()

    def __init__(self, office: Office, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.chart: Chart | None = None
        self.picture: Picture | None = None
        self.current: int | None = None  # the day or category that the arrow keys stand on
        self._wanted = self._drawing = 0  # numbers of the newest picture wanted and of the one under way
        self._settled = QTimer(self, singleShot=True, interval=SETTLING)
        self._settled.timeout.connect(self._ask)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def is_drawn(self) -> bool:
        """Whether the picture of the newest chart at the present size is in sight."""
        return self.picture is not None and not self._drawing and not self._settled.isActive()

    def set_chart(self, chart: Chart) -> None:
        """Shows another chart; the old picture stays until the new one is drawn."""
        if chart != self.chart:
            self.chart, self.current = chart, None
            self.setAccessibleDescription(chart.words())
            self.updateGeometry()
            self._wanted += 1
            self._ask()

    def restyle(self) -> None:
        """Draws anew in the look of now."""
        self.updateGeometry()
        self._wanted += 1
        self._ask()

    def minimumSizeHint(self) -> QSize:
        """A dozen lines for days; a row for each category."""
        line = QFontMetrics(theme.font(scale=SCALE)).height()
        rows = max(6, len(self.chart.drawn)) * 1.45 if isinstance(self.chart, CategoryChart) else 11
        return QSize(9 * line, round(rows * line))

    def sizeHint(self) -> QSize:
        """Wider than at least."""
        least = self.minimumSizeHint()
        return QSize(3 * least.width(), least.height())

    def resizeEvent(self, event: object) -> None:
        """Another size is drawn when it has come to rest."""
        self._wanted += 1
        if self.picture is None:
            self._ask()
        else:
            self._settled.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another screen with another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.restyle()

    def paintEvent(self, event: object) -> None:
        """The picture, or a word that it is being drawn."""
        colours = theme.now().colours
        with QPainter(self) as painter:
            if self.picture is None:
                painter.setPen(QColor(colours.faint))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Drawing…"))
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self.picture.image)
            if self.hasFocus():
                painter.setPen(QPen(QColor(colours.link), 1, Qt.PenStyle.DotLine))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1, -1))
                if self.current is not None:
                    painter.drawRect(self.picture.spots[self.current])

    def event(self, event: QEvent) -> bool:
        """The pointer rests on a day or category: says its numbers."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.position() if hasattr(event, "position") else event.pos().toPointF())
            QToolTip.showText(event.globalPos(), "" if number is None else self.tip(number), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from day to day, or from category to category."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.picture is None or not self.picture.spots:
            super().keyPressEvent(event)
            return
        last = len(self.picture.spots) - 1
        start = -1 if step > 0 else last + 1
        self.current = min(max((start if self.current is None else self.current) + step, 0), last)
        place = self.picture.spots[self.current].center().toPoint()
        QToolTip.showText(self.mapToGlobal(place), self.tip(self.current), self)
        self.setAccessibleDescription(self.tip(self.current))
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        """The arrow keys begin anew next time."""
        super().focusOutEvent(event)
        self.current = None
        if self.chart is not None:
            self.setAccessibleDescription(self.chart.words())

    def tip(self, number: int) -> str:
        """The numbers behind a day or category."""
        return "" if self.chart is None else self.chart.tips()[number]

    def _at(self, place: Any) -> int | None:
        spots = self.picture.spots if self.picture is not None else ()
        return next((number for number, spot in enumerate(spots) if spot.contains(place)), None)

    def _ask(self) -> None:
        """Has the picture drawn; while one is under way the next waits, so that only the newest follows."""
        if self._drawing or self.chart is None or self.width() < 2 or self.height() < 2:
            return
        chart, look, number = self.chart, theme.now(), self._wanted
        sheet = {
            "width": self.width(), "height": self.height(), "ratio": self.devicePixelRatioF(),
            "em": float(QFontInfo(theme.font(scale=SCALE)).pixelSize()), "colours": look.colours,
        }  # fmt: skip
        self._drawing = number
        self.office.beside(lambda: draw(chart, **sheet), lambda picture: self._show(number, chart, picture))

    def _show(self, number: int, chart: Chart, picture: "Picture") -> None:
        self._drawing = 0
        if chart == self.chart:
            self.picture = picture
            self.update()
        if number != self._wanted:
            self._ask()
        else:
            self.drawn.emit()
