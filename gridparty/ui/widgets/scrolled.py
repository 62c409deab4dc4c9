"""What scrolls where the window is too small for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gridparty.ui.widgets.boxes import column_in


def scrolled(inside: QWidget) -> QScrollArea:
    """An area in which the widget scrolls; the focus goes past it."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def fill(whole: QWidget, inside: QWidget) -> QScrollArea:
    """The widget takes up all of `whole`, and scrolls there."""
    area = scrolled(inside)
    box = column_in(whole)
    box.addWidget(area)
    return area
