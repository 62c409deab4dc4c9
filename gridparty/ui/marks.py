"""The four status marks: a colour never comes without its shape, and a word in the tooltip (DESIGN §5)."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from gridparty.ui import theme


class Mark(Enum):
    """Done, in part, open, overdue."""

    GOOD = "good"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"


def paint(painter: QPainter, rect: QRectF, mark: Mark) -> None:
    """Paints a mark into the middle of the rectangle, as high as it."""
    side = min(rect.width(), rect.height())
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(theme.now().colours, mark.value)))
    if mark is Mark.GOOD:
        painter.drawEllipse(box)
    elif mark is Mark.BAD:
        painter.drawRect(box.adjusted(side * 0.08, side * 0.08, -side * 0.08, -side * 0.08))
    else:
        painter.drawPolygon(QPolygonF(_corners(box, mark)))
    painter.restore()


def pixmap(mark: Mark, side: int, ratio: float) -> QPixmap:
    """A mark as a picture for a label, `side` logical pixels high."""
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, side, side), mark)
    painter.end()
    return picture


def _corners(box: QRectF, mark: Mark) -> list[QPointF]:
    middle = box.center()
    if mark is Mark.INFO:
        return [
            QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y()),
        ]  # fmt: skip
    return [QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]
