"""The four status shapes: circle, diamond, triangle, square; a status is never told by colour alone (DESIGN §5)."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from gridparty.ui import theme

_CORNERS = {  # in a square from 0 to 1; the sizes look alike to the eye
    "info": ((0.5, -0.05), (1.05, 0.5), (0.5, 1.05), (-0.05, 0.5)),
    "warn": ((0.5, -0.02), (1.04, 0.96), (-0.04, 0.96)),
    "bad": ((0.05, 0.05), (0.95, 0.05), (0.95, 0.95), (0.05, 0.95)),
}


def mark_colour(status: str) -> QColor:
    """The colour of a status: "good", "info", "warn" or "bad"."""
    return QColor(getattr(theme.now().colours, status))


def paint_mark(painter: QPainter, box: QRectF, status: str) -> None:
    """Fills the shape of a status into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark_colour(status))
    if status == "good":
        painter.drawEllipse(box)
    else:
        corners = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _CORNERS[status]]
        painter.drawPolygon(QPolygonF(corners))
    painter.restore()
